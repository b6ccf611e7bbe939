using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Segments;

/// <summary>
/// Tells the engine's files from those that somebody else put into its folder. Only a file whose name and content are the engine's
/// own is ever removed or replaced.
/// </summary>
internal static class EngineFiles
{
    /// <summary>Whether the name is one that the engine gives to files, and what such a file holds.</summary>
    public static bool TryParse(string name, out FileKind kind)
    {
        kind = FileKind.Manifest;
        return name is Manifest.FileName or Manifest.PendingName || SegmentFiles.TryParse(name, out _, out kind);
    }

    /// <summary>Whether a file of the folder was written by the engine.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static bool IsOwn(IndexDirectory directory, string name)
    {
        if (!TryParse(name, out var kind))
        {
            return false;
        }

        using var file = directory.OpenFile(name);
        return IndexFileFormat.Recognises(file, kind, mayBeUnfinished: name != Manifest.FileName);
    }
}
