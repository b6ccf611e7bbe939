namespace KnowledgeBase.Text;

/// <summary>Words that count what stands behind them: 场, 件, 元, 分钟. Read once from <c>Data/measures.txt</c>.</summary>
internal static class MeasureWords
{
    private static readonly HashSet<string> All = Read();
    private static readonly int Longest = All.Max(word => word.Length);

    /// <summary>True for a measure word of one character.</summary>
    public static bool IsMeasure(char c) => All.GetAlternateLookup<ReadOnlySpan<char>>().Contains([c]);

    /// <summary>The lengths of the measure words of two and more characters that a folded text begins with, the longest first.</summary>
    public static IEnumerable<int> LongOnes(ReadOnlySpan<char> text)
    {
        var found = new List<int>();
        var words = All.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var length = Math.Min(Longest, text.Length); length > 1; length--)
        {
            if (words.Contains(text[..length]))
            {
                found.Add(length);
            }
        }

        return found;
    }

    private static HashSet<string> Read()
    {
        using var stream = typeof(MeasureWords).Assembly.GetManifestResourceStream("measures.txt")
            ?? throw new InvalidOperationException("The program lacks measures.txt.");
        using var reader = new StreamReader(stream);
        var words = new HashSet<string>(StringComparer.Ordinal);
        while (reader.ReadLine() is { } line)
        {
            if (!line.StartsWith('#'))
            {
                words.UnionWith(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            }
        }

        return words;
    }
}
