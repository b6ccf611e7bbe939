namespace KnowledgeBase.Export.Documents;

/// <summary>A document that people read: a title, and blocks below it.</summary>
/// <param name="Title">Its title.</param>
/// <param name="Blocks">Its blocks, made as they are written. Their texts may hold anything; renderers see to it.</param>
internal sealed record TextDocument(string Title, IEnumerable<TextBlock> Blocks);

/// <summary>A part of a document.</summary>
internal abstract record TextBlock;

/// <summary>A heading.</summary>
/// <param name="Level">Depth, from 1; what is deeper than a format has levels is of its last one.</param>
/// <param name="Text">Its words.</param>
internal sealed record HeadingBlock(int Level, string Text) : TextBlock;

/// <summary>Running text, a paragraph a line.</summary>
internal sealed record ParagraphBlock(string Text) : TextBlock;

/// <summary>Where what stands above it was taken from.</summary>
internal sealed record CitationBlock(string Text) : TextBlock;

/// <summary>A numbered list.</summary>
internal sealed record ListBlock(IReadOnlyList<string> Items) : TextBlock;

/// <summary>A table.</summary>
/// <param name="Columns">Heads of the columns.</param>
/// <param name="Rows">A cell for every column.</param>
internal sealed record TableBlock(IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows) : TextBlock;
