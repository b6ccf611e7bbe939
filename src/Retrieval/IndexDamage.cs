using System.Text.Json;
using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Retrieval;

/// <summary>What a search or a writer met that says that the index is damaged, told as the library's own exception.</summary>
internal static class IndexDamage
{
    /// <summary>Whether an error says that the index is damaged, or cannot be gone on with.</summary>
    public static bool Is(Exception error) => error is EngineException or InvalidDataException or JsonException;

    /// <summary>What is said of such an error.</summary>
    public static LibraryException ToldOf(Exception error) => new(
        error is JsonException
            ? "The index is damaged: what it stores with a material or a passage cannot be read. Build it anew with 'kb build --rebuild'."
            : error.Message,
        error)
    {
        NeedsRebuild = error is not EngineException { Fault: not (EngineFault.Damaged or EngineFault.OtherFormat) },
        Fault = error is EngineException { Fault: EngineFault.NoServer } ? LibraryFault.NoServer : LibraryFault.Unreadable,
    };
}
