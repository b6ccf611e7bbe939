namespace KnowledgeBase.Export.Documents;

/// <summary>A document that people read: a title, and blocks below it.</summary>
/// <param name="Title">Its title; empty for one that has its title in its text.</param>
/// <param name="Blocks">Its blocks, made as they are written. Their texts may hold anything; renderers see to it.</param>
internal sealed record TextDocument(string Title, IEnumerable<TextBlock> Blocks)
{
    /// <summary>Remarks on words of its <see cref="RemarkedBlock"/>s, by their numbers from 0.</summary>
    public IReadOnlyList<string> Remarks { get; init; } = [];
}

/// <summary>A part of a document.</summary>
internal abstract record TextBlock;

/// <summary>A heading.</summary>
/// <param name="Level">Depth, from 1; what is deeper than a format has levels is of its last one.</param>
/// <param name="Text">Its words.</param>
internal sealed record HeadingBlock(int Level, string Text) : TextBlock;

/// <summary>Running text, a paragraph a line.</summary>
internal sealed record ParagraphBlock(string Text) : TextBlock;

/// <summary>A paragraph on whose words there are remarks.</summary>
/// <param name="Text">The paragraph, one line.</param>
/// <param name="Marks">Where remarks begin and end, in the order of the text; one may go on through several paragraphs.</param>
internal sealed record RemarkedBlock(string Text, IReadOnlyList<RemarkMark> Marks) : TextBlock;

/// <summary>A place where a remark begins or ends.</summary>
/// <param name="Place">UTF-16 offset in the paragraph.</param>
/// <param name="Remark">Number of the remark.</param>
/// <param name="Begins">True where it begins.</param>
internal readonly record struct RemarkMark(int Place, int Remark, bool Begins);

/// <summary>Where what stands above it was taken from.</summary>
internal sealed record CitationBlock(string Text) : TextBlock;

/// <summary>A numbered list.</summary>
internal sealed record ListBlock(IReadOnlyList<string> Items) : TextBlock;

/// <summary>A table.</summary>
/// <param name="Columns">Heads of the columns.</param>
/// <param name="Rows">A cell for every column.</param>
internal sealed record TableBlock(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : TextBlock;
