namespace KnowledgeBase.Readers;

/// <summary>
/// Looks over Markdown before it is parsed, in one pass and constant memory. The parser takes time in proportion to the square of what
/// can open something in one paragraph, and to the cube of how deeply lists and quotes nest; what has more of either than anybody writes
/// is no Markdown, whatever its name.
/// </summary>
internal static class MarkdownShape
{
    /// <summary>Lists and quotes in one another; people write four or five.</summary>
    private const int MaxDepth = 100;

    /// <summary>
    /// Openings times length, summed up over the paragraphs: the parser does a thousand million of them in a second or two.
    /// </summary>
    private const long MaxWork = 3_000_000_000;

    /// <summary>What opens a link, a tag, code or emphasis, and makes the parser look for its end.</summary>
    private const string Openings = "[<`_~";

    /// <summary>Why it should not be parsed; null when it may be.</summary>
    public static string? WhyPlain(ReadOnlySpan<char> text)
    {
        long work = 0, openings = 0, length = 0;
        foreach (var line in text.EnumerateLines())
        {
            if (line.IsWhiteSpace())
            {
                work += openings * length;
                (openings, length) = (0, 0);
                continue;
            }

            if (Depth(line) > MaxDepth)
            {
                return $"Its lists or quotes are nested more than {MaxDepth} deep; it was read as plain text.";
            }

            openings += line.CountAny(Openings);
            length += line.Length + 1;
        }

        return work + (openings * length) > MaxWork
            ? "It opens more links, tags or emphasis in one paragraph than anybody writes; it was read as plain text."
            : null;
    }

    /// <summary>How many lists and quotes the beginning of a line can be in.</summary>
    private static int Depth(ReadOnlySpan<char> line)
    {
        int depth = 0, indent = 0;
        for (var at = 0; at < line.Length; at++)
        {
            switch (line[at])
            {
                case ' ':
                    indent++;
                    continue;
                case '\t':
                    indent += 4;
                    continue;
                case '>':
                    depth++;
                    continue;
                case '-' or '+' or '*' when at + 1 == line.Length || line[at + 1] is ' ' or '\t':
                    break;
                case >= '0' and <= '9':
                    var digits = line[at..].IndexOfAnyExceptInRange('0', '9');
                    if (digits < 0 || line[at + digits] is not ('.' or ')'))
                    {
                        return depth;
                    }

                    at += digits;
                    break;
                default:
                    return depth;
            }

            // A list inside of another one is known by its indentation, which is two columns at least.
            depth += 1 + (indent / 2);
            indent = 0;
        }

        return depth;
    }
}
