using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Text files: the text is exactly the file's, but for the byte order mark and the line ends.</summary>
internal static class PlainTextReader
{
    /// <summary>Running text.</summary>
    public static FileFormat Format { get; } = new("text", ".txt", ".text")
    {
        ReadOne = file => Read(file.Bytes, file.Name, file.Budget),

        // Our own decoder takes time and memory in proportion to the text, in which a character has up to four bytes.
        OrdinaryBytes = limits => 4L * limits.MaxTextLength,
    };

    public static RawMaterial Read(ReadOnlySpan<byte> content, string fileName, ReadBudget budget)
    {
        budget.CheckTextBytes(content.Length);
        var decoded = TextDecoder.Decode(content);
        budget.CheckTextLength(decoded.Text.Length);
        var extension = Path.GetExtension(fileName).ToLowerInvariant();
        var warnings = extension is ".txt" or ".text"
            ? decoded.Warnings
            : [.. decoded.Warnings, $"It is named {extension} but holds plain text, and was read as such."];
        return new RawMaterial { Text = decoded.Text, Warnings = warnings, Account = TextAccount.Whole(decoded.Text) };
    }
}
