using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds common words with one wrong character, by whether the language model finds the sentence much likelier with the right one: where
/// a text falls apart into single characters (贯|砌, 党员|干|步), every common word that differs from them in one character is tried in
/// their place. What sounds alike needs less gain than what doesn't.
/// </summary>
internal static class WordSlips
{
    private const int ShortestWord = 2;
    private const int LongestWord = 4;

    /// <summary>Cost up to which a word is common enough to be meant, in nats.</summary>
    private const double MostCost = 13;

    /// <summary>
    /// Gains in nats from which on a word was meant. Chosen on 460 published texts of 1.8 million characters, where one alarm in some
    /// 60,000 is left, most of them names of places.
    /// </summary>
    private const double LeastGainOfSound = 12.5;
    private const double LeastGainOfShape = 26;

    /// <summary>Longer coinages differ from known ones on purpose (强基固链, 数智化): only sound tells a slip in them.</summary>
    private const int LongestOfShape = 2;

    /// <summary>What stands this often in a text is a name that the lexicon lacks.</summary>
    private const int TooOften = 3;

    private static readonly SearchValues<char> Particles = WordList.Characters("right-words", "particles");

    private const char Wild = '\uFFFF';

    /// <summary>Items of a series of coinages are no longer than this.</summary>
    private const int LongestOfSeries = 8;

    private static readonly SearchValues<char> Breaks = SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + "、，,\n\"");

    /// <summary>What stands behind the name of a place.</summary>
    private static readonly SearchValues<char> BehindPlaces = WordList.Characters("right-words", "behind-places");

    private static readonly Lazy<Dictionary<string, string>> Patterns = new(ReadPatterns);

    public readonly record struct Slip(TextSpan Span, string Expected, bool SoundsAlike, double Gain);

    /// <summary>The slips of a text, by ascending start; offsets are those of the text.</summary>
    public static List<Slip> Find(WeighedText text, CancellationToken cancellation = default)
    {
        var (folded, words) = (text.Folded, text.Words);
        var slips = new List<Slip>();
        var tries = 0;
        var reached = 0;
        for (var i = 0; i < words.Count && tries < WeighedText.MostTries; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (!IsFragment(words[i]) || words[i].Start < reached)
            {
                continue;
            }

            if (BestFrom(text, i, ref tries) is { } slip && !IsName(folded, slip.Span))
            {
                slips.Add(slip with { Span = text.Original(slip.Span) });
                reached = slip.Span.End;
            }
        }

        return slips;
    }

    /// <summary>A single character that stands for itself.</summary>
    private static bool IsFragment(Word word) => word is { Length: 1, Kind: WordKind.Word or WordKind.Character };

    /// <summary>True for what stands in quotes, before the word for a kind of place, in a series of coinages, or three times.</summary>
    internal static bool IsName(FoldedText folded, TextSpan span)
    {
        if ((span.End < folded.Length && BehindPlaces.Contains(folded.Text[span.End]))
            || (span.Start > 0 && folded.Text[span.Start - 1] == '"') || (span.End < folded.Length && folded.Text[span.End] == '"')
            || IsOfSeries(folded.Text, span))
        {
            return true;
        }

        var written = folded.Text[span.Start..span.End];
        var count = 0;
        var rest = folded.Text;
        for (var at = rest.IndexOf(written); at >= 0 && count < TooOften; at = rest.IndexOf(written))
        {
            count++;
            rest = rest[(at + written.Length)..];
        }

        return count >= TooOften;
    }

    /// <summary>
    /// 含新量、含智量、含绿量: a short item beside one of its length that has characters in common at the same places is coined like it.
    /// </summary>
    private static bool IsOfSeries(ReadOnlySpan<char> text, TextSpan span)
    {
        var start = span.Start - Math.Min(span.Start, LongestOfSeries);
        start += text[start..span.Start].LastIndexOfAny(Breaks) + 1;
        var behind = text[span.End..Math.Min(text.Length, span.End + LongestOfSeries)].IndexOfAny(Breaks);
        if (behind < 0)
        {
            return false;
        }

        var item = text[start..(span.End + behind)];
        var before = start - 1 - item.Length;
        var after = span.End + behind + 1;
        return (before >= 0 && IsAlike(item, text.Slice(before, item.Length)))
            || (after + item.Length <= text.Length && IsAlike(item, text.Slice(after, item.Length)));
    }

    private static bool IsAlike(ReadOnlySpan<char> item, ReadOnlySpan<char> other)
    {
        var same = 0;
        for (var i = 0; i < item.Length; i++)
        {
            same += item[i] == other[i] ? 1 : 0;
        }

        return same > 0 && other.IndexOfAny(Breaks) < 0;
    }

    /// <summary>How many sides of a stretch are single characters, too, as in names and in old prose: 阿|喀|琉|斯.</summary>
    private static int FragmentsBeside(List<Word> words, int first, int end)
    {
        var last = first;
        while (words[last].End < end)
        {
            last++;
        }

        return (first > 0 && IsFragment(words[first - 1]) ? 1 : 0) + (last + 1 < words.Count && IsFragment(words[last + 1]) ? 1 : 0);
    }

    private static Slip? BestFrom(WeighedText text, int at, ref int tries)
    {
        var (folded, words) = (text.Folded, text.Words);
        Slip? best = null;
        var (gain, second) = (0.0, 0.0);
        for (var first = Math.Max(0, at - 1); first <= at; first++)
        {
            for (var length = ShortestWord; length <= LongestWord; length++)
            {
                var span = new TextSpan(words[first].Start, words[first].Start + length);
                if (span.End <= words[at].Start || !IsBorder(words, first, span.End) || !IsHan(folded.Text[span.Start..span.End]))
                {
                    continue;
                }

                var written = folded.Text[span.Start..span.End].ToString();
                if (WeighedText.IsKnown(written))
                {
                    continue;
                }

                var fragments = FragmentsBeside(words, first, span.End);
                if (fragments == 2)
                {
                    continue;
                }

                double? cost = null;
                foreach (var (candidate, alike) in
                    Candidates(written).Where(c => c.SoundsAlike || (written.Length <= LongestOfShape && fragments == 0)))
                {
                    tries++;
                    cost ??= text.Cost(span, written);
                    var better = cost.Value - text.Cost(span, candidate) - (alike ? LeastGainOfSound : LeastGainOfShape);
                    if (better > gain)
                    {
                        (second, gain) = (gain, better);
                        best = new Slip(span, candidate, alike, better);
                    }
                    else if (better > second && candidate != best?.Expected)
                    {
                        second = better;
                    }
                }
            }
        }

        return gain - second >= WeighedText.LeastLead ? best : null;
    }

    private static bool IsBorder(List<Word> words, int from, int end)
    {
        for (var i = from; i < words.Count && words[i].Start < end; i++)
        {
            if (words[i].Kind is not (WordKind.Word or WordKind.Character or WordKind.Term))
            {
                return false;
            }

            if (words[i].End == end)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsHan(ReadOnlySpan<char> characters) => characters.IndexOfAnyExceptInRange('㐀', '鿿') < 0;

    private static IEnumerable<(string Word, bool SoundsAlike)> Candidates(string written)
    {
        for (var i = 0; i < written.Length; i++)
        {
            // 心有所畏 is no slip of 有所为: what stands beside such words may be anything.
            if (written.AsSpan(0, i).ContainsAny(Particles) || written.AsSpan(i + 1).ContainsAny(Particles))
            {
                continue;
            }

            if (!Patterns.Value.TryGetValue(written[..i] + Wild + written[(i + 1)..], out var meant))
            {
                continue;
            }

            foreach (var c in meant)
            {
                if (c != written[i])
                {
                    yield return (written[..i] + c + written[(i + 1)..], Pinyin.SoundAlike(c, written[i]));
                }
            }
        }
    }

    private static Dictionary<string, string> ReadPatterns()
    {
        var patterns = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var length = ShortestWord; length <= LongestWord; length++)
        {
            foreach (var word in Lexicon.Default.CommonWords(length, MostCost).Where(w => IsHan(w)))
            {
                for (var i = 0; i < length; i++)
                {
                    var pattern = word[..i] + Wild + word[(i + 1)..];
                    patterns[pattern] = patterns.GetValueOrDefault(pattern, "") + word[i];
                }
            }
        }

        return patterns;
    }
}
