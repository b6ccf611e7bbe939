using System.Buffers;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Tells a formulation in quotation marks (“党员先锋岗”, “抓源头，从严发展党员”) from quoted speech, whole sentences, and words that are
/// quoted only to be held at arm's length.
/// </summary>
internal static class Coinages
{
    private const int ShortestName = 3;
    private const int LongestSlogan = 60;
    private const int LongestLoneClause = 20;
    private const int LongestTail = 20;
    private const int LongestPairOfClauses = 12;
    private const int LongestAfterColon = 12;
    private const int ShortestSpeech = 8;

    private static readonly SearchValues<char> SentenceParts =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "…");
    private static readonly SearchValues<char> Separators = SearchValues.Create("，,、 \u3000·");

    /// <summary>Words of somebody who speaks; a long stretch that holds one is speech.</summary>
    private static readonly SearchValues<string> SpeechWords = WordList.AnyOf("wordings", "speech");

    /// <summary>What sentences of somebody's speech begin with.</summary>
    private static readonly SearchValues<char> SentenceStarts = WordList.Characters("wordings", "sentence-starts");

    private static readonly SearchValues<string> SayingVerbs = WordList.AnyOf("wordings", "saying");

    private static readonly IReadOnlyList<string> Changes = WordList.Words("wordings", "changes");

    /// <summary>True when the words between the quotes are a formulation.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Offset behind the opening quote.</param>
    /// <param name="end">Offset of the closing quote.</param>
    public static bool IsFormulation(string text, int start, int end)
    {
        var words = text.AsSpan(start, end - start).Trim();
        var size = Size(words);
        if (size > LongestSlogan || words.ContainsAny(SentenceParts))
        {
            return false;
        }

        if (size < ShortestName)
        {
            return size == 2 && Numerals.LooksLikeContraction(words);
        }

        if ((!HasChinese(words) && !IsSum(words)) || Numerals.IsNumber(words) || IsContrast(text, start - 1, end + 1))
        {
            return false;
        }

        if (size > ShortestSpeech && (words.ContainsAny(SpeechWords) || words[^1] is '了' or '的' || SentenceStarts.Contains(words[0])))
        {
            return false;
        }

        var before = Before(text, start - 1);
        if (before.Length > 0 && before[^1] is '：' or ':')
        {
            return size <= LongestAfterColon && !EndsWithAny(before[..^1]);
        }

        if (size > ShortestSpeech && (EndsWithAny(before) || EndsWithAny(before.TrimEnd("，,"))))
        {
            return false;
        }

        return words.ContainsAny(Separators) ? IsBalanced(words, size) : size <= LongestLoneClause;
    }

    /// <summary>把“怕不怕”变成“敢不敢” describes a change; neither side is a name.</summary>
    private static bool IsContrast(string text, int open, int close)
    {
        var before = text.AsSpan(0, open);
        var after = text.AsSpan(Math.Min(close, text.Length));
        foreach (var change in Changes)
        {
            if (before.EndsWith(change, StringComparison.Ordinal) || after.StartsWith(change, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Characters that say something: without masks (*, X), white space and quotes.</summary>
    private static int Size(ReadOnlySpan<char> words)
    {
        var size = 0;
        foreach (var c in words)
        {
            if (!(c is '*' or '＊' or 'X' or 'x' or '×' or '某' or '○') && !char.IsWhiteSpace(c) && !ComparableText.IsQuote(c))
            {
                size++;
            }
        }

        return size;
    }

    /// <summary>1+3+N: what a system is made up of.</summary>
    private static bool IsSum(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('+' or '＋'))
            {
                return false;
            }
        }

        return words.ContainsAny('+', '＋') && (char.IsAsciiLetterOrDigit(words[0]) && char.IsAsciiLetterOrDigit(words[^1]));
    }

    private static bool HasChinese(ReadOnlySpan<char> words)
    {
        foreach (var c in words)
        {
            if (c is >= '㐀' and <= '鿿')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Clauses that were made to stand side by side are short or alike in length; the clauses of a sentence are neither.
    /// </summary>
    private static bool IsBalanced(ReadOnlySpan<char> words, int size)
    {
        if (size <= LongestPairOfClauses)
        {
            return true;
        }

        int shortest = int.MaxValue, longest = 0, clauses = 0, last = 0;
        foreach (var range in words.SplitAny(Separators))
        {
            var length = Size(words[range]);
            if (length == 0)
            {
                continue;
            }

            // The last clause may run on (…、推动改革发展的坚强战斗堡垒), so it is only weighed once another follows.
            if (last > 0)
            {
                shortest = Math.Min(shortest, last);
                longest = Math.Max(longest, last);
            }

            last = length;
            clauses++;
        }

        return clauses > 2
            ? longest - shortest <= 4 && longest <= 12 && last <= LongestTail
            : Math.Abs(longest - last) <= 3 && longest <= 15;
    }

    private static ReadOnlySpan<char> Before(string text, int quote)
    {
        var before = text.AsSpan(Math.Max(0, quote - 4), quote - Math.Max(0, quote - 4));
        var line = before.LastIndexOf('\n');
        return before[(line + 1)..].TrimEnd();
    }

    private static bool EndsWithAny(ReadOnlySpan<char> before) =>
        before.Length > 0
            && (before[^1..].ContainsAny(SayingVerbs)
                || (before.Length > 1 && before[^2..].ContainsAny(SayingVerbs) && before[^2..].IndexOfAny(SayingVerbs) == 0));
}
