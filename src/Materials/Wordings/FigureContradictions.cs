using System.Buffers;
using KnowledgeBase.Materials.Practices;

namespace KnowledgeBase.Materials.Wordings;

/// <summary>
/// Finds figures of one text that can't both be true: the same thing counted in the same unit, of the same time, with another number.
/// </summary>
internal static class FigureContradictions
{
    private const int ShortestWhat = 4;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '\n'];

    /// <summary>Figures farther apart than this factor count different things by the same words (all members, new members).</summary>
    private const double MostApart = 2;

    /// <summary>Words that set a figure apart in time or in extent from one that counts the same.</summary>
    private static readonly string[] Qualifiers =
    [
        "去年", "今年", "前年", "上年", "同期", "上半年", "下半年", "季度", "其中", "新增", "增加", "减少", "下降", "增长", "目标", "计划", "力争",
        "第一批", "第二批", "首批", "当年", "当月", "本月", "上月",
    ];

    /// <summary>Words of a figure that many things have, each its own.</summary>
    private static readonly string[] Distributives =
        ["每", "各", "分别", "平均", "人均", "最高", "最低", "给予", "突破", "误差", "不超过", "不少于", "至少", "另", "又", "再", "从", "由"];

    /// <summary>What units and places end in: a figure belongs to the one that is named before it.</summary>
    private static readonly SearchValues<char> Owners = SearchValues.Create("村镇乡县区市省州旗部局委办院校厂司社店站所组队家");

    /// <summary>Two figures that contradict each other.</summary>
    public readonly record struct Pair(PracticeResult First, PracticeResult Second);

    /// <summary>Pairs by ascending start of the second figure; a figure is set against the first one of its kind.</summary>
    public static List<Pair> Find(string text)
    {
        var first = new Dictionary<(string What, string Unit, string Scope), PracticeResult>();
        var pairs = new List<Pair>();
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny(SentenceEnds, start);
            end = end < 0 ? text.Length : end;
            if (end > start)
            {
                var statement = new Statement(start, end);
                QuantityFinder.Find(text, statement);
                foreach (var figure in statement.Results)
                    Weigh(text, start, figure, first, pairs);
            }

            start = end + 1;
        }

        return pairs;
    }

    private static void Weigh(
        string text, int sentence, PracticeResult figure, Dictionary<(string What, string Unit, string Scope), PracticeResult> first, List<Pair> pairs)
    {
        if (figure.Value is not { } value || figure.Approximate || figure.Unit.Length == 0 || figure.What.Length < ShortestWhat)
            return;
        var clause = Math.Max(sentence, text.LastIndexOfAny(['，', '、', ','], Math.Max(sentence, figure.Start - 1)) + 1);
        var words = text[clause..figure.End];
        if (Distributives.Any(d => words.Contains(d, StringComparison.Ordinal)))
            return;
        var key = (figure.What, figure.Unit, Scope(text[sentence..figure.Start], words));
        if (!first.TryGetValue(key, out var earlier))
            first[key] = figure;
        else if (earlier.Value is { } other && other != value && Math.Max(other, value) <= MostApart * Math.Min(other, value))
            pairs.Add(new Pair(earlier, figure));
    }

    /// <summary>What sets the figure apart: the years and the owner named before it in its sentence, the qualifiers in its clause.</summary>
    private static string Scope(string sentence, string clause)
    {
        var scope = new List<string>();
        for (var i = 4; i < sentence.Length; i++)
        {
            if (sentence[i] == '年' && sentence.AsSpan(i - 4, 4).IndexOfAnyExceptInRange('0', '9') < 0)
                scope.Add(sentence[(i - 4)..i]);
        }

        var owner = sentence.AsSpan().LastIndexOfAny(Owners);
        if (owner >= 0)
            scope.Add(sentence[Math.Max(0, owner - 6)..(owner + 1)]);
        scope.AddRange(Qualifiers.Where(q => (q.EndsWith('年') ? sentence : clause).Contains(q, StringComparison.Ordinal)));
        return string.Join('|', scope);
    }
}
