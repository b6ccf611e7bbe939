namespace KnowledgeBase.Materials;

/// <summary>
/// The file by which a folder says who may read what lies in it and below: one line with a level. Lines that begin with <c>#</c> are
/// remarks.
/// </summary>
public static class AccessFile
{
    /// <summary>Its name.</summary>
    public const string Name = ".kbaccess";

    /// <summary>What to write into it, for messages.</summary>
    public const string Remedy = "Write one line: 公开 (public), 内部 (internal), or names of groups.";

    /// <summary>Longest part of a line that a message repeats, in UTF-16 units.</summary>
    private const int LongestShown = 80;

    /// <summary>The level that its lines say; null when they cannot be understood, so that nobody but librarians may read.</summary>
    /// <param name="lines">The lines.</param>
    /// <param name="problem">Why they cannot, in a sentence; empty when they can.</param>
    public static AccessLevel? Parse(IEnumerable<string> lines, out string problem)
    {
        ArgumentNullException.ThrowIfNull(lines);
        string[] said = [.. lines.Select(l => l.Trim()).Where(l => l.Length > 0 && l[0] != '#')];
        var level = said is [var only] ? AccessLevel.Parse(only) : null;
        problem = (level, said.Length) switch
        {
            ({ }, _) => "",
            (_, 0) => "It says nothing.",
            (_, 1) => $"«{(said[0].Length <= LongestShown ? said[0] : $"{said[0][..LongestShown]}…")}» is no level.",
            _ => "It has more than one line.",
        };
        return level;
    }
}
