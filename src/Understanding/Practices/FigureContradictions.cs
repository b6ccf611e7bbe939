using System.Buffers;
using System.Text.RegularExpressions;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Finds figures of one text that can't both be true: the same thing counted in the same unit, of the same time, with another number.
/// </summary>
public static partial class FigureContradictions
{
    private const int ShortestWhat = 4;
    private const int LongestThing = 8;

    /// <summary>What <see cref="Whole"/> matches is shorter than this, so that it needs to see no more of a sentence.</summary>
    private const int LongestWhole = 32;

    /// <summary>
    /// What sets a figure apart is looked for in this many units in front of it: longer than sentences are, and a bound on what a figure
    /// costs in a draft that is one sentence of figures.
    /// </summary>
    private const int FarthestBack = 1000;

    private static readonly SearchValues<char> StatementEnds =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + "\n");

    /// <summary>Words of shares of a whole, …</summary>
    private static readonly SearchValues<string> Shares = WordList.AnyOf("quantities", "shares");

    /// <summary>… and of what may well be more than all of it.</summary>
    private static readonly SearchValues<string> Growths = WordList.AnyOf("quantities", "growths");

    /// <summary>What stands between a whole and its parts.</summary>
    private static readonly SearchValues<string> Parting = WordList.AnyOf("quantities", "parting");

    private static readonly SearchValues<char> BetweenParts = SearchValues.Create("、，和及,");

    /// <summary>What a sum behind its parts is announced by, …</summary>
    private static readonly SearchValues<string> Totals = WordList.AnyOf("quantities", "totals");

    /// <summary>… and a share of the figures in front of it.</summary>
    private static readonly SearchValues<string> OfAll = WordList.AnyOf("quantities", "of-all");

    /// <summary>Percentage points by which a rounded share may be off.</summary>
    private const double MostRounding = 1;

    /// <summary>Between two parts there is at most this much.</summary>
    private const int LongestBetweenParts = 8;

    /// <summary>Parts that lack less than this share of their whole are all of them, and one is wrong.</summary>
    private const double NearlyAll = 0.03;

    /// <summary>Numbers of no more digits, or of fewer without the noughts that they end in, differ in one only by chance.</summary>
    private const int LeastDigits = 3;

    /// <summary>Figures farther apart than this factor count different things by the same words (all members, new members).</summary>
    private const double MostApart = 2;

    /// <summary>Below this, ten times as many is another number and no lost digit.</summary>
    private const double LeastOfLostDigit = 100;

    /// <summary>Words that set a figure apart in time or in extent from one that counts the same.</summary>
    private static readonly IReadOnlyList<string> Qualifiers = WordList.Words("quantities", "qualifiers");

    /// <summary>What is to be reached is no figure of the same thing: by words of its clause, or of its sentence.</summary>
    private static readonly SearchValues<string> Plans = WordList.AnyOf("quantities", "plans");
    private static readonly SearchValues<string> Planned = WordList.AnyOf("quantities", "planned");

    /// <summary>Sentences that turn from what was done to what is to be done: figures on both sides are of two times.</summary>
    private static readonly SearchValues<string> Turns = WordList.AnyOf("quantities", "turns");

    /// <summary>Words of a figure that many things have, each its own.</summary>
    private static readonly IReadOnlyList<string> Distributives = WordList.Words("quantities", "distributives");

    /// <summary>What units and places end in: a figure belongs to the one that is named before it.</summary>
    private static readonly SearchValues<char> Owners = WordList.Characters("quantities", "owners");

    /// <summary>What a unit has a certain number of.</summary>
    private const string Things =
        "在职党员|离退休党员|流动党员|预备党员|正式党员|女党员|党员干部|党员|基层党组织|基层党委|党组织|党总支|党支部|党小组|干部职工|在编人员|职工|干部|村民小组|自然村|行政村|社区|网格|小区|常住人口";

    /// <summary>Pairs by ascending start of the second figure; a figure is set against the first one of its kind.</summary>
    /// <param name="text">The text; line ends as <c>\n</c>.</param>
    public static IReadOnlyList<FigurePair> Find(string text)
    {
        var first = new Dictionary<(string What, string Unit, string Scope), PracticeResult>();
        var pairs = new List<FigurePair>();
        var part = 0;
        for (var start = 0; start < text.Length;)
        {
            var length = text.AsSpan(start).IndexOfAny(StatementEnds);
            var end = length < 0 ? text.Length : start + length;
            if (end > start)
            {
                part += text.AsSpan(start, end - start).ContainsAny(Turns) ? 1 : 0;
                var statement = new Statement(start, end);
                QuantityFinder.Find(text, statement);
                foreach (var figure in statement.Results)
                {
                    Weigh(text, (start, part), figure, first, pairs);
                    if (IsImpossibleShare(text, start, figure))
                    {
                        pairs.Add(new FigurePair(figure, figure, "占比超过100%"));
                    }
                }

                AddSums(text, statement.Results, pairs);
                AddTotals(text, statement.Results, pairs);
                AddShares(text, statement.Results, pairs);
            }

            start = end + 1;
        }

        return pairs;
    }

    /// <summary>参与率达120%: a share of a whole is no more than all of it; growth and plans fulfilled may be.</summary>
    private static bool IsImpossibleShare(string text, int sentence, PracticeResult figure)
    {
        if (figure is not { Unit: "%", Value: > 100, Approximate: false })
        {
            return false;
        }

        var from = Math.Max(sentence, figure.Start - LongestWhole);
        var clause = text.AsSpan(from, figure.End - from);
        clause = clause[(clause[..^1].LastIndexOfAny("，、；") + 1)..];
        return clause.ContainsAny(Shares) && !clause.ContainsAny(Growths);
    }

    /// <summary>
    /// 436个党组织，其中党委12个、党总支35个、党支部399个: parts in the same unit that are more than their whole, or so nearly all of it that
    /// nothing can be missing.
    /// </summary>
    private static void AddSums(string text, List<PracticeResult> figures, List<FigurePair> pairs)
    {
        for (var i = 0; i + 2 < figures.Count; i++)
        {
            var whole = figures[i];
            if (whole.Value is not > 0 || whole.Approximate || whole.Unit is "" or "%"
                || !Between(text, whole, figures[i + 1]).ContainsAny(Parting)
                || Between(text, whole, figures[i + 1]).Contains("累计", StringComparison.Ordinal)) // 新增60家，累计分别达到100家和50家
            {
                continue;
            }

            var (sum, last) = (0.0, i);
            for (var k = i + 1; k < figures.Count && IsPart(text, figures[k - 1], figures[k], whole, isFirst: k == i + 1); k++)
            {
                (sum, last) = (sum + figures[k].Value!.Value, k);
            }

            // …1647人，移送73人，其中…: the whole may be another figure of the sentence; 比上年增加1500亿元，其中…: or what it has grown to.
            if (last - i >= 2 && sum != whole.Value && !IsGrowth(text, whole)
                && !(sum > whole.Value && figures.Take(i).Any(f => f.Unit == whole.Unit && f.Value >= sum))
                && (sum > whole.Value || whole.Value - sum <= NearlyAll * whole.Value
                    || (last - i >= 3 && !IsOpen(text, figures[last]) && DiffersInADigit(whole.Value.Value, sum))
                    || AreAllKinds(text, whole, figures[last])))
            {
                pairs.Add(new FigurePair(
                    whole, figures[last], string.Create(System.Globalization.CultureInfo.InvariantCulture, $"各项合计{sum}{whole.Unit}")));
            }

            i = Math.Max(i, last - 1);
        }
    }

    private static bool IsGrowth(string text, PracticeResult figure) =>
        text.AsSpan(figure.Start, figure.End - figure.Start).ContainsAny(Growths);

    /// <summary>…等: there are more parts than are told.</summary>
    private static bool IsOpen(string text, PracticeResult last) =>
        text.AsSpan(last.End).TrimStart("，、").StartsWith("等", StringComparison.Ordinal);

    /// <summary>
    /// 5430 and 4430: two numbers of four digits and more that are the same but for one, or but for two that changed places. Parts that
    /// leave something out hardly ever miss their whole so.
    /// </summary>
    private static bool DiffersInADigit(double whole, double sum)
    {
        var (one, other) = (Digits(whole), Digits(sum));
        if (one.Length != other.Length || one.Length <= LeastDigits || one.AsSpan().TrimEnd('0').Length < LeastDigits)
        {
            return false;
        }

        var (first, last, count) = (-1, -1, 0);
        for (var i = 0; i < one.Length; i++)
        {
            if (one[i] != other[i])
            {
                (first, last, count) = (count == 0 ? i : first, i, count + 1);
            }
        }

        return count == 1 || (count == 2 && last == first + 1 && one[first] == other[last] && one[last] == other[first]);
    }

    private static string Digits(double number) => number.ToString("0.####", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>党委12个、党总支35个、党支部389个: there is no fourth kind of such an organisation.</summary>
    private static bool AreAllKinds(string text, PracticeResult whole, PracticeResult last)
    {
        var parts = Between(text, whole, last with { Start = last.End, End = last.End });
        return text.AsSpan(whole.Start, whole.End - whole.Start).Contains("党组织", StringComparison.Ordinal)
            && parts.Contains("党委", StringComparison.Ordinal) && parts.Contains("党总支", StringComparison.Ordinal)
            && parts.Contains("支部", StringComparison.Ordinal);
    }

    /// <summary>农村8名、机关3名、两新组织2名，共12名: parts with their sum behind them.</summary>
    private static void AddTotals(string text, List<PracticeResult> figures, List<FigurePair> pairs)
    {
        for (var i = 0; i + 2 < figures.Count; i++)
        {
            if (figures[i].Value is not { } sum || figures[i].Approximate || figures[i].Unit is "" or "%")
            {
                continue;
            }

            var last = i;
            for (var k = i + 1; k < figures.Count && IsPart(text, figures[k - 1], figures[k], figures[i], isFirst: false)
                && !Between(text, figures[k - 1], figures[k]).ContainsAny(Totals); k++)
            {
                (sum, last) = (sum + figures[k].Value!.Value, k);
            }

            if (last > i && last + 1 < figures.Count && figures[last + 1] is { Value: { } whole, Approximate: false } total
                && total.Unit == figures[i].Unit && IsTotal(text, figures[last], total) && whole != sum
                && !pairs.Exists(p => p.Second == figures[last]))
            {
                pairs.Add(new FigurePair(
                    figures[i], total, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"各项合计{sum}{total.Unit}")));
            }

            i = Math.Max(i, last);
        }
    }

    private static bool IsTotal(string text, PracticeResult last, PracticeResult total)
    {
        var from = Math.Min(last.End, total.End);
        var number = text.AsSpan(from, total.End - from).IndexOfAnyInRange('0', '9');
        return number is > 0 and <= LongestBetweenParts && text.AsSpan(from, number).ContainsAny(Totals);
    }

    /// <summary>628名党员，其中女党员163名，占35%: a share that isn't that of its figures, by more than rounding.</summary>
    private static void AddShares(string text, List<PracticeResult> figures, List<FigurePair> pairs)
    {
        for (var i = 2; i < figures.Count; i++)
        {
            var (whole, part, share) = (figures[i - 2], figures[i - 1], figures[i]);
            if (share is not { Unit: "%", Value: { } percent, Approximate: false } || part is not { Value: { } some, Approximate: false }
                || whole is not { Value: { } all, Approximate: false } || part.Unit != whole.Unit || part.Unit is "" or "%" || some > all)
            {
                continue;
            }

            if (IsRateOf(text, part, share) && Math.Abs((100 * some / all) - percent) > MostRounding)
            {
                pairs.Add(NewShare(part, share, some, all));
                continue;
            }

            if (!Between(text, whole, part).Contains("其中", StringComparison.Ordinal))
            {
                continue;
            }

            var from = Math.Min(part.End, share.End);
            var number = text.AsSpan(from, share.End - from).IndexOfAnyInRange('0', '9');
            if (number is > 0 and <= LongestBetweenParts && text.AsSpan(from, number).ContainsAny(OfAll)
                && Math.Abs((100 * some / all) - percent) > MostRounding)
            {
                pairs.Add(NewShare(part, share, some, all));
            }
        }
    }

    private static FigurePair NewShare(PracticeResult part, PracticeResult share, double some, double all) =>
        new(part, share, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{some}/{all}为{100 * some / all:0.#}%"));

    /// <summary>已整改288个，整改率达到95%: the share is named after what was done with the part.</summary>
    private static bool IsRateOf(string text, PracticeResult part, PracticeResult share)
    {
        var from = Math.Min(part.End, share.End);
        var words = text.AsSpan(from, share.End - from);
        var rate = words.IndexOf('率');
        if (rate < 2 || words.Length > LongestWhole || words[..rate].ContainsAny("、；。"))
        {
            return false;
        }

        var clause = text.AsSpan(Math.Max(0, part.Start - LongestBetweenParts), part.End - Math.Max(0, part.Start - LongestBetweenParts));
        clause = clause[(clause.LastIndexOfAny("，、；。") + 1)..];
        return clause.Contains(words.Slice(rate - 2, 2), StringComparison.Ordinal);
    }

    private static bool IsPart(string text, PracticeResult before, PracticeResult figure, PracticeResult whole, bool isFirst) =>
        figure.Unit == whole.Unit && figure is { Value: not null, Approximate: false }
        && figure.Start - before.End <= LongestBetweenParts
        && (isFirst || Between(text, before, figure).IndexOfAnyExcept(BetweenParts) < 0);

    /// <summary>The words between two figures; none where the second is told by words of the first.</summary>
    private static ReadOnlySpan<char> Between(string text, PracticeResult before, PracticeResult figure) =>
        figure.Start < before.End ? [] : text.AsSpan(before.End, figure.Start - before.End);

    private static void Weigh(
        string text,
        (int Start, int Part) statement,
        PracticeResult figure,
        Dictionary<(string What, string Unit, string Scope), PracticeResult> first,
        List<FigurePair> pairs)
    {
        if (figure.Value is not { } value || figure.Approximate || figure.Unit.Length == 0 || IsNumbered(text, figure))
        {
            return;
        }

        var sentence = Math.Max(statement.Start, figure.Start - FarthestBack);
        var held = Held(text, sentence, figure);
        var what = held ?? figure.What;
        if (what.Length < ShortestWhat)
        {
            return;
        }

        var clause = sentence + text.AsSpan(sentence, figure.Start - sentence).LastIndexOfAny('，', '、', ',') + 1;
        var words = text[clause..figure.End];
        if (Distributives.Any(d => words.Contains(d, StringComparison.Ordinal)))
        {
            return;
        }

        if (text.AsSpan(clause, figure.End - clause).ContainsAny(Plans) || text[sentence..figure.End].AsSpan().ContainsAny(Planned))
        {
            return;
        }

        var scope = Scope(text[sentence..figure.Start], words, namesOwner: held is null) + (held is null ? $"#{statement.Part}" : "");
        var key = (what, figure.Unit, scope);
        if (!first.TryGetValue(key, out var earlier))
        {
            first[key] = figure;
        }
        else if (earlier.Value is { } other && other != value && (held is not null || AreNear(other, value)))
        {
            pairs.Add(new FigurePair(earlier, figure, what));
        }
    }

    /// <summary>Near enough to count the same, or apart by a digit that was lost or typed twice: 5200 and 520.</summary>
    private static bool AreNear(double one, double other)
    {
        var (less, more) = (Math.Min(one, other), Math.Max(one, other));
        return more <= MostApart * less || (less >= LeastOfLostDigit && more == 10 * less);
    }

    /// <summary>8.6个重大专项: the number of a note stuck to what it begins with.</summary>
    private static bool IsNumbered(string text, PracticeResult figure) =>
        figure.Value is { } value && value != Math.Floor(value) && figure.Unit is "个" or "名" or "人" or "件" or "项" or "家" or "户" or "次"
        && (figure.Start == 0 || StatementEnds.Contains(text[figure.Start - 1]));

    /// <summary>
    /// What the writer's unit has as a whole, however it is put: 全局党员 for 全局共有党员128名, 我局现有128名党员 and 全局党员128名都参加了; null
    /// where the figure counts anything else.
    /// </summary>
    private static string? Held(string text, int sentence, PracticeResult figure)
    {
        var number = text.AsSpan(figure.Start, figure.End - figure.Start).IndexOfAnyInRange('0', '9');
        var from = Math.Max(sentence, figure.Start + number - LongestWhole);
        if (number < 0)
        {
            return null;
        }

        if (Whole().Match(text[from..(figure.Start + number)]) is not { Success: true } match)
        {
            // 全局现有党组织46个，……，有党员628名: the unit is named once for all that it has.
            return GoesOn().Match(text[from..(figure.Start + number)]) is { Success: true } more
                && Owner().Match(text[sentence..figure.Start]) is { Success: true } owner
                ? "全" + owner.Groups["unit"].Value + more.Groups["thing"].Value
                : null;
        }

        var thing = match.Groups["thing"].Value;
        if (thing.Length == 0)
        {
            var behind = text.IndexOf(figure.Unit, figure.Start + number, figure.End - figure.Start - number, StringComparison.Ordinal);
            if (behind < 0)
            {
                return null; // written otherwise than it is named: ％
            }

            behind += figure.Unit.Length;
            thing = Thing().Match(text[behind..Math.Min(text.Length, behind + LongestThing)]).Value;
        }

        return thing.Length == 0 ? null : "全" + match.Groups["unit"].Value + thing;
    }

    /// <summary>
    /// What sets the figure apart: the years and the owner named before it in its sentence, the qualifiers in its clause.
    /// </summary>
    private static string Scope(string sentence, string clause, bool namesOwner)
    {
        var scope = new List<string>();
        for (var i = 4; i < sentence.Length; i++)
        {
            if (sentence[i] == '年' && sentence.AsSpan(i - 4, 4).IndexOfAnyExceptInRange('0', '9') < 0)
            {
                scope.Add(sentence[(i - 4)..i]);
            }
        }

        var owner = namesOwner ? sentence.AsSpan().LastIndexOfAny(Owners) : -1; // else it is part of what is counted
        if (owner >= 0)
        {
            scope.Add(sentence[Math.Max(0, owner - 6)..(owner + 1)]);
        }

        scope.AddRange(Qualifiers.Where(q => (q.EndsWith('年') ? sentence : clause).Contains(q, StringComparison.Ordinal)));
        return string.Join('|', scope);
    }

    private const string UnitKinds = "(?<unit>市|县|区|镇|乡|街道|村|社区|局|厅|委|处|校|院|所|站|公司|集团|单位|机关|系统)";

    [GeneratedRegex("，(?:共|现)?有(?<thing>" + Things + ")$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GoesOn();

    [GeneratedRegex("^(?:目前，?|现在，?|截至目前，)?(?:全|我|本)" + UnitKinds + "(?:现有|共有|下辖|现辖|有)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Owner();

    [GeneratedRegex(
        "(?:^|[，、：（]|目前|现在|如今)(?:全|我|本)" + UnitKinds + "(?:(?:现有|共有|现共有|总共有|有|现|共)?(?<thing>" + Things
        + ")?|(?<thing>" + Things + ")(?:现有|共有|现共有|总数为|总数|共|为))$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Whole();

    [GeneratedRegex("^(?:" + Things + ")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Thing();
}

/// <summary>Two figures that contradict each other.</summary>
/// <param name="First">The earlier one.</param>
/// <param name="Second">The later one.</param>
/// <param name="What">What both count.</param>
public readonly record struct FigurePair(PracticeResult First, PracticeResult Second, string What);
