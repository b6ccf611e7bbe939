namespace KnowledgeBase.Text;

/// <summary>
/// A text as it is matched: folded code point by code point, with the way back to the original.
/// <para>
/// Full width becomes half width, upper case lower case, traditional characters simplified ones, compatibility forms what they stand
/// for, typographic quotes and dashes plain ones; diacritics, variation selectors and all white space are dropped; everything else,
/// lone surrogates included, stays. The fold looks at one code point at a time and nothing around it, so
/// <c>fold(a + b) = fold(a) + fold(b)</c> wherever the cut does not part a surrogate pair. That is what the literal guarantee rests
/// on: a string that stands in a text stands, folded, in the folded text.
/// </para>
/// <para>An instance may be filled again and again (<see cref="Reset(ReadOnlySpan{char})"/>); filled, it may be read by many
/// threads.</para>
/// </summary>
public sealed class FoldedText
{
    private const int BreakMark = int.MinValue;

    /// <summary>Longest text whose arrays a thread keeps for the next string that it folds, in UTF-16 units.</summary>
    private const int LongestKept = 1 << 14;

    [ThreadStatic]
    private static FoldedText? _kept;

    private char[] _text = [];
    private int[] _starts = [];
    private int[] _ends = [];
    private int _length;

    /// <summary>Makes an empty one, to be filled by <see cref="Reset(ReadOnlySpan{char})"/>.</summary>
    public FoldedText()
    {
    }

    /// <summary>Folds a text.</summary>
    public FoldedText(ReadOnlySpan<char> original) => Reset(original);

    /// <summary>Number of folded UTF-16 units.</summary>
    public int Length => _length;

    /// <summary>The folded units.</summary>
    public ReadOnlySpan<char> Text => _text.AsSpan(0, _length);

    /// <summary>Length of the original in UTF-16 units.</summary>
    public int OriginalLength { get; private set; }

    /// <summary>The fold of a string as a string.</summary>
    public static string Fold(ReadOnlySpan<char> original)
    {
        if (original.Length > LongestKept)
        {
            return new FoldedText(original).ToString();
        }

        var folding = _kept ??= new FoldedText();
        folding.Reset(original);
        return folding.ToString();
    }

    /// <summary>True when the character is white space to the fold: dropped, and a boundary for the segmenter.</summary>
    public static bool IsWhiteSpace(char c) => FoldTable.Default.Map[c] == FoldTable.WhiteSpace;

    /// <summary>Folds another text into this instance; its arrays are kept.</summary>
    public void Reset(ReadOnlySpan<char> original) => Reset(original, FoldTable.Default);

    /// <summary>As the public <see cref="Reset(ReadOnlySpan{char})"/>, by a given table.</summary>
    internal void Reset(ReadOnlySpan<char> original, FoldTable table)
    {
        OriginalLength = original.Length;
        _length = 0;
        Reserve(original.Length);
        var map = table.Map;
        var mark = 0;
        for (var i = 0; i < original.Length; i++)
        {
            var folded = map[original[i]];
            if ((folded & 0xF800) != 0xD800)
            {
                Append((char)folded, i, i + 1, ref mark);
                continue;
            }

            switch (folded)
            {
                case FoldTable.WhiteSpace:
                    mark = BreakMark;
                    break;
                case FoldTable.Dropped:
                    Extend(i, i + 1);
                    break;
                case FoldTable.HighSurrogate:
                    if (i + 1 < original.Length && char.IsLowSurrogate(original[i + 1]))
                    {
                        AppendPair(original, i, table, ref mark);
                        i++;
                    }
                    else
                    {
                        Append(original[i], i, i + 1, ref mark);
                    }

                    break;
                case >= 0xDC00:
                    Append((char)folded, i, i + 1, ref mark);
                    break;
                default:
                    AppendAll(table.Expansions[folded - FoldTable.FirstExpansion], i, i + 1, ref mark);
                    break;
            }
        }
    }

    /// <summary>True when white space stood in front of the folded unit; 0 ≤ index &lt; <see cref="Length"/>.</summary>
    public bool BreakBefore(int index) => _starts[index] < 0;

    /// <summary>Where the character that the folded unit comes from starts in the original; 0 ≤ index &lt; <see cref="Length"/>.</summary>
    public int OriginalStart(int index) => _starts[index] & int.MaxValue;

    /// <summary>
    /// Where the character that the folded unit comes from ends in the original, with the dropped marks that cling to it (combining
    /// marks, variation selectors) but without white space; 0 ≤ index &lt; <see cref="Length"/>.
    /// </summary>
    public int OriginalEnd(int index) => _ends[index];

    /// <summary>
    /// The stretch of the original that a stretch of the folded text comes from. An empty stretch gives an empty stretch.
    /// </summary>
    /// <param name="start">First folded unit, 0 to <see cref="Length"/>.</param>
    /// <param name="length">Number of folded units.</param>
    public (int Start, int End) Original(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, _length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, _length - start);
        if (length == 0)
        {
            var at = start < _length ? OriginalStart(start) : OriginalLength;
            return (at, at);
        }

        return (OriginalStart(start), OriginalEnd(start + length - 1));
    }

    /// <summary>
    /// The first folded unit whose character starts at or behind an offset of the original; <see cref="Length"/> when none does.
    /// </summary>
    public int IndexOf(int originalOffset)
    {
        var low = 0;
        var high = _length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (OriginalStart(middle) < originalOffset)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>The folded text as a string.</summary>
    public override string ToString() => new(_text, 0, _length);

    private void Append(char folded, int start, int end, ref int mark)
    {
        if (_length == _text.Length)
        {
            Reserve(_length + 1);
        }

        _text[_length] = folded;
        _starts[_length] = start | mark;
        _ends[_length] = end;
        _length++;
        mark = 0;
    }

    private void AppendAll(ReadOnlySpan<char> folded, int start, int end, ref int mark)
    {
        foreach (var c in folded)
        {
            Append(c, start, end, ref mark);
        }
    }

    private void AppendPair(ReadOnlySpan<char> original, int start, FoldTable table, ref int mark)
    {
        var folded = table.Supplementary(char.ConvertToUtf32(original[start], original[start + 1]));
        if (folded is null)
        {
            AppendAll(original.Slice(start, 2), start, start + 2, ref mark);
        }
        else if (folded.Length == 0)
        {
            Extend(start, start + 2);
        }
        else
        {
            AppendAll(folded, start, start + 2, ref mark);
        }
    }

    /// <summary>Lets a dropped mark belong to the character right in front of it.</summary>
    private void Extend(int start, int end)
    {
        for (var i = _length - 1; i >= 0 && _ends[i] == start; i--)
        {
            _ends[i] = end;
        }
    }

    private void Reserve(int units)
    {
        if (units <= _text.Length)
        {
            return;
        }

        var size = Math.Max(units, (_text.Length * 3 / 2) + 16);
        Array.Resize(ref _text, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
    }
}
