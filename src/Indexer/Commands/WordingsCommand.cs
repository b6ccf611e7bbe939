using System.CommandLine;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb wordings</c>: the formulations of a library, or everything about one of them.</summary>
internal static class WordingsCommand
{
    private const int PageSize = 200;

    private static readonly string[] Kinds = ["numeral", "quoted", "title", "fixed"];

    private static readonly string[] Statuses = ["any", "known", "current", "superseded", "unknown"];

    public static Command Create(KbConsole console)
    {
        var phrase = new Argument<string[]>("PHRASE")
        {
            Description = "Tell all about this formulation, or any other string; without it, list the library's.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var index = KbOptions.Index(console);
        var kind = new Option<string[]>("--kind")
        {
            Description = "numeral, quoted, title or fixed; give it again for more.",
            HelpName = "KIND",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        kind.AcceptOnlyFromAmong(Kinds);
        var status = new Option<string>("--status")
        {
            Description = "What the glossary says: any, known, current, superseded, or unknown (perhaps new).",
            HelpName = "STATUS",
            DefaultValueFactory = _ => "any",
        };
        status.AcceptOnlyFromAmong(Statuses);
        var contains = new Option<string>("--contains")
        {
            Description = "Words that it must hold.",
            HelpName = "WORDS",
            DefaultValueFactory = _ => "",
        };
        var fewest = KbOptions.Number("--min-materials", "Materials that must have it.", 1, 1, 1_000_000);
        var limit = KbOptions.Number("--limit", "Formulations to list.", 50, 1, 1_000_000);
        var repeated = new Option<bool>("--repeated")
        {
            Description = "Instead of what is recognised, list strings of 6 characters and more that 3 materials (or --min-materials) "
                + "repeat though nobody marked them. Reads the whole library.",
        };
        var json = KbOptions.Json("Print JSON.");
        var command = new Command(
            "wordings",
            "List the formulations of a library with their materials by year and genre, "
            + "or tell all about one: counts, first use, glossary.")
        {
            phrase, index, kind, status, contains, fewest, limit, repeated, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            var asJson = parsed.GetValue(json);
            if (string.Join(' ', parsed.GetValue(phrase) ?? []) is { Length: > 0 } text)
            {
                Tell(console.Out, library.Wording(text, cancellation), asJson);
            }
            else if (parsed.GetValue(repeated))
            {
                var least = parsed.GetResult(fewest) is { Implicit: false } ? Math.Max(2, parsed.GetValue(fewest)) : 3;
                var found = Discover(
                    parsed.GetRequiredValue(index), library, LibrarySettings.Of([console.DefaultCorpus]).Lexicon, least, cancellation);
                if (asJson)
                {
                    WriteRepeated(console.Out, found, parsed.GetValue(limit));
                }
                else
                {
                    List(console.Out, [.. found.Select(Row)], found.Count, parsed.GetValue(limit));
                }
            }
            else
            {
                var request = new WordingListRequest
                {
                    Contains = parsed.GetRequiredValue(contains),
                    Kinds = [.. (parsed.GetValue(kind) ?? []).Select(name => (WordingKind)Array.IndexOf(Kinds, name))],
                    Status = (GlossaryStatus)Array.IndexOf(Statuses, parsed.GetRequiredValue(status)),
                    FewestMaterials = parsed.GetValue(fewest),
                    Size = Math.Min(PageSize, parsed.GetValue(limit)),
                };
                var (found, total) = Recognised(library, request, parsed.GetValue(limit), cancellation);
                if (asJson)
                {
                    console.Out.WriteAnswer(new WordingList(total, found), ContractJson.Answers.WordingList);
                }
                else
                {
                    List(console.Out, [.. found.Select(Row)], total, parsed.GetValue(limit));
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static (IReadOnlyList<LibraryWording> Found, int Total) Recognised(
        Library library, WordingListRequest request, int limit, CancellationToken cancellation)
    {
        var found = new List<LibraryWording>();
        while (true)
        {
            cancellation.ThrowIfCancellationRequested();
            var page = library.Wordings(request, cancellation);
            found.AddRange(page.Wordings.Take(limit - found.Count));
            if (page.Wordings.Count < request.Size || found.Count == limit)
            {
                return (found, page.Total);
            }

            request = request with { Page = request.Page + 1 };
        }
    }

    private static IReadOnlyList<DiscoveredWording> Discover(
        string index, Library library, Lexicon lexicon, int fewest, CancellationToken cancellation)
    {
        var discovery = new WordingDiscovery(library.Glossary, new Segmenter(lexicon));
        foreach (var id in LibraryFolder.MaterialIds(LibraryCommands.Widest(index)))
        {
            cancellation.ThrowIfCancellationRequested();
            if (library.Find(id) is { } found)
            {
                discovery.Add(found.Material);
            }
        }

        return discovery.Repeated(fewest);
    }

    private static Listed Row(LibraryWording wording) => new(
        wording.Text, wording.Kind, wording.Entry, wording.Materials, wording.Passages,
        [.. wording.MaterialsByYear.Select(y => ($"{y.Year}", y.Materials))],
        [.. wording.MaterialsByGenre.Select(g => (g.Genre, g.Materials))]);

    private static Listed Row(DiscoveredWording wording) => new(
        wording.Text, null, null, wording.Materials, null,
        [.. wording.MaterialsByYear.Select(y => ($"{y.Key}", y.Value))],
        [.. Genres.All.Where(wording.MaterialsByGenre.ContainsKey).Select(g => (g, wording.MaterialsByGenre[g]))]);

    private static void List(TextWriter output, IReadOnlyList<Listed> rows, int total, int limit)
    {
        output.WriteTable(
            ["提法", "类别", "材料", "年份", "文种", "词表"],
            [
                .. rows.Take(limit).Select(r => (IReadOnlyList<object>)
                [
                    r.Text, r.Kind?.ChineseName() ?? "重复语句", r.Materials, Years(r.ByYear),
                    string.Join(' ', r.ByGenre.Select(g => $"{g.Value}{g.Count}")), Said(r.Entry),
                ]),
            ]);
        output.WriteLine(total > Math.Min(limit, rows.Count) ? $"共{total}条，列出前{Math.Min(limit, rows.Count)}条（--limit）。" : $"共{total}条。");
    }

    /// <summary>Strings that nobody recognised have a shape of their own.</summary>
    private static void WriteRepeated(TextWriter output, IReadOnlyList<DiscoveredWording> all, int limit) => output.WriteJsonObject(json =>
    {
        json.WriteNumber("total", all.Count);
        json.WriteObjects("wordings", all.Take(limit), wording =>
        {
            json.WriteString("text", wording.Text);
            json.WriteString("kind", "repeated");
            json.WriteNumber("materials", wording.Materials);
            json.WriteObjects("materialsByYear", wording.MaterialsByYear, year =>
            {
                json.WriteNumber("year", year.Key);
                json.WriteNumber("materials", year.Value);
            });
            json.WriteObjects("materialsByGenre", Genres.All.Where(wording.MaterialsByGenre.ContainsKey), genre =>
            {
                json.WriteString("genre", genre);
                json.WriteNumber("materials", wording.MaterialsByGenre[genre]);
            });
        });
    });

    private static void Tell(TextWriter output, WordingProfile profile, bool json)
    {
        if (json)
        {
            output.WriteAnswer(WordingResult.From(profile), ContractJson.Answers.WordingResult);
            return;
        }

        var statistics = profile.Statistics;
        output.WriteLine($"{profile.Text}  {profile.Recognised?.Kind.ChineseName()}".TrimEnd());
        output.WriteLine($"  词表  {Described(profile)}");
        output.WriteLine($"  出现  {statistics.Materials}篇材料，{statistics.Passages}个段落，{statistics.Occurrences}次");
        if (statistics.ByYear.Count > 0)
        {
            output.WriteLine($"  年份  {string.Join(' ', statistics.ByYear.Select(y => $"{y.Value}年{y.Occurrences}次"))}");
        }

        if (statistics.ByGenre.Count > 0)
        {
            output.WriteLine($"  文种  {string.Join(' ', statistics.ByGenre.Select(g => $"{g.Value}{g.Occurrences}次"))}");
        }

        foreach (var variant in profile.Variants)
        {
            output.WriteLine($"  {variant.Relation.ChineseName()}  {variant.Text}（{variant.Materials}篇，{variant.Occurrences}次）");
        }

        if (profile.First.Count > 0)
        {
            output.WriteLine("  最早");
            foreach (var hit in profile.First)
            {
                output.WriteLine($"    {LibraryCommands.Dated(hit.Date, hit.Year),-10}  {hit.Title}  {hit.Material}");
            }
        }

        if (profile.Authority is { } authority)
        {
            output.WriteLine($"  引用  {authority.Hit.Title}  {authority.Hit.Material}");
            output.WriteLine($"    {authority.Sentence}");
            output.WriteLine($"    {string.Join("；", authority.Reasons)}");
        }
    }

    private static string Years(IReadOnlyList<(string Value, int Count)> years) => years switch
    {
        [] => "",
        [var one] => one.Value,
        _ => $"{years[0].Value}–{years[^1].Value}",
    };

    private static string Said(GlossaryEntry? entry) => entry switch
    {
        null => "未收录",
        { Superseded: { } superseded } => $"{superseded.Since}年起改为“{superseded.By}”",
        _ => "现行",
    };

    private static string Described(WordingProfile profile)
    {
        if (profile.Entry is not { } entry)
        {
            return "未收录";
        }

        string?[] parts =
        [
            Said(entry),
            entry.Parts.Count > 0 ? $"即{entry.FullForm}" : null,
            entry.Since is { } since ? $"{since}年起" : null,
            entry.Occasion.Length > 0 ? entry.Occasion : null,
        ];
        return string.Join("；", parts.Where(p => p is not null));
    }

    /// <summary>A row of the list; without a kind, one that is repeated though nobody marked it.</summary>
    private sealed record Listed(
        string Text, WordingKind? Kind, GlossaryEntry? Entry, int Materials, int? Passages,
        IReadOnlyList<(string Value, int Count)> ByYear, IReadOnlyList<(string Value, int Count)> ByGenre);
}
