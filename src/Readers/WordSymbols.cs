using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>
/// Signs of symbol fonts, which Word keeps as a font with a code and not as a character: ticks and boxes of Wingdings, Greek of Symbol.
/// </summary>
internal static class WordSymbols
{
    /// <summary>What stands for a sign that no character is known for.</summary>
    public const char Unknown = '\uFFFD';

    private static readonly FrozenDictionary<int, string> Wingdings = Table(
        (0x21, "✏"), (0x22, "✂"), (0x28, "☎"), (0x2A, "✉"), (0x36, "⌛"), (0x3F, "✍"), (0x41, "✌"), (0x45, "☜"), (0x46, "☞"), (0x47, "☝"),
        (0x48, "☟"), (0x4A, "☺"), (0x4F, "⚐"), (0x6C, "●"), (0x6D, "○"), (0x6E, "■"), (0x6F, "□"), (0x70, "□"), (0x71, "❑"), (0x72, "❒"),
        (0x73, "◆"), (0x74, "◆"), (0x75, "◆"), (0x76, "❖"), (0x77, "◆"), (0x80, "⓪"), (0x81, "①"), (0x82, "②"), (0x83, "③"), (0x84, "④"),
        (0x85, "⑤"), (0x86, "⑥"), (0x87, "⑦"), (0x88, "⑧"), (0x89, "⑨"), (0x8A, "⑩"), (0x8C, "❶"), (0x8D, "❷"), (0x8E, "❸"), (0x8F, "❹"),
        (0x90, "❺"), (0x91, "❻"), (0x92, "❼"), (0x93, "❽"), (0x94, "❾"), (0x95, "❿"), (0x9F, "•"), (0xA1, "○"), (0xA7, "▪"), (0xA8, "☐"),
        (0xAA, "✦"), (0xAB, "★"), (0xAC, "✶"), (0xB2, "◇"), (0xD8, "➢"), (0xDF, "←"), (0xE0, "→"), (0xE1, "↑"), (0xE2, "↓"), (0xE8, "➔"),
        (0xF0, "⇨"), (0xFB, "✗"), (0xFC, "✓"), (0xFD, "☒"), (0xFE, "☑"));

    private static readonly FrozenDictionary<int, string> Wingdings2 = Table(
        (0x4F, "✗"), (0x50, "✓"), (0x51, "☒"), (0x52, "☑"), (0x53, "☒"), (0x54, "☒"), (0x55, "⊗"), (0x56, "⊗"), (0x6A, "①"), (0x6B, "②"),
        (0x6C, "③"), (0x6D, "④"), (0x6E, "⑤"), (0x6F, "⑥"), (0x70, "⑦"), (0x71, "⑧"), (0x72, "⑨"), (0x73, "⑩"), (0x95, "•"), (0x97, "●"),
        (0x99, "○"), (0xA2, "■"), (0xA3, "☐"), (0xAE, "◆"), (0xEA, "★"));

    private static readonly FrozenDictionary<int, string> Symbol = SymbolTable();

    /// <summary>What a symbol looks like.</summary>
    public static string Of(SymbolChar symbol) =>
        int.TryParse(symbol.Char?.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code)
            ? Of(symbol.Font?.Value, code)
            : "";

    /// <summary>What a code in a font looks like.</summary>
    /// <param name="font">Name of the font; null when none is given.</param>
    /// <param name="code">The code; U+F000 to U+F0FF stand for 0 to 255.</param>
    public static string Of(string? font, int code)
    {
        var sign = code is >= 0xF000 and <= 0xF0FF ? code - 0xF000 : code;
        return font?.Trim().ToLowerInvariant() switch
        {
            "wingdings" => Wingdings.GetValueOrDefault(sign, Unknown.ToString()),
            "wingdings 2" => Wingdings2.GetValueOrDefault(sign, Unknown.ToString()),
            "symbol" => Symbol.GetValueOrDefault(sign, sign is > 0x20 and < 0x7F ? ((char)sign).ToString() : Unknown.ToString()),
            "wingdings 3" or "webdings" or "marlett" => Unknown.ToString(),
            _ => Rune.IsValid(sign) && sign >= 0x20 ? new Rune(sign).ToString() : Unknown.ToString(),
        };
    }

    /// <summary>The words of a run, whose font may be one of symbols.</summary>
    public static string InFont(string words, string? font)
    {
        var isSymbols = font?.Trim().ToLowerInvariant() is "wingdings" or "wingdings 2" or "symbol" or "wingdings 3" or "webdings";
        return isSymbols && words.AsSpan().ContainsAnyInRange('\uF000', '\uF0FF')
            ? string.Concat(words.Select(c => c is >= '\uF000' and <= '\uF0FF' ? Of(font, c) : c.ToString()))
            : words;
    }

    private static FrozenDictionary<int, string> Table(params ReadOnlySpan<(int Code, string Sign)> signs)
    {
        var table = new Dictionary<int, string>();
        foreach (var (code, sign) in signs)
        {
            table.Add(code, sign);
        }

        return table.ToFrozenDictionary();
    }

    private static FrozenDictionary<int, string> SymbolTable()
    {
        const string Upper = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ";
        const string Lower = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ";
        var table = new Dictionary<int, string>
        {
            [0xA3] = "≤",
            [0xA5] = "∞",
            [0xAB] = "↔",
            [0xAC] = "←",
            [0xAD] = "↑",
            [0xAE] = "→",
            [0xAF] = "↓",
            [0xB0] = "°",
            [0xB1] = "±",
            [0xB3] = "≥",
            [0xB4] = "×",
            [0xB7] = "•",
            [0xB8] = "÷",
            [0xB9] = "≠",
            [0xBB] = "≈",
            [0xBC] = "…",
            [0xC5] = "⊕",
            [0xCE] = "∈",
            [0xD6] = "√",
            [0xDB] = "⇔",
            [0xDE] = "⇒",
            [0xE5] = "∑",
        };
        for (var i = 0; i < 26; i++)
        {
            table.Add('A' + i, Upper[i].ToString());
            table.Add('a' + i, Lower[i].ToString());
        }

        return table.ToFrozenDictionary();
    }
}
