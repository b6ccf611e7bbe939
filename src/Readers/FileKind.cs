namespace KnowledgeBase.Readers;

/// <summary>What a file is by its content, with its name as the tie-breaker.</summary>
internal enum FileKind
{
    /// <summary>Running text.</summary>
    Text,

    /// <summary>Markdown.</summary>
    Markdown,

    /// <summary>A web page.</summary>
    Html,

    /// <summary>Word 2007 and later.</summary>
    Word,

    /// <summary>What LibreOffice turns into Word 2007: .doc, .wps, .rtf, .odt.</summary>
    OldWord,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>OFD, the national standard's fixed-layout document (GB/T 33190).</summary>
    Ofd,

    /// <summary>A mail message, or a web page saved as one (.mht).</summary>
    Mail,

    /// <summary>A zip archive.</summary>
    Zip,

    /// <summary>JSON lines: many materials, read by <see cref="JsonLinesReader"/>.</summary>
    JsonLines,
}
