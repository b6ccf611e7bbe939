using System.Buffers;
using System.Globalization;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Finds the figures of a library that are near one which stands nowhere in it: 20场 and 16场 for 18场.</summary>
internal static class NearFigures
{
    /// <summary>Figures that are offered for one.</summary>
    private const int Most = 3;

    /// <summary>Units of text in front of what is counted that may be its number.</summary>
    private const int LongestNumber = 12;

    /// <summary>A figure so many times as large, or as small, is no near one.</summary>
    private const double MostTimes = 4;

    /// <summary>Passages of a library that is looked through.</summary>
    private const int MostPassages = 400_000;

    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789.");

    private const string Numerals = "0123456789.,零〇一二三四五六七八九十百千万亿两";

    /// <summary>
    /// What may be meant by the figures among the plain words of a question that stand nowhere, the nearest first; for the first page of
    /// its answer, and not for who wants a single entry, because he only counts.
    /// </summary>
    public static IReadOnlyList<DidYouMean> Of(
        LibrarySnapshot snapshot, string query, SearchMode mode, int page, int size, CancellationToken cancellationToken)
    {
        if (mode != SearchMode.Best || page != 1 || size == 1 || snapshot.Reader.PassageCount > MostPassages)
        {
            return [];
        }

        var near = new List<DidYouMean>();
        foreach (var (node, span) in QueryParser.Parse(query).Spans)
        {
            if (node is not WordsNode words)
            {
                continue;
            }

            foreach (var word in snapshot.Analyzer.AnalyzeQuery(words.Text))
            {
                if (word is { Kind: WordKind.Number, Term.Lookup: QueryLookup.Word } && Read(word.Term.Term) is var (value, counted)
                    && snapshot.Reader.DocumentFrequency(PassageField.Words, EngineTerms.OfWord(word.Term.Term)) == 0)
                {
                    near.AddRange(Near(snapshot, value, counted, cancellationToken).Select(found => new DidYouMean(
                        word.Text,
                        found.Written,
                        string.Concat(query.AsSpan(0, span.Start + word.Start), found.Written, query.AsSpan(span.Start + word.End)),
                        found.Materials,
                        TypedMaterials: 0)));
                }
            }
        }

        return near;
    }

    private static List<(string Written, int Materials)> Near(
        LibrarySnapshot snapshot, double asked, string counted, CancellationToken cancellationToken)
    {
        var texts = snapshot.TextsHolding(counted, cancellationToken);
        var known = new Dictionary<string, (string Term, double Value)?>(StringComparer.Ordinal);
        foreach (var place in texts.Find(counted, cancellationToken))
        {
            var before = texts.TextOf(place.Passage)[..place.Position];
            var start = before.Length;
            while (start > 0 && before.Length - start < LongestNumber && Numerals.Contains(before[start - 1], StringComparison.Ordinal))
            {
                start--;
            }

            var written = string.Concat(before[start..].TrimStart(",."), counted);
            if (written.Length > counted.Length && !known.ContainsKey(written))
            {
                known[written] = snapshot.Analyzer.AnalyzeQuery(written) is [{ Kind: WordKind.Number, Term: { Term: var term } }]
                    && Read(term) is var (value, unit) && unit == counted
                        ? (term, value)
                        : null;
            }
        }

        return
        [
            .. known.Where(k => k.Value is { Value: > 0 } figure && Times(figure.Value, asked) <= MostTimes)
                .GroupBy(k => k.Value!.Value.Term, StringComparer.Ordinal)
                .OrderBy(g => Times(g.First().Value!.Value.Value, asked))
                .ThenBy(g => g.Key, StringComparer.Ordinal)
                .Take(Most)
                .Select(g => (g.First().Key, snapshot.Reader.Search(
                    new EngineSearch { Query = new TermQuery(PassageField.Words, EngineTerms.OfWord(g.Key)), Take = 0 },
                    cancellationToken).Materials)),
        ];
    }

    private static double Times(double one, double other) => one > other ? one / other : other / one;

    /// <summary>The number and what it counts, of a figure in the form that it is kept in; null for any other word.</summary>
    private static (double Value, string Counted)? Read(string term)
    {
        var digits = term.AsSpan().IndexOfAnyExcept(Digits);
        return digits > 0
            && double.TryParse(term.AsSpan(0, digits), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0
                ? (value, term[digits..])
                : null;
    }
}
