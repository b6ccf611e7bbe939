using System.Collections.Concurrent;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Tells what everybody writes from what two texts really share: clauses that are slogans, or that more materials of the library hold than
/// one borrows from another.
/// </summary>
/// <param name="reader">Tells how many materials hold a string.</param>
/// <param name="finder">Knows the formulations.</param>
/// <param name="materials">How many materials the library has.</param>
internal sealed class Formulas(IPassageReader reader, WordingFinder finder, int materials)
{
    /// <summary>A clause is a formula when more materials than this, …</summary>
    public const int MostMaterials = 20;

    /// <summary>… and more than one in so many hold it.</summary>
    public const int Share = 100;

    /// <summary>Letters of a string that is counted: a shorter one says nothing by how often it stands somewhere.</summary>
    private const int LeastCounted = 6;

    /// <summary>Characters of a clause that are counted, …</summary>
    private const int LongestCounted = 100;

    /// <summary>… and of a stretch that it is looked for in.</summary>
    private const int LongestCompared = 2_000;

    /// <summary>Counts that are kept: what a library is asked again and again.</summary>
    private const int MostKept = 50_000;

    private readonly Slogans _slogans = new(finder);
    private readonly ConcurrentDictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>True for a clause that two texts share because everybody writes it.</summary>
    /// <param name="clause">A clause of one text.</param>
    /// <param name="other">The stretch of the other text that it is shared with.</param>
    public bool Is(string clause, string other)
    {
        if (_slogans.Is(clause))
        {
            return true;
        }

        var shared = LongestShared(Shortened(FoldedText.Fold(clause), LongestCounted), Shortened(FoldedText.Fold(other), LongestCompared));
        if (shared.Length < LeastCounted)
        {
            return true;
        }

        if (_known.TryGetValue(shared, out var known))
        {
            return known;
        }

        var holders = reader.Search(new EngineSearch { Query = EngineTerms.Literal(shared), Take = 0 }, CancellationToken.None).Materials;
        known = holders > Math.Max(MostMaterials, materials / Share);
        if (_known.Count < MostKept)
        {
            _known[shared] = known;
        }

        return known;
    }

    private static string Shortened(string text, int most) => text.Length <= most ? text : text[..most];

    /// <summary>The longest string that stands in both: of a clause with a name in it, what stands around the name.</summary>
    private static string LongestShared(string one, string other)
    {
        if (other.Contains(one, StringComparison.Ordinal))
        {
            return one;
        }

        var (best, end) = (0, 0);
        var lengths = new int[other.Length + 1];
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = other.Length; j > 0; j--)
            {
                lengths[j] = one[i] == other[j - 1] ? lengths[j - 1] + 1 : 0;
                if (lengths[j] > best)
                {
                    (best, end) = (lengths[j], i + 1);
                }
            }
        }

        return one[(end - best)..end];
    }
}
