using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Clips;

/// <summary>What was taken out of a library.</summary>
/// <param name="Clips">In the order asked for.</param>
/// <param name="Unknown">Names that were asked for and that the library has nothing for, each once.</param>
public sealed record ClipList(IReadOnlyList<Clip> Clips, IReadOnlyList<string> Unknown);

/// <summary>A passage, a practice or a whole material, with all that is needed to quote it.</summary>
public sealed record Clip
{
    /// <summary>Its name, as <see cref="ClipId"/> writes it.</summary>
    public required string Id { get; init; }

    /// <summary>What it is.</summary>
    public required ClipKind Kind { get; init; }

    /// <summary>How it is cited: 单位《题目》（日期）.</summary>
    public required string Citation { get; init; }

    /// <summary>Where it was taken from.</summary>
    public required MaterialLine Material { get; init; }

    /// <summary>Headings that it stands under, outermost first.</summary>
    public required IReadOnlyList<string> HeadingPath { get; init; }

    /// <summary>Its words, exactly as they stand; of a practice the sentences that tell what was done.</summary>
    public required string Text { get; init; }

    /// <summary>UTF-16 offset of <see cref="Text"/> in the material's text.</summary>
    public required int Start { get; init; }

    /// <summary>Theme ids, strongest first.</summary>
    public IReadOnlyList<string> Themes { get; init; } = [];

    /// <summary>Of a practice, all that was understood of it; otherwise null.</summary>
    public Practice? Practice { get; init; }

    /// <summary>Of a whole material its outline; otherwise null.</summary>
    public IReadOnlyList<Heading>? Headings { get; init; }

    /// <summary>The part of the list that somebody put it into; null for none. The library knows nothing of it.</summary>
    public string? Group { get; init; }

    /// <summary>What somebody noted beside it; null for nothing. The library knows nothing of it.</summary>
    public string? Note { get; init; }

    /// <summary>Of a whole material where its title stands in the text; null where it doesn't, and for everything else.</summary>
    public TextSpan? TitleSpan { get; init; }
}
