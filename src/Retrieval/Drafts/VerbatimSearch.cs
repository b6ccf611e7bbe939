using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>
/// Looks for passages of a draft that stand nearly verbatim in a library: in the materials that the draft's sentences call up, so that one
/// which many materials share is found in a few of them.
/// </summary>
internal static class VerbatimSearch
{
    /// <summary>Materials that each sentence of a draft calls up, to be laid beside it.</summary>
    private const int MaterialsPerSentence = 3;

    /// <summary>Sentences that are looked up; of a longer draft, evenly chosen ones.</summary>
    private const int MostSentences = 300;

    /// <summary>Characters of a sentence that are looked up at a time.</summary>
    private const int LongestQuestion = 300;

    /// <summary>Characters of the materials that a draft is laid beside, all together: what one check may cost in memory.</summary>
    private const int MostCharacters = 10_000_000;

    private static readonly char[] StatementEnds = [.. SentenceMarks.Ends, .. SentenceMarks.Semicolons, '\n'];

    /// <summary>The passages of a draft that stand in a library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="draft">The draft's text.</param>
    /// <param name="cancellationToken">Looked at by each search and for each material that is compared.</param>
    public static IReadOnlyList<VerbatimPassage> Find(Library library, string draft, CancellationToken cancellationToken)
    {
        var sentences = draft.Split(StatementEnds).SelectMany(Pieces).Select(WordsOnly).Where(s => s.Length >= NearVerbatim.Least).ToList();
        var step = Math.Max(1, (sentences.Count + MostSentences - 1) / MostSentences);
        var candidates = new SortedSet<string>(StringComparer.Ordinal);
        var best = new (string Material, float Score)[MaterialsPerSentence];
        for (var i = 0; i < sentences.Count; i += step)
        {
            var count = library.Top(sentences[i], SearchMode.Or, best, cancellationToken);
            for (var rank = 0; rank < count; rank++)
            {
                candidates.Add(best[rank].Material);
            }
        }

        var nearVerbatim = new NearVerbatim();
        var room = MostCharacters;
        foreach (var id in candidates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (library.TextOf(id) is { } text && text.Length <= room)
            {
                room -= text.Length;
                nearVerbatim.Add(id, text);
            }
        }

        var found = nearVerbatim.Find(draft, cancellationToken);
        return library.Using(snapshot => (IReadOnlyList<VerbatimPassage>)
        [
            .. found.Where(p => library.TextOf(p.Id) is { } text
                && !SharedTexts.IsFormula(snapshot.Formulas, p.Draft, draft, p.Source.In(text))),
        ]);
    }

    /// <summary>A sentence, or what somebody wrote without any end of a sentence, in pieces that a search can bear.</summary>
    private static IEnumerable<string> Pieces(string sentence) => sentence.Chunk(LongestQuestion).Select(piece => new string(piece));

    /// <summary>A sentence without anything that the query language would take for an operator.</summary>
    private static string WordsOnly(string sentence)
    {
        var words = sentence.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < words.Length; i++)
        {
            if (!char.IsLetterOrDigit(words[i]))
            {
                words[i] = ' ';
            }
        }

        return new string(words).Trim();
    }
}
