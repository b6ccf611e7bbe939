namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Quotation marks as Chinese sets them.</summary>
public static class Quotes
{
    /// <summary>The words in “…”; quotes within them become ‘…’.</summary>
    public static string Around(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return $"“{words.Replace('“', '‘').Replace('”', '’')}”";
    }
}
