using System.Buffers;

namespace KnowledgeBase.Materials.Practices;

/// <summary>Finds the name of a practice in its sentence: a quoted coinage, or the document that was issued for it.</summary>
internal static class NameFinder
{
    private const int LongestName = 22;
    private const int LongestUnquoted = 16;

    private static readonly SearchValues<char> Marks = SearchValues.Create("，、；。：的“”《》 ");

    private static readonly string[] SettingUp = WordTrie.Split("""
        实行 推行 建立 执行 成立 开发 建成 严格 搭建 设立 创新 开展 举办
        """);

    private static readonly string[] Devices = WordTrie.Split("""
        负责制 积分制 制度 机制 平台 中心 评定 系统 工作室 培训班 工作法 清单制
        """);

    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九双两");

    private static readonly string[] Kinds = WordTrie.Split("""
        工作法 机制 制度 行动 活动 品牌 平台 模式 体系 工程 计划 管理 清单 工作室 课堂 讲堂 专栏 评定 工作日 党日 做法 方式 监督
        考核 服务 驿站 先锋岗 建设
        """);

    private static readonly string[] Naming = WordTrie.Split("""
        开展 打造 创新 推行 探索 构建 建立 实施 设立 实行 推出 形成 创建 成立 采取 开设 拓展 通过 建成 培树 做到
        """);

    private static readonly WordTrie NotNames = WordTrie.Of("""
        责任 的理念 的局面 理念 意识 的等次 的党 的评价 的党员 模式相比 的问题 问题 的干部 等问题 等不 难题 现象 的意识 的时候
        的成效 成效
        """);

    private static readonly string[] Issuing = ["制定", "印发", "出台", "下发", "制发", "修订"];

    public static TextSpan? Find(string text, Statement statement)
    {
        TextSpan? best = null;
        var bestRank = 0;
        for (var i = statement.Start; i < statement.End; i++)
        {
            if (text[i] is not ('“' or '《'))
                continue;
            var close = text.AsSpan(i, statement.End - i).IndexOf(text[i] == '“' ? '”' : '》');
            if (close < 0)
                break;
            var name = new TextSpan(i + 1, i + close);
            var rank = text[i] == '“' ? RankOfQuote(text, statement, name) : RankOfDocument(text, statement, i, name);
            if (rank > bestRank)
                (best, bestRank) = (name, rank);
            i += close;
        }

        return best ?? (statement is { StrongActs: > 0, Devices: > 0 } ? Unquoted(text, statement) : null);
    }

    /// <summary>The coinage that a heading announces (<c>拓展“四抓两整治”</c>), or null.</summary>
    public static string? InHeading(string heading)
    {
        var open = heading.IndexOf('“', StringComparison.Ordinal);
        var close = open < 0 ? -1 : heading.IndexOf('”', open);
        if (close < 0)
            return null;
        var name = heading[(open + 1)..close];
        return name.Length is >= 3 and <= LongestName && !PracticeWords.IsNational(name) && (name.AsSpan().IndexOfAny(Numbers) >= 0 || name.Length >= 4) ? name : null;
    }

    // 实行首接负责制, 执行按期换届提醒机制: a coinage that needs no quotes.
    private static TextSpan? Unquoted(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        foreach (var verb in SettingUp)
        {
            var at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at < 0)
                continue;
            var from = at + verb.Length + (at + verb.Length < sentence.Length && sentence[at + verb.Length] == '了' ? 1 : 0);
            var rest = sentence[from..Math.Min(sentence.Length, from + LongestUnquoted)];
            var end = -1;
            foreach (var kind in Devices)
            {
                var device = rest.IndexOf(kind, StringComparison.Ordinal);
                if (device >= 2 && (end < 0 || device + kind.Length < end))
                    end = device + kind.Length;
            }

            if (end > 0 && rest[0] is not ('一' or '这' or '该' or '各' or '了' or '应') && rest[..end].IndexOfAny(Marks) < 0)
                return new TextSpan(statement.Start + from, statement.Start + from + end);
        }

        return null;
    }

    private static int RankOfQuote(string text, Statement statement, TextSpan name)
    {
        var words = name.In(text);
        if (name.Length is < 2 or > LongestName || words.AsSpan().IndexOfAny("。？！，…") >= 0 || PracticeWords.IsNational(words))
            return 0;
        var behind = text.AsSpan(name.End + 1, statement.End - name.End - 1);
        if (NotNames.LongestPrefix(behind) > 0)
            return 0;
        // “…”工作法 is a name, and so is what somebody 打造s or 推行s; anything else in quotes may be a turn of phrase.
        var rank = 0;
        foreach (var kind in Kinds)
            rank = Math.Max(rank, behind[..Math.Min(behind.Length, 6)].Contains(kind, StringComparison.Ordinal) ? 3 : 0);
        var from = Math.Max(statement.Start, name.Start - 7);
        var before = text.AsSpan(from, name.Start - 1 - from);
        foreach (var verb in Naming)
            rank += before.Contains(verb, StringComparison.Ordinal) ? 2 : 0;
        // Parallel parts told by number: 四聚焦四强化, 双报到双报告.
        if (words.AsSpan().IndexOfAny(Numbers) >= 0 && name.Length >= 3)
            rank += 2;
        if (rank > 0 && name.Length >= 4)
            rank++;
        return rank;
    }

    private static int RankOfDocument(string text, Statement statement, int open, TextSpan name)
    {
        var from = Math.Max(statement.Start, open - 8);
        foreach (var verb in Issuing)
        {
            if (text.AsSpan(from, open - from).Contains(verb, StringComparison.Ordinal))
                return name.Length > 2 ? 2 : 0;
        }

        return 0;
    }
}
