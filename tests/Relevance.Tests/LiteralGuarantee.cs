using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>
/// The guarantee that the library gives: a string that stands in a passage is found by a literal search, in exactly the passages
/// that hold it, counted exactly and highlighted exactly. Compared with a plain scan of the folded texts.
/// </summary>
[Collection(SampleLibraryTests.Name)]
public class LiteralGuarantee(SampleLibrary sample)
{
    private const int Strings = 1500;

    [Fact]
    public void Any_string_of_any_passage_is_found_exactly_where_a_plain_scan_finds_it()
    {
        var passages = sample.Materials.SelectMany(m => m.Passages.Select(p => (m.Id, Text: m.Text[p.Start..p.End], p.Start))).ToList();
        var folded = passages.ConvertAll(p => FoldedText.Fold(p.Text));
        var random = new Random(1921);
        for (var i = 0; i < Strings; i++)
        {
            var (_, text, _) = passages[random.Next(passages.Count)];
            var length = Math.Min(text.Length, i % 3 == 0 ? 1 + random.Next(3) : 1 + random.Next(200));
            var start = random.Next(text.Length - length + 1);
            var wanted = Varied(text.Substring(start, length), random);
            var needle = FoldedText.Fold(wanted);
            if (needle.Length == 0)
            {
                continue;
            }

            var holding = Enumerable.Range(0, passages.Count).Where(p => folded[p].Contains(needle, StringComparison.Ordinal)).ToList();
            var literal = sample.Library.Search(new SearchRequest { Query = wanted, Mode = SearchMode.Literal, Size = 100, PassagesPerMaterial = 20, WithFacets = false });
            Assert.True(holding.Count == literal.TotalPassages, $"“{wanted}” stands in {holding.Count} passages; {literal.TotalPassages} were found");
            Assert.Equal(holding.Select(p => passages[p].Id).Distinct().Order(StringComparer.Ordinal), literal.Hits.Select(h => h.Material).Order(StringComparer.Ordinal));
            foreach (var hit in literal.Hits)
            {
                var expected = holding.Where(p => passages[p].Id == hit.Material).Select(p => passages[p].Start).Order();
                if (hit.MatchingPassages <= 20)
                {
                    Assert.Equal(expected, hit.Passages.Select(p => p.Start).Order());
                }

                Assert.All(hit.Passages, p => AssertHighlights(p, needle));
            }

            var quoted = "\"" + wanted.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("＂", "\\\"", StringComparison.Ordinal) + "\"";
            Assert.Equal(literal.TotalPassages, sample.Library.Search(new SearchRequest { Query = quoted, WithFacets = false }).TotalPassages);
            if (i % 10 == 0)
            {
                var counted = sample.Library.CountWording(wanted);
                Assert.Equal((literal.Total, literal.TotalPassages), (counted.Materials, counted.Passages));
                Assert.Equal(holding.Sum(p => Occurrences(folded[p], needle)), counted.Occurrences);
            }
        }
    }

    [Fact]
    public void What_is_excluded_stands_in_no_passage_found()
    {
        var passages = sample.Materials.SelectMany(m => m.Passages.Select(p => m.Text[p.Start..p.End])).ToList();
        foreach (var (with, without) in (ValueTuple<string, string>[])[("党员", "群众"), ("支部", "书记"), ("的", "党"), ("工作", "，")])
        {
            var expected = passages.Count(p => p.Contains(with, StringComparison.Ordinal) && !p.Contains(without, StringComparison.Ordinal));
            foreach (var query in (string[])[$"“{with}” NOT “{without}”", $"“{with}” -“{without}”", $"“{with}” 非 “{without}”", $"\"{with}\" ！\"{without}\"", $"“{with}” ＡＮＤ （ＮＯＴ “{without}”）"])
            {
                Assert.Equal((query, expected), (query, sample.Library.Search(new SearchRequest { Query = query }).TotalPassages));
            }
        }
    }

    private static void AssertHighlights(PassageHit passage, string needle)
    {
        Assert.NotEmpty(passage.Highlights);
        var covered = 0;
        var at = 0;
        foreach (var highlight in passage.Highlights)
        {
            Assert.True(highlight.Start >= at, "highlights overlap or go back");
            at = highlight.End;
            var text = FoldedText.Fold(passage.Text.AsSpan(highlight.Start, highlight.Length));
            Assert.Contains(needle, text);
            covered += Occurrences(text, needle);
        }

        Assert.Equal(Occurrences(FoldedText.Fold(passage.Text), needle), covered);
    }

    private static int Occurrences(string text, string needle)
    {
        var count = 0;
        for (var at = text.IndexOf(needle, StringComparison.Ordinal); at >= 0; at = text.IndexOf(needle, at + 1, StringComparison.Ordinal))
        {
            count++;
        }

        return count;
    }

    /// <summary>The string as another person would type it: full-width, in capitals, with a space in it.</summary>
    private static string Varied(string text, Random random) => random.Next(4) switch
    {
        0 => string.Concat(text.Select(c => c is > '!' and <= '~' ? (char)(c - '!' + '！') : c)),
        1 => text.ToUpperInvariant(),
        2 => text.Insert(text.Length / 2, char.IsLowSurrogate(text[text.Length / 2]) ? "" : " "),
        _ => text,
    };
}
