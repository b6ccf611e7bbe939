using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>The build of a material: its paragraphs, the block of title lines that it opens with, and its headings.</summary>
internal sealed record DocumentOutline
{
    /// <summary>The paragraphs in the order of the text.</summary>
    public required List<TextParagraph> Paragraphs { get; init; }

    /// <summary>The lines before the body.</summary>
    public required TitleBlock Title { get; init; }

    /// <summary>The headings in the order of the text; they don't overlap.</summary>
    public required IReadOnlyList<Heading> Headings { get; init; }
}

/// <summary>The lines that a material opens with, each told apart. All of them lie before the body.</summary>
internal sealed record TitleBlock
{
    /// <summary>Nothing but body.</summary>
    public static TitleBlock None { get; } = new();

    /// <summary>The title; null when the material has none of its own.</summary>
    public TextSpan? Title { get; init; }

    /// <summary>The title as shown: on one line, without date prefix and column name.</summary>
    public string? Text { get; init; }

    /// <summary>The line above the title that names the unit (江西某县某局党委——).</summary>
    public TextSpan? Kicker { get; init; }

    /// <summary>The line below the title (——在某会议上的讲话).</summary>
    public TextSpan? Subtitle { get; init; }

    /// <summary>The line in brackets that dates the material.</summary>
    public TextSpan? DateLine { get; init; }

    /// <summary>The line that names the speaker or the author.</summary>
    public TextSpan? Speaker { get; init; }

    /// <summary>The line that names the unit that speaks (某县某局党组).</summary>
    public TextSpan? Author { get; init; }

    /// <summary>文号.</summary>
    public TextSpan? DocumentNumber { get; init; }

    /// <summary>The line that addresses the audience (同志们：), which belongs to the body.</summary>
    public TextSpan? Salutation { get; init; }

    /// <summary>Index of the first paragraph of the body.</summary>
    public int BodyParagraph { get; init; }
}
