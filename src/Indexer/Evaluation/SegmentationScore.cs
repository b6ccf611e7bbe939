namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores segmentation as the SIGHAN bakeoffs do: a word is right when it begins and ends where one of the gold standard does, white space
/// aside.
/// </summary>
internal sealed class SegmentationScore
{
    private readonly List<string> _problems = [];
    private MatchCounts _words;
    private int _lines;

    /// <summary>Takes a line in.</summary>
    /// <param name="words">The line as it was cut, white space between words.</param>
    /// <param name="gold">The line as it should be.</param>
    public void Add(string words, string gold)
    {
        _lines++;
        var (found, length) = Spans(words);
        var (expected, goldLength) = Spans(gold);
        if (length != goldLength)
        {
            _problems.Add($"line {_lines}: {length} characters were cut, and the gold standard has {goldLength}.");
        }

        var right = found.Count(expected.Contains);
        _words += new MatchCounts(right, found.Count - right, expected.Count - right);
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source) => new("segmentation", source)
    {
        Figures =
        [
            Figure.F1("f1", "words, F1", _words),
            Figure.Share("precision", "precision", _words.Right, _words.Right + _words.Wrong),
            Figure.Share("recall", "recall", _words.Right, _words.Right + _words.Missed),
        ],
        Problems = _problems,
    };

    private static (HashSet<(int Start, int End)> Spans, int Length) Spans(string line)
    {
        var spans = new HashSet<(int, int)>();
        var at = 0;
        foreach (var word in line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            spans.Add((at, at + word.Length));
            at += word.Length;
        }

        return (spans, at);
    }
}
