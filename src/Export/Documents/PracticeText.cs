namespace KnowledgeBase.Export.Documents;

/// <summary>How a practice reads in a document.</summary>
internal static class PracticeText
{
    /// <summary>What stands above it: its name, or whose it is; null without either.</summary>
    public static string? HeadOf(string? name, string? actor) => (name, actor) switch
    {
        ({ Length: > 0 }, _) => name,
        (_, { Length: > 0 }) => $"{actor}的做法",
        _ => null,
    };

    /// <summary>What it led to, a line for figures and a line for recognitions, where there are any.</summary>
    public static IEnumerable<string> Lines(string results, string recognitions)
    {
        if (results.Length > 0)
        {
            yield return $"成效：{results}。";
        }

        if (recognitions.Length > 0)
        {
            yield return $"荣誉与认可：{recognitions}。";
        }
    }
}
