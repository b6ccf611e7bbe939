using System.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// The frame of a heading: what is left when the words that change from writer to writer are taken out, each stretch of them shown as
/// <see cref="Gap"/>. Headings of one frame are parallel (以党建促发展 and 以学习促行动 are 以……促……).
/// </summary>
public static class HeadingFrames
{
    /// <summary>Stands for the words that change.</summary>
    public const string Gap = "……";

    private static readonly WordTrie Openers = WordList.Trie("heading-frames", "openers");

    /// <summary>By its beginning, what may come behind the gap of a clause; the longest first.</summary>
    private static readonly ILookup<string, string> Pairs = WordList.Words("heading-frames", "pairs")
        .Select(pair => pair.Split('…'))
        .OrderByDescending(pair => pair[1].Length)
        .ToLookup(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

    /// <summary>The frame of a heading without its marker; null when no clause of it begins as headings of a frame do.</summary>
    public static string? Of(string heading)
    {
        ArgumentNullException.ThrowIfNull(heading);
        var frame = new StringBuilder();
        var isFramed = false;
        var start = 0;
        for (var i = 0; i <= heading.Length; i++)
        {
            if (i < heading.Length && SeparatorOf(heading[i]) is null)
            {
                continue;
            }

            if (i > start)
            {
                isFramed |= AddClause(frame, heading.AsSpan(start, i - start).Trim());
                frame.Append(i < heading.Length ? SeparatorOf(heading[i]) : "");
            }

            start = i + 1;
        }

        return isFramed ? frame.ToString().TrimEnd('，', '、') : null;
    }

    /// <summary>True for frames with two words and more that stay (以……促……, 聚焦……，推动……): those say more than 加强…… does.</summary>
    public static bool IsOfSeveralWords(string frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return frame.Split([Gap, "，", "、"], StringSplitOptions.RemoveEmptyEntries).Length > 1;
    }

    /// <summary>How a mark between clauses is written in a frame; null for what is none.</summary>
    private static string? SeparatorOf(char mark) => mark switch
    {
        '、' => "、",
        '，' or ',' or '；' or ';' or '。' or '：' or ':' or '—' or ' ' or '\u3000' or '！' => "，",
        _ => null,
    };

    /// <summary>Returns whether the clause begins as those of a frame do.</summary>
    private static bool AddClause(StringBuilder frame, ReadOnlySpan<char> clause)
    {
        var length = Openers.LongestPrefix(clause);
        if (length == 0 || length == clause.Length)
        {
            frame.Append(Gap);
            return false;
        }

        var opener = clause[..length].ToString();
        frame.Append(opener).Append(Gap);
        foreach (var second in Pairs[opener])
        {
            var at = clause[length..].LastIndexOf(second, StringComparison.Ordinal);
            if (at < 1)
            {
                continue;
            }

            frame.Append(second);
            if (length + at + second.Length < clause.Length)
            {
                frame.Append(Gap);
            }

            break;
        }

        return true;
    }
}
