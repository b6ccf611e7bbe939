namespace KnowledgeBase.Text;

/// <summary>A term that a query asks for, and where it must stand relative to the query's start, in folded units.</summary>
/// <param name="Term">Bytes of the term as the index holds them.</param>
/// <param name="Offset">Folded units from the start of the query.</param>
public readonly record struct LiteralTerm(byte[] Term, int Offset);

/// <summary>
/// The literal fields: every pair of neighbouring folded UTF-16 units with its position, and every single unit. A string of n ≥ 2
/// folded units stands in a text exactly where the pairs at its offsets 0, 2, 4, … and n − 2 stand one behind the other; a string of one
/// unit stands where the unit does. Nothing else decides, so nothing that stands in a text can be missed.
/// </summary>
public static class LiteralAnalyzer
{
    /// <summary>Fills the buffer with the pairs of the text: 4 bytes each, units big-endian, position = index of the first unit.</summary>
    public static void Pairs(FoldedText text, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        var units = text.Text;
        for (var i = 0; i + 1 < units.Length; i++)
            tokens.AddPair(i, units[i], units[i + 1]);
    }

    /// <summary>Fills the buffer with the single units of the text: 2 bytes each, big-endian.</summary>
    public static void Units(FoldedText text, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(tokens);
        tokens.Clear();
        var units = text.Text;
        for (var i = 0; i < units.Length; i++)
            tokens.AddUnit(i, units[i]);
    }

    /// <summary>
    /// The terms whose phrase is the string. None when nothing of the string is left after folding; a single one of 2 bytes (of the field
    /// of single units) when one unit is left; otherwise pairs of 4 bytes.
    /// </summary>
    public static IReadOnlyList<LiteralTerm> Query(ReadOnlySpan<char> text)
    {
        var folded = new FoldedText(text);
        var units = folded.Text;
        if (units.IsEmpty)
            return [];
        if (units.Length == 1)
            return [new LiteralTerm([(byte)(units[0] >> 8), (byte)units[0]], 0)];
        var terms = new List<LiteralTerm>((units.Length / 2) + 1);
        for (var i = 0; i + 1 < units.Length; i += 2)
            terms.Add(Pair(units, i));
        if (units.Length % 2 != 0)
            terms.Add(Pair(units, units.Length - 2));
        return terms;
    }

    private static LiteralTerm Pair(ReadOnlySpan<char> units, int at) =>
        new([(byte)(units[at] >> 8), (byte)units[at], (byte)(units[at + 1] >> 8), (byte)units[at + 1]], at);
}
