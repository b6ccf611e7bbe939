using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Readers;

/// <summary>
/// Lines that a format parts inside of one paragraph (a line break in Word, <c>br</c> in a page). Some stand for paragraphs; others merely
/// fell where a line was full, inside of a sentence, which has to stay whole.
/// </summary>
internal static partial class SoftBreaks
{
    /// <summary>Lines that were broken because they were full are at least this wide, in half-width columns.</summary>
    private const int NarrowestPage = 20;

    /// <summary>The first of two lines alone is this wide when it was full.</summary>
    private const int NarrowestFirst = 16;

    /// <summary>What a full line may lack beside the word that did not fit.</summary>
    private const int Slack = 2;

    /// <summary>Columns that the first line of a paragraph is set in.</summary>
    private const int Indent = 4;

    /// <summary>Two columns of white space in front of a line set it in, which opens a paragraph.</summary>
    public static bool IsIndented(ReadOnlySpan<char> line)
    {
        var columns = 0;
        foreach (var c in line)
        {
            if (!char.IsWhiteSpace(c))
            {
                return columns >= 2;
            }

            columns += c switch
            {
                '\u3000' or '\t' => 2,
                '\n' or '\r' => 0,
                _ => 1,
            };
        }

        return false;
    }

    /// <summary>Puts the lines of a paragraph together, each with whether it is set in; empty ones part paragraphs.</summary>
    public static IReadOnlyList<string> Join(IReadOnlyList<(string Words, bool Indented)> lines)
    {
        if (lines.Count == 1)
        {
            return lines[0].Words.Length == 0 ? [] : [lines[0].Words];
        }

        var group = Group.Of(lines);
        var paragraphs = new List<string>();
        var paragraph = new StringBuilder();
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0 && !group.Continues(lines[i - 1], lines[i]))
            {
                End();
            }

            if (paragraph.Length > 0 && char.IsAsciiDigit(paragraph[^1]) && lines[i].Words is [>= '0' and <= '9', ..])
            {
                // A line that was full broke the number, too.
                paragraph.Append(lines[i].Words);
                continue;
            }

            InlineText.AppendWrapped(paragraph, lines[i].Words);
        }

        End();
        return paragraphs;

        void End()
        {
            if (paragraph.Length > 0)
            {
                paragraphs.Add(paragraph.ToString());
                paragraph.Clear();
            }
        }
    }

    private static int Width((string Words, bool Indented) line) => Width(line.Words) + (line.Indented ? Indent : 0);

    private static int Width(ReadOnlySpan<char> words)
    {
        var width = 0;
        foreach (var c in words)
        {
            width += InlineText.IsWide(c) ? 2 : 1;
        }

        return width;
    }

    /// <summary>The columns that had to be free for the beginning of a line to stand on the one before it.</summary>
    private static int FirstWord(string words)
    {
        var end = 0;
        while (end < words.Length && !InlineText.IsWide(words[end]) && !char.IsWhiteSpace(words[end]))
        {
            end++;
        }

        end = Math.Max(1, end);

        // A mark that opens no line draws the character before it down with it.
        while (end < words.Length && "，。、；：！？”’）》】".Contains(words[end], StringComparison.Ordinal))
        {
            end++;
        }

        return Width(words.AsSpan(0, end));
    }

    private static bool EndsSentence(string words)
    {
        var bare = words.AsSpan().TrimEnd("”’」』）)》】\"");
        return bare.Length > 0 && "。！？!?；;：:…".Contains(bare[^1], StringComparison.Ordinal);
    }

    /// <summary>关于开展某某 above 活动的实施方案: what a title is about ends with its 的.</summary>
    private static bool IsOpenTitle(string line, string next) =>
        line.LastIndexOf("关于", StringComparison.Ordinal) is >= 0 and var at && !line.AsSpan(at).Contains('的')
            && next.Contains('的', StringComparison.Ordinal);

    private static bool OpensParagraph(string words) =>
        PageText.OpensNumbered(words) || Opening().IsMatch(words) || Day().IsMatch(words);

    [GeneratedRegex("^[^，。；、]{1,8}[：:]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Label();

    [GeneratedRegex(@"^(?:[^，。；、]{1,8}[：:]|附件|第[一二三四五六七八九十百〇零\d]{1,5}[章节条编部]|[-—－·•●■◆▪※☆★○]|[（(]\d{1,2}[)）]|\d{1,2}[)）])",
        RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Opening();

    [GeneratedRegex(@"^(?:19|20|二〇|二○|二零|一九)[\d〇○零一二三四五六七八九]{2}\s*[-/.年][^，。；]{0,12}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();

    /// <summary>What holds of all lines of a paragraph.</summary>
    /// <param name="Count">How many they are.</param>
    /// <param name="Full">Columns of the widest but for the last.</param>
    /// <param name="IsProse">True when there is punctuation inside of them: names below one another have none.</param>
    private readonly record struct Group(int Count, int Full, bool IsProse)
    {
        public static Group Of(IReadOnlyList<(string Words, bool Indented)> lines)
        {
            int count = 0, full = 0;
            var prose = false;
            for (var i = 0; i < lines.Count; i++)
            {
                var words = lines[i].Words;
                count += words.Length > 0 ? 1 : 0;
                full = i + 1 < lines.Count || lines.Count == 1 ? Math.Max(full, Width(lines[i])) : full;
                prose |= words.AsSpan().ContainsAny("，。；");
            }

            return new Group(count, full, prose);
        }

        public bool Continues((string Words, bool Indented) above, (string Words, bool Indented) below)
        {
            var (line, next) = (above.Words, below.Words);
            if (line.Length == 0 || next.Length == 0 || below.Indented || EndsSentence(line))
            {
                return false;
            }

            if ("，、（(“‘《【".Contains(line[^1], StringComparison.Ordinal)
                || "，。、；：！？”’）》】".Contains(next[0], StringComparison.Ordinal))
            {
                return true;
            }

            if (OpensParagraph(next) || Day().IsMatch(line))
            {
                return false;
            }

            var width = Width(above);
            return Count == 2
                ? width >= NarrowestFirst && !Label().IsMatch(line) && (EndsSentence(next) || IsOpenTitle(line, next))
                : IsProse && Full >= NarrowestPage && width + FirstWord(next) > Full - Slack;
        }
    }
}
