using System.CommandLine;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The filters of <c>kb search</c>, and its views other than materials.</summary>
internal sealed class SearchViews
{
    public const string Materials = "materials";
    private const string Passages = "passages";
    private const string Practices = "practices";
    private const string Headings = "headings";
    private const string Wordings = "wordings";

    private readonly Option<string[]> _themes = Values("--theme", "Ids or names of themes; any of them.", "THEME");
    private readonly Option<string[]> _genres = Values("--genre", "Genres of the material; any of them.", "GENRE");
    private readonly Option<int[]> _years = new("--year")
    {
        Description = "Years of the material; any of them.",
        HelpName = "YEAR",
    };

    private readonly Option<string[]> _tiers = Values(
        "--tier", "Tiers of the issuer, of practices of the unit that acted; any of them.", "TIER");

    private readonly Option<string[]> _regions = Values("--region", "Places of the issuer, likewise, in any form (江苏, 江苏省).", "PLACE");
    private readonly Option<string[]> _sectors = Values("--sector", "Sectors of the issuer, likewise, by any of their names.", "SECTOR");
    private readonly Option<string[]> _units = Values("--unit", "Issuers or a part of their names, likewise.", "UNIT");
    private readonly Option<string?> _since = new("--since")
    {
        Description = "Only what came into the library at this time or after it: 2026-11-01, or 2026-11-01T08:00:00Z.",
        HelpName = "TIME",
    };

    private readonly Option<string[]> _recognitions = Values("--recognition", "Practices with this kind of recognition.", "KIND");
    private readonly Option<int[]> _grades = new("--grade") { Description = "Practices of this grade, 1 to 3.", HelpName = "N" };
    private readonly Option<bool> _figures = new("--figures") { Description = "Practices with figures alone." };
    private readonly Option<string[]> _patterns = Values("--pattern", "Headings of this frame (以……促……) alone.", "FRAME");

    /// <summary>Which view is asked for.</summary>
    public Option<string> View { get; } = new("--view")
    {
        Description = "What to list: materials, passages, practices, headings or wordings.",
        HelpName = "VIEW",
        DefaultValueFactory = _ => Materials,
    };

    public SearchViews()
    {
        View.AcceptOnlyFromAmong(Materials, Passages, Practices, Headings, Wordings);
        _since.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var time }] && !(SinceTime.TryRead(time, out var read) && read is not null))
            {
                result.AddError($"--since {time} cannot be read; give {SinceTime.Forms}.");
            }
        });
    }

    /// <summary>Adds the options to the command.</summary>
    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[
            View, _themes, _genres, _years, _tiers, _regions, _sectors, _units, _since, _recognitions, _grades, _figures, _patterns])
        {
            command.Add(option);
        }
    }

    /// <summary>The request with the filters that materials have.</summary>
    public SearchRequest Filtered(SearchRequest request, ParseResult parsed) => request with
    {
        Themes = parsed.GetValue(_themes) ?? [],
        Genres = parsed.GetValue(_genres) ?? [],
        Years = parsed.GetValue(_years) ?? [],
        Tiers = parsed.GetValue(_tiers) ?? [],
        Regions = parsed.GetValue(_regions) ?? [],
        Sectors = parsed.GetValue(_sectors) ?? [],
        Units = parsed.GetValue(_units) ?? [],
        Since = SinceTime.TryRead(parsed.GetValue(_since), out var since) ? since : null,
    };

    /// <summary>Answers in a view other than materials.</summary>
    public void Answer(
        KbConsole console, Library library, SearchRequest asked, ParseResult parsed, bool asJson, CancellationToken cancellation)
    {
        var request = new ViewRequest(asked)
        {
            Recognitions = parsed.GetValue(_recognitions) ?? [],
            Grades = parsed.GetValue(_grades) ?? [],
            HasFigures = parsed.GetValue(_figures) ? true : null,
            Patterns = parsed.GetValue(_patterns) ?? [],
            Sort = SortOf(parsed.GetValue<string>("--sort")),
            Copies = asked.Copies,
            Page = asked.Page,
            Size = asked.Size,
        };
        ViewAnswer answer = parsed.GetValue(View) switch
        {
            Passages => library.Passages(request, cancellation),
            Practices => library.Practices(request, cancellation),
            Headings => library.Headings(request, cancellation),
            _ => library.WordingsIn(request, cancellation),
        };
        SearchCommand.WriteNotices(console.Error, answer.Warnings, answer.DidYouMean, answer.WithoutFilters);

        if (asJson)
        {
            WriteJson(console.Out, answer, request);
        }
        else
        {
            WriteText(console.Out, answer);
        }
    }

    private static Option<string[]> Values(string name, string description, string helpName) =>
        new(name) { Description = description, HelpName = helpName };

    private static ViewSort SortOf(string? sort) => sort switch
    {
        "newest" => ViewSort.Newest,
        "oldest" => ViewSort.Oldest,
        "copyable" => ViewSort.Copyable,
        _ => ViewSort.Relevance,
    };

    private static void WriteJson(TextWriter output, ViewAnswer answer, ViewRequest request)
    {
        var shapes = ContractJson.Answers;
        switch (answer)
        {
            case PassageList passages:
                output.WriteAnswer(PassagesResult.From(passages, request), shapes.PassagesResult);
                break;
            case PracticeList practices:
                output.WriteAnswer(PracticesResult.From(practices, request), shapes.PracticesResult);
                break;
            case HeadingList headings:
                output.WriteAnswer(HeadingsResult.From(headings, request), shapes.HeadingsResult);
                break;
            case WordingsFound wordings:
                output.WriteAnswer(WordingsResult.From(wordings, request), shapes.WordingsResult);
                break;
        }
    }

    private static void WriteText(TextWriter output, ViewAnswer answer)
    {
        switch (answer)
        {
            case PassageList passages:
                output.WriteLine($"{answer.Total} 个段落，{answer.Materials} 份材料{Folded(answer)}");
                foreach (var entry in passages.Entries)
                {
                    output.WriteLine();
                    output.WriteLine($"{CitationOf(entry.Material)}");
                    output.WriteLine($"  {entry.Material.Line.Id}  第 {entry.Passage.Ordinal + 1} 段");
                    SearchCommand.WritePassage(output, entry.Passage, indent: "    ");
                    WriteCopies(output, entry.Copies);
                }

                break;
            case PracticeList practices:
                output.WriteLine($"{answer.Total} 条做法，{answer.Materials} 份材料{Folded(answer)}");
                foreach (var entry in practices.Entries)
                {
                    output.WriteLine();
                    Write(output, entry);
                }

                break;
            case HeadingList headings:
                output.WriteLine($"{answer.Total} 个小标题，{answer.Materials} 份材料{Folded(answer)}");
                foreach (var pattern in headings.Patterns)
                {
                    output.WriteLine($"  {pattern.Text}  {pattern.Headings} 个，{pattern.Materials} 份材料");
                }

                foreach (var entry in headings.Entries)
                {
                    output.WriteLine();
                    output.WriteLine($"{entry.Heading.Marker}{SearchCommand.Marked(entry.Heading.Text, entry.Highlights)}");
                    output.WriteLine($"  {CitationOf(entry.Material)}");
                    WriteCopies(output, entry.Copies);
                }

                break;
            case WordingsFound wordings:
                output.WriteLine($"{answer.Total} 种提法，{answer.Materials} 份材料");
                foreach (var entry in wordings.Entries)
                {
                    output.WriteLine($"{entry.Text}  {entry.Kind.ChineseName()}  {entry.Passages} 段，{entry.Materials} 份材料");
                }

                break;
        }
    }

    private static void Write(TextWriter output, PracticeEntry entry)
    {
        var practice = entry.Practice;
        string[] facts =
        [
            practice.Actor ?? "（未写明单位）",
            .. new[] { entry.Tier, entry.Regions.Count > 0 ? string.Join(' ', entry.Regions) : null, entry.Sector }.OfType<string>(),
        ];
        output.WriteLine($"{practice.Name ?? "（未命名）"}  [{string.Join("  ", facts)}]  {practice.GradeReason}");
        output.WriteLine($"  {CitationOf(entry.Material)}  {entry.Material.Line.Id}");
        foreach (var line in SearchCommand.Marked(practice.Act, entry.Highlights).Split('\n'))
        {
            output.WriteLine($"    {line}");
        }

        if (practice.Results.Count > 0)
        {
            output.WriteLine($"    数据：{string.Join("；", practice.Results.Select(r => r.Text))}");
        }

        WriteCopies(output, entry.Copies);
    }

    /// <summary>How many are listed, where the versions of one text are one entry.</summary>
    private static string Folded(ViewAnswer answer) =>
        answer.TotalHits < answer.Total ? $"；同一文本归并后 {answer.TotalHits} 条（--copies each 逐条列出）" : "";

    private static void WriteCopies(TextWriter output, IReadOnlyList<EntryCopy> copies) =>
        SearchCommand.WriteCopies(output, copies.Count, copies.Select(c => c.Material));

    private static string CitationOf(MaterialHeader material) => Citation.Of(material.Line);
}
