using KnowledgeBase.Materials;
using KnowledgeBase.Text.Numerals;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Finds the quantities that a sentence claims: a number, its unit and what it counts (<c>落实吹哨清单1251件</c>, <c>436个机关党组织</c>).
/// Dates, ordinals, ages, rhythms, numbers in names and the make-up of a scheme (<c>27项指标</c>) are none.
/// </summary>
internal static class QuantityFinder
{
    private const int LongestWhat = 18;
    private const int LongestName = 24;
    private const int LongestRanking = 40;
    private const int LargestRhythm = 20;

    /// <summary>Between 从 and its figure, and between that and what it came to, there is at most this much.</summary>
    private const int LongestBaseline = 16;

    /// <summary>的 and the name of a class in front of its number: 的村2个.</summary>
    private const int LongestClass = 6;

    /// <summary>Adds the quantities of a sentence, whose actor must have been found, to its results.</summary>
    public static void Find(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        var at = 0;
        var toldTo = 0;
        var told = default(TextSpan);
        while (at < sentence.Length && NumeralReader.TryFind(sentence, at, out var number))
        {
            at = Math.Max(number.End, at + 1);
            if (TryUnit(sentence, number, out var unit, out var unitEnd) && !IsNoQuantity(sentence, number, unit, unitEnd))
            {
                statement.Results.Add(Describe(text, statement, number, unit, unitEnd, toldTo, ref told));
                at = unitEnd;
                toldTo = Math.Max(unitEnd, statement.Results[^1].End - statement.Start);
            }
            else if (TryRank(text, statement, number, out var rank))
            {
                statement.Results.Add(rank);
            }
        }
    }

    private static bool TryUnit(ReadOnlySpan<char> sentence, Numeral number, out string unit, out int end)
    {
        end = number.End;
        if (number.IsPercentage)
        {
            unit = "%";
            return true;
        }

        var length = QuantityWords.Units.LongestPrefix(sentence[number.End..]);
        unit = sentence.Slice(number.End, length).ToString();
        end += length;
        if (length == 0)
        {
            return sentence[number.End - 1] is '万' or '亿' or '多' or '余' && QuantityWords.Counted.LongestPrefix(sentence[number.End..]) > 0;
        }

        // 20个多 is 20多个
        if (end < sentence.Length && sentence[end] is '多' or '余')
        {
            end++;
        }

        if (sentence[end..] is ['以', '上' or '下' or '内', ..] or ['左', '右', ..])
        {
            end += 2;
        }

        return true;
    }

    private static bool IsNoQuantity(ReadOnlySpan<char> sentence, Numeral number, string unit, int unitEnd)
    {
        var before = sentence[..number.Start];
        var after = sentence[unitEnd..];
        if (!before.IsEmpty && (QuantityWords.NotInFront.Contains(before[^1]) || char.IsAsciiLetter(before[^1])))
        {
            return true;
        }

        if (IsBaseline(before, after) || IsLimit(before, sentence[number.Start..number.End]))
        {
            return true;
        }

        if (number.IsPercentage)
        {
            return IsExpected(before);
        }

        return IsRhythm(before, number)
            || IsSmallWord(number, unit, before, after)
            || IsTime(number, unit, before, after)
            || IsExpected(before)
            || (IsRound(sentence, number) && unit is not ("个" or "名" or "元"))
            || IsCountedAlready(unit, before, after)
            || (unit.Length > 0 && QuantityWords.NeverCounts.LongestPrefix(unit) == unit.Length)
            || after.StartsWith("内", StringComparison.Ordinal)
            || (QuantityWords.SchemeParts.LongestPrefix(after) > 0 && QuantityWords.CountedParts.LongestPrefix(after) == 0)
            || IsThreshold(sentence, number, unitEnd)
            || IsCase(after)
            || IsInsideName(sentence, number.Start);
    }

    // 千家万户, 百村千人; 百个村 and 万元 are figures, and 上千 and 数万 begin with what qualifies them.
    private static bool IsRound(ReadOnlySpan<char> sentence, Numeral number) =>
        number.IsChinese && sentence[number.Start] is '百' or '千' or '万' or '亿';

    // 每周1次, 每村补助50万元, 每季度至少2次, 每村不少于2名: no sum.
    private static bool IsRhythm(ReadOnlySpan<char> before, Numeral number)
    {
        // 每单降至2.9元
        if (before is [.., '至' or '到'])
        {
            return false;
        }

        var clause = before[Math.Max(0, before.Length - 12)..];
        clause = clause[(clause.LastIndexOfAny(QuantityWords.ClauseMarks) + 1)..];
        return number.Value < LargestRhythm
            ? clause.Contains('每')
            : clause.ContainsAny(QuantityWords.EachOfThem) && !clause.ContainsAny(QuantityWords.Gains);
    }

    // 一个, 两项, 三个方面: small numbers in words count what a scheme is made of, unless figures stand beside them.
    private static bool IsSmallWord(Numeral number, string unit, ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        if (!number.IsChinese || number.Value > 10)
        {
            return false;
        }

        var besideFigures = number.Value == 1 && unit is "个" or "家" && after is not ([>= '0' and <= '9', ..])
            && HasFigureWithUnit(after[..Math.Min(after.Length, 80)], unit);
        var isFeat = unit is "天" or "年"
            && (WordList.EndsWithAny(before, QuantityWords.Feats) || before.EndsWith("连续", StringComparison.Ordinal));
        return !besideFigures && !isFeat;
    }

    private static bool HasFigureWithUnit(ReadOnlySpan<char> text, string unit)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsAsciiDigit(text[i - 1]) && text[i..].StartsWith(unit, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTime(Numeral number, string unit, ReadOnlySpan<char> before, ReadOnlySpan<char> after) => unit switch
    {
        "年" => !before.EndsWith("连续", StringComparison.Ordinal) || number.Value > 100,
        "个月" or "天" or "小时" or "分钟" => !WordList.EndsWithAny(before, QuantityWords.Feats),
        "个" => after.StartsWith("工作日", StringComparison.Ordinal) || after.StartsWith("小时", StringComparison.Ordinal),
        _ => false,
    };

    // 预计增收1万元: not yet.
    private static bool IsExpected(ReadOnlySpan<char> before)
    {
        var clause = before[Math.Max(0, before.Length - LongestName)..];
        clause = clause[(clause.LastIndexOfAny(QuantityWords.ClauseMarks) + 1)..];
        return clause.ContainsAny(QuantityWords.Expectations);
    }

    // 从[30%]上升到65%: where it began.
    private static bool IsBaseline(ReadOnlySpan<char> before, ReadOnlySpan<char> after)
    {
        var clause = before[(before.LastIndexOfAny(QuantityWords.ClauseMarks) + 1)..];
        var begins = clause.LastIndexOfAny(QuantityWords.Baselines);
        if (begins < 0 || clause.Length - begins > LongestBaseline)
        {
            return false;
        }

        var stop = after.IndexOfAny(QuantityWords.ClauseMarks);
        var rest = stop < 0 ? after : after[..stop];
        rest = rest[..Math.Min(rest.Length, LongestBaseline)];
        return rest.IndexOfAny(QuantityWords.Movements) is >= 0 and var moves && rest[moves..].ContainsAnyInRange('0', '9');
    }

    // 不低于[10万元], 最高[50万元]、[100万元]: a norm, and no sum.
    private static bool IsLimit(ReadOnlySpan<char> before, ReadOnlySpan<char> number)
    {
        var clause = before[(before.LastIndexOfAny(QuantityWords.ClauseMarks) + 1)..];
        foreach (var limit in QuantityWords.Limits)
        {
            var at = clause.LastIndexOf(limit, StringComparison.Ordinal);
            if (number.StartsWith(limit, StringComparison.Ordinal)
                || (at >= 0 && !clause[(at + limit.Length)..].ContainsAnyExcept(QuantityWords.Enumerating)))
            {
                return true;
            }
        }

        return false;
    }

    // 收入达到[1亿元]的，…: the case that something is done in.
    private static bool IsCase(ReadOnlySpan<char> after) => after is ['的', '，' or '、' or '；', ..];

    // [100万元]以上的村2个, [1万元]的户数: tells which, and not how much.
    private static bool IsThreshold(ReadOnlySpan<char> sentence, Numeral number, int unitEnd)
    {
        var after = sentence[unitEnd..];
        if (after is not ['的', ..])
        {
            return false;
        }

        var isQualified = sentence[number.End..unitEnd].ContainsAny("上下内") && unitEnd > number.End + 1;
        var stop = after.IndexOfAny(QuantityWords.ClauseMarks);
        var rest = stop < 0 ? after : after[..stop];
        return isQualified || rest[..Math.Min(rest.Length, LongestClass)].ContainsAnyInRange('0', '9');
    }

    // 张某等4人: who they are has been said.
    private static bool IsCountedAlready(string unit, ReadOnlySpan<char> before, ReadOnlySpan<char> after) =>
        unit is "人" or "名" && before is [.., '等'] && (after.IsEmpty || !char.IsLetter(after[0]) || after[0] is '在' or '被');

    // In “…” of a name's length or in 《…》.
    private static bool IsInsideName(ReadOnlySpan<char> sentence, int at)
    {
        for (var i = at - 1; i >= 0 && at - i <= LongestName; i--)
        {
            if (sentence[i] is '”' or '》')
            {
                return false;
            }

            if (sentence[i] == '《')
            {
                return true;
            }

            if (sentence[i] == '“')
            {
                var close = sentence[at..Math.Min(sentence.Length, at + LongestName + 1)].IndexOf('”');
                return close >= 0 && close + at - i <= LongestName;
            }
        }

        return false;
    }

    private static PracticeResult Describe(
        string text, Statement statement, Numeral number, string unit, int unitEnd, int toldTo, ref TextSpan told)
    {
        var offset = statement.Start;
        var sentence = text.AsSpan(offset, statement.End - offset);
        var (start, end) = (number.Start, unitEnd);
        var noun = CountedNoun.EndBehind(sentence, unitEnd);
        var isMeasure = unit.Length > 0 && QuantityWords.Measures.LongestPrefix(unit) == unit.Length;
        TextSpan what;
        if (!number.IsPercentage && noun > unitEnd && !isMeasure)
        {
            what = new TextSpan(unitEnd, noun);
            end = noun;
            told = default;
        }
        else
        {
            what = WhatBefore(sentence, statement, number, toldTo, told, out var from);
            start = Math.Min(start, from);
            told = what;
            if (what.Length == 0 || IsVerb(sentence[what.Start..what.End]))
            {
                // 98%的[诉求], 组建900人的[应急队伍], 打造1000亩[种植基地]
                var isExtent = noun > unitEnd && QuantityWords.Extents.LongestPrefix(unit) == unit.Length;
                var behind = BehindParticle(sentence, number, unit, unitEnd, what.Length > 0);
                (what, end) = behind.Length > 0 ? (behind, behind.End)
                    : isExtent && unit.Length > 0 ? (new TextSpan(unitEnd, noun), noun)
                    : (what.Length == 0 ? new TextSpan(unitEnd, noun) : what, end);
            }
        }

        var isQualified = unitEnd > number.End && sentence[unitEnd - 1] is '多' or '余' or '上' or '下' or '内' or '右';
        return new PracticeResult(
            text[(offset + start)..(offset + end)],
            number.Value,
            unit,
            text[(offset + what.Start)..(offset + what.End)],
            offset + start,
            offset + end,
            number.Bound != NumeralBound.Exact || isQualified);
    }

    /// <summary>What stands in front of a figure and is counted by it; <paramref name="from"/> is where its words begin.</summary>
    private static TextSpan WhatBefore(
        ReadOnlySpan<char> sentence, Statement statement, Numeral number, int toldTo, TextSpan told, out int from)
    {
        // What the figure in front counts is no part of it: 3家客商|采购蒜苗30余吨.
        from = WordsBefore(sentence, number.Start);
        var behind = SkipOpeners(sentence[..number.Start], Math.Min(toldTo, number.Start));
        if (from < toldTo && behind == number.Start && told.Length > 0 && sentence[number.Start] is >= '0' and <= '9')
        {
            from = number.Start; // 查处[问题]61个75人: both count the same
            return told;
        }

        from = from < toldTo && TellsWhat(sentence, behind, number.Start) ? behind : from;
        var actorEnd = statement.Actor is { } actor ? actor.End - statement.Start : 0;
        if (actorEnd > from && actorEnd < number.Start)
        {
            from = SkipOpeners(sentence[..number.Start], actorEnd);
        }

        var end = EndOfSubject(sentence, from, number.Start);
        return end == from ? SubjectOfBaseline(sentence, from, number.Start) : new TextSpan(from, TrimEnd(sentence, from, end));
    }

    private static TextSpan BehindParticle(ReadOnlySpan<char> sentence, Numeral number, string unit, int unitEnd, bool isTold)
    {
        if (isTold && unit is "元" or "美元")
        {
            return default;
        }

        var noun = CountedNoun.BehindParticle(sentence, unitEnd);
        return !number.IsPercentage && WordList.EndsWithAny(sentence[noun.Start..noun.End], QuantityWords.Concerns) ? default : noun;
    }

    // True when the words are verbs and adverbs alone: 集中打造, 投入.
    private static bool IsVerb(ReadOnlySpan<char> words)
    {
        while (words.Length > 0)
        {
            var length = Math.Max(QuantityWords.Predicates.LongestPrefix(words), QuantityWords.Openers.LongestPrefix(words));
            if (length == 0)
            {
                return false;
            }

            words = words[length..];
        }

        return true;
    }

    // 由原来的32个[网格]调整到56个: what the first figure counts.
    private static TextSpan SubjectOfBaseline(ReadOnlySpan<char> sentence, int from, int number)
    {
        if (!NumeralReader.TryFind(sentence[..number], from, out var first) || !TryUnit(sentence, first, out _, out var unitEnd))
        {
            return new TextSpan(from, TrimEnd(sentence, from, number));
        }

        var moves = sentence[unitEnd..number].IndexOfAny(QuantityWords.Movements);
        return new TextSpan(unitEnd, unitEnd + Math.Max(0, moves));
    }

    // False for what only moves: 27块减|到3块 counts what the 27 did.
    private static bool TellsWhat(ReadOnlySpan<char> sentence, int from, int number)
    {
        var words = sentence[from..TrimEnd(sentence, from, number)];
        return words.Length > 1 && words.IndexOfAny(QuantityWords.Movements) != 0;
    }

    // [党员占比]从30%上升到65%: the second figure counts what the first did.
    private static int EndOfSubject(ReadOnlySpan<char> sentence, int from, int number)
    {
        var stretch = sentence[from..number];
        foreach (var reached in QuantityWords.Reached)
        {
            if (!stretch.EndsWith(reached, StringComparison.Ordinal))
            {
                continue;
            }

            var begins = stretch.IndexOfAny(QuantityWords.Baselines);
            var moves = stretch.IndexOfAny(QuantityWords.Movements);
            return begins >= 0 && moves > begins ? from + begins : number;
        }

        return number;
    }

    // [落实吹哨清单]1251件: back to the clause's head, without 今年以来, 已, 共 and the like.
    private static int WordsBefore(ReadOnlySpan<char> sentence, int number)
    {
        var from = number;
        while (from > 0 && number - from < LongestWhat && !QuantityWords.ItemMarks.Contains(sentence[from - 1]))
        {
            from--;
        }

        // Too long for one thing: what is counted begins behind the particle.
        if (number - from == LongestWhat && from > 0 && sentence[from..number].IndexOfAny(QuantityWords.Particles) is >= 0 and var particle
            && from + particle + 1 < number)
        {
            from += particle + 1;
        }

        while (from > 0 && from < number && char.IsDigit(sentence[from - 1]))
        {
            from++; // never half a number
        }

        foreach (var time in QuantityWords.Times)
        {
            var at = sentence[from..number].LastIndexOf(time, StringComparison.Ordinal);
            var behind = from + at + time.Length;
            if (at >= 0 && behind < number && TrimEnd(sentence, behind, number) > behind)
            {
                from += at + time.Length;
            }
        }

        // 5年发展党员123名: the years are no part of what is counted.
        var years = sentence[from..number].IndexOf('年');
        if (years is > 0 and <= 4 && char.IsAsciiDigit(sentence[from]))
        {
            from += years + 1;
        }

        from = SkipOpeners(sentence[..number], from);

        // …“新时代职工之家”等事项20条: a quote that ends here begins here too.
        var close = sentence[from..number].IndexOf('”');
        if (close >= 0 && !sentence.Slice(from, close).Contains('“'))
        {
            var nearest = Math.Max(0, from - LongestWhat);
            var open = sentence[nearest..from].LastIndexOf('“');
            from = open >= 0 ? nearest + open : from + close + 1;
        }

        return from;
    }

    private static int SkipOpeners(ReadOnlySpan<char> text, int from)
    {
        while (from < text.Length)
        {
            var length = text[from] == '的' ? 1 : QuantityWords.Openers.LongestPrefix(text[from..]);
            var isCompound = length == 1 && text[from] is '共' or '总' && from + 1 < text.Length
                && QuantityWords.CompoundsOfAll.Contains(text[from + 1]);
            if (length == 0 || isCompound)
            {
                break;
            }

            from += length;
        }

        return from;
    }

    private static int TrimEnd(ReadOnlySpan<char> sentence, int from, int end)
    {
        for (var last = -1; last != end;)
        {
            last = end;
            end = WithoutCloser(sentence, from, end, QuantityWords.Closers);
            end = WithoutCloser(sentence, from, end, QuantityWords.Times);
        }

        return end;
    }

    private static int WithoutCloser(ReadOnlySpan<char> sentence, int from, int end, IReadOnlyList<string> closers)
    {
        foreach (var closer in closers)
        {
            // 行为 and 通过 are words that end like closers
            var isWord = closer is "为" or "过" && end > from && !WordBorders.Begins(sentence, end - 1);
            if (!isWord && sentence[from..end].EndsWith(closer, StringComparison.Ordinal))
            {
                end -= closer.Length;
            }
        }

        return end;
    }

    // 位列全市第一, 居全省第3位: a rank is a result too.
    private static bool TryRank(string text, Statement statement, Numeral number, out PracticeResult rank)
    {
        rank = null!;
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        if (number.Start == 0 || sentence[number.Start - 1] != '第' || number.Value is not (>= 1 and <= 10))
        {
            return false;
        }

        var nearest = Math.Max(0, number.Start - LongestRanking);
        var from = nearest + sentence[nearest..number.Start].LastIndexOfAny(QuantityWords.ClauseMarks) + 1;
        if (!sentence[from..number.Start].ContainsAny(QuantityWords.Rankings))
        {
            return false;
        }

        from = SkipOpeners(sentence[..number.Start], from);
        var end = number.End;
        if (end < sentence.Length && sentence[end] is '位' or '名')
        {
            end++;
        }

        var (start, stop) = (statement.Start + from, statement.Start + end);
        rank = new PracticeResult(text[start..stop], number.Value, "位次", text[start..(statement.Start + number.Start - 1)], start, stop);
        return true;
    }
}
