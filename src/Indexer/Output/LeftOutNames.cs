using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Output;

/// <summary>What the kinds of left-out text are called in reports.</summary>
internal static class LeftOutNames
{
    /// <summary>The kind in plain words.</summary>
    public static string Of(LeftOutKind kind) => kind switch
    {
        LeftOutKind.Furniture => "menus, footers and lists of links",
        LeftOutKind.Hidden => "hidden text",
        LeftOutKind.Byline => "lines of day, source and reading aids",
        LeftOutKind.Repeated => "said again",
        LeftOutKind.RunningHead => "headers, footers and page numbers",
        LeftOutKind.Contents => "generated tables of contents",
        LeftOutKind.Deleted => "tracked deletions",
        LeftOutKind.Comment => "comments",
        LeftOutKind.Control => "buttons and fields",
        LeftOutKind.Substitute => "substitutes and words in drawings",
        LeftOutKind.Pronunciation => "pronunciations",
        LeftOutKind.Field => "fields without a meaning here",
        _ => kind.ToString(),
    };

    /// <summary>How much was left out of each kind, the most first: «menus, footers and lists of links 320, hidden text 12».</summary>
    public static string Amounts(IEnumerable<(LeftOutKind Kind, long Characters)> leftOut) => string.Join(
        ", ",
        leftOut.GroupBy(l => l.Kind)
            .Select(g => (Name: Of(g.Key), Characters: g.Sum(l => l.Characters)))
            .OrderByDescending(g => g.Characters)
            .ThenBy(g => g.Name, StringComparer.Ordinal)
            .Select(g => $"{g.Name} {g.Characters:N0}"));
}
