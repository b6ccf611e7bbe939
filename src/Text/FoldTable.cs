using System.Globalization;

namespace KnowledgeBase.Text;

/// <summary>
/// What every code point folds to. Written by tools/lexicon as readable lines <c>code point in hex, tab, folded</c>, for those code
/// points only that do not fold to themselves; an empty fold means that the code point is dropped.
/// </summary>
internal sealed class FoldTable
{
    /// <summary>
    /// Value in <see cref="Map"/> of a unit that is dropped and keeps to its left neighbour (variation selectors, combining marks).
    /// </summary>
    public const ushort Dropped = 0xD800;

    /// <summary>Value in <see cref="Map"/> of white space: dropped, and a boundary for the segmenter.</summary>
    public const ushort WhiteSpace = 0xD801;

    /// <summary>Value in <see cref="Map"/> of the first unit of a pair: look at the whole code point.</summary>
    public const ushort HighSurrogate = 0xD802;

    /// <summary>First value in <see cref="Map"/> that stands for a fold of several units: index into <see cref="Expansions"/>.</summary>
    public const ushort FirstExpansion = 0xD803;

    private readonly Dictionary<int, string> _supplementary = [];
    private readonly List<string> _expansions = [];

    private FoldTable(TextReader lines)
    {
        for (var i = 0; i < Map.Length; i++)
        {
            Map[i] = (ushort)i;
        }

        for (var c = 0xD800; c < 0xDC00; c++)
        {
            Map[c] = HighSurrogate;
        }

        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#') || line.Length == 0)
            {
                continue;
            }

            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            Add(int.Parse(line.AsSpan(0, tab), NumberStyles.HexNumber), line[(tab + 1)..]);
        }

        foreach (var c in WhiteSpaces)
        {
            Map[c] = WhiteSpace;
        }
    }

    /// <summary>The table that is built into the program.</summary>
    public static FoldTable Default { get; } = FromResource();

    /// <summary>All characters that count as white space, line and paragraph separators and tabs among them.</summary>
    public const string WhiteSpaces =
        "\t\n\v\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    /// <summary>
    /// For each UTF-16 unit the unit that it folds to, or one of the marks above. No unit folds to a surrogate, hence the marks' range.
    /// </summary>
    public ushort[] Map { get; } = new ushort[65536];

    /// <summary>The folds of several units, by <c>mark − <see cref="FirstExpansion"/></c>.</summary>
    public IReadOnlyList<string> Expansions => _expansions;

    /// <summary>Reads a table from its lines.</summary>
    public static FoldTable Read(TextReader lines) => new(lines);

    /// <summary>What a code point above U+FFFF folds to: null when to itself, empty when it is dropped.</summary>
    public string? Supplementary(int codePoint)
    {
        // Plane 14 holds nothing but tags and the variation selectors 17 to 256.
        if (codePoint >= 0xE0000 && codePoint < 0xF0000)
        {
            return "";
        }

        return _supplementary.GetValueOrDefault(codePoint);
    }

    private static FoldTable FromResource()
    {
        using var stream = typeof(FoldTable).Assembly.GetManifestResourceStream("fold.txt")
            ?? throw new InvalidOperationException("The resource fold.txt is missing from the assembly: build the project anew.");
        using var reader = new StreamReader(stream);
        return new FoldTable(reader);
    }

    private void Add(int codePoint, string folded)
    {
        if (codePoint > 0xFFFF)
        {
            _supplementary.Add(codePoint, folded);
            return;
        }

        if (folded.Length == 0)
        {
            Map[codePoint] = Dropped;
        }
        else if (folded.Length == 1)
        {
            Map[codePoint] = folded[0];
        }
        else
        {
            Map[codePoint] = (ushort)(FirstExpansion + _expansions.Count);
            _expansions.Add(folded);
        }
    }
}
