using System.Globalization;
using System.Text;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// The name that a file gets in the inbox: what somebody called it, without anything by which it would be another file, a hidden one, a
/// device of Windows, or none at all.
/// </summary>
internal static class SafeName
{
    /// <summary>Longest name in bytes of UTF-8; file systems take 255, and what is made of a name may be longer.</summary>
    public const int MostBytes = 200;

    private const int LongestExtension = 20;

    private static readonly HashSet<string> Devices = new(StringComparer.OrdinalIgnoreCase)
    {
        "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "COM¹", "COM²", "COM³", "LPT¹", "LPT²", "LPT³",
    };

    /// <summary>The safe name; null when nothing is left of it.</summary>
    public static string? Of(string? given)
    {
        if (given is null)
        {
            return null;
        }

        var name = new StringBuilder();
        foreach (var rune in given[(given.LastIndexOfAny(['/', '\\']) + 1)..].EnumerateRunes())
        {
            name.Append(rune switch
            {
                _ when rune == Rune.ReplacementChar => "",
                _ when Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned => "",
                { Value: '<' or '>' or ':' or '"' or '|' or '?' or '*' } => "_",
                _ when Rune.IsWhiteSpace(rune) => " ",
                _ => rune.ToString(),
            });
        }

        var safe = Trimmed(Shortened(Trimmed(name.ToString())));
        var stem = safe.Split('.')[0].TrimEnd();
        return safe.Length == 0 ? null : IsDevice(stem) ? "_" + safe : safe;
    }

    /// <summary>A name that begins with a dot is hidden, and one that ends with one or a space is another on Windows.</summary>
    private static string Trimmed(string name) => name.Trim(' ', '.');

    private static bool IsDevice(string stem) =>
        Devices.Contains(stem)
        || (stem.Length == 4 && char.IsAsciiDigit(stem[3])
            && (stem.StartsWith("COM", StringComparison.OrdinalIgnoreCase) || stem.StartsWith("LPT", StringComparison.OrdinalIgnoreCase)));

    private static string Shortened(string name)
    {
        var extension = Path.GetExtension(name);
        if (Encoding.UTF8.GetByteCount(extension) > LongestExtension)
        {
            extension = "";
        }

        var stem = new StringBuilder();
        var bytes = Encoding.UTF8.GetByteCount(extension);
        foreach (var rune in name[..^extension.Length].EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > MostBytes)
            {
                break;
            }

            stem.Append(rune.ToString());
        }

        return stem.ToString().TrimEnd() + extension;
    }
}
