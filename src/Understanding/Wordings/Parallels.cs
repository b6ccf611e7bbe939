using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Recognises slogans of parallel clauses outside quotes: 讲党性、重品行、作表率; 以清为美、以廉为荣; 政治坚定、业务精通、纪律严明. Clauses of one
/// length, parted by 、, that share a character at one place, are all demands (a verb and its object), or mostly say how something is.
/// </summary>
internal static class Parallels
{
    private const int ShortestClause = 3;
    private const int LongestClause = 8;
    private const int ShortestPair = 4;
    private const int MostClauses = 8;

    /// <summary>A pair whose first characters differ needs room for something that joins them: 小事不出村、大事不出镇.</summary>
    private const int ShortestLinkedPair = 5;

    /// <summary>Clauses longer than this that all open with a verb are the limbs of a sentence.</summary>
    private const int LongestDemand = 4;

    /// <summary>同谋划同部署同检查: what is done together is said without 、 too.</summary>
    private const int LengthOfTogether = 3;

    private static readonly SearchValues<char> Verbs = WordList.Characters("wordings", "clause-verbs");

    /// <summary>What lists of offices and places end in; they are parallel, but no slogan.</summary>
    private static readonly SearchValues<char> Names = WordList.Characters("wordings", "list-endings");

    /// <summary>What two clauses have in common inside when they are made to stand side by side.</summary>
    private static readonly SearchValues<char> Links = WordList.Characters("wordings", "links");

    /// <summary>Adverbs that open both of two clauses: 全面进步、全面过硬.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Adverbs =
        WordList.Set("wordings", "adverbs");

    /// <summary>What a clause ends in that says how something is, or is to be: 作风优良, 优势互补, 政府主导.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Predicates =
        WordList.Set("wordings", "predicates");

    /// <summary>What may follow the last clause directly; anything else would go on with it.</summary>
    private static readonly SearchValues<char> Closers = WordList.Characters("wordings", "closers");

    /// <summary>Adds start and end of each, by ascending start.</summary>
    /// <param name="text">Folded text.</param>
    /// <param name="found">Gets the stretches.</param>
    public static void Find(ReadOnlySpan<char> text, List<TextSpan> found)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOf('、');
            if (next < 0)
            {
                break;
            }

            at += next;
            var span = RunAt(text, at);
            if (span.Length > 0)
            {
                found.Add(span);
            }

            at = Math.Max(span.End, at + 1);
        }

        FindTogether(text, found);
    }

    /// <summary>同谋划同部署同检查同考核: three clauses and more, run together.</summary>
    private static void FindTogether(ReadOnlySpan<char> text, List<TextSpan> found)
    {
        for (var at = 0; ;)
        {
            var next = text[at..].IndexOf('同');
            if (next < 0)
            {
                return;
            }

            at += next;
            var end = at;
            while (end + LengthOfTogether <= text.Length && text[end] == '同' && IsClause(text, end, LengthOfTogether))
            {
                end += LengthOfTogether;
            }

            if (end - at >= 3 * LengthOfTogether && (end >= text.Length || text[end] is < '一' or > '鿿' || Closers.Contains(text[end])))
            {
                found.Add(new TextSpan(at, end));
            }

            at = Math.Max(end, at + 1);
        }
    }

    private static TextSpan RunAt(ReadOnlySpan<char> text, int comma)
    {
        // The length of the clauses is that of the one between the first two 、; with only one 、 every length is tried.
        var inner = text[(comma + 1)..Math.Min(text.Length, comma + LongestClause + 2)].IndexOf('、');
        if (inner >= 0)
        {
            return inner >= ShortestClause ? Run(text, comma, inner, least: 3) : default;
        }

        var shortest = comma + 1 < text.Length && text[comma + 1] == '同' ? ShortestClause : ShortestPair;
        for (var length = LongestClause; length >= shortest; length--)
        {
            var pair = Run(text, comma, length, least: 2);
            if (pair.Length > 0)
            {
                return pair;
            }
        }

        return default;
    }

    private static TextSpan Run(ReadOnlySpan<char> text, int comma, int length, int least)
    {
        var start = comma - length;
        if (start < 0 || !IsClause(text, start, length) || (start > 0 && text[start - 1] == '、'))
        {
            return default;
        }

        var clauses = 1;
        var end = comma;
        while (clauses < MostClauses && end < text.Length && text[end] == '、' && end + 1 + length <= text.Length
            && IsClause(text, end + 1, length))
        {
            end += 1 + length;
            clauses++;
        }

        if (clauses < least || (end < text.Length && !Closers.Contains(text[end]) && text[end] is >= '一' and <= '鿿' or '、'))
        {
            return default;
        }

        if (Names.Contains(text[end - 1]) && Names.Contains(text[comma - 1]))
        {
            return default;
        }

        var run = text[start..end];
        return (clauses == 2 ? IsPair(run, length) : IsSeries(run, length, clauses)) ? new TextSpan(start, end) : default;
    }

    /// <summary>
    /// Two clauses share their first character and, past another one, a second (以清为美、以廉为荣), open with one adverb (全面进步、全面过硬),
    /// or are joined inside (小事不出村、大事不出镇).
    /// </summary>
    private static bool IsPair(ReadOnlySpan<char> run, int length)
    {
        var one = run[..length];
        var other = run[(length + 1)..];
        var shared = 0;
        var linked = false;
        for (var place = 0; place < length; place++)
        {
            if (one[place] != other[place])
            {
                continue;
            }

            shared++;
            linked |= place > 0 && place < length - 1 && Links.Contains(one[place]);
        }

        if (length == ShortestClause)
        {
            return one[0] == '同' && other[0] == '同' && shared == 1;
        }

        if (one[0] == other[0] && one[1] != other[1])
        {
            return shared >= 2;
        }

        if (one[..2].SequenceEqual(other[..2]))
        {
            return length == ShortestPair && shared == 2 && Adverbs.Contains(one[..2]);
        }

        return length >= ShortestLinkedPair && linked && shared >= 2 && one[^1] != other[^1];
    }

    /// <summary>
    /// Three clauses and more open with one character, share another one before their last, are all demands, or mostly say how
    /// something is.
    /// </summary>
    private static bool IsSeries(ReadOnlySpan<char> run, int length, int clauses)
    {
        var shared = 0;
        var inside = false;
        for (var place = 0; place < length; place++)
        {
            var same = true;
            for (var i = 1; i < clauses && same; i++)
            {
                same = run[place] == run[(i * (length + 1)) + place];
            }

            if (!same)
            {
                continue;
            }

            shared++;
            inside = place < length - 1;
        }

        if (run[0] == run[length + 1] && shared > 0 && shared < length - 1)
        {
            return true;
        }

        return (inside && length >= ShortestPair) || (length <= LongestDemand && AllDemands(run, length, clauses))
            || MostlyPredicates(run, length, clauses);
    }

    private static bool MostlyPredicates(ReadOnlySpan<char> run, int length, int clauses)
    {
        if (length < ShortestPair)
        {
            return false;
        }

        var predicates = 0;
        for (var i = 0; i < clauses; i++)
        {
            if (Predicates.Contains(run.Slice((i * (length + 1)) + length - 2, 2)))
            {
                predicates++;
            }
        }

        return predicates * 5 >= clauses * 3;
    }

    private static bool AllDemands(ReadOnlySpan<char> run, int length, int clauses)
    {
        for (var i = 0; i < clauses; i++)
        {
            if (!Verbs.Contains(run[i * (length + 1)]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsClause(ReadOnlySpan<char> text, int start, int length)
    {
        for (var i = start; i < start + length; i++)
        {
            if (text[i] is < '一' or > '鿿' or '的' or '了' or '和' or '等')
            {
                return false;
            }

            // 同 within a clause is a preposition, unless it ends a word: 协同, 共同.
            if (text[i] == '同' && i > start && !"协共认相合不".Contains(text[i - 1], StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
