using KnowledgeBase.Materials.Themes;
using KnowledgeBase.Text.Numerals;

namespace KnowledgeBase.Materials.Practices;

/// <summary>
/// Finds the quantities that a sentence claims: a number, its unit and what it counts (<c>落实吹哨清单1251件</c>, <c>436个机关党组织</c>).
/// Dates, ordinals, ages, lengths of a shift, numbers in names and the make-up of a scheme (<c>27项指标</c>) are none.
/// </summary>
internal static class QuantityFinder
{
    private const int LongestWhat = 18;

    private static readonly WordTrie Units = new(
        [.. """
            场（次） 个百分点 平方公里 平方米 立方米 公里 千米 人次 场次 批次 件次 户次 人天 课时 公顷 公斤 小时 分钟 个月 万元 亿元 工时
            个 名 人 次 场 件 项 条 户 家 支 套 份 期 篇 起 处 所 座 间 台 辆 亩 元 吨 天 年 位 对 批 册 本 部 幅 块 株 棵 盏 例 宗 笔 栋 倍 门 节 堂 班 轮 句 岁 米 点 只 头 封 堂 张 道 片 根 口 里 斤 颗 艘 架
            """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Distinct(StringComparer.Ordinal)]);

    // What a scheme is made of isn't what came of it.
    private static readonly WordTrie DesignNouns = new(
        ["方面", "环节", "大项", "要素", "具体指标", "指标", "考核指标", "计分点", "档次", "原则", "阶段", "步骤", "维度", "要求", "标准", "层次", "等级", "重点", "系统", "关键", "字", "必到", "不准", "严禁", "纪律规范", "大类", "类", "专题", "板块", "规定动作", "层级"]);

    // Words that open a clause without saying what is counted.
    private static readonly string[] Times = ["今年以来", "去年以来", "近年来", "一年来", "截至目前", "目前", "现已", "已经", "先后", "累计", "共计", "总计", "以来", "年来", "其中"];

    private static readonly WordTrie Openers = new(["已", "共", "达到", "约", "将", "使", "了", "仅用", "还", "并", "又", "累计", "先后", "总", "全年", "分别", "今年", "去年", "共有", "现有"]);

    private static readonly WordTrie BreaksNoun = new(["开展", "按期", "增补", "接受", "全部", "下沉", "划分", "纳入", "配备", "培训", "受到", "得到", "均", "都", "已", "实现", "完成", "通过", "分为", "划为", "建成", "获", "投入", "超过", "达到", "报名", "签订", "结成", "自愿", "推行", "建立", "设立", "成立", "提供", "共驻", "使用", "安装", "参加", "参与", "申报", "采取", "形成", "建成", "开通", "延伸", "示范创建", "面对面", "引领", "进行", "进入", "进驻", "参会", "参训", "确定", "达成", "评为", "交流", "登台", "现场", "一起", "全覆盖", "集中"]);

    public static void Find(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        var at = 0;
        while (at < sentence.Length && NumeralReader.TryFind(sentence, at, out var number))
        {
            at = Math.Max(number.End, at + 1);
            if (TryUnit(sentence, number, out var unit, out var unitEnd) && !IsNoQuantity(sentence, number, unit, unitEnd))
            {
                statement.Results.Add(Describe(text, statement.Start, statement.Actor, sentence, number, unit, unitEnd));
                at = unitEnd;
            }
            else if (TryRank(text, statement, sentence, number, out var rank))
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

        var length = Units.LongestPrefix(sentence[number.End..]);
        if (length > 0)
        {
            end = number.End + length;
            unit = sentence[number.End..end].ToString();
            // 20个多 is 20多个
            if (end < sentence.Length && sentence[end] is '多' or '余')
                end++;
            var tail = sentence[end..];
            if (tail.StartsWith("以上", StringComparison.Ordinal) || tail.StartsWith("左右", StringComparison.Ordinal))
                end += 2;
            return true;
        }

        unit = "";
        return false;
    }

    private static bool IsNoQuantity(ReadOnlySpan<char> sentence, Numeral number, string unit, int unitEnd)
    {
        var before = sentence[..number.Start];
        var after = sentence[unitEnd..];
        var previous = before.IsEmpty ? '\0' : before[^1];
        if (previous is '第' or '每' or '+' or '-' or '“' or '‘' or '．' or '届' || (previous is >= '0' and <= '9') || (char.IsAsciiLetter(previous)))
            return true;
        // 每周1次, 每季度至少2次: a rhythm, not a sum.
        if (unit is "次" or "期" or "场" or "件" && before[Math.Max(0, before.Length - 8)..].Contains('每'))
            return true;
        // 一个, 两项, 三个方面: small numbers in words count what a scheme is made of, unless figures stand beside them.
        if (number.IsChinese && !number.IsPercentage && number.Value is null or <= 10 && number.IsChinese
            && !(number.Value == 1 && unit is "个" or "家" && HasFigureWithSameUnit(after, unit))
            && !(unit is "天" or "年" && EndsWithAny(before, "仅用", "只用", "连续")))
        {
            return true;
        }

        if (number.IsPercentage)
            return false;
        switch (unit)
        {
            case "年":
                return !EndsWithAny(before, "连续") || number.Value > 100;
            case "个月" or "天" or "小时" or "分钟":
                return !EndsWithAny(before, "仅用", "只用", "只需", "仅需", "缩短到", "压缩到", "压缩至", "缩短至", "缩短", "压缩");
            case "岁" or "点" or "级" or "里" or "口" or "片" or "道" or "幢":
                return true;
            case "元" or "米" or "平方米" or "公里" or "亩":
                break;
            case "个" when after.StartsWith("月", StringComparison.Ordinal) || after.StartsWith("工作日", StringComparison.Ordinal) || after.StartsWith("小时", StringComparison.Ordinal):
                return true;
        }

        // 张某等4人: who they are has been said
        if (previous == '等' && unit is "人" or "名" && (after.IsEmpty || !char.IsLetter(after[0]) || after[0] is '在' or '被'))
            return true;
        if (after.StartsWith("内", StringComparison.Ordinal))
            return true;
        return DesignNouns.LongestPrefix(after) > 0 || IsInsideName(sentence, number.Start);
    }

    private static bool HasFigureWithSameUnit(ReadOnlySpan<char> after, string unit)
    {
        for (var i = 1; i < Math.Min(after.Length, 80); i++)
        {
            if (char.IsAsciiDigit(after[i - 1]) && after[i..].StartsWith(unit, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> text, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (text.EndsWith(word, StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    // In “…” of a name's length or in 《…》.
    private static bool IsInsideName(ReadOnlySpan<char> sentence, int at)
    {
        for (var i = at - 1; i >= 0 && at - i <= 24; i--)
        {
            if (sentence[i] is '”' or '》')
                return false;
            if (sentence[i] == '《')
                return true;
            if (sentence[i] == '“')
            {
                var close = sentence[at..Math.Min(sentence.Length, at + 25)].IndexOf('”');
                return close >= 0 && close + at - i <= 24;
            }
        }

        return false;
    }

    private static PracticeResult Describe(string text, int offset, TextSpan? actor, ReadOnlySpan<char> sentence, Numeral number, string unit, int unitEnd)
    {
        var (start, end) = (number.Start, unitEnd);
        var noun = NounBehind(sentence, unitEnd);
        TextSpan what;
        if (!number.IsPercentage && noun > unitEnd && unit is not ("元" or "平方米" or "公里" or "亩" or "吨" or "人次" or "天" or "户次" or "件次"))
        {
            what = new TextSpan(unitEnd, noun);
            end = noun;
        }
        else
        {
            var from = WordsBefore(sentence, number.Start);
            if (actor is { } who && who.End - offset > from && who.End - offset < number.Start)
                from = who.End - offset;
            what = new TextSpan(from, TrimEnd(sentence, from, number.Start));
            if (what.Length == 0)
                what = new TextSpan(unitEnd, noun);
            start = Math.Min(start, from);
        }

        return new PracticeResult(
            text[(offset + start)..(offset + end)],
            number.Value,
            unit,
            text[(offset + what.Start)..(offset + what.End)],
            offset + start,
            offset + end,
            number.Bound != NumeralBound.Exact || (unitEnd > number.End && sentence[unitEnd - 1] is '多' or '余' or '上' or '右'));
    }

    // 436个[机关党组织]进行…: the noun that follows, up to a particle, a verb or a mark.
    private static int NounBehind(ReadOnlySpan<char> sentence, int from)
    {
        var end = from;
        while (end < sentence.Length && end - from < LongestWhat)
        {
            var c = sentence[end];
            if ((end == from && c is '、' or '（' or '）' or '”') || !(char.IsLetterOrDigit(c) || c is '（' or '）' or '“' or '”' or '、') || c is '的' or '和' or '与' or '等' or '在' or '到' or '被' or '由' or '为' or '把')
                break;
            if (char.IsAsciiDigit(c))
            {
                // 280名支部书记、615名积极分子: the next item of the list
                var comma = sentence[from..end].LastIndexOf('、');
                end = comma < 0 ? from : from + comma;
                break;
            }

            var rest = sentence[end..];
            if (end > from && (BreaksNoun.LongestPrefix(rest) > 0 || (rest.StartsWith("组织", StringComparison.Ordinal) && !(sentence[end - 1] is '党' or '团' or '会' or '社'))))
                break;
            end++;
        }

        while (end > from && sentence[end - 1] is '、' or '（' or '“')
            end--;
        return end;
    }

    // [落实吹哨清单]1251件: back to the clause's head, without 今年以来, 已, 共 and the like.
    private static int WordsBefore(ReadOnlySpan<char> sentence, int number)
    {
        var from = number;
        while (from > 0 && number - from < LongestWhat && !(sentence[from - 1] is '，' or '；' or '。' or '：' or ',' or '、' or '！' or '？'))
            from--;
        foreach (var time in Times)
        {
            var at = sentence[from..number].LastIndexOf(time, StringComparison.Ordinal);
            if (at >= 0 && from + at + time.Length < number)
                from += at + time.Length;
        }

        // 5年发展党员123名: the years are no part of what is counted.
        var years = sentence[from..number].IndexOf('年');
        if (years is > 0 and <= 4 && char.IsAsciiDigit(sentence[from]))
            from += years + 1;
        for (var opener = 1; opener > 0 && from < number; from += opener)
        {
            opener = Openers.LongestPrefix(sentence[from..number]);
            if (opener == 1 && from + 1 < sentence.Length && sentence[from] is '共' or '总' or '全' && sentence[from + 1] is '产' or '青' or '同' or '享' or '建' or '驻' or '治' or '工' or '支' or '书' or '县' or '市' or '区' or '省' or '镇' or '村' or '国' or '体' or '民' or '面')
                opener = 0;
        }

        // …“新时代职工之家”等事项20条: a quote that ends here begins here too.
        var quoted = sentence[from..number];
        var close = quoted.IndexOf('”');
        if (close >= 0 && !quoted[..close].Contains('“'))
        {
            var open = sentence[..from].LastIndexOf('“');
            from = open >= 0 && from - open < LongestWhat ? open : from + close + 1;
        }

        return from;
    }

    private static int TrimEnd(ReadOnlySpan<char> sentence, int from, int end)
    {
        foreach (var span in (ReadOnlySpan<string>)["仅用", "只用", "达到", "超过"])
            end -= sentence[from..end].EndsWith(span, StringComparison.Ordinal) ? span.Length : 0;
        while (end > from && sentence[end - 1] is '的' or '达' or '共' or '了' or '为' or '到' or '约' or '近' or '超' or '过' or '至' or '”' or '率' && !(sentence[end - 1] is '率' or '”'))
            end--;
        return end;
    }

    // 位列全市第一, 居全省第3位: a rank is a result too.
    private static bool TryRank(string text, Statement statement, ReadOnlySpan<char> sentence, Numeral number, out PracticeResult rank)
    {
        rank = null!;
        if (number.Start == 0 || sentence[number.Start - 1] != '第' || number.Value is not (>= 1 and <= 10))
            return false;
        var from = number.Start;
        while (from > 0 && !(sentence[from - 1] is '，' or '；' or '。' or '：' or ','))
            from--;
        var clause = sentence[from..number.Start];
        if (!(clause.Contains("位列", StringComparison.Ordinal) || clause.Contains("位居", StringComparison.Ordinal) || clause.Contains("排名", StringComparison.Ordinal)
            || clause.Contains("名列", StringComparison.Ordinal) || clause.Contains("居全", StringComparison.Ordinal)))
        {
            return false;
        }

        for (var opener = 1; opener > 0; from += opener)
            opener = Openers.LongestPrefix(sentence[from..number.Start]);

        var end = number.End;
        if (end < sentence.Length && sentence[end] is '位' or '名')
            end++;
        var (start, stopAt) = (statement.Start + from, statement.Start + end);
        rank = new PracticeResult(text[start..stopAt], number.Value, "位次", text[start..(statement.Start + number.Start - 1)], start, stopAt);
        return true;
    }
}
