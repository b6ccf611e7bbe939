using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// What a reader declares of the files that it reads: how they are told, what they hold, what they need. <see cref="FileFormats"/> lists
/// the declarations; nothing else of the program knows a format by its name.
/// </summary>
/// <param name="Name">What people call it.</param>
/// <param name="Extensions">Extensions of such files, lower case with their dot.</param>
internal sealed record FileFormat(string Name, params IReadOnlyList<string> Extensions)
{
    /// <summary>True for the first bytes of such a file, whatever it is named; null when no bytes tell it.</summary>
    public Func<byte[], bool>? HasSignature { get; init; }

    /// <summary>
    /// True for how the text of such a file opens, whatever it is named; null when no opening tells it. Markup is ASCII in every encoding,
    /// so the opening is read as Latin-1 without marks, zeros and leading white space.
    /// </summary>
    public Func<string, bool>? HasOpening { get; init; }

    /// <summary>What a name tells of a file that nothing else tells.</summary>
    public NameTells NameTells { get; init; } = NameTells.Format;

    /// <summary>
    /// For formats that pack others: which one a file is that has the signature. Gets the file and the extension of its name.
    /// </summary>
    public Func<byte[], string, FileFormat>? Unpack { get; init; }

    /// <summary>Reads a file that is one material; null for files of other shapes.</summary>
    public Func<FileContent, RawMaterial>? ReadOne { get; init; }

    /// <summary>Reads a container, one inner file after another; null for files of other shapes.</summary>
    public Func<FileContent, IEnumerable<ReadItem>>? ReadEntries { get; init; }

    /// <summary>
    /// Reads a file that holds a material in every line, each with an id of its own; null for files of other shapes. The stream may be
    /// larger than memory.
    /// </summary>
    public Func<Stream, ReadLimits, CancellationToken, IEnumerable<LineReading>>? ReadLines { get; init; }

    /// <summary>
    /// Bytes up to which such a file is ordinary: whatever its parser does with it, it is done soon, so that it may be read in this
    /// process. Null when none is.
    /// </summary>
    public Func<ReadLimits, long>? OrdinaryBytes { get; init; }

    /// <summary>Packages of the helper programs without which such files are refused.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];
}

/// <summary>What the extension of a file tells when its content doesn't tell the format.</summary>
internal enum NameTells
{
    /// <summary>The file is of the format.</summary>
    Format,

    /// <summary>It is plain text under a wrong name.</summary>
    PlainText,

    /// <summary>It is damaged: every file of the format is told by its content.</summary>
    Damage,
}

/// <summary>A file that is being read, and what its reader has around it.</summary>
/// <param name="Bytes">The whole file; it is not changed.</param>
/// <param name="Name">Its name, for the extension and for messages.</param>
/// <param name="Budget">What it may cost.</param>
/// <param name="Nesting">How many containers it lies in.</param>
/// <param name="Reader">Reads the files in it.</param>
/// <param name="Helpers">Programs of the machine.</param>
internal sealed record FileContent(
    byte[] Bytes, string Name, ReadBudget Budget, int Nesting, MaterialReader Reader, HelperPrograms Helpers);
