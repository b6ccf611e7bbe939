namespace KnowledgeBase.Access;

/// <summary>What lies behind a link is somebody else's, or cannot be renamed into. Nothing was changed.</summary>
/// <param name="path">The file's path in its corpus.</param>
public sealed class BehindLinkException(string path)
    : IOException($"{path} is a link, or lies behind one. Nothing was changed: change it where it leads.");
