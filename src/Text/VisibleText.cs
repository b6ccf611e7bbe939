using System.Buffers;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Text;

/// <summary>
/// Text that is safe to show on a line of a terminal. Names and texts come from files that nobody vouches for, and a terminal obeys what
/// stands in them: escape sequences colour, delete and retitle, line breaks forge lines, and marks of direction show words in another order
/// than they have.
/// </summary>
public static class VisibleText
{
    /// <summary>C0 without tab, DEL, C1, line and paragraph separator, and the marks that embed, override or isolate a direction.</summary>
    private static readonly SearchValues<char> Hidden = SearchValues.Create(
    [
        .. Range('\0', '\u0008'), .. Range('\n', '\u001F'), .. Range('\u007F', '\u009F'),
        .. Range('\u2028', '\u202E'), .. Range('\u2066', '\u2069'),
    ]);

    /// <summary>
    /// The text with what a terminal would obey as <c>\u001b</c>, which is how JSON writes it too; the same object when there is none.
    /// </summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.AsSpan().IndexOfAny(Hidden) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(text.Length + 32);
        foreach (var c in text)
        {
            if (IsHidden(c))
            {
                shown.Append(CultureInfo.InvariantCulture, $@"\u{(int)c:x4}");
            }
            else
            {
                shown.Append(c);
            }
        }

        return shown.ToString();
    }

    /// <summary>True for a character that a terminal would obey and not show, a line break among them.</summary>
    public static bool IsHidden(char c) => Hidden.Contains(c);

    private static IEnumerable<char> Range(char first, char last) => Enumerable.Range(first, last - first + 1).Select(c => (char)c);
}
