using System.CommandLine;
using System.Globalization;
using KnowledgeBase.Export;
using KnowledgeBase.Export.Answers;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb kwic</c>, <c>kb collocates</c> and <c>kb compare</c>: strings of a library in their context.</summary>
internal static class ConcordanceCommands
{
    private static readonly string[] Sorts = ["date", "left", "right"];

    public static Command CreateKwic(KbConsole console)
    {
        var phrase = Phrase();
        var index = KbOptions.Index(console);
        var sort = new Option<string>("--sort")
        {
            Description = "date (oldest first), left (by what stands in front, read backwards) or right (by what stands behind).",
            HelpName = "ORDER",
            DefaultValueFactory = _ => "date",
        };
        sort.AcceptOnlyFromAmong(Sorts);
        var context = KbOptions.Number("--context", "Characters on either side.", 20, 1, KwicRequest.MostContext);
        var limit = KbOptions.Number("--limit", "Lines a page.", 50, 1, KwicRequest.MostLines);
        var page = KbOptions.Number("--page", "Page.", 1, 1, 1_000_000);
        var json = KbOptions.Json("Print JSON.");
        var file = new OutputFile(ExportFormat.All);
        var command = new Command("kwic", "List every place where a string stands, with what stands around it.")
        {
            phrase, index, sort, context, limit, page, json,
        };
        file.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            file.CheckIfAsked(parsed, console, parsed.GetRequiredValue(index));
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            var kwic = library.Kwic(
                new KwicRequest
                {
                    Text = parsed.GetRequiredValue(phrase),
                    Sort = (KwicSort)Array.IndexOf(Sorts, parsed.GetRequiredValue(sort)),
                    Context = parsed.GetValue(context),
                    Size = parsed.GetValue(limit),
                    Page = parsed.GetValue(page),
                },
                cancellation);
            if (file.IsAsked(parsed))
            {
                file.Write(parsed, console, new KwicExport(KwicResult.From(kwic)), cancellation);
            }
            else if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(KwicResult.From(kwic), ContractJson.Answers.KwicResult);
            }
            else
            {
                Write(console.Out, kwic, parsed.GetValue(context));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    public static Command CreateCollocates(KbConsole console)
    {
        var phrase = Phrase();
        var index = KbOptions.Index(console);
        var words = KbOptions.Number("--words", "Words on either side that are looked at.", 5, 1, CollocateRequest.MostWords);
        var fewest = KbOptions.Number("--min", "Passages in which a word must stand near the string.", 3, 1, 1_000_000);
        var limit = KbOptions.Number("--limit", "Words to list.", 50, 1, 200);
        var json = KbOptions.Json("Print JSON.");
        var command = new Command("collocates", "List the words that stand near a string more often than chance would have it.")
        {
            phrase, index, words, fewest, limit, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            var list = library.Collocates(
                new CollocateRequest
                {
                    Text = parsed.GetRequiredValue(phrase),
                    Words = parsed.GetValue(words),
                    Fewest = parsed.GetValue(fewest),
                    Size = parsed.GetValue(limit),
                },
                cancellation);
            if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(list, ContractJson.Answers.CollocateList);
            }
            else
            {
                Write(console.Out, list);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    public static Command CreateCompare(KbConsole console)
    {
        var phrases = new Argument<string[]>("PHRASE")
        {
            Description = $"The strings, 1 to {WordingComparison.MostWordings}.",
            Arity = new ArgumentArity(1, WordingComparison.MostWordings),
        };
        RefuseEmpty(phrases);
        var index = KbOptions.Index(console);
        var json = KbOptions.Json("Print JSON.");
        var file = new OutputFile(ExportFormat.All);
        var command = new Command("compare", "Compare how strings were used over the years.") { phrases, index, json };
        file.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            file.CheckIfAsked(parsed, console, parsed.GetRequiredValue(index));
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            var comparison = library.Compare(parsed.GetRequiredValue(phrases), cancellation);
            if (file.IsAsked(parsed))
            {
                file.Write(parsed, console, new ComparisonExport(comparison), cancellation);
            }
            else if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(comparison, ContractJson.Answers.WordingComparison);
            }
            else
            {
                Write(console.Out, comparison);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Argument<string> Phrase()
    {
        var phrase = new Argument<string>("PHRASE") { Description = "The string, exactly as it stands." };
        RefuseEmpty(phrase);
        return phrase;
    }

    private static void RefuseEmpty(Argument argument) => argument.Validators.Add(result =>
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError("PHRASE is empty; give the string that is looked for.");
        }
    });

    private static void Write(TextWriter output, Kwic kwic, int context)
    {
        output.WriteLine(
            $"“{kwic.Text}”  {kwic.Materials}篇材料，{kwic.Passages}个段落，{kwic.Total}次{(kwic.IsPartial ? "（文本过多，只看了一部分）" : "")}");
        foreach (var line in kwic.Lines)
        {
            // Full-width blanks, so that the strings stand one below the other.
            output.WriteLine($"{line.Left.PadLeft(context, '\u3000')}【{line.Match}】{line.Right}");
            output.WriteLine($"    {Named(line.Material)}");
        }
    }

    private static void Write(TextWriter output, CollocateList list)
    {
        output.WriteLine($"“{list.Text}”  {list.Passages}个段落，{list.Total}次，查看了{list.Sampled}个段落");
        foreach (var word in list.Collocates)
        {
            output.WriteLine(
                $"  {word.Word}  G²={word.LogLikelihood.ToString("0.0", CultureInfo.InvariantCulture)}  "
                + $"前{word.Left}次，后{word.Right}次，{word.Passages}个段落；全库{word.InLibrary}个段落");
        }
    }

    private static void Write(TextWriter output, WordingComparison comparison)
    {
        foreach (var wording in comparison.Wordings)
        {
            output.WriteLine(
                $"“{wording.Text}”  {wording.Materials}篇材料，{wording.Occurrences}次，每百万字{wording.PerMillion}次");
            foreach (var year in wording.ByYear)
            {
                output.WriteLine(
                    $"  {year.Year}年  {year.Materials}篇（占当年{year.Share.ToString("P1", CultureInfo.InvariantCulture)}），"
                    + $"{year.Occurrences}次，每百万字{year.PerMillion}次");
            }

            if (wording is { First: { } first, Last: { } last })
            {
                output.WriteLine($"  最早  {Named(first)}");
                output.WriteLine($"  最近  {Named(last)}");
            }
        }
    }

    private static string Named(MaterialLine material) =>
        $"{Citation.Mark(material.Access)}《{material.Title}》{Day(material)}  {material.Id}";

    private static string? Day(MaterialLine material) =>
        material.Date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? material.Year?.ToString(CultureInfo.InvariantCulture);
}
