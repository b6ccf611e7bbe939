using KnowledgeBase.Materials;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Which names of practices may be two words for one thing (板凳会 and 院坝会): those whose sentences mean nearly the same. An offer to the
/// owner of the lexicon; nothing goes by it until it is taken over.
/// </summary>
public static class LibrarySynonyms
{
    /// <summary>Most pairs at a time.</summary>
    public const int Most = 200;

    /// <summary>Practices that are compared with one another, those of the first materials: a few seconds of a processor.</summary>
    private const int MostCompared = 20_000;

    /// <summary>Pairs of names, the likeliest first; of two names the two places that are most alike.</summary>
    /// <param name="library">The library, <see cref="Library.PrepareMeaning"/> called.</param>
    /// <param name="count">How many at most, 1 to <see cref="Most"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null where the library has no vectors: nothing can be said then.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SynonymPair>? Synonyms(
        this Library library, int count = 20, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return library.Using(snapshot =>
        {
            using var vectors = library.VectorsOf(snapshot);
            return vectors is null ? null : Pairs(snapshot, vectors, count, cancellationToken);
        });
    }

    private static List<SynonymPair> Pairs(
        LibrarySnapshot snapshot, PassageVectors vectors, int count, CancellationToken cancellationToken)
    {
        var named = Named(snapshot, vectors, cancellationToken);
        var best = new Dictionary<(string, string), (float Likeness, NamedPractice One, NamedPractice Other)>();
        for (var i = 0; i < named.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var j = 0; j < i; j++)
            {
                var likeness = VectorSearch.Product(named[i].Vector, named[j].Vector);
                if (likeness < MeaningWeights.Same || !MayBeTwoNames(snapshot, named[i], named[j]))
                {
                    continue;
                }

                var isFirst = string.CompareOrdinal(named[i].Folded, named[j].Folded) < 0;
                var (one, other) = isFirst ? (named[i], named[j]) : (named[j], named[i]);
                var names = (one.Folded, other.Folded);
                if (!best.TryGetValue(names, out var known) || known.Likeness < likeness)
                {
                    best[names] = (likeness, one, other);
                }
            }
        }

        return
        [
            .. best.OrderByDescending(p => p.Value.Likeness).ThenBy(p => p.Key.Item1, StringComparer.Ordinal)
                .ThenBy(p => p.Key.Item2, StringComparer.Ordinal)
                .Where(p => !AreKnown(snapshot.Analyzer, p.Value.One, p.Value.Other))
                .Take(count)
                .Select(p => Pair(snapshot, p.Value.One, p.Value.Other, p.Value.Likeness)),
        ];
    }

    private static List<NamedPractice> Named(LibrarySnapshot snapshot, PassageVectors vectors, CancellationToken cancellationToken)
    {
        var all = new List<(string Material, Practice Practice)>();
        snapshot.Reader.ReadAllStored(StoredField.Practices, StoredJson.Compact.ListStoredPractice, (id, practices) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            all.AddRange(practices.Where(p => p.Practice.Name is { Length: > 1 }).Select(p => (id, p.Practice)));
        });

        var named = new List<NamedPractice>();
        foreach (var (material, practice) in all.OrderBy(p => p.Material, StringComparer.Ordinal))
        {
            if (vectors.Of(EmbeddedTexts.Of(practice)) is { } vector && named.Count < MostCompared)
            {
                named.Add(new NamedPractice(
                    material, practice.Name!, FoldedText.Fold(practice.Name!), practice.Act, vectors.Own(vector)));
            }
        }

        return named;
    }

    /// <summary>
    /// One material calls one thing by one name, and so do the copies of a text; a name that holds the other is found by it already.
    /// </summary>
    private static bool MayBeTwoNames(LibrarySnapshot snapshot, NamedPractice one, NamedPractice other) =>
        !one.Folded.Contains(other.Folded, StringComparison.Ordinal)
        && !other.Folded.Contains(one.Folded, StringComparison.Ordinal)
        && one.Material != other.Material
        && !snapshot.Families.TextOf(one.Material).Contains(other.Material, StringComparer.Ordinal);

    /// <summary>True when the lexicon says already that two names are one thing.</summary>
    private static bool AreKnown(IWordAnalyzer analyzer, NamedPractice one, NamedPractice other) =>
        IsSynonym(analyzer, one.Name, other.Folded) || IsSynonym(analyzer, other.Name, one.Folded);

    private static bool IsSynonym(IWordAnalyzer analyzer, string name, string folded) =>
        analyzer.AnalyzeQuery(name).Any(word => word.Synonyms.Any(s => s.Term == folded));

    private static SynonymPair Pair(LibrarySnapshot snapshot, NamedPractice one, NamedPractice other, float likeness)
    {
        var (first, second) = (Example(snapshot, one), Example(snapshot, other));
        return first.Passages >= second.Passages
            ? new SynonymPair(first, second, likeness)
            : new SynonymPair(second, first, likeness);
    }

    private static SynonymExample Example(LibrarySnapshot snapshot, NamedPractice practice) => new(
        practice.Name,
        snapshot.Reader.Search(new EngineSearch { Query = EngineTerms.Literal(practice.Folded), Take = 0 }).Passages,
        Library.Line(snapshot, practice.Material),
        practice.Act);

    private sealed record NamedPractice(string Material, string Name, string Folded, string Act, float[] Vector);
}
