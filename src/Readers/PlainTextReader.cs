using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Text files: the text is exactly the file's, but for the byte order mark and the line ends.</summary>
internal static class PlainTextReader
{
    public static RawMaterial Read(ReadOnlySpan<byte> content, string fileName, ReadBudget budget)
    {
        budget.CheckTextBytes(content.Length);
        var decoded = TextDecoder.Decode(content);
        budget.CheckTextLength(decoded.Text.Length);
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var warnings = extension is ".txt" or ".text"
            ? decoded.Warnings
            : [.. decoded.Warnings, $"It is named {extension} but holds plain text, and was read as such."];
        return new RawMaterial { Text = decoded.Text, Warnings = warnings };
    }
}
