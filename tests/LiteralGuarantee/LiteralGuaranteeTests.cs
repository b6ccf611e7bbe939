using System.Globalization;
using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Tests;
using KnowledgeBase.Text;
using Xunit.Abstractions;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>
/// The guarantee: any string of 1 to 200 characters that stands in a passage is found there by a quoted search, in exactly the passages
/// that hold it, marked exactly where it stands. See docs/tokenization.md.
/// <para>KB_LITERAL_SAMPLES sets the number of random strings (3,000 unless set; the published run takes 100,000).</para>
/// </summary>
public sealed class LiteralGuaranteeTests(IndexedLibrary library, ITestOutputHelper output) : IClassFixture<IndexedLibrary>
{
    private static readonly int AllSamples = int.Parse(
        Environment.GetEnvironmentVariable("KB_LITERAL_SAMPLES") ?? "3000", CultureInfo.InvariantCulture);

    public static TheoryData<string> Engines { get; } = [.. ServerIndex.Engines(LibraryFolder.LocalEngines)];

    /// <summary>Searched as one literal, every string is found where a scan finds it, counted alike and marked alike.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Every_string_is_found_counted_and_marked_as_a_scan_does(string engine)
    {
        Assert.NotEmpty(library.Passages);
        const int Chunks = 16;
        var empty = 0;
        var marked = 0;
        Parallel.For(0, Chunks, chunk =>
        {
            var sampler = new Sampler(library.Passages, seed: 100 + chunk);
            for (var n = chunk; n < SamplesOf(engine); n += Chunks)
            {
                var text = sampler.Respell(sampler.Next());
                if (FoldedText.Fold(text).Length == 0)
                {
                    Interlocked.Increment(ref empty);
                }
                else
                {
                    Interlocked.Add(ref marked, Compare(engine, text));
                }
            }
        });
        output.WriteLine(
            $"{engine}: {SamplesOf(engine):N0} strings ({empty:N0} of white space alone) in {library.Passages.Count:N0} passages, {marked:N0} passages compared: no difference");
    }

    /// <summary>Quoted in any of the usual ways, a string is searched as it stands.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Quotation_marks_of_every_kind_mean_the_same(string engine)
    {
        var sampler = new Sampler(library.Passages, seed: 2);
        for (var n = 0; n < SamplesOf(engine) / 10; n++)
        {
            var text = sampler.NextWord();
            var expected = Scan.For(FoldedText.Fold(text), library.Passages).Count;
            foreach (var quoted in (string[])[$"\"{text}\"", $"“{text}”", $"＂{text}＂"])
            {
                AssertCount(engine, quoted, expected);
            }
        }
    }

    /// <summary>AND, OR and NOT in half and full width and in Chinese keep their meaning.</summary>
    [Theory]
    [MemberData(nameof(Engines))]
    public void Operators_of_every_kind_keep_their_meaning(string engine)
    {
        var sampler = new Sampler(library.Passages, seed: 3);
        for (var n = 0; n < SamplesOf(engine) / 20; n++)
        {
            var a = sampler.NextWord();
            var b = sampler.NextWord();
            var holdA = Scan.For(FoldedText.Fold(a), library.Passages).ToHashSet();
            var holdB = Scan.For(FoldedText.Fold(b), library.Passages).ToHashSet();
            var both = holdA.Intersect(holdB).Count();
            foreach (var query in (string[])[$"“{a}” AND “{b}”", $"\"{a}\" ＡＮＤ \"{b}\"", $"“{a}” “{b}”"])
            {
                AssertCount(engine, query, both);
            }

            foreach (var query in (string[])[$"“{a}” OR “{b}”", $"\"{a}\" ＯＲ \"{b}\""])
            {
                AssertCount(engine, query, holdA.Union(holdB).Count());
            }

            foreach (var query in (string[])[$"“{a}” NOT “{b}”", $"\"{a}\" -\"{b}\"", $"“{a}” －“{b}”", $"“{a}” ！“{b}”", $"“{a}” 非 “{b}”"])
            {
                AssertCount(engine, query, holdA.Except(holdB).Count());
            }
        }
    }

    /// <summary>
    /// The terms of the literal fields alone, without an engine: pairs at their offsets stand exactly where the string does.
    /// </summary>
    [Fact]
    public void Pairs_at_their_offsets_stand_exactly_where_the_string_does()
    {
        var sampler = new Sampler(library.Passages, seed: 4);
        var pairs = new PairsOfText();
        for (var n = 0; n < AllSamples; n++)
        {
            var query = sampler.Respell(sampler.Next());
            var folded = FoldedText.Fold(query);
            if (folded.Length < 2)
            {
                continue;
            }

            var passage = library.Passages[n % library.Passages.Count];
            pairs.Clear();
            pairs.AddText(new FoldedText(passage.Text).Text);
            var (terms, offsets) = EngineTerms.Literal(folded) switch
            {
                PhraseQuery phrase => (phrase.Terms, phrase.Offsets),
                TermQuery pair => ([pair.Term], [0]),
                var other => throw new InvalidOperationException($"{other} is no query for a string"),
            };
            var starts = pairs.Places(terms[0])
                .Where(start => terms.Zip(offsets).All(t => pairs.Places(t.First).Contains(start + t.Second)))
                .Order();
            var expected = Enumerable.Range(0, passage.Folded.Length).Where(i => passage.Folded.AsSpan(i).StartsWith(folded));
            Assert.Equal(expected, starts);
        }
    }

    /// <summary>The other engines get a third of the strings.</summary>
    /// <summary>Fewer for those that take longer over each.</summary>
    private static int SamplesOf(string engine) => engine switch
    {
        _ when engine == LibraryFolder.Engines[0] => AllSamples,
        _ when engine == LibraryFolder.ServerEngine => AllSamples / 50,
        _ => AllSamples / 3,
    };

    /// <summary>Compares one search with the scan.</summary>
    /// <returns>Number of passages whose marks were compared.</returns>
    private int Compare(string engine, string text)
    {
        var folded = FoldedText.Fold(text);
        var expected = Scan.For(folded, library.Passages);
        var found = Search(engine, text, SearchMode.Literal);
        Assert.True(
            expected.Count == found.TotalPassages, $"{Show(text)}: {expected.Count} passages hold it, {found.TotalPassages} were found");
        Assert.Equal(expected.Select(p => p.Material).Distinct(StringComparer.Ordinal).Count(), found.Total);
        var marked = 0;
        foreach (var hit in found.Hits)
        {
            foreach (var passage in hit.Passages)
            {
                // What is shown may leave off the headings in front of a passage, where they don't hold the string.
                var original = expected.Find(p =>
                    p.Material == hit.Material && p.Start <= passage.Start && passage.Start < p.Start + p.Text.Length);
                Assert.True(
                    original is not null,
                    $"{Show(text)} is said to stand in {hit.Material} at {passage.Start}, {Show(passage.Text)}: the scan doesn't find it there");
                var shift = passage.Start - original.Start;
                Assert.Equal(original.Text[shift..], passage.Text);
                var spans = Scan.Spans(original.Text, folded);
                Assert.True(
                    spans.SequenceEqual(passage.Highlights.Select(h => (h.Start + shift, h.End + shift))),
                    $"{Show(text)} in {Show(original.Text)}: stands at {string.Join(' ', spans)}, marked {string.Join(' ', passage.Highlights)} (+{shift})");
                marked++;
            }
        }

        return marked;
    }

    private void AssertCount(string engine, string query, int expected)
    {
        var found = Search(engine, query, SearchMode.Best).TotalPassages;
        Assert.True(expected == found, $"{query}: {expected} passages by scan, {found} found");
    }

    private SearchResponse Search(string engine, string query, SearchMode mode) => library.By(engine).Search(new SearchRequest
    {
        Query = query,
        Mode = mode,
        Size = 10,
        PassagesPerMaterial = 3,
        WithFacets = false,
    });

    private static string Show(string text)
    {
        var shown = new StringBuilder("«");
        foreach (var c in text)
        {
            shown.Append(char.IsSurrogate(c) || char.IsControl(c) ? $"\\u{(int)c:X4}" : c.ToString());
        }

        return shown.Append('»').ToString();
    }
}
