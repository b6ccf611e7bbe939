namespace KnowledgeBase.Web.Rendering;

/// <summary>What the basket of clips in the browser keeps of what was put into it.</summary>
internal static class Clips
{
    /// <summary>Characters by which a passage is found again when its material was built anew and its number is another.</summary>
    private const int KnownBy = 60;

    /// <summary>The first words of a text, on one line.</summary>
    public static string Words(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var line = text.ReplaceLineEndings("\n").Trim();
        var end = Math.Min(line.Length, KnownBy);
        return line[..(end < line.Length && char.IsLowSurrogate(line[end]) ? end - 1 : end)];
    }
}
