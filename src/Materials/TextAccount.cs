namespace KnowledgeBase.Materials;

/// <summary>
/// Where every character of a file went: <c>Held + Added = Delivered + what was left out</c>. Counted are UTF-16 units that are no white
/// space, because line ends and indents are the reader's to set.
/// </summary>
public sealed record TextAccount
{
    /// <summary>Characters of text that the format holds, left-out text included.</summary>
    public required int Held { get; init; }

    /// <summary>
    /// Characters of the delivered text that the file doesn't hold as text: automatic numbers, values of merged cells that are said again.
    /// </summary>
    public int Added { get; init; }

    /// <summary>Characters of the text that was delivered.</summary>
    public required int Delivered { get; init; }

    /// <summary>What was left out, in the order in which the reader met it.</summary>
    public IReadOnlyList<LeftOutText> LeftOut { get; init; } = [];

    /// <summary>
    /// Characters that are neither delivered nor left out; negative when some are delivered that the file doesn't hold. Zero, or the
    /// reader has a fault.
    /// </summary>
    public int Missing => Held + Added - Delivered - LeftOut.Sum(l => l.Characters);

    /// <summary>The account of a file whose text is delivered as it is.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="leftOut">What it holds beside the text.</param>
    public static TextAccount Whole(string text, IReadOnlyList<LeftOutText>? leftOut = null)
    {
        var count = Count(text);
        return new TextAccount { Held = count + (leftOut?.Sum(l => l.Characters) ?? 0), Delivered = count, LeftOut = leftOut ?? [] };
    }

    /// <summary>Counts the characters that the account counts.</summary>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var c in text)
        {
            count += IsCounted(c) ? 1 : 0;
        }

        return count;
    }

    /// <summary>False for white space and for marks of no width, which readers set as they need them.</summary>
    public static bool IsCounted(char c) => !char.IsWhiteSpace(c) && c is not ('\u200B' or '\uFEFF');
}
