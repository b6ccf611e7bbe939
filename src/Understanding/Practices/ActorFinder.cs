using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Finds the unit that acts: a name that ends like a unit's, at the head of a clause, with a verb behind it.</summary>
internal static class ActorFinder
{
    private const int LongestName = 36;
    private const int LongestIntroduction = 70;
    private const int LongestDate = 11;
    private const int ShortestProper = 4;
    private const int AuthorNote = 4; // （作者为, （作者系

    private static readonly string[] Suffixes = [.. WordTrie.Split("""
        党委 政府 人民政府 党委政府 党组 党支部 党总支 党工委 机关工委 工委 纪委监委 纪委 监委 组织部 宣传部 统战部 政法委 党组织 领导班子成员 领导班子 两委班子成员 两委班子 两委
        街道办事处 街道 镇党委 镇 乡 村党支部 村 社区 嘎查 苏木 盟 村里 镇里 乡里 县里 市里 县 市 区 旗 州 省 厅 局 府办 政办 编办 革办 防办 组办 委办 委 集团 公司 银行 证券 大学 学院 学校 中学 小学
        医院 法院 检察院 公安局 派出所 中心 研究院 机关单位 机关党委 工会 妇联 团委 支部 常委会 政协 总局 党校 机关 部门 单位 企业 园区 开发区
        经开区 高新区 新区 管委会 业委会 居委会 村委会 理事会 委员会 合作社 工作队 工作组 工作专班 协会 商会 联合会 联盟 总队 支队 纪检监察组 督察组 督导组 指导组 督查组 领导小组 检察院 信访局 人社局 学区 网格
        """).OrderByDescending(s => s.Length)];

    private static readonly WordTrie Verbs = WordTrie.Of("""
        把 将 对 向 以 从 已 共 还 坚持 积极 着力 深入 推动 推进 制定 出台 建立 成立 组织 开展 探索 创新 打造 实行 实施 推行
        立足 围绕 针对 通过 依托 聚焦 紧扣 紧盯 牢固 树立 注重 充分 及时 定期 研究 设计 确定 结合 利用 启动 搭建 构建 设立 举办
        开发 统筹 整合 总结 健全 完善 落实 严格 全面 不断 持续 大力 认真 切实 率先 先后 累计 涌现 命名 选派 抽调 动员 邀请 聘请 重新
        修订 联合 委派 下发 印发 制发 召开 要求 明确 发挥 按照 坚定 广泛 扎实 多措并举 主动 牵头 指导 督促 引导 发动 采取 投入
        筹集 争取 建成 建起 开设 推出 创建 划分 配备 安排 盘活 培育 在 成 用 与 为 给 让 每 共有 也 则 根据 会同 采用 运用 树牢
        牢牢 秉持 对标 锚定 瞄准 抢抓 配合 面向 遴选 汇聚 加大 加快 突出 压实 强化 深化 细化 优化 提升 规范 严把 办好 做实 做好
        抓好 抓实 引入 引进 走访 下沉 带领 首创 首推 分级 分类 启用 试点 试行 评选 表彰 培养 选聘 选树 聘任 派出 派驻 开通 编制
        编印 汇编 制作 拍摄 发布 发放 发起 倡导 号召 鼓励 支持 监督 检查 督查 约谈 通报 查处 完成 实现 获 荣获 被 营造 设置 开办
        又 曾 便 就 提供 形成 赋予 提出 推选 招募 决定 签订 组建 增设 开辟 划定 吸纳 吸引 引领 摸清 摸排 梳理 排查 化解 破解 统一 逐步 每年 每月
        每周 迅速 第一时间 立即 立刻 精心 精准 科学 坚决 依法 协助 建议 评定 参与 创办 目前 近年来 今年 一面 一手 主导 每季度 专门 常年 连续 集中 协调 争取 帮助 解决 拓宽 拓展 延伸 推广 改造 回应 关注 激活 借助 举行 建设 安排
        """);

    // 组织部, 对口帮扶 …: behind a name these are no verbs.
    private static readonly WordTrie NoVerbs = WordTrie.Of("""
        组织部 组织处 组织科 组织委 组织书记 监督检查室 监督管理 检查组 成员 在册 在职 在岗 在校 与会 用工 以来 以上 以下 以内 共青团 共产
        对口 对外 成都 建设局 建设厅 安排表 关注度 帮助下 集中区 建设银行
        """);

    private static readonly WordTrie NoNames = WordTrie.Of("""
        讲好 一位 两位 有位 关于 奋力 提高 因地制宜 得益于 始于 身为 担任 当选 成为 出任 进入 走进 走访 帮助 服务 加强 强化 该 本 这个 并 有 是 推广 选优 做好 抓好 召开 连接 所属 助力 全力 全市 全县 全区 全省
        全镇 全村 全国 新中国 同步 集中 主题教育 这里 当地 双方 一些 有的 不少 许多 很多 多个 让 来到 来自 我们 你们 他们 抓紧
        多次 我 家住 致力 违规 移送 集结 党的 参与 大兴 能力 确保 作为 来自 当年 优先 适时 增强 坚决 巩固 终于 完善 更好 有效 有序 图为 首先 其次 再次 最后 一是 二是 三是 四是 五是 听说 如何 越来越多 许多 一批 各地 流入地 流出地 有关 相关 鼓励 支持 进一步 调整 这 那 此 使 以往 为了 如今 据 记者 又 再 更 都 要 应 他 她 即 获 会议 加快 加大 着眼 紧紧
        """);

    // In the middle of a name these show that it is a clause.
    private static readonly SearchValues<string> InsideWords =
        WordTrie.AnyOf("们 党员与 居民 群众 激励 加强 推进 推动 开展 深化 参加 正在 积极 主导 记录 发布 探索 实施 目前 多名 熟悉 得益于 提高 强化 尤其是");

    // 返乡入乡, 深入农村, 打开新局: they end like a unit's name and are none.
    private static readonly WordTrie NoUnitsEndings = WordTrie.Of(
        "农村 乡村 入乡 下乡 返乡 回乡 家乡 新局 任区 城乡 格局 布局 开局 结局 城市 都市 超市 上市 门市 进社 地区 景区 片区 灾区");

    private static readonly WordTrie Abstract = WordTrie.Of("""
        考核 报告 工作 建设 机制 制度 活动 教育 党建 干部 党员 群众 居民 村民 以来 方面 问题 平台 治理 发展 服务 学习 同时 我们 大家
        他们
        """);

    private static readonly SearchValues<char> NoUnits = SearchValues.Create("了的就对在到让把将被已由与，");

    private static readonly SearchValues<char> NoLast = SearchValues.Create("的了是党地员人者们户生工众化课法里中上下时后前间内外面处");

    private static readonly SearchValues<char> LastUnits = SearchValues.Create([.. Suffixes.Select(s => s[^1])]);

    // A province may act under its bare name: 江苏积极推行….
    private static readonly WordTrie Provinces = WordTrie.Of("""
        北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川
        贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆
        """);

    private static readonly WordTrie LeadIns = WordTrie.Of("""
        现在 如今 眼下 当前 前不久 不久前 后来 随着 近年来 今年以来 今年来 去年以来 截至目前 截至 目前 同时 此外 随后 日前 近日 年来 于是 其中 去年 今年 为 在 针对 围绕
        按照 通过 经过 作为 随着 结合 对照 以 自 从
        """);

    private static readonly WordTrie NationalBodies = WordTrie.Of("全国人大 全国政协 全国总工会 全国妇联 全国工商联 全国党建研究会");

    private static readonly WordTrie GoingThere = WordTrie.Of("在 走进 来到 走访 记者在 记者来到 记者走进");

    private static readonly WordTrie Lying = WordTrie.Of("地处 位于 坐落 毗邻");

    // What is left of a name made of these alone doesn't tell whose: 社区党委, 公司, 县纪委监委.
    private static readonly WordTrie CommonParts = new(
        [.. Suffixes.Concat(WordTrie.Split("该 本 小区 城区 辖区 片区 党 两委 班子 当地 基层 直属 分 总 人大 国有")).Distinct(StringComparer.Ordinal)]);

    private static readonly SearchValues<string> Posts = WordTrie.AnyOf("""
        书记 主任 部长 处长 科长 局长 镇长 乡长 村长 县长 区长 市长 厅长 队长 站长 所长 校长 院长 会长 组长 行长 经理 董事长 理事长 负责人
        主席 常委 委员 支书 干部 组织员 工作人员 网格员
        """);

    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("，；。：、”“");

    /// <summary>The unit that the sentence says acted, or null.</summary>
    public static TextSpan? Find(string text, Statement statement)
    {
        if (Find(text, statement.Start, statement.End) is { } unit)
        {
            return unit;
        }

        // 一题一讲……某局党支部通过…: what was done may stand in front of who did it.
        var told = text.AsSpan(statement.Start, statement.End - statement.Start).LastIndexOf("……");
        return told < 0 ? null : Find(text, statement.Start + told + 2, statement.End);
    }

    /// <summary>The unit that a stretch of a sentence says acted, or null.</summary>
    public static TextSpan? Find(string text, int start, int stop)
    {
        var subjectIsLeftOut = false;
        for (var clauses = 0; clauses < 4 && start < stop; clauses++)
        {
            var length = text.AsSpan(start, stop - start).IndexOfAny("，；，：");
            var end = length < 0 ? stop : start + length;
            // Behind 指导…，撤销…， it is no longer the unit that acts unless it has a name of its own.
            if (InClause(text, start, end) is { } actor && !(subjectIsLeftOut && IsCommon(actor.In(text))))
            {
                return actor;
            }

            subjectIsLeftOut |= LeadIns.LongestPrefix(text.AsSpan(start, end - start)) == 0
                && Verbs.LongestPrefix(text.AsSpan(start, end - start)) >= 2;
            start = end + 1;
        }

        return null;
    }

    /// <summary>The unit of the person who is introduced: <c>甲镇乙社区党委书记某某说</c>; null when nobody is, or nobody's unit is told.</summary>
    public static TextSpan? OfPerson(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, Math.Min(statement.End - statement.Start, LongestIntroduction));
        TextSpan? unit = null;
        // 甲县副县长、乙街道党工委书记某某: the unit at whose head he stands comes last.
        for (var from = 0; sentence[from..].IndexOfAny(Posts) is >= 0 and var at; from += at + 1)
        {
            var post = from + at;
            var start = sentence[..post].LastIndexOfAny(ClauseMarks) + 1;
            if (unit is not null && (start <= from || sentence[start - 1] != '、' || sentence[from..(start - 1)].ContainsAny(ClauseMarks)))
            {
                break;
            }

            if (start < post && sentence[start] == '据')
            {
                start++;
            }

            for (var end = post; end >= start + 3; end--)
            {
                if (!EndsLikeUnit(sentence[start..end]) || HoldsVerb(sentence[start..end]))
                {
                    continue;
                }

                if (unit is null || !IsCommon(sentence[start..end]))
                {
                    unit = new TextSpan(statement.Start + start, statement.Start + end);
                }

                break;
            }

            if (unit is null)
            {
                break;
            }
        }

        return unit;
    }

    /// <summary>
    /// The unit in which the sentence says that something happens: <c>在甲镇乙社区，…</c>, <c>走进丙村，…</c>, <c>丁镇，地处…</c>; or null.
    /// </summary>
    public static TextSpan? OfPlace(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, Math.Min(statement.End - statement.Start, LongestIntroduction));
        var start = GoingThere.LongestPrefix(sentence);
        var comma = sentence.IndexOf('，');
        if (comma < start + 3 || (start == 0 && Lying.LongestPrefix(sentence[(comma + 1)..]) == 0))
        {
            return null;
        }

        for (var end = Math.Min(comma, start + LongestName); end >= start + 3; end--)
        {
            if ((end == comma || sentence[end] == '的' || sentence[comma - 1] == '里') && EndsLikeUnit(sentence[start..end])
                && !HoldsVerb(sentence[start..end]) && !IsCommon(sentence[start..end]))
            {
                return new TextSpan(statement.Start + start, statement.Start + end);
            }
        }

        return null;
    }

    // 社区党委成立社区|委员会: a clause and no name.
    private static bool HoldsVerb(ReadOnlySpan<char> name)
    {
        if (name.ContainsAny(NoUnits))
        {
            return true;
        }

        for (var i = 2; i < name.Length; i++)
        {
            if (Verbs.LongestPrefix(name[i..]) >= 2 && NoVerbs.LongestPrefix(name[i..]) == 0 && name[i - 1] != '党')
            {
                // 党组织
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a name says what kind of unit it is and not which: 社区党委, 公司, 县纪委监委.</summary>
    public static bool IsCommon(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty && CommonParts.LongestPrefix(name) is > 0 and var length)
        {
            name = name[length..];
        }

        return name.IsEmpty;
    }

    /// <summary>The unit among those named before that a common name stands for (<c>社区党委</c> for <c>乙社区党委</c>), or null.</summary>
    /// <param name="name">A common name.</param>
    /// <param name="named">The units named so far, the last one last.</param>
    public static string? Resolve(string name, IReadOnlyList<string> named)
    {
        var kind = name.AsSpan().TrimStart("该本").TrimEnd('里');
        var head = kind[..CommonParts.LongestPrefix(kind)];
        for (var i = named.Count - 1; i >= 0; i--)
        {
            if (named[i].AsSpan().EndsWith(kind, StringComparison.Ordinal) || named[i].AsSpan().Contains(head, StringComparison.Ordinal))
            {
                return named[i];
            }
        }

        return null;
    }

    /// <summary>
    /// A name without a unit's ending (<c>某某交控</c>) that the sentence begins with and that the text uses more than once; or null.
    /// </summary>
    public static TextSpan? Repeated(string text, Statement statement)
    {
        for (var i = statement.Start + 4; i < Math.Min(statement.End, statement.Start + 9); i++)
        {
            if (!char.IsLetter(text[i - 1]) || !char.IsLetter(text[statement.Start]) || NoLast.Contains(text[i - 1]))
            {
                return null;
            }

            if (Verbs.LongestPrefix(text.AsSpan(i, statement.End - i)) < 2)
            {
                continue;
            }

            var name = text.AsSpan(statement.Start, i - statement.Start);
            if (Verbs.LongestPrefix(name) > 0 || NoNames.LongestPrefix(name) > 0
                || LeadIns.LongestPrefix(name) > 0 || Abstract.LongestPrefix(name[^2..]) > 0)
            {
                return null;
            }

            return text.AsSpan(statement.End).Contains(name, StringComparison.Ordinal)
                || text.AsSpan(0, statement.Start).Contains(name, StringComparison.Ordinal)
                ? new TextSpan(statement.Start, i)
                : null;
        }

        return null;
    }

    /// <summary>True when a name can be a unit's, and is no clause, list or half sentence.</summary>
    public static bool IsUnit(string name) =>
        !name.AsSpan().ContainsAny("、和 　".AsSpan()) && !name.Contains("书记", StringComparison.Ordinal) && !IsClauseOfItsOwn(name)
            && !HoldsVerb(name);

    /// <summary>True when a stretch of a sentence begins with a unit that has a name of its own and acts.</summary>
    public static bool BeginsWithUnit(string text, int start, int end) =>
        InClause(text, start, end) is { } unit && !IsCommon(unit.In(text));

    /// <summary>
    /// The local committee whose head wrote a text that says so (<c>（作者为甲市乙区委书记）</c>), or null. What such a text tells with 我们 was
    /// done by that committee.
    /// </summary>
    public static string? OfAuthor(string text)
    {
        var note = text.LastIndexOf("（作者", StringComparison.Ordinal);
        var close = note < 0 ? -1 : text.IndexOf('）', note);
        if (close < 0 || OfPerson(text, new Statement(note + AuthorNote, close)) is not { } unit)
        {
            return null;
        }

        var name = unit.In(text);
        return name[^1] == '委' && !name.StartsWith("中央", StringComparison.Ordinal) ? name : null;
    }

    /// <summary>The first unit's name in a title such as <c>甲市乙区以…</c>, or null.</summary>
    public static string? InTitle(string title) => InClause(title, 0, title.Length) is { } span ? span.In(title) : null;

    private static TextSpan? InClause(string text, int start, int end)
    {
        // “镇里设立…: speech that goes on
        if (start < end && text[start] == '“' && !text.AsSpan(start, end - start).Contains('”'))
        {
            start++;
        }

        for (var lead = 2; lead > 1; start += lead > 1 ? lead : 0)
        {
            lead = LeadIns.LongestPrefix(text.AsSpan(start, end - start));
        }

        // 2022年某局…
        var year = text.AsSpan(start, Math.Min(6, end - start)).IndexOf('年');
        if (year > 1 && char.IsAsciiDigit(text[start]))
        {
            start += year + 1;
        }

        var limit = Math.Min(end, start + LongestName);
        for (var i = start + 1; i < limit; i++)
        {
            if (text[i - 1] is '的' or '了' or '是' or '“' or '《' or '”' or '》' or '‘' or '：' || char.IsWhiteSpace(text[i - 1]))
            {
                return null;
            }

            var name = text.AsSpan(start, i - start);
            if (!IsVerb(text.AsSpan(i, end - i)) || !(EndsLikeUnit(name) || Provinces.LongestPrefix(name) == name.Length))
            {
                continue;
            }

            if (name.ContainsAny(NoUnits))
            {
                return null;
            }

            return text[i] == '“' && (name.Length < ShortestProper || IsCommon(name)) ? null : new TextSpan(start, i);
        }

        return null;
    }

    // A unit's own brand may stand in for the verb: 民政局党总支“六心六梦”….
    private static bool IsVerb(ReadOnlySpan<char> rest) => !rest.IsEmpty && char.IsAsciiDigit(rest[0]) ? IsVerb(BehindDate(rest)) :
        Verbs.LongestPrefix(rest) > 0 ? NoVerbs.LongestPrefix(rest) == 0 : rest is ['“', ..];

    private static bool EndsLikeUnit(ReadOnlySpan<char> name)
    {
        if (char.IsAsciiDigit(name[0]) || name.Count('（') != name.Count('）'))
        {
            return false;
        }

        if (!LastUnits.Contains(name[^1]))
        {
            return name.Length is >= 1 and <= 6 && name[^1] is '*' or '＊' && !IsClauseOfItsOwn(name);
        }

        if (!HasUnitsEnding(name) || IsClauseOfItsOwn(name) || NoUnitsEndings.LongestPrefix(name[^Math.Min(2, name.Length)..]) == 2)
        {
            return false;
        }

        // 甲镇党委、政府, but not 党员带头、村
        var last = name.LastIndexOf('、');
        return last < 0 || HasUnitsEnding(name[..last]);
    }

    // 某局9月8日印发…
    private static ReadOnlySpan<char> BehindDate(ReadOnlySpan<char> rest)
    {
        var day = rest[..Math.Min(rest.Length, LongestDate)].IndexOf('日');
        return day > 0 && rest[..day].Contains('月') ? rest[(day + 1)..] : [];
    }

    private static bool HasUnitsEnding(ReadOnlySpan<char> name)
    {
        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > Math.Min(suffix.Length, 1))
            {
                return true;
            }
        }

        return false;
    }

    // 深入农村、社区…: a verb in front makes it an object.
    private static bool IsClauseOfItsOwn(ReadOnlySpan<char> name) =>
        name.ContainsAny(InsideWords)
        || (Verbs.LongestPrefix(name) > 0 && name[0] != '成') // 成都, 成县
        || (NoNames.LongestPrefix(name) > 0 && NationalBodies.LongestPrefix(name) == 0);
}
