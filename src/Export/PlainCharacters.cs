using System.Text;
using System.Xml;

namespace KnowledgeBase.Export;

/// <summary>Drops what no document can hold.</summary>
public static class PlainCharacters
{
    /// <summary>
    /// The text without characters that XML forbids: control characters but for tab and line end, halves of surrogate pairs, noncharacters
    /// of the first plane. All formats leave them out, so that none tells more than another.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null)
        {
            return "";
        }

        var kept = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]))
            {
                kept.Append(text, i, 2);
                i++;
            }
            else if (XmlConvert.IsXmlChar(text[i]))
            {
                kept.Append(text[i]);
            }
        }

        return kept.Length == text.Length ? text : kept.ToString();
    }

    /// <summary>The lines of a text that hold more than white space, without the space at their ends.</summary>
    public static IEnumerable<string> Lines(string? text) =>
        Of(text).Split(['\n', '\r', '\u2028', '\u2029'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The text on one line.</summary>
    public static string Line(string? text) => string.Join(' ', Lines(text));
}
