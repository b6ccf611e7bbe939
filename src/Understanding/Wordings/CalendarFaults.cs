using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds congresses, plenums and anniversaries that a text puts into the wrong year (2018年党的十九大), and those that have not been (党的二十一大精神).
/// The calendar is <c>Data/calendar.txt</c>; of the plenums of the latest congress only those are judged that it tells.
/// </summary>
public static partial class CalendarFaults
{
    /// <summary>Every pattern looks no farther than this, so that a text of digits costs no more than any other.</summary>
    private const int PatternTimeout = 1000;

    private static readonly FrozenDictionary<string, int> Congresses = Years(WordList.Words("calendar", "congresses"));
    private static readonly FrozenDictionary<string, int> Plenums = Years(WordList.Words("calendar", "plenums"));
    private static readonly FrozenDictionary<string, int> Anniversaries = Years(WordList.Words("calendar", "anniversaries"));
    private static readonly IReadOnlyList<string> BeforeIt = WordList.Words("calendar", "before-it");
    private static readonly IReadOnlyList<string> AboutIt = WordList.Words("calendar", "about-it");

    private static readonly string[] Numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九"];
    private static readonly string Latest = Congresses.MaxBy(c => c.Value).Key;

    /// <summary>The faults of a text by ascending start; they never overlap.</summary>
    /// <param name="text">Any text.</param>
    public static IReadOnlyList<CalendarFault> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new List<CalendarFault>();
        foreach (Match match in YearBefore().Matches(text))
        {
            if (!AboutIt.Any(a => text.AsSpan(match.Index + match.Length).StartsWith(a, StringComparison.Ordinal)))
            {
                AddWrongYear(match, faults);
            }
        }

        foreach (Match match in YearBehind().Matches(text))
        {
            AddWrongYear(match, faults);
        }

        foreach (Match match in Anniversary().Matches(text))
        {
            var first = Anniversaries[match.Groups["event"].Value];
            var count = int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture);
            if (first + count != int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture))
            {
                var expected = Replaced(match, "year", Digits(first + count));
                faults.Add(new CalendarFault(match.Index, match.Index + match.Length, expected, match.Groups["event"].Value, first));
            }
        }

        foreach (Match match in Event().Matches(text))
        {
            if (HasNotBeen(match) && !BeforeIt.Any(b => text.AsSpan(0, match.Index).EndsWith(b, StringComparison.Ordinal)))
            {
                faults.Add(new CalendarFault(match.Index, match.Index + match.Length, Nearest(match), match.Value, null));
            }
        }

        faults.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        for (var i = faults.Count - 1; i > 0; i--)
        {
            if (faults[i].Start < faults[i - 1].End)
            {
                faults.RemoveAt(i);
            }
        }

        return faults;
    }

    private static void AddWrongYear(Match match, List<CalendarFault> faults)
    {
        if (YearOf(match) is { } right && Digits(right) != match.Groups["year"].Value)
        {
            faults.Add(new CalendarFault(
                match.Index, match.Index + match.Length, Replaced(match, "year", Digits(right)), match.Groups["event"].Value, right));
        }
    }

    /// <summary>When it met; null when the calendar doesn't tell.</summary>
    private static int? YearOf(Match match) =>
        match.Groups["congress"] is { Success: true } congress ? Congresses.TryGetValue(congress.Value + "大", out var met) ? met : null
        : Plenums.TryGetValue(match.Groups["plenum"].Value, out met) ? met
        : null;

    /// <summary>A congress behind the latest, one of its plenums, or a plenum behind the last of a congress that is over.</summary>
    private static bool HasNotBeen(Match match)
    {
        if (match.Groups["congress"] is { Success: true } congress)
        {
            return Number(congress.Value) > Number(Latest[..^1]);
        }

        var plenum = match.Groups["plenum"].Value;
        var period = plenum[..plenum.IndexOf('届', StringComparison.Ordinal)];
        return Number(period) > Number(Latest[..^1])
            || (period != Latest[..^1] && !Plenums.ContainsKey(plenum) && Plenums.ContainsKey(period + "届七中"));
    }

    /// <summary>The same with the number of the latest congress, or of the last plenum that was.</summary>
    private static string? Nearest(Match match)
    {
        if (match.Groups["congress"].Success)
        {
            return Replaced(match, "congress", Latest[..^1]);
        }

        var plenum = match.Groups["plenum"].Value;
        var period = plenum[..(plenum.IndexOf('届', StringComparison.Ordinal) + 1)];
        return Plenums.Keys.Where(p => p.StartsWith(period, StringComparison.Ordinal)).MaxBy(p => Number(p[period.Length..^1])) is { } last
            ? Replaced(match, "plenum", last)
            : null;
    }

    private static string Replaced(Match match, string group, string by)
    {
        var at = match.Groups[group].Index - match.Index;
        return match.Value[..at] + by + match.Value[(at + match.Groups[group].Length)..];
    }

    /// <summary>十九 → 19; what is no such number is 0.</summary>
    private static int Number(string numeral)
    {
        var ten = numeral.IndexOf('十', StringComparison.Ordinal);
        var units = Array.IndexOf(Numerals, numeral[(ten + 1)..]) + 1;
        return ten < 0 ? units : (ten == 0 ? 10 : 10 * (Array.IndexOf(Numerals, numeral[..ten]) + 1)) + units;
    }

    private static string Digits(int year) => year.ToString(CultureInfo.InvariantCulture);

    private static FrozenDictionary<string, int> Years(IEnumerable<string> words) => words
        .Select(w => w.Split('='))
        .ToFrozenDictionary(w => w[0], w => int.Parse(w[1], CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private const string Name =
        "(?:(?:党的|我们党|中国共产党)?(?:第(?<congress>[一二三]?十[一二三四五六七八九]?)次全国代表大会|(?<plenum>[一二三]?十[一二三四五六七八九]?届[一二三四五六七八九]中)全会)"
        + "|(?:党的|我们党的?|中共)(?<congress>[一二三]?十[一二三四五六七八九]?)大(?![会家多小型力])|(?<=[迎接办])(?<congress>[一二三]?十[一二三四五六七八九]?)大(?=[^会家多小型力]))";

    [GeneratedRegex(
        "(?<![0-9])(?<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?，?(?:胜利|隆重)?(?:召开|举行|闭幕)?的?(?<event>" + Name + ")",
        RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex YearBefore();

    [GeneratedRegex(
        "(?<event>" + Name + ")(?:[（(]|于|在)(?<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:[）)]|胜利|在北京|召开|举行)",
        RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex YearBehind();

    [GeneratedRegex(
        "(?<![0-9])(?<year>(?:19|20)[0-9]{2})年(?:[0-9]{1,2}月(?:[0-9]{1,2}日)?)?(?:，|恰逢|正值|是|适逢|迎来|将迎来){0,2}"
        + "(?:(?:我们|全国|全党|各地|全[省市县区镇])?(?:隆重|热烈|共同)?(?:庆祝|纪念))?(?:伟大的)?"
        + "(?<event>中国共产党成立|中国共产党建党|建党|建军|新中国成立|中华人民共和国成立|建国|改革开放|红军长征胜利|抗日战争胜利|抗战胜利|五四运动|澳门回归|香港回归)"
        + "(?<count>[0-9]{2,3})周年",
        RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex Anniversary();

    [GeneratedRegex(Name, RegexOptions.ExplicitCapture, PatternTimeout)]
    private static partial Regex Event();
}

/// <summary>What the calendar doesn't know so.</summary>
/// <param name="Start">UTF-16 offset in the text.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Expected">How it would be right; null when there is nothing near.</param>
/// <param name="Event">What is spoken of, as it stands.</param>
/// <param name="Year">When it was, or what its anniversaries count from; null when it has not been.</param>
public readonly record struct CalendarFault(int Start, int End, string? Expected, string Event, int? Year);
