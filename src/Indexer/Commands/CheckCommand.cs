using System.CommandLine;
using System.Text;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb check</c>: formulations, titles, figures and borrowed passages of a draft.</summary>
internal static class CheckCommand
{
    public static Command Create(KbConsole console)
    {
        var draft = KbOptions.File(
            "DRAFT", "The draft, in any format that 'kb build' reads; - for text on standard input.", readsInput: true);
        var index = KbOptions.Index(console);
        var all = new Option<bool>("--all") { Description = "List what is right, too." };
        var json = KbOptions.Json("Print every finding as JSON. Offsets are UTF-16 positions in its \"text\".");
        var command = new Command(
            "check",
            "Check a draft: formulations that almost match, are out of date or unknown, unknown titles, "
            + "figures that contradict each other, passages that stand in the library. Exit code 1 when there is something to look at.")
        {
            draft, index, all, json,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(draft), parsed.GetRequiredValue(index), parsed.GetValue(all), parsed.GetValue(json),
            cancellation)));
        return command;
    }

    private static int Run(KbConsole console, string path, string index, bool all, bool json, CancellationToken cancellation)
    {
        var text = path == "-" ? ReadInput(console.In) : ReadDraft(path, cancellation);
        using var library = LibraryFolder.Exists(index) ? LibraryCommands.Open(index) : null;
        if (library is null)
        {
            console.Error.WriteLine($"kb: there is no index in {index}; the draft is checked against the glossary alone.");
        }

        // The glossary of the index counts, as on the site; where there is none, that of the project's corpus.
        var report = library?.CheckDraft(text, cancellation)
            ?? new DraftCheck(LibrarySettings.Of([console.DefaultCorpus]).Wordings).Check(text, cancellation);
        if (json)
        {
            console.Out.WriteAnswer(DraftAnswer.From(text, report), ContractJson.Answers.DraftAnswer);
        }
        else
        {
            WriteText(console.Out, text, report, all);
        }

        return report.HasProblems ? ExitCode.Problems : ExitCode.Done;
    }

    private static string ReadInput(TextReader input)
    {
        // One more than may be, so that too much is told from just enough; an input without end must not fill the memory.
        var limit = (int)ReadLimits.Default.MaxTextLength;
        var text = new StringBuilder();
        var buffer = new char[1 << 15];
        for (int count; text.Length <= limit && (count = input.Read(buffer, 0, Math.Min(buffer.Length, limit + 1 - text.Length))) > 0;)
        {
            text.Append(buffer, 0, count);
        }

        return text.Length <= limit
            ? text.ToString().ReplaceLineEndings("\n")
            : throw new KbException($"Standard input is longer than {limit:N0} characters, the limit for one text. Check it in parts.");
    }

    private static string ReadDraft(string path, CancellationToken cancellation)
    {
        using var reader = new GuardedReader(ReaderCommand.Program);
        var read = reader.Read(path, cancellation);
        return read.Materials switch
        {
            [var one] => one.Material.Text,
            [] => throw new KbException(
                read.Refusals is [var refusal, ..] ? $"{path}: {refusal.Reason}" : $"{path}: there is nothing to read in it."),
            _ => throw new KbException($"{path} holds {read.Materials.Count} materials; check them one by one."),
        };
    }

    private static void WriteText(TextWriter output, string text, DraftReport report, bool all)
    {
        var places = DraftPlace.Each(text, report.Findings.Select(f => f.Start));
        foreach (var (finding, place) in report.Findings.Zip(places))
        {
            if (!all && finding.Kind is DraftFindingKind.Matching)
            {
                continue;
            }

            output.WriteLine($"{place}  {finding.Kind.ChineseName()}  {Shown(finding)}");
            output.WriteLine($"        {finding.Message}");
        }

        var counts = Enum.GetValues<DraftFindingKind>().Where(k => report.Count(k) > 0).Select(k => $"{k.ChineseName()}{report.Count(k)}处");
        output.WriteLine(string.Join("，", counts) is { Length: > 0 } sum ? sum + "。" : "没有发现需要核对的提法。");
    }

    /// <summary>The words, with [-…-] around what is to be taken out and {+…+} around what is to be put in.</summary>
    private static string Shown(DraftFinding finding) => finding.Kind == DraftFindingKind.NearMiss
        ? string.Concat(finding.Differences.Select(d => d.Kind switch
        {
            DifferenceKind.Written => $"[-{d.Text}-]",
            DifferenceKind.Expected => $"{{+{d.Text}+}}",
            _ => d.Text,
        }))
        : finding.Text.Length > 60 ? string.Concat(finding.Text.AsSpan(0, 60), "…") : finding.Text;
}
