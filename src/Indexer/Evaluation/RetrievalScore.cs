namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores ranked lists against graded judgments. nDCG with gains 2^grade − 1 and discount log2(rank + 1), as in Burges et al., Learning to
/// Rank using Gradient Descent (ICML 2005); every figure is the mean over the queries that have something relevant.
/// </summary>
internal sealed class RetrievalScore
{
    /// <summary>Results that are looked at: recall goes this deep.</summary>
    public const int Depth = 100;

    private int _queries;
    private double _gain;
    private double _precision;
    private double _reciprocal;
    private double _recallOfTen;
    private double _recall;
    private int _first;

    /// <summary>Takes a query in; one without anything relevant is left out.</summary>
    /// <param name="ranked">Ids of its results, best first.</param>
    /// <param name="grades">Grade by id; 0 and less is not relevant.</param>
    public void Add(IReadOnlyList<string> ranked, IReadOnlyDictionary<string, int> grades)
    {
        var relevant = grades.Values.Count(g => g > 0);
        if (relevant == 0)
        {
            return;
        }

        _queries++;
        var best = ranked.Take(Depth).Select(id => grades.GetValueOrDefault(id)).ToArray();
        _gain += Gain(best) / Gain([.. grades.Values.OrderDescending()]);
        _precision += best.Take(5).Count(g => g > 0) / 5.0;
        var first = Array.FindIndex(best, g => g > 0);
        _reciprocal += first is >= 0 and < 10 ? 1.0 / (first + 1) : 0;
        _recallOfTen += (double)best.Take(10).Count(g => g > 0) / relevant;
        _recall += (double)best.Count(g => g > 0) / relevant;
        _first += first == 0 ? 1 : 0;
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source, IReadOnlyList<string> problems) => new("retrieval", source)
    {
        Figures =
        [
            new Figure("ndcg10", "nDCG@10", Mean(_gain), ("queries", _queries)),
            new Figure("precision5", "P@5", Mean(_precision)),
            new Figure("mrr10", "MRR@10", Mean(_reciprocal)),
            new Figure("recall10", "recall@10", Mean(_recallOfTen)),
            new Figure("recall100", "recall@100", Mean(_recall)),
            new Figure("success1", "success@1", Mean(_first)),
        ],
        Problems = problems,
    };

    private double Mean(double sum) => sum / Math.Max(1, _queries);

    private static double Gain(ReadOnlySpan<int> grades)
    {
        var gain = 0.0;
        for (var i = 0; i < Math.Min(10, grades.Length); i++)
        {
            gain += (Math.Pow(2, grades[i]) - 1) / Math.Log2(i + 2);
        }

        return gain;
    }
}
