namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What hinders that a material is brought in, withdrawn or restored.</summary>
public enum IntakeFault
{
    /// <summary>There is no material with the id.</summary>
    NoSuchMaterial,

    /// <summary>The material is a part of a file, or its file is not in the corpus.</summary>
    NotAFileOfTheCorpus,

    /// <summary>Nothing was withdrawn under the id.</summary>
    NothingWithdrawn,

    /// <summary>Another file lies where the withdrawn one lay.</summary>
    PlaceTaken,

    /// <summary>The folder that it lay in is gone.</summary>
    FolderGone,

    /// <summary>The index was built from no folder, or is not there.</summary>
    NoCorpus,

    /// <summary>The inbox is a link.</summary>
    InboxIsLink,

    /// <summary>What says who may read the files is no level.</summary>
    NoSuchLevel,

    /// <summary>Who may read the files stands behind one of them.</summary>
    LevelTooLate,

    /// <summary>A folder cannot be written, or the disk is full.</summary>
    CannotBeWritten,
}

/// <summary>Something cannot be brought in, withdrawn or restored. The message says why, without folders of the machine.</summary>
/// <param name="fault">What hinders it.</param>
/// <param name="message">A sentence or two, in English.</param>
public sealed class IntakeException(IntakeFault fault, string message) : Exception(message)
{
    /// <summary>What hinders it.</summary>
    public IntakeFault Fault => fault;

    /// <summary>The HTTP status that tells of it.</summary>
    public int Status => fault switch
    {
        IntakeFault.NoSuchMaterial or IntakeFault.NothingWithdrawn => StatusCodes.Status404NotFound,
        IntakeFault.NoSuchLevel or IntakeFault.LevelTooLate => StatusCodes.Status400BadRequest,
        IntakeFault.CannotBeWritten => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status409Conflict,
    };
}
