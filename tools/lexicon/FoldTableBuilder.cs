using System.Globalization;
using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Lexicon.Generator;

/// <summary>
/// Works out what every code point folds to: compatibility decomposition without diacritics, lower case, traditional → simplified, one form
/// for each kind of quote, dash and bracket, and the characters that GBK kept in the private use area; applied until nothing changes, so
/// that folding twice is folding once.
/// </summary>
internal sealed class FoldTableBuilder
{
    private readonly Dictionary<int, string> _decompositions = [];
    private readonly Dictionary<int, string> _lower = [];
    private readonly Dictionary<int, string> _simplified = [];

    private static readonly Dictionary<char, string> Signs = SignGroups(
        ("\"", "“”„‟«»「」『』〝〞〟″"),
        ("'", "‘’‚‛′`´"),
        ("-", "‐‑‒–—―─━−⁃﹘"),
        ("·", "•‧∙⋅・･"),
        ("~", "〜∼∽"),
        ("...", "⋯"),
        ("〇", "○◯"),
        ("/", "⁄∕"),
        (":", "∶"),
        ("《", "〈"),
        ("》", "〉"),

        // Nobody can type 〔2023〕: the brackets of a document number are written in every way that a keyboard has.
        ("(", "〔[【〖"),
        (")", "〕]】〗"));

    public FoldTableBuilder(string sources)
    {
        foreach (var line in Lines(Path.Combine(sources, "unicode/decompositions.txt")))
        {
            var f = line.Split(';');
            var c = Hex(f[0]);
            var decomposition = f[2];
            if (decomposition.Length > 0)
            {
                // ① ⑴ ⒈ ⓐ mark list items: as plain digits they would run into the figure behind them.
                if (c is >= 0x2460 and <= 0x24FF or >= 0x2776 and <= 0x2793)
                {
                    continue;
                }

                var points = decomposition[(decomposition.IndexOf('>', StringComparison.Ordinal) + 1)..].Split(
                    ' ', StringSplitOptions.RemoveEmptyEntries);
                var text = string.Concat(points.Select(p => char.ConvertFromUtf32(Hex(p))));
                if (c is < 0xAC00 or > 0xD7A3)
                {
                    _decompositions[c] = text;
                }
            }

            if (f[3].Length > 0)
            {
                _lower[c] = char.ConvertFromUtf32(Hex(f[3]));
            }
        }

        // Radicals that a font's table of characters names instead of the ideographs that they look like.
        foreach (var line in Lines(Path.Combine(sources, "unicode/equivalent-ideographs.txt")))
        {
            var f = line.Split('\t');
            _decompositions.TryAdd(Hex(f[0]), char.ConvertFromUtf32(Hex(f[1])));
        }

        foreach (var line in Lines(Path.Combine(sources, "gb18030/private-use.txt")))
        {
            var f = line.Split('\t');
            _decompositions[Hex(f[0])] = char.ConvertFromUtf32(Hex(f[1]));
        }

        var proper = new HashSet<int>();

        // First the regional variants (偽 for 僞), then the table proper, which may say something else about the same character.
        foreach (var file in (string[])["HKVariants.txt", "TWVariants.txt", Table])
        {
            foreach (var line in Lines(Path.Combine(sources, "opencc", file)))
            {
                var f = line.Split('\t');
                var c = char.ConvertToUtf32(f[0], 0);
                var values = f[1].Split(' ');
                // 瞭 → 了: the table's first value for it, 瞭, is kept only in 瞭望.
                var simplified = values.FirstOrDefault(v => v.Length == 1 && v != f[0]) ?? values[0];
                if (values[0] == f[0] && !Ambiguous.Contains(f[0], StringComparison.Ordinal))
                {
                    continue;
                }

                if (simplified != f[0])
                {
                    _simplified[c] = simplified;
                }

                if (file == Table)
                {
                    proper.Add(c);
                }
            }
        }

        // A regional variant of a simplified character (稜 for 棱) leads back to it through the table proper: the table proper wins.
        foreach (var (c, simplified) in _simplified.ToList())
        {
            if (_simplified.TryGetValue(char.ConvertToUtf32(simplified, 0), out var back) && back == char.ConvertFromUtf32(c)
                && !proper.Contains(c))
            {
                _simplified.Remove(c);
            }
        }
    }

    private const string Table = "TSCharacters.txt";

    /// <summary>Characters that OpenCC keeps first of all, but that mostly stand for their simplified form in traditional texts.</summary>
    private const string Ambiguous = "乾瞭著藉夥麼";

    public string Build()
    {
        var builder = new StringBuilder();
        builder.Append(
            "# What each code point folds to, where not to itself: code point, tab, folded (nothing: dropped). Written by tools/lexicon.\n");
        builder.Append("# From UnicodeData 15.0.0 (Unicode licence) and OpenCC (Apache-2.0), see NOTICE.\n");
        for (var c = 0; c < 0x30000; c++)
        {
            if (c is >= 0xD800 and < 0xE000)
            {
                continue;
            }

            var original = char.ConvertFromUtf32(c);
            if (original.Length == 1 && FoldTable.WhiteSpaces.Contains(original[0], StringComparison.Ordinal))
            {
                continue;
            }

            var folded = Fold(original);
            if (folded != original)
            {
                builder.Append(c.ToString("X4", CultureInfo.InvariantCulture)).Append('\t').Append(folded).Append('\n');
            }
        }

        return builder.ToString();
    }

    private string Fold(string text)
    {
        for (var round = 0; round < 10; round++)
        {
            var next = string.Concat(text.EnumerateRunes().Select(r => Step(r.Value)));
            if (next == text)
            {
                return text;
            }

            text = next;
        }

        throw new InvalidDataException(
            $"The fold of U+{char.ConvertToUtf32(text, 0):X4} doesn't come to rest: look for a circle in the tables.");
    }

    private string Step(int c)
    {
        var text = char.ConvertFromUtf32(c);
        if (IsDropped(c))
        {
            return "";
        }

        if (text.Length == 1 && FoldTable.WhiteSpaces.Contains(text[0], StringComparison.Ordinal))
        {
            return "";
        }

        if (text.Length == 1 && Signs.TryGetValue(text[0], out var sign))
        {
            return sign;
        }

        if (_decompositions.TryGetValue(c, out var decomposed))
        {
            return decomposed;
        }

        if (_lower.TryGetValue(c, out var lower))
        {
            return lower;
        }

        return _simplified.GetValueOrDefault(c, text);
    }

    /// <summary>Marks without a width of their own: diacritics, variation selectors, joiners, direction marks, soft hyphen, BOM.</summary>
    private static bool IsDropped(int c) => c is
        0x00AD or 0x034F or 0x061C or 0xFEFF
        or (>= 0x0300 and <= 0x036F) or (>= 0x180B and <= 0x180F) or (>= 0x1AB0 and <= 0x1AFF) or (>= 0x1DC0 and <= 0x1DFF)
        or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x206F) or (>= 0x20D0 and <= 0x20FF)
        or (>= 0x3099 and <= 0x309A) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xFE20 and <= 0xFE2F) or (>= 0xFFF9 and <= 0xFFFB);

    private static Dictionary<char, string> SignGroups(params (string Folded, string Signs)[] groups) =>
        groups.SelectMany(g => g.Signs, (g, c) => (c, g.Folded)).ToDictionary(p => p.c, p => p.Folded);

    private static int Hex(string text) => int.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    internal static IEnumerable<string> Lines(string path) =>
        File.ReadLines(path).Select(l => l.TrimEnd('\r')).Where(l => l.Length > 0 && !l.StartsWith('#'));
}
