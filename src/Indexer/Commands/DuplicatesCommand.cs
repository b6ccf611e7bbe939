using System.CommandLine;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb duplicates</c>: what is in the library more than once.</summary>
internal static class DuplicatesCommand
{
    /// <summary>Characters of a shared stretch that a person is shown.</summary>
    private const int ShownStretch = 60;

    public static Command Create(KbConsole console)
    {
        var index = KbOptions.Index(console);
        var shared = new Option<bool>("--shared")
        {
            Description = "List the pairs of different materials that share passages instead, with the place of every shared stretch.",
        };
        var limit = KbOptions.Number("--limit", "Families or pairs to list, the first ones.", 1000, 1, 1_000_000);
        var json = KbOptions.Json("Print JSON.");
        var command = new Command(
            "duplicates",
            "List the families of copies in the index: exact copies, near copies (reprinted, anonymised, reordered, retouched), "
            + "extracts and collections, each under the earliest material. Nothing is ever left out of the index for being a copy.")
        {
            index, shared, limit, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            if (parsed.GetValue(shared))
            {
                WriteShared(console.Out, library, parsed.GetValue(limit), parsed.GetValue(json), cancellation);
            }
            else
            {
                WriteFamilies(console.Out, library, parsed.GetValue(limit), parsed.GetValue(json));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static void WriteFamilies(TextWriter output, Library library, int limit, bool asJson)
    {
        var (total, families) = library.Families(take: limit);
        if (!asJson)
        {
            foreach (var family in families)
            {
                output.WriteLine(Told(family.Originator));
                foreach (var copy in family.Copies)
                {
                    output.WriteLine($"  {Reason(copy),-28}{Told(copy.Material)}");
                }
            }

            WriteEnd(output, limit, total, $"{total} 组副本");
            return;
        }

        output.WriteAnswer(FamilyList.From(total, 1, limit, families), ContractJson.Answers.FamilyList);
    }

    private static void WriteShared(TextWriter output, Library library, int limit, bool asJson, CancellationToken cancellation)
    {
        var pairs = library.SharedPairs();
        MaterialOverlap[] overlaps =
        [
            .. pairs.Take(limit).Select(p =>
            {
                cancellation.ThrowIfCancellationRequested();
                return library.Overlap(p.First, p.Second);
            }).OfType<MaterialOverlap>(),
        ];

        // What a pair shares may be formulas alone, which only its texts tell.
        var total = pairs.Count - (Math.Min(limit, pairs.Count) - overlaps.Length);
        if (!asJson)
        {
            foreach (var overlap in overlaps)
            {
                output.WriteLine(Told(overlap.First));
                output.WriteLine(Told(overlap.Second));
                foreach (var stretch in overlap.Stretches)
                {
                    var (first, second) = (stretch.First, stretch.Second);
                    var differing = stretch.IsVerbatim ? "" : " 有出入";
                    output.WriteLine(
                        $"  [{first.Start},{first.End}) = [{second.Start},{second.End}){differing}  {Shortened(stretch.Text)}");
                }
            }

            WriteEnd(output, limit, pairs.Count, $"{total} 对材料有共同的段落");
            return;
        }

        output.WriteAnswer(SharedPairList.From(total, overlaps), ContractJson.Answers.SharedPairList);
    }

    private static void WriteEnd(TextWriter output, int limit, int all, string summary) =>
        output.WriteLine(all > limit ? $"{summary}；以上是前 {limit} 项，用 --limit 看更多。" : $"{summary}。");

    private static string Told(MaterialLine material) =>
        $"{material.Title}  {LibraryCommands.Dated(material.Date, material.Year)}  {material.Path ?? material.Id}";

    private static string Reason(MaterialCopy copy) => copy.Kind switch
    {
        DuplicateKind.Exact => "相同",
        DuplicateKind.Near => $"近似（{copy.ShareOfCopy:0%}／{copy.ShareOfOriginator:0%}）",
        DuplicateKind.Part => $"节选（占原文 {copy.ShareOfOriginator:0%}）",
        _ => $"包含（占本篇 {copy.ShareOfCopy:0%}）",
    };

    private static string Shortened(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= ShownStretch ? line : $"{line[..(ShownStretch / 2)]}……{line[^(ShownStretch / 2)..]}（{line.Length} 字）";
    }
}
