namespace KnowledgeBase.Materials;

/// <summary>Text of a file that its reader left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its words, line ends as <c>\n</c>.</param>
public sealed record LeftOutText(LeftOutKind Kind, string Text)
{
    /// <summary>How much it is, counted as <see cref="TextAccount"/> counts.</summary>
    public int Characters => TextAccount.Count(Text);
}
