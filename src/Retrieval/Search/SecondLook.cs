using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Looks at the best hits of the words once more, at what an index of words does not know: whether a passage says something or lists, how
/// much of the words it holds, whether it holds the whole sentence that was pasted, and what kind of paper it is of. The first
/// <see cref="SecondLookWeights.Depth"/> hits change places among themselves, so that pages neither repeat nor skip one; those behind keep
/// theirs. A question for strings alone wants every place and is left as it is.
/// </summary>
internal sealed class SecondLook
{
    /// <summary>Characters of a stretch by which sentences are compared.</summary>
    private const int Stretch = 3;

    private static readonly char[] ClauseEnds = [.. SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，,、 “”\"《》"];

    private readonly LibrarySnapshot _snapshot;
    private readonly AskedWord[] _words;
    private readonly AskedWord[] _others;
    private readonly string _asked;
    private readonly string[] _clauses;
    private readonly bool _asks;
    private readonly double _leastOfSentence;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _sentence;
    private readonly bool _looks;

    /// <param name="snapshot">The commit.</param>
    /// <param name="plan">The question, planned.</param>
    /// <param name="asked">The question as it was typed.</param>
    public SecondLook(LibrarySnapshot snapshot, QueryPlan plan, string asked)
    {
        _snapshot = snapshot;
        _looks = plan.Ranks && !plan.IsLiteral && plan.Patterns.Count == 0;

        // Who asks in words of their own is answered in others; what has a name in the field goes by it, and its parts (第一, 书记), which
        // stand everywhere, are not it.
        _words = plan.Asks ? [.. plan.Asked.Where(word => word.IsName).Select(word => word with { Parts = [] })] : [.. plan.Asked];
        _others = plan.Asks ? [.. plan.Asked.Where(word => !word.IsName)] : [];
        _asks = plan.Asks;
        _leastOfSentence = plan.Asks ? SecondLookWeights.LeastOfQuestion : SecondLookWeights.LeastOfSentence;
        _asked = FoldedText.Fold(asked);
        _clauses = [.. Clauses(_asked)];
        var letters = Letters(asked);
        if (_looks && letters.Length >= SecondLookWeights.ShortestSentence && plan.Asked.Count > 1)
        {
            var stretches = new HashSet<string>(StringComparer.Ordinal);
            for (var i = 0; i + Stretch <= letters.Length; i++)
            {
                stretches.Add(letters.Substring(i, Stretch));
            }

            _sentence = stretches.GetAlternateLookup<ReadOnlySpan<char>>();
        }
    }

    /// <summary>Searches, and looks at the best hits once more where they are ordered by score.</summary>
    public EngineResult Search(EngineSearch search, CancellationToken cancellation)
    {
        if (!_looks || search.Sort != EngineSort.Score || search.Skip >= SecondLookWeights.Depth)
        {
            return _snapshot.Reader.Search(search, cancellation);
        }

        var found = _snapshot.Reader.Search(
            search with
            {
                Skip = 0,
                Take = Math.Max(SecondLookWeights.Depth, search.Skip + search.Take),
                PassagesPerMaterial = Math.Max(1, search.PassagesPerMaterial),
            },
            cancellation);
        return found with { Page = [.. Reordered(found.Page, Looked, m => m.Score).Skip(search.Skip).Take(search.Take)] };
    }

    /// <summary>Hits in the order of their scores after the best of them were looked at once more; the others stay behind those.</summary>
    /// <param name="best">The hits, the best first.</param>
    /// <param name="look">A hit with its new score.</param>
    /// <param name="scoreOf">The score of a hit.</param>
    public static IEnumerable<T> Reordered<T>(IReadOnlyList<T> best, Func<T, T> look, Func<T, float> scoreOf) =>
        best.Take(SecondLookWeights.Depth).Select(look).OrderByDescending(scoreOf).Concat(best.Skip(SecondLookWeights.Depth));

    /// <summary>What multiplies the score of a passage, each with a sentence in Chinese; nothing where it stays.</summary>
    public List<(double Factor, string Text)> Factors(string material, StoredPassage passage)
    {
        var factors = new List<(double Factor, string Text)>();
        if (!_looks)
        {
            return factors;
        }

        var figure = _snapshot.FigureOf(material);
        var shape = PassageShapes.Of(passage.Text);
        if (shape != PassageShape.Prose)
        {
            factors.Add(shape == PassageShape.List
                ? (SecondLookWeights.List, "这一段是目录或名单")
                : (SecondLookWeights.HeadingsAlone, "这一段只有小标题"));
        }

        if (_words.Length > 0)
        {
            var text = FoldedText.Fold(string.Join('\n', [figure.Title, .. passage.HeadingPath, passage.Text]));
            double[] shares = [.. _words.Select(word => word.ShareIn(text))];
            if ((_asks ? shares.Max() : shares.Average()) is < 1 and var covered)
            {
                var loses = _asks ? SecondLookWeights.UncoveredNames : SecondLookWeights.Uncovered;
                factors.Add((1 - (loses * (1 - covered)), Told(shares)));
            }

            if (_others.Length > 0)
            {
                double[] others = [.. _others.Select(word => word.ShareIn(text))];
                if (others.Average() is < 1 and var met)
                {
                    factors.Add((1 - (SecondLookWeights.UncoveredOthers * (1 - met)), "除名称外，" + Told(others)));
                }
            }
        }

        if (_sentence is { } sentence && ShareOfSentence(sentence, passage.Text) is var share && share > _leastOfSentence)
        {
            factors.Add((1 + (SecondLookWeights.Sentence * share * share), $"与所查的整句话有 {share * 100:0}% 相同"));
        }

        if (ClauseOfTitle(FoldedText.Fold(figure.Title)) is { } titled)
        {
            factors.Add((SecondLookWeights.Titled, $"标题中有“{titled}”"));
        }

        factors.Add((1 + (SecondLookWeights.Paper * AuthorityRanking.OfPaper(figure)), AuthorityRanking.PaperOf(figure)));
        return factors;
    }

    /// <summary>A clause of the question that stands in a title, or one of the title that stands in the question; null for none.</summary>
    private string? ClauseOfTitle(string title) => _asked.Length < SecondLookWeights.ShortestClause
        ? null
        : Array.Find(_clauses, clause => title.Contains(clause, StringComparison.Ordinal))
            ?? Clauses(title).FirstOrDefault(clause => _asked.Contains(clause, StringComparison.Ordinal));

    private static IEnumerable<string> Clauses(string folded) => folded
        .Split(ClauseEnds, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(clause => clause.Length >= SecondLookWeights.ShortestClause);

    private static string Told(double[] shares)
    {
        var inPart = shares.Count(share => share is > 0 and < 1);
        var told = $"所查的 {shares.Length} 个词有 {shares.Count(share => share >= 1)} 个";
        return inPart == 0 ? told : $"{told}，另有 {inPart} 个只有其中一部分";
    }

    private EngineMaterial Looked(EngineMaterial found)
    {
        if (found.Best.Count == 0)
        {
            return found;
        }

        EnginePassage[] passages =
        [
            .. found.Best.Select(p => p with { Score = (float)(p.Score * FactorOf(found.Id, p.Stored)) }).OrderByDescending(p => p.Score),
        ];
        return found with { Score = passages[0].Score, Best = passages };
    }

    /// <summary>What multiplies the score of a passage in all.</summary>
    /// <param name="material">Id of its material.</param>
    /// <param name="stored">What is stored of it; nothing where it is not known.</param>
    public double FactorOf(string material, byte[] stored) => stored.Length == 0
        ? 1
        : Factors(material, StoredPassage.Read(stored)).Aggregate(1.0, (product, f) => product * f.Factor);

    private static double ShareOfSentence(HashSet<string>.AlternateLookup<ReadOnlySpan<char>> sentence, string text)
    {
        var letters = Letters(text);
        var met = new HashSet<string>(StringComparer.Ordinal);
        var lookup = met.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var i = 0; i + Stretch <= letters.Length; i++)
        {
            var stretch = letters.AsSpan(i, Stretch);
            if (sentence.Contains(stretch))
            {
                lookup.Add(stretch);
            }
        }

        return (double)met.Count / sentence.Set.Count;
    }

    /// <summary>Letters and ideographs, folded: marks and figures may be others.</summary>
    private static string Letters(string text) => string.Concat(FoldedText.Fold(text).Where(char.IsLetter));
}
