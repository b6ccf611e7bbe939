using System.CommandLine;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Evaluation;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Retrieval.Words;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>
/// <c>kb eval</c>: how well the library understands and finds, measured against labels (docs/evaluation.md). Everything runs in this
/// process, with the settings of the project's corpus.
/// </summary>
internal static class EvalCommand
{
    public static Command Create(KbConsole console)
    {
        var command = new Command(
            "eval",
            "Measure understanding and search against labelled sets (docs/evaluation.md describes them). "
            + "Exit code 1 when labels or offsets are wrong.")
        {
            Documents(console, "outline", "Headings (F1) and genre (accuracy).", Outline),
            Documents(
                console,
                "practices",
                "Practices by overlap of the act (recall, precision), their figures (F1), names and units.",
                Practices),
            Documents(console, "wordings", "Formulations (recall, precision).", Wordings),
            Themes(console),
            Segmentation(console),
            Retrieval(console),
            Evidence(console),
            All(console),
        };
        return command;
    }

    private static Option<bool> Json() => KbOptions.Json("Print JSON; figures are not rounded.");

    private static Option<string> Texts(KbConsole console) => new("--texts")
    {
        Description = "Folder that the documents of the labels lie in. Without it: the project's corpus/.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => console.DefaultCorpus,
    };

    private static Argument<string> Gold() => new("GOLD.jsonl") { Description = "The labels." };

    private static Command Documents(
        KbConsole console, string name, string description, Func<string, LabelledTexts, CancellationToken, EvaluationReport> measure)
    {
        var gold = Gold();
        var texts = Texts(console);
        var json = Json();
        var command = new Command(name, description) { gold, texts, json };
        command.SetAction((parsed, cancellation) =>
        {
            var documents = new LabelledTexts(LibrarySettings.Of([console.DefaultCorpus]), parsed.GetRequiredValue(texts));
            return Print(console, parsed.GetValue(json), measure(parsed.GetRequiredValue(gold), documents, cancellation));
        });
        return command;
    }

    private static EvaluationReport Outline(string path, LabelledTexts texts, CancellationToken cancellation)
    {
        var score = new OutlineScore();
        foreach (var labelled in LabelledSet.Read<LabelledOutline>(path))
        {
            score.Add(texts.Of(labelled.Doc, cancellation), labelled);
        }

        return score.Report(path);
    }

    private static EvaluationReport Practices(string path, LabelledTexts texts, CancellationToken cancellation)
    {
        var score = new PracticeScore();
        foreach (var labelled in LabelledSet.Read<LabelledPractices>(path))
        {
            score.Add(texts.Of(labelled.Doc, cancellation), labelled);
        }

        return score.Report(path);
    }

    private static EvaluationReport Wordings(string path, LabelledTexts texts, CancellationToken cancellation)
    {
        var score = new WordingScore();
        foreach (var labelled in LabelledSet.Read<LabelledWordings>(path))
        {
            score.Add(texts.Of(labelled.Doc, cancellation), labelled);
        }

        return score.Report(path);
    }

    private static Command Themes(KbConsole console)
    {
        var gold = Gold();
        var json = Json();
        var command = new Command("themes", "Themes of passages (micro-F1).") { gold, json };
        command.SetAction((parsed, cancellation) =>
        {
            var settings = LibrarySettings.Of([console.DefaultCorpus]);
            return Print(console, parsed.GetValue(json), Themes(parsed.GetRequiredValue(gold), settings, cancellation));
        });
        return command;
    }

    private static EvaluationReport Themes(string path, LibrarySettings settings, CancellationToken cancellation)
    {
        var score = new ThemeScore();
        var problems = new List<string>();
        foreach (var labelled in LabelledSet.Read<LabelledPassage>(path))
        {
            cancellation.ThrowIfCancellationRequested();
            problems.AddRange(labelled.Themes.Concat(labelled.Optional)
                .Where(t => !settings.Taxonomy.Themes.Any(known => known.Id == t))
                .Select(t => $"{labelled.Id}: the taxonomy has no theme '{t}' at its first level."));
            score.Add(settings.Tagger.Tag(labelled.Title ?? "", [], labelled.Text.ReplaceLineEndings("\n")).Select(t => t.Theme), labelled);
        }

        return score.Report(path, problems);
    }

    private static Command Segmentation(KbConsole console)
    {
        var input = new Argument<string>("INPUT") { Description = "The text without white space between words, UTF-8." };
        var gold = new Argument<string>("GOLD") { Description = "The same lines with white space between words." };
        var json = Json();
        var with = KbOptions.Words("--with", $"What cuts; {WordAnalyzers.Default} without it.");
        var command = new Command("segmentation", "Words (F1, as the SIGHAN bakeoffs score).") { input, gold, with, json };
        command.SetAction((parsed, cancellation) => Print(
            console,
            parsed.GetValue(json),
            Segmentation(
                parsed.GetRequiredValue(input),
                parsed.GetRequiredValue(gold),
                WordAnalyzers.Create(parsed.GetValue(with) ?? WordAnalyzers.Default, LibrarySettings.Of([console.DefaultCorpus]).Lexicon),
                cancellation)));
        return command;
    }

    private static EvaluationReport Segmentation(string input, string gold, IWordAnalyzer analyzer, CancellationToken cancellation)
    {
        var (lines, expected) = (LabelledSet.ReadLines(input), LabelledSet.ReadLines(gold));
        if (lines.Length != expected.Length)
        {
            throw new KbException(
                $"{input} has {lines.Length} lines and {gold} has {expected.Length}; a line of one is a line of the other.");
        }

        var words = new List<Word>();
        var score = new SegmentationScore();
        for (var i = 0; i < lines.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var folded = new FoldedText(lines[i]);
            analyzer.Cut(folded, words);
            score.Add(Segmenter.Spaced(lines[i], folded, words), expected[i]);
        }

        return score.Report(gold);
    }

    private static Command Retrieval(KbConsole console)
    {
        var index = KbOptions.Index(console);
        var queries = new Option<string>("--queries")
        {
            Description = "A query a line: qid<TAB>text.",
            HelpName = "Q.tsv",
            Required = true,
        };
        var qrels = new Option<string>("--qrels")
        {
            Description = "Judgments as TREC has them, a line each: qid 0 material grade.",
            HelpName = "FILE",
            Required = true,
        };
        var mode = Modes.Option();
        var meaning = MeaningOptions.Option(
            isOn: false, "Whether texts are found too that say the same in other words; 'kb build --meaning wait' makes what that needs.");
        var json = Json();
        var command = new Command(
            "retrieval", "Ranking (nDCG@10, P@5, MRR@10, recall) over the queries that something is judged relevant for.")
        {
            index, queries, qrels, mode, meaning, json,
        };
        command.SetAction((parsed, cancellation) => Print(console, parsed.GetValue(json), Retrieval(
            console, parsed.GetRequiredValue(index), parsed.GetRequiredValue(queries), parsed.GetRequiredValue(qrels),
            Modes.Parse(parsed.GetRequiredValue(mode)), MeaningOptions.IsOn(parsed, meaning), cancellation)));
        return command;
    }

    private static EvaluationReport Retrieval(
        KbConsole console, string index, string queryFile, string qrelFile, SearchMode mode, bool byMeaning, CancellationToken cancellation)
    {
        var judged = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var number = 0;
        foreach (var line in LabelledSet.ReadLines(qrelFile))
        {
            number++;
            switch (line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                case []:
                    break;
                case [var query, _, var material, var grade] when int.TryParse(grade, out var value):
                    (judged.TryGetValue(query, out var grades) ? grades : judged[query] = new(StringComparer.Ordinal))[material] = value;
                    break;
                default:
                    throw new KbException($"{qrelFile}, line {number}: a line is qid, 0, material and grade.");
            }
        }

        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (id, text) in QueryFile.Read(queryFile))
        {
            if (!texts.TryAdd(id, text))
            {
                throw new KbException($"{queryFile}: there are two queries {id}.");
            }
        }

        string[] problems =
        [
            .. judged.Keys.Where(id => !texts.ContainsKey(id))
                .Select(id => $"{queryFile}: there is no query {id}, though it is judged; it counts as one without results."),
        ];
        using var model = byMeaning ? MeaningOptions.Model(console) : MeaningModel.None;
        using var library = MeaningOptions.Open(console, index, model, cancellation);
        if (byMeaning && library.Meaning is { Works: false } status)
        {
            throw new KbException(status.Problem ?? $"{index} has no vectors; make them with 'kb build --index {index} --meaning wait'.");
        }

        var best = new (string Material, float Score)[RetrievalScore.Depth];
        var score = new RetrievalScore();
        foreach (var (id, grades) in judged)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = texts.TryGetValue(id, out var text) ? library.Ranked(text, mode, byMeaning, best, cancellation) : 0;
            score.Add([.. best.Take(count).Select(b => QueryFile.RunName(b.Material))], grades);
        }

        return score.Report(qrelFile, problems);
    }

    private static Command Evidence(KbConsole console)
    {
        var folder = new Argument<string>("FOLDER") { Description = "A folder of materials, or a file." };
        var json = Json();
        var command = new Command(
            "evidence",
            "Check that all that is understood stands in its text: offsets, figures, evidence of tags, passages that hold everything.")
        {
            folder, json,
        };
        command.SetAction((parsed, cancellation) =>
            Print(console, parsed.GetValue(json), Evidence(console, parsed.GetRequiredValue(folder), cancellation)));
        return command;
    }

    private static EvaluationReport Evidence(KbConsole console, string folder, CancellationToken cancellation)
    {
        var settings = LibrarySettings.Of([folder, console.DefaultCorpus]);
        var check = new EvidenceCheck(settings.Taxonomy);
        var listing = CorpusWalk.List([folder]);
        foreach (var skipped in listing.Skipped)
        {
            Skip(skipped.Path, skipped.Reason);
        }

        using var reader = new GuardedReader(ReaderCommand.Program);
        foreach (var file in listing.Files)
        {
            cancellation.ThrowIfCancellationRequested();
            if (file.HoldsLines)
            {
                foreach (var line in MaterialLines.Read(file.Path, cancellationToken: cancellation))
                {
                    if (line.Material is { } raw)
                    {
                        check.Add($"{file.Path}, line {line.Line}", settings.Understand(raw, line.Id!, file.Path, cancellation));
                    }
                    else
                    {
                        Skip(file.Path, line.Refusal!);
                    }
                }

                continue;
            }

            var read = reader.Read(file.Path, cancellation);
            foreach (var refusal in read.Refusals)
            {
                Skip(file.Path + Inside(refusal.InnerName), refusal.Reason);
            }

            foreach (var material in read.Materials)
            {
                var id = file.Id + Inside(material.InnerName);
                check.Add(file.Path + Inside(material.InnerName), settings.Understand(material.Material, id, file.Path, cancellation));
            }
        }

        return check.Report(folder);

        void Skip(string path, string reason) => console.Error.WriteLine($"kb: skipped {path}: {reason}");
        static string Inside(string name) => name.Length == 0 ? "" : "/" + name;
    }

    private static Command All(KbConsole console)
    {
        var folder = new Argument<string>("FOLDER")
        {
            Description = "Holds any of themes, outline, practices and wordings, each as NAME.jsonl or as a folder NAME/ of .jsonl files.",
        };
        var texts = Texts(console);
        var json = Json();
        var command = new Command("all", "Every labelled set of a folder, one behind the other.") { folder, texts, json };
        command.SetAction((parsed, cancellation) =>
        {
            var root = parsed.GetRequiredValue(folder);
            var settings = LibrarySettings.Of([console.DefaultCorpus]);
            var documents = new LabelledTexts(settings, parsed.GetRequiredValue(texts));
            EvaluationReport[] reports =
            [
                .. Sets(root, "themes").Select(path => Themes(path, settings, cancellation)),
                .. Sets(root, "outline").Select(path => Outline(path, documents, cancellation)),
                .. Sets(root, "practices").Select(path => Practices(path, documents, cancellation)),
                .. Sets(root, "wordings").Select(path => Wordings(path, documents, cancellation)),
            ];
            return reports.Length > 0
                ? PrintAll(console, parsed.GetValue(json), reports)
                : throw new KbException(
                    $"{root}: there is no themes, outline, practices or wordings in it, "
                    + "neither as NAME.jsonl nor as a folder NAME/ of .jsonl files.");
        });
        return command;
    }

    private static IEnumerable<string> Sets(string folder, string name)
    {
        var file = Path.Combine(folder, name + ".jsonl");
        var inside = Path.Combine(folder, name);
        IEnumerable<string> files = Directory.Exists(inside)
            ? Directory.EnumerateFiles(inside, "*.jsonl").Order(StringComparer.Ordinal)
            : [];
        return File.Exists(file) ? files.Prepend(file) : files;
    }

    private static Task<int> Print(KbConsole console, bool json, EvaluationReport report)
    {
        if (json)
        {
            console.Out.WriteJson(writer => EvaluationOutput.WriteJson(writer, report));
        }
        else
        {
            EvaluationOutput.WriteText(console.Out, report);
        }

        return Task.FromResult(report.Problems.Count > 0 ? ExitCode.Problems : ExitCode.Done);
    }

    private static Task<int> PrintAll(KbConsole console, bool json, IReadOnlyList<EvaluationReport> reports)
    {
        if (json)
        {
            console.Out.WriteJson(writer =>
            {
                writer.WriteStartArray();
                foreach (var report in reports)
                {
                    EvaluationOutput.WriteJson(writer, report);
                }

                writer.WriteEndArray();
            });
        }
        else
        {
            foreach (var report in reports)
            {
                EvaluationOutput.WriteText(console.Out, report);
                console.Out.WriteLine();
            }
        }

        return Task.FromResult(reports.Any(r => r.Problems.Count > 0) ? ExitCode.Problems : ExitCode.Done);
    }
}
