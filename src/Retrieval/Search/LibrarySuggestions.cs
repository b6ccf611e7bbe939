using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a library has to offer to somebody who types, and to somebody who slipped.</summary>
public static class LibrarySuggestions
{
    /// <summary>Most suggestions at a time.</summary>
    public const int Most = 50;

    /// <summary>Slips that are told of one question.</summary>
    private const int MostSlips = 3;

    /// <summary>Longer text was pasted, and says what it says.</summary>
    private const int LongestPiece = 30;

    /// <summary>What stands in more materials is no slip.</summary>
    private const int MostOfSlip = 20;

    /// <summary>A longer string that stands somewhere was meant.</summary>
    private const int LongestSlip = 12;

    /// <summary>What stands in a tenth of the materials that its neighbour stands in is a slip for it.</summary>
    private const int TimesRarer = 10;

    /// <summary>
    /// What somebody may mean who has typed this: themes, terms, formulations, practices, units and headings that begin with it or hold it,
    /// or whose pinyin or initials it is; the likeliest first.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="typed">What was typed.</param>
    /// <param name="count">How many at most, 1 to <see cref="Most"/>.</param>
    public static IReadOnlyList<Suggestion> Suggest(this Library library, string typed, int count = 10)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(typed);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Most);
        return library.Using(snapshot => snapshot.Suggestions.Suggest(typed, count));
    }

    /// <summary>
    /// What is said of values of fields that no material has, with those that are near, where a question found nothing. Themes and other
    /// values that there is a list of are told when the question is planned.
    /// </summary>
    internal static IEnumerable<string> UnknownValues(LibrarySnapshot snapshot, string query, CancellationToken cancellationToken)
    {
        var filters = new FilterPlanner(snapshot.Themes, snapshot.Analyzer, []);
        foreach (var node in QueryParser.Parse(query).Spans.Keys.OfType<FilterNode>())
        {
            if (FilterPlanner.KeptAsWhole(node.Field) is not { } kept)
            {
                continue;
            }

            foreach (var value in node.Values)
            {
                if (filters.Filter(node with { Values = [value] }) is { } filter
                    && snapshot.Reader.Top(filter, new ScoredMaterial[1], cancellationToken) == 0)
                {
                    var near = Near(snapshot, kept, value, cancellationToken);
                    var name = QueryNames.NameOf(node.Field);
                    yield return near.Length == 0
                        ? $"没有{name}含“{value}”的材料。"
                        : $"没有{name}含“{value}”的材料；相近的有：{string.Join("、", near)}。";
                }
            }
        }
    }

    /// <summary>Values of a field that have most of the characters of one that no material has.</summary>
    private static string[] Near(LibrarySnapshot snapshot, PassageField field, string value, CancellationToken cancellationToken)
    {
        var characters = FoldedText.Fold(value).Distinct().ToHashSet();
        var all = snapshot.Reader.Search(
            new EngineSearch { Query = new EveryPassageQuery(), Take = 0, Facets = [field] }, cancellationToken);
        return
        [
            .. all.Facets[field]
                .Select(v => (v.Value, v.Materials, Shared: v.Value.Distinct().Count(characters.Contains)))
                .Where(v => v.Shared * 2 > characters.Count)
                .OrderByDescending(v => v.Shared)
                .ThenBy(v => v.Value.Length)
                .ThenByDescending(v => v.Materials)
                .Take(MostSlips)
                .Select(v => v.Value),
        ];
    }

    /// <summary>The slip to be searched for what it was meant to be: where the question finds nothing, or is nothing but a slip.</summary>
    /// <param name="slips">The slips of the question, which stand nowhere or hardly anywhere.</param>
    /// <param name="query">The question.</param>
    /// <param name="findsNothing">Whether it finds nothing as it was typed.</param>
    internal static DidYouMean? ToMend(IReadOnlyList<DidYouMean> slips, string query, bool findsNothing) =>
        slips is [{ TypedMaterials: 0 } slip, ..] && (findsNothing || slip.Text == query.Trim()) ? slip : null;

    /// <summary>What is said where a slip was searched for what it was meant to be.</summary>
    internal static string Mended(DidYouMean slip) =>
        $"库中没有“{slip.Text}”，以下是“{slip.Suggestion}”的结果；一定要查原词，请加引号。";

    /// <summary>
    /// Slips among the plain words of a question, for the first page of its answer; on later pages, which tell of none, only where one may
    /// have to be mended.
    /// </summary>
    internal static IReadOnlyList<DidYouMean> SlipsIn(
        LibrarySnapshot snapshot, string query, SearchMode mode, int page, bool findsNothing, CancellationToken cancellationToken) =>
        mode == SearchMode.Best && (page == 1 || findsNothing || Materials(snapshot, query, cancellationToken) == 0)
            ? SlipsIn(snapshot, query, cancellationToken)
            : [];

    /// <summary>Slips among the plain words of a question.</summary>
    internal static IReadOnlyList<DidYouMean> SlipsIn(LibrarySnapshot snapshot, string query, CancellationToken cancellationToken)
    {
        var slips = new List<DidYouMean>();
        foreach (var (node, span) in QueryParser.Parse(query).Spans.OrderBy(s => s.Value.Start))
        {
            if (node is not WordsNode { Text.Length: <= LongestPiece } words || slips.Count >= MostSlips)
            {
                continue;
            }

            // What many wrote is no slip, and a sentence that somebody wrote is meant: then no index of neighbours is made.
            var standing = Count(words.Text);
            if (standing > MostOfSlip || (standing > 0 && words.Text.Length > LongestSlip))
            {
                continue;
            }

            foreach (var (slip, meant) in SlipsOf(snapshot, words.Text, isUnknown: standing == 0))
            {
                var materials = Count(meant);
                var typedMaterials = Count(slip);
                if (materials == 0 || (typedMaterials * TimesRarer) > materials || slips.Exists(s => s.Text == slip))
                {
                    continue;
                }

                // What was folded on the way is replaced as a whole.
                var typed = words.Text.Contains(slip, StringComparison.Ordinal)
                    ? words.Text.Replace(slip, meant, StringComparison.Ordinal)
                    : meant;
                slips.Add(new DidYouMean(slip, meant, $"{query[..span.Start]}{typed}{query[span.End..]}", materials, typedMaterials));
            }
        }

        return slips;

        int Count(string text) => Materials(snapshot, text, cancellationToken);
    }

    /// <summary>How many materials hold exactly this string.</summary>
    private static int Materials(LibrarySnapshot snapshot, string text, CancellationToken cancellationToken) =>
        FoldedText.Fold(text) is { Length: > 0 } folded
            ? snapshot.Reader.Search(new EngineSearch { Query = EngineTerms.Literal(folded), Take = 0 }, cancellationToken).Materials
            : 0;

    private static List<(string Slip, string Meant)> SlipsOf(LibrarySnapshot snapshot, string text, bool isUnknown)
    {
        var slips = new List<(string, string)>();
        foreach (var miss in snapshot.NearMisses.Find(text))
        {
            if (miss.Reason is NearMissReason.KnownWrong or NearMissReason.Characters or NearMissReason.Sound)
            {
                slips.Add((miss.Text, miss.Expected));
            }
        }

        if (slips.Count == 0)
        {
            slips.AddRange(snapshot.Slips.Near(text, isUnknown).Select(n => (n.Slip, n.Neighbour.Text)));
        }

        return slips;
    }
}
