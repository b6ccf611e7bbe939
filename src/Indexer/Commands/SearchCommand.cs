using System.CommandLine;
using System.Globalization;
using System.Text;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb search</c>: materials with their best passages, or another view of the question, for people, or as JSON.</summary>
internal static class SearchCommand
{
    private const string Each = "each";

    public static Command Create(KbConsole console)
    {
        var query = new Argument<string[]>("QUERY")
        {
            Description = "What to look for: words, \"…\" for exactly this string, AND OR NOT, 文种:讲话 and the like, 近10:(党建 业务), "
                + "同句:(…), 同段:(…), 前缀:新质, 通配:三?一课, 近似:不忘初新 (docs/query-syntax.md).",
            Arity = ArgumentArity.OneOrMore,
        };
        var index = KbOptions.Index(console);
        var mode = Modes.Option();
        var views = new SearchViews();
        var size = KbOptions.Number("--size", "Materials, or entries of another view, to show.", 10, 1, LibraryRequest.MostEntries);
        var page = KbOptions.Number("--page", "Page.", 1, 1, 1_000_000);
        var passages = KbOptions.Number("--passages", "Passages to show of each material.", 3, 1, 20);
        var sort = new Option<string>("--sort")
        {
            Description = "Order: relevance, newest or oldest; of practices also copyable.",
            DefaultValueFactory = _ => "relevance",
            HelpName = "ORDER",
        };
        sort.AcceptOnlyFromAmong("relevance", "newest", "oldest", "copyable");
        var copies = new Option<string>("--copies")
        {
            Description = "How materials of one text, and passages, practices and headings in several versions of it, are listed: "
                + "together, as one hit that names the others (each by itself where the question is for quoted strings alone), or each.",
            DefaultValueFactory = _ => "together",
            HelpName = "HOW",
        };
        copies.AcceptOnlyFromAmong("together", Each);
        var explain = new Option<string?>("--explain")
        {
            Description = "Instead of hits, print how the passages of this material come to their scores.",
            HelpName = "ID",
        };
        var meaning = MeaningOptions.Option(
            isOn: true, "Whether texts are found too that say the same in other words, where the index has vectors.");
        var json = KbOptions.Json("Print JSON; highlights are UTF-16 positions in their passage's text.");
        var command = new Command("search", "Search the library.")
        {
            query, index, mode, sort, size, page, passages, copies, meaning, explain, json,
        };
        views.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var byMeaning = MeaningOptions.IsOn(parsed, meaning)
                && parsed.GetValue(explain) is null && parsed.GetRequiredValue(views.View) is SearchViews.Materials;
            using var model = byMeaning ? MeaningOptions.Model(console) : MeaningModel.None;
            using var library = MeaningOptions.Open(console, parsed.GetRequiredValue(index), model, cancellation);
            var request = views.Filtered(new SearchRequest
            {
                Query = string.Join(' ', parsed.GetRequiredValue(query)),
                Mode = Modes.Parse(parsed.GetRequiredValue(mode)),
                Sort = parsed.GetValue(sort) switch
                {
                    "newest" => SearchSort.Newest,
                    "oldest" => SearchSort.Oldest,
                    _ => SearchSort.Relevance,
                },
                Page = parsed.GetValue(page),
                Size = parsed.GetValue(size),
                PassagesPerMaterial = parsed.GetValue(passages),
                WithFacets = parsed.GetValue(json),
                ByMeaning = byMeaning,
                Copies = parsed.GetRequiredValue(copies) == Each ? CopyListing.OneByOne : CopyListing.AsAsked,
            }, parsed);
            if (parsed.GetValue(explain) is { } material)
            {
                var scores = library.Explain(request.Query, request.Mode, material, cancellation)
                    ?? throw new KbException(
                        $"there is no material '{material}' in the index; 'kb search' prints the id of each below its title.");
                if (parsed.GetValue(json))
                {
                    console.Out.WriteAnswer(new ScoreList(material, scores), ContractJson.Answers.ScoreList);
                }
                else
                {
                    WriteScores(console.Out, material, scores);
                }

                return Task.FromResult(ExitCode.Done);
            }

            if (parsed.GetRequiredValue(views.View) is not SearchViews.Materials)
            {
                views.Answer(console, library, request, parsed, parsed.GetValue(json), cancellation);
                return Task.FromResult(ExitCode.Done);
            }

            var response = library.Search(request, cancellation);
            WriteNotices(console.Error, response.Warnings, response.DidYouMean, response.WithoutFilters);
            if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(SearchResult.From(response, request), ContractJson.Answers.SearchResult);
            }
            else
            {
                WriteText(console.Out, response);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    internal static void WriteNotices(
        TextWriter error, IReadOnlyList<string> warnings, IReadOnlyList<DidYouMean> slips, IReadOnlyList<FilterHint> withoutFilters)
    {
        foreach (var warning in warnings)
        {
            error.WriteLine($"kb: {warning}");
        }

        if (FilterHint.Told(withoutFilters) is { } told)
        {
            error.WriteLine($"kb: {told}");
        }

        foreach (var slip in slips)
        {
            error.WriteLine($"kb: 是不是要找“{slip.Suggestion}”（{slip.Materials} 份材料）？");
        }
    }

    private static void WriteScores(TextWriter output, string material, IReadOnlyList<PassageScore> scores)
    {
        output.WriteLine($"{material}：{scores.Count} 个段落相符");
        foreach (var (passage, score) in scores)
        {
            output.WriteLine();
            output.WriteLine($"第 {passage + 1} 段");
            WriteScore(output, score, depth: 1);
        }
    }

    private static void WriteScore(TextWriter output, ScoreExplanation score, int depth)
    {
        var value = score.Value.ToString("0.####", CultureInfo.InvariantCulture);
        output.WriteLine($"{new string(' ', 2 * depth)}{value} = {score.Description.TrimEnd()}");
        foreach (var part in score.Details)
        {
            WriteScore(output, part, depth + 1);
        }
    }

    private static void WriteText(TextWriter output, SearchResponse response)
    {
        output.WriteLine(
            $"{response.Total} 份材料，{response.TotalPassages} 个段落"
            + (response.MeaningHits > 0 ? $"；另有 {response.MeaningHits} 份意思相近" : ""));
        foreach (var hit in response.Hits)
        {
            output.WriteLine();
            string?[] said = [AccessLevel.MarkOf(hit.Access), hit.Genre, hit.Year?.ToString(), hit.Tier];
            var facts = string.Join(" ", said.Where(f => f is not null));
            output.WriteLine($"{(hit.By == HitSource.Meaning ? "（意思相近）" : "")}{hit.Title}  [{facts}]");
            output.WriteLine($"  {hit.Material}");
            if (hit.CopyOf is { } original)
            {
                output.WriteLine($"  与较早的 {original.Id} 相同或近似");
            }

            WriteCopies(output, hit.CopyCount, hit.Copies);
            foreach (var passage in hit.Passages)
            {
                WritePassage(output, passage, indent: "    ");
            }
        }
    }

    /// <summary>Names the versions of a text that a hit stands for.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="copies">The first of them.</param>
    internal static void WriteCopies(TextWriter output, int count, IEnumerable<MaterialLine> copies)
    {
        if (count > 0)
        {
            output.WriteLine($"  另有 {count} 份相同或近似的材料：{string.Join("、", copies.Take(MaterialHit.MostCopies).Select(c => c.Id))}");
        }
    }

    internal static void WritePassage(TextWriter output, PassageHit passage, string indent)
    {
        if (passage.HeadingPath.Count > 0)
        {
            output.WriteLine($"{indent}{string.Join(" › ", passage.HeadingPath)}");
        }

        foreach (var line in Marked(passage.Text, passage.Highlights).Split('\n'))
        {
            output.WriteLine($"{indent}{line}");
        }
    }

    /// <summary>What matches stands in 【】, which no terminal needs colours for.</summary>
    internal static string Marked(string text, IReadOnlyList<TextSpan> highlights)
    {
        var marked = new StringBuilder(text.Length + (2 * highlights.Count));
        var at = 0;
        foreach (var (start, end) in highlights)
        {
            marked.Append(text, at, start - at).Append('【').Append(text, start, end - start).Append('】');
            at = end;
        }

        return marked.Append(text, at, text.Length - at).ToString();
    }
}
