using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a library tells of formulations (提法).</summary>
public static class LibraryWordings
{
    /// <summary>Materials that a profile shows of the oldest ones.</summary>
    private const int FirstMaterials = 5;

    /// <summary>Marks that stand around a formulation and are no part of it.</summary>
    private static readonly (char Open, char Close)[] Marks = [('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』'), ('《', '》'), ('"', '"')];

    /// <summary>Lists the formulations that were recognised in the library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="request">Which ones.</param>
    /// <param name="cancellationToken">Looked at by each search.</param>
    /// <exception cref="ArgumentOutOfRangeException">Page or size is outside of its range.</exception>
    public static WordingList Wordings(this Library library, WordingListRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Size, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Size, 200, nameof(request));
        var contains = Glossary.Comparable(request.Contains);
        return library.Using(snapshot =>
        {
            var catalog = snapshot.Wordings;
            var fitting = catalog.Entries.Where(Fits).ToList();
            var page = fitting.Skip((int)Math.Min((request.Page - 1L) * request.Size, int.MaxValue)).Take(request.Size);
            return new WordingList(fitting.Count, [.. page.Select(entry => catalog.Count(entry, cancellationToken))]);
        });

        bool Fits(WordingCatalog.Entry entry) =>
            entry.Materials >= request.FewestMaterials
            && (request.Kinds.Count == 0 || request.Kinds.Contains(entry.Kind))
            && request.Status switch
            {
                GlossaryStatus.Known => entry.Known is not null,
                GlossaryStatus.Current => entry.Known is { Superseded: null },
                GlossaryStatus.Superseded => entry.Known is { Superseded: not null },
                GlossaryStatus.Unknown => entry.Known is null,
                _ => true,
            }
            && (contains.Length == 0 || Glossary.Comparable(entry.Text).Contains(contains, StringComparison.Ordinal));
    }

    /// <summary>Tells everything of one formulation: what the glossary says, where it stands and since when, how else it is said.</summary>
    /// <param name="library">The library.</param>
    /// <param name="text">A formulation or any other string; quotes or 《》 around the whole don't matter.</param>
    /// <param name="cancellationToken">Looked at by each search.</param>
    public static WordingProfile Wording(this Library library, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(text);
        return library.Read(still => Tell(still, WithoutMarks(text), cancellationToken));
    }

    private static WordingProfile Tell(Library library, string text, CancellationToken cancellationToken)
    {
        var (glossary, recognised) = library.Using(s =>
            (s.Glossary, s.Wordings.Find(text) is { } entry ? s.Wordings.Count(entry, cancellationToken) : null));
        var known = glossary.Find(text);
        var statistics = library.CountWording(text, cancellationToken);
        return new WordingProfile
        {
            Text = text,
            Entry = known,
            Current = known?.Superseded is null ? null : glossary.CurrentFormOf(known),
            Recognised = recognised,
            Statistics = statistics,
            Variants = Variants(library, glossary, known, text, cancellationToken),
            First = statistics.Materials == 0 ? [] : Oldest(library, text, cancellationToken),
            Authority = statistics.Materials == 0 ? null : AuthorityRanking.Find(library, text, cancellationToken),
        };
    }

    /// <summary>The place of any string that is most fit to be cited: a paper that binds before a speech, a speech before a plan.</summary>
    /// <param name="library">The library.</param>
    /// <param name="text">The string, as it stands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the string stands nowhere.</returns>
    public static AuthoritativePlace? AuthorityOf(this Library library, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(text);
        return AuthorityRanking.Find(library, text, cancellationToken);
    }

    private static IReadOnlyList<MaterialHit> Oldest(Library library, string text, CancellationToken cancellationToken) =>
        library.Search(
            new SearchRequest
            {
                Query = text,
                Mode = SearchMode.Literal,
                Sort = SearchSort.Oldest,
                Size = FirstMaterials,
                PassagesPerMaterial = 1,
                WithFacets = false,
            },
            cancellationToken).Hits;

    private static List<WordingVariant> Variants(
        Library library, Glossary glossary, GlossaryEntry? entry, string shown, CancellationToken cancellationToken)
    {
        var variants = new List<WordingVariant>();
        var told = new HashSet<string>(StringComparer.Ordinal) { FoldedText.Fold(shown) };
        foreach (var (text, relation) in Others())
        {
            if (told.Add(FoldedText.Fold(text)))
            {
                var counts = library.CountWording(text, cancellationToken);
                variants.Add(new WordingVariant(text, relation, counts.Materials, counts.Occurrences));
            }
        }

        // What the glossary has an entry for is said of something else.
        variants.AddRange(library.Using(s => NearWritings.Of(s, shown, cancellationToken))
            .Where(w => told.Add(w.Text) && glossary.Find(w.Text) is null)
            .Select(w => new WordingVariant(w.Text, WordingRelation.Near, w.Materials, w.Occurrences)));
        return variants;

        IEnumerable<(string Text, WordingRelation Relation)> Others()
        {
            if (entry is null)
            {
                yield break;
            }

            for (var next = entry.Superseded; next is not null; next = glossary.Find(next.By)?.Superseded)
            {
                yield return (next.By, WordingRelation.Successor);
            }

            yield return (entry.Text, WordingRelation.Same);
            foreach (var same in entry.Same)
            {
                yield return (same, WordingRelation.Same);
            }

            foreach (var wrong in entry.Wrong)
            {
                yield return (wrong, WordingRelation.Wrong);
            }

            foreach (var former in glossary.Entries.Where(e => e.Superseded is { } superseded && glossary.Find(superseded.By) == entry))
            {
                yield return (former.Text, WordingRelation.Former);
            }
        }
    }

    private static string WithoutMarks(string text)
    {
        text = text.Trim();
        foreach (var (open, close) in Marks)
        {
            // “亲”“清” begins and ends with marks that are no pair.
            if (text.Length > 2 && text[0] == open && text[^1] == close && text.IndexOf(close, 1) == text.Length - 1)
            {
                return text[1..^1].Trim();
            }
        }

        return text;
    }
}
