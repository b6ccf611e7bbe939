using System.Buffers;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Finds what stands in quotation marks and in 《》. A stretch never crosses a line end.</summary>
internal static class MarkedStretches
{
    private const int LongestTitle = 80;
    private const int LongestQuote = 80;

    private static readonly SearchValues<char> Openers = SearchValues.Create("“‘「『《\"＂");

    /// <summary>A stretch between its marks.</summary>
    /// <param name="Start">Offset behind the opening mark.</param>
    /// <param name="End">Offset of the closing mark.</param>
    /// <param name="IsTitle">True for 《》.</param>
    public readonly record struct Stretch(int Start, int End, bool IsTitle);

    /// <summary>All stretches by ascending start; stretches may lie within others.</summary>
    public static void Find(string text, List<Stretch> found)
    {
        var lineOfAsciiQuote = -1;
        for (var at = 0; ; at++)
        {
            var next = text.AsSpan(at).IndexOfAny(Openers);
            if (next < 0)
            {
                return;
            }

            at += next;
            var open = text[at];
            if (open is '"' or '＂')
            {
                // The same mark opens and closes: pairs are counted from the start of the line.
                if (at <= lineOfAsciiQuote)
                {
                    continue;
                }

                var close = IndexInLine(text, at + 1, open, LongestQuote);
                if (close > at + 1)
                {
                    found.Add(new Stretch(at + 1, close, IsTitle: false));
                }

                lineOfAsciiQuote = close < 0 ? LineEnd(text, at) : close;
                continue;
            }

            var end = Closing(text, at, open);
            if (end > at + 1)
            {
                found.Add(new Stretch(at + 1, end, open == '《'));
            }
        }
    }

    private static int Closing(string text, int at, char open)
    {
        var close = open switch { '“' => '”', '‘' => '’', '「' => '」', '『' => '』', _ => '》' };
        var limit = Math.Min(text.Length, at + 2 + (open == '《' ? LongestTitle : LongestQuote));
        var depth = 1;
        for (var i = at + 1; i < limit; i++)
        {
            var c = text[i];
            if (c == '\n')
            {
                return -1;
            }

            if (c == close)
            {
                if (--depth == 0)
                {
                    return i;
                }
            }
            else if (c == open)
            {
                // Titles nest as 《…〈…〉…》 and, in practice, as 《…《…》…》; a second “ means that the first was never closed.
                if (open != '《')
                {
                    return -1;
                }

                depth++;
            }
        }

        return -1;
    }

    private static int IndexInLine(string text, int start, char mark, int longest)
    {
        var limit = Math.Min(text.Length, start + longest + 1);
        for (var i = start; i < limit; i++)
        {
            if (text[i] == '\n')
            {
                return -1;
            }

            if (text[i] == mark)
            {
                return i;
            }
        }

        return -1;
    }

    private static int LineEnd(string text, int at)
    {
        var end = text.IndexOf('\n', at);
        return end < 0 ? text.Length : end;
    }
}
