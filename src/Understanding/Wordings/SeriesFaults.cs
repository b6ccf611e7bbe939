using System.Buffers;
using System.Text.RegularExpressions;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds enumerations that lack a member: 一是…三是…, 第二，…第二，…, and 三件事：首先…最后…, where fewer are told than were announced.
/// Series may lie within one another: a mark goes on with the innermost series that waits for it.
/// </summary>
public static partial class SeriesFaults
{
    private const int PatternTimeout = 1000;

    /// <summary>What an announcement is looked for in, in UTF-16 units in front of the first mark.</summary>
    private const int LongestAnnouncement = 40;

    private const string Numerals = "一二三四五六七八九十";

    /// <summary>Kinds of marks: 一是, 一要, 第一，, 其一， and 首先，.</summary>
    private enum MarkKind
    {
        Is,
        Must,
        Ordinal,
        OfThese,
        First,
    }

    private static readonly SearchValues<char> ClauseStarts =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，,”）\n \t\u3000（");

    private static readonly SearchValues<char> MarkStarts = SearchValues.Create(Numerals + "第其首再最");

    /// <summary>The faults of a text, by ascending start.</summary>
    /// <param name="text">Any text; line ends as <c>\n</c>.</param>
    public static IReadOnlyList<SeriesFault> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new List<SeriesFault>();
        var all = new List<Series>();
        var open = new Dictionary<MarkKind, List<Series>>();
        for (var at = Next(text, 0); at >= 0; at = Next(text, at + 1))
        {
            if ((at > 0 && !ClauseStarts.Contains(text[at - 1])) || Read(text, at) is not { } mark)
            {
                continue;
            }

            if (!open.TryGetValue(mark.Kind, out var series))
            {
                open[mark.Kind] = series = [];
            }

            if (mark.Number == 1)
            {
                var begun = new Series(mark, Announced(text, at));
                series.Add(begun);
                all.Add(begun);
            }
            else if (series.Count > 0)
            {
                GoOn(text, series, mark, faults);
            }
        }

        AddAnnounced(text, all, faults);
        faults.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return faults;
    }

    private static int Next(string text, int from)
    {
        var found = text.AsSpan(from).IndexOfAny(MarkStarts);
        return found < 0 ? -1 : from + found;
    }

    /// <summary>The mark that stands at a place; null when there is none.</summary>
    private static Mark? Read(string text, int at)
    {
        var rest = text.AsSpan(at);
        var next = rest.Length > 1 ? rest[1] : '\0';
        if (Numerals.IndexOf(rest[0], StringComparison.Ordinal) is >= 0 and var number)
        {
            return next switch
            {
                '是' => new Mark(MarkKind.Is, number + 1, at, at + 2),
                '要' => new Mark(MarkKind.Must, number + 1, at, at + 2),
                _ => null,
            };
        }

        if (rest[0] is '第' or '其' && Numerals.IndexOf(next, StringComparison.Ordinal) is >= 0 and var ordinal)
        {
            return rest.Length > 2 && rest[2] is '，' or ',' or '、'
                ? new Mark(rest[0] == '第' ? MarkKind.Ordinal : MarkKind.OfThese, ordinal + 1, at, at + 2)
                : null;
        }

        return (rest[0], next) switch
        {
            ('首', '先') => new Mark(MarkKind.First, 1, at, at + 2),
            ('其', '次') => new Mark(MarkKind.First, 2, at, at + 2),
            ('再', '次' or '者') => new Mark(MarkKind.First, 3, at, at + 2),
            ('最', '后') when rest.Length > 2 && rest[2] is '，' or ',' => new Mark(MarkKind.First, Mark.Last, at, at + 2),
            _ => null,
        };
    }

    private static void GoOn(string text, List<Series> open, Mark mark, List<SeriesFault> faults)
    {
        if (mark.Kind == MarkKind.First)
        {
            open[^1].Add(mark);
            if (mark.Number == Mark.Last)
            {
                open.Clear();
            }

            return;
        }

        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i].End.Number == mark.Number - 1)
            {
                open.RemoveRange(i + 1, open.Count - i - 1);
                open[i].Add(mark);
                return;
            }
        }

        // What no series waits for goes on with the innermost one, unless this one is beyond it: then it is of another text.
        var inner = open[^1];
        if (mark.Number >= inner.End.Number && mark.Number - inner.End.Number <= 2)
        {
            faults.Add(new SeriesFault(
                mark.Start,
                mark.End,
                new TextSpan(inner.End.Start, inner.End.End),
                mark.Number == inner.End.Number
                    ? $"序号“{Words(text, mark)}”重复"
                    : $"“{Words(text, inner.End)}”之后缺少{Numerals[inner.End.Number]}"));
            inner.IsBroken = true;
            inner.Add(mark);
        }
    }

    private static string Words(string text, Mark mark) => text[mark.Start..mark.End];

    /// <summary>Adds the series that have fewer members than were announced, where it is sure which members are theirs.</summary>
    private static void AddAnnounced(string text, List<Series> all, List<SeriesFault> faults)
    {
        foreach (var series in all)
        {
            if (series.Announced is not { } announced || series.IsBroken || series.Count < 2 || series.Count >= announced.Count
                || (series.Begin.Kind == MarkKind.First && series.End.Number != Mark.Last))
            {
                continue;
            }

            var line = text.IndexOf('\n', series.End.End);
            var behind = line < 0 ? text.Length : line;
            if (all.Exists(o => o != series && o.Begin.Kind == series.Begin.Kind && o.Begin.Start > series.Begin.Start
                && (o.Begin.Start < behind || (o.Announced is { } other && o.Count > other.Count))))
            {
                continue; // one lies within the other, or has taken what is another's
            }

            faults.Add(new SeriesFault(
                announced.Span.Start,
                announced.Span.End,
                new TextSpan(series.End.Start, series.End.End),
                $"只列出{series.Count}项"));
        }
    }

    /// <summary>How many members the words in front of the first mark announce: 抓好三项重点任务：, 提四点要求。.</summary>
    private static (TextSpan Span, int Count)? Announced(string text, int mark)
    {
        var from = Math.Max(0, mark - LongestAnnouncement);
        var match = Announcement().Match(text[from..mark]);
        if (!match.Success)
        {
            return null;
        }

        var number = match.Groups["number"].Value[0];
        var count = number switch
        {
            '两' => 2,
            >= '2' and <= '9' => number - '0',
            _ => Numerals.IndexOf(number, StringComparison.Ordinal) + 1,
        };
        var words = match.Groups["words"];
        return (new TextSpan(from + words.Index, from + words.Index + words.Length), count);
    }

    [GeneratedRegex(
        "(?<![一二三四五六七八九十百0-9第“「])(?<words>(?<number>[两三四五六七八九2-9])(?:个|点|件|项|条|大)(?:[重主关突具实]?[点要键出体]?)"
        + "(?:方面|环节|问题|要求|意见|建议|希望|事|事情|工作|任务|措施|举措|重点|关键|关系|原则|步骤|特点|体会|经验|做法|层面|阶段|原因|不足|启示))"
        + "(?:的?工作|入手|着手|发力|下功夫|如下)?(?:：|:|。)\\s*$",
        RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex Announcement();

    private readonly record struct Mark(MarkKind Kind, int Number, int Start, int End)
    {
        /// <summary>The number of 最后: it goes on with any, and nothing goes on with it.</summary>
        public const int Last = 100;
    }

    private sealed class Series(Mark begin, (TextSpan Span, int Count)? announced)
    {
        public Mark Begin { get; } = begin;

        public Mark End { get; private set; } = begin;

        public int Count { get; private set; } = 1;

        public (TextSpan Span, int Count)? Announced { get; } = announced;

        /// <summary>True when a fault of it was told already.</summary>
        public bool IsBroken { get; set; }

        public void Add(Mark mark)
        {
            End = mark;
            Count++;
        }
    }
}

/// <summary>An enumeration that lacks a member.</summary>
/// <param name="Start">UTF-16 offset of what is wrong: a mark, or the announcement that isn't kept.</param>
/// <param name="End">Offset behind it.</param>
/// <param name="Other">The mark that it doesn't agree with.</param>
/// <param name="What">What is wrong, in Chinese.</param>
public readonly record struct SeriesFault(int Start, int End, TextSpan Other, string What);
