using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace KnowledgeBase.Web.Rendering;

/// <summary>
/// Encodes what pages show. Chinese stays as it is. Characters that turn the direction of writing are invisible and can make a line read
/// otherwise than it is stored, so they are shown by their numbers instead, [U+202E], and turn nothing, wherever they stand: in titles,
/// headings, hits, names of files, labels.
/// </summary>
internal sealed class PageEncoder : HtmlEncoder
{
    private static readonly HtmlEncoder Plain = Create(UnicodeRanges.All);

    private static readonly SearchValues<char> Turning = SearchValues.Create(
        "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069");

    public override int MaxOutputCharactersPerInputCharacter => Math.Max(Plain.MaxOutputCharactersPerInputCharacter, "[U+202E]".Length);

    /// <summary>Encodes a text that goes back as it came: what somebody wrote into a form.</summary>
    public static HtmlEncoder Unmarked => Plain;

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var first = Plain.FindFirstCharacterToEncode(text, textLength);
        var turning = new ReadOnlySpan<char>(text, first < 0 ? textLength : first).IndexOfAny(Turning);
        return turning < 0 ? first : turning;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (!Turns(unicodeScalar))
        {
            return Plain.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        }

        return new Span<char>(buffer, bufferLength).TryWrite(
            CultureInfo.InvariantCulture, $"[U+{unicodeScalar:X4}]", out numberOfCharactersWritten);
    }

    public override bool WillEncode(int unicodeScalar) => Turns(unicodeScalar) || Plain.WillEncode(unicodeScalar);

    private static bool Turns(int unicodeScalar) => unicodeScalar <= char.MaxValue && Turning.Contains((char)unicodeScalar);
}
