using System.Buffers;

namespace KnowledgeBase.Materials.Practices;

/// <summary>Finds the name of a practice in its sentence: a quoted coinage, or the document that was issued for it.</summary>
internal static class NameFinder
{
    private const int LongestName = 22;
    private const int LongestUnquoted = 16;

    private static readonly SearchValues<char> Marks = SearchValues.Create("，、；。：的“”《》 ");

    private static readonly string[] SettingUp = ["实行", "推行", "建立", "执行", "成立", "开发", "建成", "严格", "搭建", "设立", "创新", "开展", "举办"];

    private static readonly string[] Devices = ["负责制", "积分制", "制度", "机制", "平台", "中心", "评定", "系统", "工作室", "培训班", "工作法", "清单制"];

    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九双两");

    private static readonly string[] Kinds =
        ["工作法", "机制", "制度", "行动", "活动", "品牌", "平台", "模式", "体系", "工程", "计划", "管理", "清单", "工作室", "课堂", "讲堂", "专栏", "评定", "工作日", "党日", "做法", "方式", "监督", "考核", "服务", "驿站", "先锋岗", "建设"];

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

        return best ?? Unquoted(text, statement);
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

            if (end > 0 && rest[..end].IndexOfAny(Marks) < 0)
                return new TextSpan(statement.Start + from, statement.Start + from + end);
        }

        return null;
    }

    private static int RankOfQuote(string text, Statement statement, TextSpan name)
    {
        var words = name.In(text);
        if (name.Length is < 2 or > LongestName || words.AsSpan().IndexOfAny("。？！，…") >= 0 || PracticeWords.IsNational(words))
            return 0;
        var rank = 2;
        var behind = text.AsSpan(name.End + 1, statement.End - name.End - 1);
        if (behind.Length > 6)
            behind = behind[..6];
        foreach (var kind in Kinds)
            rank += behind.Contains(kind, StringComparison.Ordinal) ? 2 : 0;
        // Two figures' worth of parallel parts: 四聚焦四强化, 双报到双报告.
        if (words.AsSpan().IndexOfAny(Numbers) >= 0 && name.Length >= 3)
            rank++;
        return name.Length >= 4 ? rank + 1 : rank;
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
