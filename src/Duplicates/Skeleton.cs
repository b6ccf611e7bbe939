using KnowledgeBase.Text;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// What stays of a text when it is copied: its ideographs and letters, folded, without punctuation, white space, digits, Chinese numerals
/// and the marks that stand for masked names (<c>*</c>, X, ×, ○, 某). An anonymised, renumbered or newly punctuated copy has nearly the
/// skeleton of its original. An instance may be filled again and again.
/// </summary>
internal sealed class Skeleton
{
    private const string Numerals = "〇零一二三四五六七八九十百千万亿两";

    /// <summary>True for the folded units that stay; a table, because every character of every material asks it.</summary>
    private static readonly bool[] Stays = Table();

    private readonly FoldedText _folded = new();
    private char[] _units = [];
    private int[] _positions = [];

    /// <summary>The folded text that the skeleton was taken from.</summary>
    public FoldedText Folded => _folded;

    /// <summary>Number of units.</summary>
    public int Length { get; private set; }

    /// <summary>The units.</summary>
    public ReadOnlySpan<char> Units => _units.AsSpan(0, Length);

    /// <summary>Index of a unit in <see cref="Folded"/>.</summary>
    public int Position(int unit) => _positions[unit];

    /// <summary>Takes the skeleton of another text.</summary>
    public void Reset(ReadOnlySpan<char> text)
    {
        _folded.Reset(text);
        var folded = _folded.Text;
        if (_units.Length < folded.Length)
        {
            _units = new char[folded.Length];
            _positions = new int[folded.Length];
        }

        var length = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            if (Stays[folded[i]])
            {
                _units[length] = folded[i];
                _positions[length++] = i;
            }
        }

        Length = length;
    }

    private static bool[] Table()
    {
        var stays = new bool[65536];
        for (var c = 0; c < stays.Length; c++)
        {
            stays[c] = char.IsLetter((char)c) || char.IsSurrogate((char)c);
        }

        foreach (var c in Numerals + "某x○")
        {
            stays[c] = false;
        }

        return stays;
    }
}
