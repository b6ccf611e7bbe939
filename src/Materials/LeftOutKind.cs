namespace KnowledgeBase.Materials;

/// <summary>What readers leave out of a file's text.</summary>
public enum LeftOutKind
{
    /// <summary>Menus, footers, lists of links and other furniture of a web page.</summary>
    Furniture,

    /// <summary>Text that the format hides.</summary>
    Hidden,

    /// <summary>Day, source, counters and reading aids between a page's title and its text; day and source are kept as facts.</summary>
    Byline,

    /// <summary>What the file says twice: its title again, the same words in another form.</summary>
    Repeated,

    /// <summary>Headers and footers, and page numbers.</summary>
    RunningHead,

    /// <summary>A table of contents that was generated.</summary>
    Contents,

    /// <summary>Deletions that are tracked.</summary>
    Deleted,

    /// <summary>Comments on the text.</summary>
    Comment,

    /// <summary>Buttons, fields and choices of a form.</summary>
    Control,

    /// <summary>What is shown where something else cannot be, and words within drawings.</summary>
    Substitute,

    /// <summary>How a word is read, in small type above it.</summary>
    Pronunciation,

    /// <summary>Fields that are no part of a material: columns and properties that have no meaning here.</summary>
    Field,
}
