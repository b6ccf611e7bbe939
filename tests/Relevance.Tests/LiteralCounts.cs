using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>
/// What literal searches count and leave out over the sample library, compared with a plain scan. That they find and mark everything
/// is the matter of tests/LiteralGuarantee.
/// </summary>
[Collection(SampleLibraryTests.Name)]
public class LiteralCounts(SampleLibrary sample)
{
    [Fact]
    public void Occurrences_of_any_string_are_counted_exactly()
    {
        var passages = sample.Materials.SelectMany(m => m.Passages.Select(p => (m.Id, Text: m.Text[p.Start..p.End]))).ToList();
        var folded = passages.ConvertAll(p => FoldedText.Fold(p.Text));
        var random = new Random(1921);
        for (var i = 0; i < 200; i++)
        {
            var text = passages[random.Next(passages.Count)].Text;
            var length = Math.Min(text.Length, 1 + random.Next(6));
            var wanted = text.Substring(random.Next(text.Length - length + 1), length);
            var needle = FoldedText.Fold(wanted);
            if (needle.Length == 0)
            {
                continue;
            }

            var holding = Enumerable.Range(0, passages.Count).Where(p => folded[p].Contains(needle, StringComparison.Ordinal)).ToList();
            foreach (var (engine, library) in sample.Libraries)
            {
                var counted = library.CountWording(wanted);
                Assert.Equal(
                    (engine, holding.Select(p => passages[p].Id).Distinct().Count(), holding.Count),
                    (engine, counted.Materials, counted.Passages));
                Assert.Equal(holding.Sum(p => Occurrences(folded[p], needle)), counted.Occurrences);
                Assert.Equal(counted.Occurrences, counted.ByGenre.Sum(g => g.Occurrences));
            }
        }
    }

    [Fact]
    public void What_is_excluded_stands_in_no_passage_found()
    {
        var passages = sample.Materials.SelectMany(m => m.Passages.Select(p => m.Text[p.Start..p.End])).ToList();
        foreach (var (with, without) in (ValueTuple<string, string>[])[("党员", "群众"), ("支部", "书记"), ("的", "党"), ("工作", "，")])
        {
            var expected = passages.Count(
                p => p.Contains(with, StringComparison.Ordinal) && !p.Contains(without, StringComparison.Ordinal));
            foreach (var query in (string[])[$"“{with}” NOT “{without}”", $"“{with}” -“{without}”", $"“{with}” 非 “{without}”", $"\"{with}\" ！\"{without}\"", $"“{with}” ＡＮＤ （ＮＯＴ “{without}”）"])
            {
                Assert.Equal((query, expected), (query, sample.Library.Search(new SearchRequest { Query = query }).TotalPassages));
            }
        }
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
}
