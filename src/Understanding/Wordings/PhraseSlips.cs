using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds phrases of four characters of which one is wrong (言行一至, 持之以横, 警钟长呜): three that stand at their places make the phrase known,
/// and the language model must find the sentence likelier with the fourth. Only what sounds or looks like the right character is a slip;
/// all else is a phrase of its own (便民利企 beside 便民利民).
/// </summary>
internal static class PhraseSlips
{
    private const int Length = 4;

    /// <summary>Cost up to which a phrase is known well enough, in nats.</summary>
    private const double MostCost = 20;

    /// <summary>
    /// Gains in nats from which on a phrase was meant; chosen on the same published texts as those of <see cref="WordSlips"/>.
    /// </summary>
    private const double LeastGain = 9;

    /// <summary>… where the characters sound only nearly alike, or all that was written is words.</summary>
    private const double LeastGainOfDoubt = 14;

    private static readonly SearchValues<char> Apart = WordList.Characters("right-words", "apart");

    private static readonly FrozenDictionary<char, string> LooksAlike = WordList.Words("right-words", "look-alikes")
        .SelectMany(static group => group.Select(c => (Character: c, Group: group)))
        .GroupBy(static pair => pair.Character)
        .ToFrozenDictionary(static pairs => pairs.Key, static pairs => string.Concat(pairs.Select(static p => p.Group)));

    private static readonly Lazy<Dictionary<ulong, string>> Patterns = new(ReadPatterns);

    /// <summary>The slips of a text, by ascending start; offsets are those of the text.</summary>
    public static List<WordSlips.Slip> Find(WeighedText text, CancellationToken cancellation = default)
    {
        var (folded, words) = (text.Folded, text.Words);
        var slips = new List<WordSlips.Slip>();
        var (tries, reached) = (0, 0);
        for (var i = 0; i < words.Count && tries < WeighedText.MostTries; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (words[i].Start < reached || words[i].Length >= Length || BeginsWithin(folded, words[i].Start)
                || !EndsAWord(words, i, out var fragments))
            {
                continue;
            }

            var span = new TextSpan(words[i].Start, words[i].Start + Length);
            if (Best(text, span, fragments, ref tries) is { } slip && !WordSlips.IsName(folded, slip.Span))
            {
                slips.Add(slip with { Span = text.Original(slip.Span) });
                reached = slip.Span.End;
            }
        }

        return slips;
    }

    /// <summary>创新|型业态: the character in front and the first one are a word.</summary>
    private static bool BeginsWithin(FoldedText folded, int start) =>
        start > 0 && Lexicon.Default.Contains(folded.Text.Slice(start - 1, Math.Min(2, folded.Length - start + 1)));

    /// <summary>True when four characters from the word on end where a word does; bit n tells that the n-th is a word alone.</summary>
    private static bool EndsAWord(List<Word> words, int first, out int fragments)
    {
        fragments = 0;
        var start = words[first].Start;
        for (var i = first; i < words.Count && words[i].End <= start + Length; i++)
        {
            if (words[i].Kind is not (WordKind.Word or WordKind.Character or WordKind.Term)
                && words[i] is not { Kind: WordKind.Number, Length: 1 })
            {
                return false;
            }

            fragments |= words[i].Length == 1 ? 1 << (words[i].Start - start) : 0;
            if (words[i].End == start + Length)
            {
                return true;
            }
        }

        return false;
    }

    private static WordSlips.Slip? Best(WeighedText text, TextSpan span, int fragments, ref int tries)
    {
        var written = text.Folded.Text[span.Start..span.End];
        WordSlips.Slip? best = null;
        var (gain, second) = (0.0, 0.0);
        double? cost = null;
        for (var at = 0; at < Length; at++)
        {
            if (!Patterns.Value.TryGetValue(Key(written, at), out var meant) || Apart.Contains(written[at]))
            {
                continue;
            }

            foreach (var c in meant)
            {
                if (c == written[at] || Apart.Contains(c) || !IsAlike(written[at], c, out var sounds))
                {
                    continue;
                }

                if (cost is null && WeighedText.IsKnown(written.ToString()))
                {
                    return null;
                }

                tries++;
                cost ??= text.Cost(span, written);
                var expected = string.Concat(written[..at], [c], written[(at + 1)..]);
                var better = cost.Value - text.Cost(span, expected) - (sounds && fragments != 0 ? LeastGain : LeastGainOfDoubt);
                if (better > gain)
                {
                    (second, gain) = (gain, better);
                    best = new WordSlips.Slip(span, expected, sounds, better);
                }
                else if (better > second)
                {
                    second = better;
                }
            }
        }

        return gain - second >= WeighedText.LeastLead ? best : null;
    }

    private static bool IsAlike(char c, char right, out bool sounds)
    {
        sounds = Pinyin.SoundAlike(right, c)
            || (LooksAlike.TryGetValue(right, out var group) && group.Contains(c, StringComparison.Ordinal));
        return sounds || IsNear(right, c);
    }

    /// <summary>sù and shù, lín and líng: what typing does not tell apart.</summary>
    private static bool IsNear(char one, char other) =>
        Pinyin.SyllableOf(one) is { } first && Pinyin.SyllableOf(other) is { } second && Plain(first) == Plain(second);

    private static string Plain(string syllable)
    {
        var plain = syllable.Length > 1 && syllable[1] == 'h' ? syllable.Remove(1, 1) : syllable;
        return plain.EndsWith("ing", StringComparison.Ordinal) || plain.EndsWith("eng", StringComparison.Ordinal) ? plain[..^1] : plain;
    }

    /// <summary>Three characters and the place of the one that is left out.</summary>
    private static ulong Key(ReadOnlySpan<char> phrase, int leftOut)
    {
        var key = (ulong)leftOut;
        for (var i = 0; i < Length; i++)
        {
            key = i == leftOut ? key : (key << 16) | phrase[i];
        }

        return key;
    }

    private static Dictionary<ulong, string> ReadPatterns()
    {
        var patterns = new Dictionary<ulong, string>();
        foreach (var phrase in Lexicon.Default.CommonWords(Length, MostCost))
        {
            for (var i = 0; i < Length; i++)
            {
                var key = Key(phrase, i);
                patterns[key] = patterns.GetValueOrDefault(key, "") + phrase[i];
            }
        }

        return patterns;
    }
}
