using System.Buffers;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// A title for a practice that has no name of its own: the first clause of its act that tells something done, and not when, why or by whose
/// word it was done.
/// </summary>
public static class PracticeTitle
{
    private const int ShortestClause = 6;

    /// <summary>What stands further behind is no longer what a reader takes the act to be about.</summary>
    private const int MostClauses = 6;

    private static readonly WordTrie LeadIns = WordList.Trie("actors", "lead-ins");

    private static readonly WordTrie Continuations = WordList.Trie("signals", "continuation");

    private static readonly IReadOnlyList<string> Attributions = WordList.Words("signals", "attributions");

    private static readonly SearchValues<char> Marks = SearchValues.Create("，。；：！？\n");

    /// <summary>The title of an act.</summary>
    /// <param name="act">What was done, as its material tells it.</param>
    /// <param name="longest">Most UTF-16 units; a longer clause is cut, between characters, and closed by ……. At least 1.</param>
    /// <returns>One clause of the act without its mark; empty only for an act without words.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="longest"/> is less than 1.</exception>
    public static string Of(string act, int longest)
    {
        ArgumentNullException.ThrowIfNull(act);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, 1);
        var clause = act.AsSpan(Best(act));
        if (clause.Length <= longest)
        {
            return clause.ToString();
        }

        var end = char.IsLowSurrogate(clause[longest]) ? longest - 1 : longest;
        return $"{clause[..end]}……";
    }

    // The one with an act at its head of matter; failing that, one with an act behind a lead-in (在小区建立…); failing that, any.
    private static Range Best(string act)
    {
        Range? withAct = null, plain = null, first = null;
        var count = 0;
        for (var start = 0; start < act.Length && count < MostClauses;)
        {
            var end = EndOfClause(act, start);
            var (from, to) = Trim(act, start, end);
            start = end + 1;
            if (from >= to)
            {
                continue;
            }

            count++;
            var clause = act.AsSpan(from, to - from);
            first ??= from..to;
            if (clause.Length < ShortestClause || WordList.EndsWithAny(clause, Attributions))
            {
                continue;
            }

            var leadsIn = LeadIns.LongestPrefix(clause) > 0 || Continuations.LongestPrefix(clause) > 0;
            var tells = PracticeWords.TellAct(clause, clause.Length);
            if (tells && !leadsIn)
            {
                return from..to;
            }

            withAct ??= tells ? from..to : null;
            plain ??= leadsIn ? null : from..to;
        }

        return withAct ?? plain ?? first ?? ..0;
    }

    // A mark inside of “” or 《》 belongs to a name.
    private static int EndOfClause(string act, int start)
    {
        var depth = 0;
        for (var i = start; i < act.Length; i++)
        {
            depth += act[i] is '“' or '《' or '（' ? 1 : act[i] is '”' or '》' or '）' ? -1 : 0;
            if (depth <= 0 && Marks.Contains(act[i]))
            {
                return i;
            }
        }

        // A quote that never closes is speech.
        return depth > 0 && act.AsSpan(start).IndexOfAny(Marks) is >= 0 and var mark ? start + mark : act.Length;
    }

    private static (int Start, int End) Trim(string act, int start, int end)
    {
        while (start < end && (char.IsWhiteSpace(act[start]) || (act[start] == '“' && !act.AsSpan(start, end - start).Contains('”'))))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(act[end - 1]))
        {
            end--;
        }

        return (start, end);
    }
}
