using KnowledgeBase.FullText.Codecs;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>What the bytes of the postings go to, by how frequent the terms are.</summary>
internal static class SizeReport
{
    public static void Run(Options options)
    {
        using var reader = IndexReader.Open(options.Positional[0]);
        foreach (var segment in reader.Segments)
        {
            foreach (var field in reader.Fields.Where(f => f.IsIndexed))
            {
                Report(segment, field);
            }
        }
    }

    private static void Report(SegmentReader segment, IndexField field)
    {
        if (segment.Core.TermsOf(field.Id) is not { } dictionary)
        {
            return;
        }

        var limits = new[] { 1, 4, 16, 64, 128, 1024, 16384, int.MaxValue };
        var terms = new long[limits.Length];
        var postings = new long[limits.Length];
        var positions = new long[limits.Length];
        var docBytes = new long[limits.Length];
        var skipBytes = new long[limits.Length];
        var posBytes = new long[limits.Length];
        var enumerator = dictionary.Enumerate();
        (long Doc, long Pos, int Class, long Skip) last = (-1, -1, -1, 0);
        while (enumerator.MoveNext())
        {
            var meta = enumerator.Meta;
            var at = Array.FindIndex(limits, l => meta.DocFreq <= l);
            terms[at]++;
            postings[at] += meta.DocFreq;
            positions[at] += meta.TotalFreq;
            var blocks = (meta.DocFreq + BlockCodec.BlockSize - 1) / BlockCodec.BlockSize;
            if (meta.DocFreq > BlockCodec.BlockSize)
            {
                skipBytes[at] += blocks * 20L;
            }

            if (last.Class >= 0)
            {
                posBytes[last.Class] += meta.PosStart - last.Pos;
            }

            if (meta.DocFreq > 1)
            {
                if (last.Doc >= 0)
                {
                    docBytes[(int)last.Skip] += meta.DocStart - last.Doc;
                }

                last.Doc = meta.DocStart;
                last.Skip = at;
            }

            last.Class = at;
            last.Pos = meta.PosStart;
        }

        for (var i = 0; i < limits.Length; i++)
        {
            Console.WriteLine(
                $"{field.Name,-6} df <= {limits[i],-11} terms {terms[i],8} postings {postings[i],9} doc bytes {docBytes[i],9} (skip {skipBytes[i],8}) " +
                $"bits/posting {docBytes[i] * 8.0 / Math.Max(1, postings[i]),5:0.00} positions {positions[i],9} bytes {posBytes[i],9} bits/position {posBytes[i] * 8.0 / Math.Max(1, positions[i]),5:0.00}");
        }
    }
}
