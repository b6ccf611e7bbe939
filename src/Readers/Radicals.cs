using System.Collections.Frozen;
using System.Globalization;

namespace KnowledgeBase.Readers;

/// <summary>
/// The signs that Unicode has for radicals (U+2E80 to U+2FDF) look like ideographs, and the tables of fonts in page formats name them in
/// their place: ⺠ for 民, ⻓ for 长, ⽇ for 日. Nobody types them.
/// </summary>
internal static class Radicals
{
    private const char First = '\u2E80';
    private const char Last = '\u2FDF';

    private static readonly FrozenDictionary<char, char> Ideographs = Load();

    /// <summary>The text with ideographs for radicals, each as long as it was.</summary>
    public static string ToIdeographs(string text) =>
        text.AsSpan().ContainsAnyInRange(First, Last)
            ? string.Create(text.Length, text, static (span, source) =>
            {
                for (var i = 0; i < span.Length; i++)
                {
                    span[i] = Ideographs.GetValueOrDefault(source[i], source[i]);
                }
            })
            : text;

    private static FrozenDictionary<char, char> Load()
    {
        using var stream = typeof(Radicals).Assembly.GetManifestResourceStream("equivalent-ideographs.txt")
            ?? throw new InvalidOperationException(
                "The resource equivalent-ideographs.txt is missing from the assembly: build the project anew.");
        using var lines = new StreamReader(stream);
        var ideographs = new Dictionary<char, char>();
        while (lines.ReadLine() is { } line)
        {
            // A few radicals stand for ideographs outside of the first plane; those keep their sign.
            if (!line.StartsWith('#') && line.Split('\t') is [{ Length: 4 } radical, { Length: 4 } ideograph])
            {
                ideographs.Add(Hex(radical), Hex(ideograph));
            }
        }

        // Fonts of simplified Chinese name the door by the radical that Unicode unified with its traditional form.
        ideographs['⼾'] = '户';
        return ideographs.ToFrozenDictionary();
    }

    private static char Hex(string digits) => (char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
