using System.Collections.Frozen;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// What tells a label (把牢政治方向。扛起政治责任。) from a short sentence of running text (群众的眼睛是雪亮的。).
/// </summary>
internal static class Label
{
    /// <summary>A run-in heading has at least this many solid units.</summary>
    public const int Shortest = 3;

    /// <summary>A run-in heading has at most this many solid units.</summary>
    public const int Longest = 26;

    /// <summary>A clause that stands above a series of labels has at most this many.</summary>
    public const int LongestAboveSeries = 40;

    /// <summary>Words that state, refer, reason or report: a label holds none of them.</summary>
    private static readonly string[] StatingWords = Words(
        """
        你 他们 她 它 咱 这 那 了 吗 呢 吧 啊 却 只有 只要 如果 因为 所以 然而 不过 而且 不是 没有 不能 不会 不可
        不得 可以 应该 应当 必须 一定要 已经 曾经 正在 记者 表示 指出 强调 认为 看到 知道 今天 去年 今年 近年 年来， 目前
        当前 同时 此外 例如 比如 其中 永远 一直 过去 就要 等等 有的 一些 许多 很多 非常 十分 正是 就是 也是 都是 还是 既是 乃是
        在于 意味着 来自 位于 介绍 说道 坦言 何等 怎么 什么 为何 谢谢 大家 尤为 莫过于 无疑 显然 通知如下 意见如下
        汇报如下 报告如下 如下 特制定 制定本 现将 希望 才能 告诉 回忆 感慨 看来 听说 想起 走来 有人
        """);

    private static readonly FrozenSet<string> OpeningVerbs = Words(
        """
        加强 强化 坚持 深化 推进 推动 落实 完善 健全 建立 构建 提升 提高 增强 优化 抓好 抓实 抓牢 抓紧 抓住 抓严 抓细
        狠抓 把牢 把握 把好 把稳 扛起 扛牢 压实 压紧 严肃 严格 严明 严守 严把 从严 聚力 聚焦 聚合 有效 扎实 持续 全面
        深入 切实 大力 着力 积极 稳步 有力 有序 加快 加大 突出 注重 创新 打造 培育 培养 选优 选育 选树 选好 建强 建好
        建优 建设 做好 做实 做细 做优 做强 夯实 筑牢 筑强 拓展 拓宽 规范 丰富 促进 服务 统筹 发挥 激发 激活 凝聚 弘扬
        传承 守牢 守住 守好 防范 保障 改善 实施 开展 组织 探索 引导 密切 营造 助力 树立 树牢 树好 牢固 牢牢 坚决 坚定
        认真 进一步 不断 高位 高标 高质 高效 精心 精准 精细 搭建 用好 用活 用足 管好 配强 带好 明确 转变 改进 整治
        纠治 惩治 倡导 维护 支持 鼓励 扩大 发展 巩固 整合 开辟 讲好 当好 办好 办实 学深 学好 学思 驰而 持之 坚守 践行
        锤炼 锻造 铸牢 铸就 厚植 涵养 淬炼 点燃 擦亮 立足 围绕 紧扣 紧盯 瞄准 对标 对准 锚定 突破 破解 解决 化解 回应
        畅通 打通 贯通 联动 推行 推广 推出 设立 成立 制定 出台 建章 公开 接受 监督 督促 考核 考评 评价 激励 关心 关爱
        关注 倾听 走访 走进 走好 下沉 融入 融合 赋能 引领 示范 带动 带头 以学 以案 以考 以党 强基 强根 固本 正风 反腐
        提质 增效 壮大 盘活 补齐 补足 补短 兜牢 兜住 稳定 稳住 保持 保护 争创 争当 争先 创建 创优 创先 开拓 开创 奋力
        全力 努力 尽心 主动 自觉 带领 动员 发动 吸引 集聚 汇聚 集中 科学 合理 依法 依规 依托 借助 运用 突显 彰显 塑造
        繁荣 振兴 美化 净化 绿化 亮化 数字 智慧 多措 多元 多方 分类 分级 齐抓 齐心 上下 内外 双向 一体 协同 协调 共建
        共享 共治 共筑 重视 重抓 确保 力求 力促 力推 细化 量化 优选 严防 严查 严抓 严管 严惩 严治 厘清 理顺 摸清 吃透
        吃准 领会 学习 宣传 贯彻 执行 履行 履职 担当 勇于 敢于 善于 勇当 甘于 乐于 敬畏 尊崇 遵守 恪守 坚实 增加 减轻
        减少 降低 控制 升级 改造 改革 开放 招引 招商 引进 引育 扶持 帮助 帮扶 关怀 慰问 加力 加速 加固 夺取 赢得 实现
        完成 达成 谋划 谋深 部署 启动 开启 开好 开通 坚固 大抓 严字 实字 常态 靶向 前移 铺开 延伸 延展 嵌入 植入 注入
        倒逼 对照 查摆 剖析 整改 立行 挂图 挂牌 亮明 亮出 树起 立起 挺起 撑起 织密 织牢 扎紧 扎牢 拧紧 绷紧 上紧 念好
        唱好 下好 打好 打赢 打响 打牢 盯住 盯紧 咬定 保证 管住 管到 管理 促使 放大 释放 挖掘 传递 传导 倡树 崇尚 崇德
        树新 移风 弘德 育强 育好 育新 淬火 练就 练好 比学 学用 知行 真抓 敢抓 善抓 常抓 长抓 靠前 一线 面对 着眼 着手
        全方 更好 毫不 系统 迭代 抢抓 整体 加紧 合力 倾力 倾心 优先 率先 联合 携手 争取 争做 致力 养成 恪尽 发扬 普及 办成 做大
        做精 做深 做到 做足 用心 用情 深挖 深耕 扎根 着重 打破 堵塞 严打 打击 清理 清除 铲除 斩断 遏制 防止 预防 应对 管控 看住 赓续 接续
        衔接 对接 承接 增进 扩容 提速 提能 补强 全程 全员 全域 尽快 迅速 充分 继续 千方 广泛 及时 妥善 稳妥 审慎 科技 人才 要把 要以 要抓 要在 要加 要坚 要强 要健 要紧
        """).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> OpeningVerbLookup =
        OpeningVerbs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Single verbs that open labels of a few characters: 抓源头，强根基.</summary>
    private const string ShortVerbs = "抓强建促聚守筑优严夯育提带转用管选讲学做打破补稳保防兴树搭拓亮解办创惠护融联评督考查改引领扬";

    /// <summary>True when the words open with a verb that labels in party documents open with.</summary>
    public static bool OpensWithVerb(ReadOnlySpan<char> words) =>
        words.Length >= 2
            && (OpeningVerbLookup.Contains(words[..2]) || (words.Length >= 3 && OpeningVerbLookup.Contains(words[..3]))
                || ShortVerbs.Contains(words[0], StringComparison.Ordinal));

    /// <summary>
    /// True when a sentence, given without its final 。, could be a label: short, of at most three limbs, neither question nor speech,
    /// and without words that state, refer or report.
    /// </summary>
    /// <param name="words">The sentence without its final 。.</param>
    /// <param name="longest">How many solid units it may have.</param>
    public static bool HasShape(ReadOnlySpan<char> words, int longest = Longest)
    {
        if (words.Length < Shortest || words.Length > longest + 8)
        {
            return false;
        }

        var solid = 0;
        var commas = 0;
        for (var i = 0; i < words.Length; i++)
        {
            var c = words[i];
            if (Glyphs.IsBlank(c))
            {
                continue;
            }

            solid++;
            switch (c)
            {
                case '，' or ',':
                    commas++;
                    break;
                case '；' or ';' or '：' or ':' or '？' or '?' or '！' or '!' or '。' or '…' or '%' or '％':
                    return false;
                case '*' when !NamesMasked(words, i):
                    return false;
                case '是' when !(i > 0 && words[i - 1] is '求') && !(i + 1 < words.Length && words[i + 1] is '非') && !IsQuoted(words, i):
                    return false;
                case '我' when !(i > 0 && words[i - 1] is '自') && !(i + 1 < words.Length && words[i + 1] is '为') && !IsQuoted(words, i):
                    return false; // but 自我革命, 民呼我为
                case '年' or '月' or '日' when i > 0 && Glyphs.IsDigit(words[i - 1]):
                    return false;
                default:
                    break;
            }
        }

        if (solid < Shortest || solid > longest || (solid == Shortest && !OpensWithVerb(words)) || commas > 2
            || !Glyphs.IsHan(words[0]) && words[0] is not ('“' or '《') || words.StartsWith("习近平总书记", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var word in StatingWords)
        {
            var at = words.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && !IsQuoted(words, at) && !(word == "这" && IsApposition(words, at)) && !(word == "必须" && at == 0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>擦亮**县机关党建品牌 hides a name, 建成**个示范点 a number.</summary>
    private static bool NamesMasked(ReadOnlySpan<char> words, int at)
    {
        while (at < words.Length && words[at] == '*')
        {
            at++;
        }

        return at < words.Length && "省市县区州旗镇乡村街社局委路".Contains(words[at], StringComparison.Ordinal);
    }

    /// <summary>抓好就业这个头等大事: 这个 between a verb's object and what it is states nothing.</summary>
    private static bool IsApposition(ReadOnlySpan<char> words, int at) =>
        at >= Shortest && at + 1 < words.Length && words[at + 1] == '个' && OpensWithVerb(words);

    /// <summary>解决好“政绩为谁而树”的问题: what stands in quotes states nothing.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> words, int at) =>
        words[..at].LastIndexOf('“') > words[..at].LastIndexOf('”') && words[at..].Contains('”');

    /// <summary>Number of units that aren't white space.</summary>
    public static int SolidLength(ReadOnlySpan<char> words) => Glyphs.CountSolid(words);

    /// <summary>Number of units of a candidate's words that aren't white space.</summary>
    public static int SolidLength(ReadOnlySpan<char> text, HeadingCandidate candidate) =>
        Glyphs.CountSolid(text[candidate.Start..candidate.End]);

    /// <summary>Number of commas in a candidate's words.</summary>
    public static int Commas(ReadOnlySpan<char> text, HeadingCandidate candidate) => text[candidate.Start..candidate.End].Count('，');

    /// <summary>True when a digit stands outside quotes: 新建绿色工厂100家 tells how much, it names nothing.</summary>
    public static bool HoldsFigure(ReadOnlySpan<char> words)
    {
        var depth = 0;
        foreach (var c in words)
        {
            if (c == '“')
            {
                depth++;
            }
            else if (c == '”')
            {
                depth--;
            }
            else if (depth <= 0 && Glyphs.IsDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True when two labels are built alike: the same marks of punctuation at about the same places.
    /// </summary>
    public static bool AreParallel(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        int i = 0, j = 0, limb1 = 0, limb2 = 0;
        while (true)
        {
            while (i < one.Length && !IsLimbEnd(one[i]))
            {
                (i, limb1) = (i + 1, limb1 + 1);
            }

            while (j < other.Length && !IsLimbEnd(other[j]))
            {
                (j, limb2) = (j + 1, limb2 + 1);
            }

            var slack = Math.Max(limb1, limb2) > 8 ? 3 : 1;
            if (Math.Abs(limb1 - limb2) > slack || (i < one.Length) != (j < other.Length))
            {
                return false;
            }

            if (i >= one.Length)
            {
                return true;
            }

            if (one[i] != other[j])
            {
                return false;
            }

            (i, j, limb1, limb2) = (i + 1, j + 1, 0, 0);
        }
    }

    private static bool IsLimbEnd(char c) => c is '，' or '、' or ',';

    private static string[] Words(string lines) => lines.Split((char[])[' ', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
