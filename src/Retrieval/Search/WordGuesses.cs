using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// What words of a question that the library has nowhere were probably meant to be, among the words that it has: those that sound alike
/// (创兴 and 创新), or that fit what stands beside them (支部 建没: 支部建设 is written, 支部建议 is not).
/// </summary>
internal static class WordGuesses
{
    private const int ShortestWord = 2;
    private const int LongestWord = 4;

    /// <summary>Words with another character that are tried beside their neighbours, those in most passages first.</summary>
    private const int MostTried = 24;

    /// <summary>How often a word counts that sounds alike: hands slip less often than they pick the wrong one of several.</summary>
    private const int SoundCounts = 4;

    /// <summary>A word that only sounds nearly alike is offered where it stands in one of so many passages, or in more of them.</summary>
    private const int RarestNear = 200;

    /// <summary>What stands beside the word of a pair fewer times has been put there by chance.</summary>
    private const int FewestPairs = 2;

    /// <summary>Words of a piece of a question that no material has, each with what was probably meant.</summary>
    /// <param name="snapshot">The library.</param>
    /// <param name="text">A piece of a question, without blanks.</param>
    /// <param name="before">What stands before it; empty for nothing.</param>
    /// <param name="after">What stands behind it; empty for nothing.</param>
    /// <param name="materials">In how many materials a string stands.</param>
    public static IEnumerable<(string Slip, string Meant)> Of(
        LibrarySnapshot snapshot, string text, string before, string after, Func<string, int> materials)
    {
        var words = snapshot.Analyzer.AnalyzeQuery(text);
        foreach (var (first, end) in Unknown(snapshot, words, materials))
        {
            var slip = FoldedText.Fold(new TextSpan(words[first].Start, words[end - 1].End).In(text));
            var beside = (
                first > 0 ? words[first - 1].Text : LastWord(snapshot, before),
                end < words.Count ? words[end].Text : FirstWord(snapshot, after));
            if (Meant(snapshot, slip, beside, words[first].Kind is WordKind.Person or WordKind.Place, materials) is { } meant)
            {
                yield return (slip, meant);
            }
        }
    }

    /// <summary>Stretches of single characters, and words of two to four, that stand nowhere together.</summary>
    private static IEnumerable<(int First, int End)> Unknown(
        LibrarySnapshot snapshot, IReadOnlyList<QueryWord> words, Func<string, int> materials)
    {
        for (var i = 0; i < words.Count;)
        {
            var end = i + 1;
            while (IsSingle(words[i]) && end < words.Count && IsSingle(words[end]) && words[end].Start == words[end - 1].End)
            {
                end++;
            }

            var typed = string.Concat(words.Skip(i).Take(end - i).Select(w => w.Text));
            // Of words the index knows at once that they stand somewhere; only what it has as none is looked for as a string.
            if (typed.Length is >= ShortestWord and <= LongestWord && typed.All(SlipFinder.IsHan)
                && Passages(snapshot, FoldedText.Fold(typed)) == 0 && materials(typed) == 0)
            {
                yield return (i, end);
            }

            i = end;
        }
    }

    private static bool IsSingle(QueryWord word) => word.Text.Length == 1 && SlipFinder.IsHan(word.Text[0]);

    /// <summary>
    /// The word that most often stands beside the words that the slip was typed beside, one that sounds alike before one with another
    /// character; where none does, the widest spread that sounds alike, or else a common one that nearly does. A name has
    /// none that only fits or nearly sounds.
    /// </summary>
    private static string? Meant(
        LibrarySnapshot snapshot, string slip, (string Before, string After) beside, bool isName, Func<string, int> materials)
    {
        var sound = Pinyin.Of(slip);
        var sounding = WidestFirst(snapshot, WordSounds.Alike(slip))
            .Where(word => !isName || Pinyin.Of(word) == sound)
            .Take(MostTried)
            .ToList();
        if (beside.Before.Length + beside.After.Length > 0)
        {
            var others = isName ? [] : WidestFirst(snapshot, Lexicon.Default.WithOneOther(slip)).Take(MostTried);
            var (word, pairs) = sounding.Select(w => (Word: w, Pairs: Pairs(w) * SoundCounts))
                .Concat(others.Select(w => (Word: w, Pairs: Pairs(w))))
                .DefaultIfEmpty()
                .MaxBy(w => w.Pairs);
            if (pairs >= FewestPairs)
            {
                return word;
            }
        }

        return sounding.Find(word => Pinyin.Of(word) == sound)
            ?? sounding.Find(word => Passages(snapshot, word) * RarestNear >= snapshot.Overview.Passages);

        int Pairs(string word) =>
            (beside.Before.Length > 0 ? materials(beside.Before + word) : 0)
            + (beside.After.Length > 0 ? materials(word + beside.After) : 0);
    }

    private static IEnumerable<string> WidestFirst(LibrarySnapshot snapshot, IEnumerable<string> words)
    {
        string[] all = [.. words];
        return all.Length == 0
            ? all
            : all.Zip(snapshot.Reader.DocumentFrequencies(PassageField.Words, [.. all.Select(EngineTerms.OfWord)]))
                .Where(w => w.Second > 0)
                .OrderByDescending(w => w.Second)
                .ThenBy(w => w.First, StringComparer.Ordinal)
                .Select(w => w.First);
    }

    private static long Passages(LibrarySnapshot snapshot, string word) =>
        snapshot.Reader.DocumentFrequency(PassageField.Words, EngineTerms.OfWord(word));

    private static string LastWord(LibrarySnapshot snapshot, string text) =>
        text.Length == 0 ? "" : snapshot.Analyzer.AnalyzeQuery(text) is [.., var last] ? last.Text : "";

    private static string FirstWord(LibrarySnapshot snapshot, string text) =>
        text.Length == 0 ? "" : snapshot.Analyzer.AnalyzeQuery(text) is [var first, ..] ? first.Text : "";
}
