using KnowledgeBase.Materials;
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

    /// <summary>Pieces that one word may be typed in: dang yuan jiao yu.</summary>
    private const int MostPieces = 6;

    /// <summary>Longer text was pasted, and says what it says.</summary>
    private const int LongestPiece = 30;

    /// <summary>Letters that may be a syllable of pinyin though some text has them as a word: ai, app.</summary>
    private const int ShortSyllable = 3;

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

    /// <summary>
    /// The question as it was meant, to be searched instead: where it finds nothing as it was typed, or is nothing but slips. What sounds
    /// otherwise and is made of words that the library has (党务公开, where it has 政务公开) is offered and not put in the place of the words.
    /// </summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="slips">The slips of the question, which stand nowhere or hardly anywhere.</param>
    /// <param name="query">The question.</param>
    /// <param name="findsNothing">Whether it finds nothing as it was typed.</param>
    /// <param name="cancellationToken">Ends it between two words.</param>
    internal static string? ToMend(
        LibrarySnapshot snapshot, IReadOnlyList<DidYouMean> slips, string query, bool findsNothing, CancellationToken cancellationToken)
    {
        var unknown = slips.Count(s => s.TypedMaterials == 0);
        var isAllSlips = unknown > 0 && unknown == slips.Count
            && string.Concat(slips.Select(s => FoldedText.Fold(s.Text))) == FoldedText.Fold(query)
            && slips.Any(s => !MayBeMeant(snapshot, s, cancellationToken));
        return !slips.All(s => s.IsGuess) && (isAllSlips || (findsNothing && unknown > 0)) ? slips[0].Query : null;
    }

    /// <summary>
    /// True where what was typed has another sound than what was found near it, and is made of words that the library has.
    /// </summary>
    private static bool MayBeMeant(LibrarySnapshot snapshot, DidYouMean slip, CancellationToken cancellationToken)
    {
        var folded = FoldedText.Fold(slip.Text);
        if (Pinyin.Of(folded) == Pinyin.Of(slip.Suggestion))
        {
            return false;
        }

        var words = snapshot.Analyzer.AnalyzeQuery(folded)
            .SelectMany(w => w.Parts.Count > 0 ? w.Parts.Select(p => p.Term) : [w.Text])
            .ToList();
        return words.Count > 1 && words.TrueForAll(word => word.Length > 1 && Materials(snapshot, word, cancellationToken) > 0);
    }

    /// <summary>What is said where slips were searched for what they were meant to be.</summary>
    internal static string Mended(IReadOnlyList<DidYouMean> slips) =>
        $"库中没有{Quoted(slips.Where(s => s.TypedMaterials == 0).Select(s => s.Text))}，"
        + $"以下是{Quoted(slips.Select(s => s.Suggestion))}的结果；一定要查原词，请加引号。";

    private static string Quoted(IEnumerable<string> texts) => string.Join("、", texts.Select(t => $"“{t}”"));

    /// <summary>
    /// Slips among the plain words of a question, for the first page of its answer; on later pages, which tell of none, only where one may
    /// have to be mended.
    /// </summary>
    internal static IReadOnlyList<DidYouMean> SlipsIn(
        LibrarySnapshot snapshot, string query, SearchMode mode, int page, bool findsNothing, CancellationToken cancellationToken) =>
        mode == SearchMode.Best && (page == 1 || findsNothing || Materials(snapshot, query, cancellationToken) == 0)
            ? SlipsIn(snapshot, query, cancellationToken)
            : [];

    /// <summary>Slips among the plain words of a question, each with the question as it was meant, all of them mended.</summary>
    private static DidYouMean[] SlipsIn(LibrarySnapshot snapshot, string query, CancellationToken cancellationToken)
    {
        var pieces = QueryParser.Parse(query).Spans
            .Where(s => s.Key is WordsNode { Text.Length: <= LongestPiece })
            .Select(s => s.Value)
            .OrderBy(s => s.Start)
            .ToList();
        var slips = new List<(TextSpan Place, string Typed, DidYouMean Slip)>();
        for (var i = 0; i < pieces.Count && slips.Count < MostSlips; i++)
        {
            if (SpelledApart(snapshot, query, pieces, i, cancellationToken) is var (joined, taken))
            {
                slips.Add(joined);
                i += taken - 1;
            }
            else
            {
                var (before, after) = (i > 0 ? pieces[i - 1].In(query) : "", i + 1 < pieces.Count ? pieces[i + 1].In(query) : "");
                slips.AddRange(SlipsIn(snapshot, pieces[i], pieces[i].In(query), before, after, cancellationToken)
                    .Where(s => !slips.Exists(other => other.Slip.Text == s.Slip.Text)));
            }
        }

        var meant = query;
        foreach (var (place, typed) in slips.GroupBy(s => s.Place).OrderByDescending(g => g.Key.Start)
            .Select(g => (g.Key, g.Aggregate(g.Key.In(query), (text, s) => Replaced(text, s.Slip)))))
        {
            meant = $"{meant[..place.Start]}{typed}{meant[place.End..]}";
        }

        return [.. slips.Take(MostSlips).Select(s => s.Slip with { Query = meant })];

        // What was folded on the way is replaced as a whole.
        static string Replaced(string text, DidYouMean slip) => text.Contains(slip.Text, StringComparison.Ordinal)
            ? text.Replace(slip.Text, slip.Suggestion, StringComparison.Ordinal)
            : slip.Suggestion;
    }

    private static IEnumerable<(TextSpan Place, string Typed, DidYouMean Slip)> SlipsIn(
        LibrarySnapshot snapshot, TextSpan place, string text, string before, string after, CancellationToken cancellationToken)
    {
        // What many wrote is no slip, and neither is a figure; a sentence that somebody wrote is meant: then no neighbours are looked for.
        var standing = Materials(snapshot, text, cancellationToken);
        if (standing > MostOfSlip || (standing > 0 && text.Length > LongestSlip)
            || snapshot.Analyzer.AnalyzeQuery(text) is [{ Kind: WordKind.Number or WordKind.Time }])
        {
            yield break;
        }

        var slips = SlipsOf(snapshot, text, isUnknown: standing == 0);
        var isGuess = slips.Count == 0 && standing == 0;
        if (isGuess)
        {
            slips.AddRange(WordGuesses.Of(snapshot, text, before, after, some => Materials(snapshot, some, cancellationToken)));
        }

        foreach (var (slip, meant) in slips)
        {
            var materials = Materials(snapshot, meant, cancellationToken);
            var typedMaterials = slip == text ? standing : Materials(snapshot, slip, cancellationToken);
            if (materials > 0 && (typedMaterials * TimesRarer) <= materials)
            {
                yield return (place, text, new DidYouMean(slip, meant, meant, materials, typedMaterials)
                {
                    IsGuess = isGuess && Pinyin.Of(slip) != Pinyin.Of(meant),
                });
            }
        }
    }

    /// <summary>
    /// One word that was typed in pieces, some of them in pinyin: 党建 yinling, dang yuan; the longest that begins with a piece, and how
    /// many pieces it takes. Null where there is none.
    /// </summary>
    private static ((TextSpan Place, string Typed, DidYouMean Slip) Slip, int Pieces)? SpelledApart(
        LibrarySnapshot snapshot, string query, List<TextSpan> pieces, int first, CancellationToken cancellationToken)
    {
        var most = 1;
        while (first + most < pieces.Count && most < MostPieces
            && string.IsNullOrWhiteSpace(query[pieces[first + most - 1].End..pieces[first + most].Start])
            && pieces[first + most].End - pieces[first].Start <= LongestPiece)
        {
            most++;
        }

        for (; most > 1; most--)
        {
            string[] typed = [.. pieces.Skip(first).Take(most).Select(p => FoldedText.Fold(p.In(query)))];
            var place = new TextSpan(pieces[first].Start, pieces[first + most - 1].End);
            var text = place.In(query);
            string[] letters = [.. typed.Where(PinyinSpelling.IsTyped)];
            string[] unknown = [.. letters.Where(word => !IsWord(snapshot, word, cancellationToken))];
            if (unknown.Length > 0
                && letters.Except(unknown, StringComparer.Ordinal).All(word => word.Length <= ShortSyllable)
                && snapshot.Slips.Near(text, isUnknown: true) is [var (_, meant)]
                && Materials(snapshot, meant.Text, cancellationToken) is > 0 and var materials)
            {
                return ((place, text, new DidYouMean(text, meant.Text, meant.Text, materials, TypedMaterials: 0)), most);
            }
        }

        return null;
    }

    /// <summary>True where letters are a word that some text has: jian in Jiangxi is none.</summary>
    private static bool IsWord(LibrarySnapshot snapshot, string letters, CancellationToken cancellationToken) =>
        snapshot.Reader.Search(
            new EngineSearch { Query = new TermQuery(PassageField.Words, EngineTerms.OfWord(letters)), Take = 0 }, cancellationToken)
            .Materials > 0;

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
