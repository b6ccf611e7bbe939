using System.Buffers;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// The words by which quantities are told: units, what is only the make-up of a scheme, and where a noun begins and ends.
/// </summary>
internal static class QuantityWords
{
    /// <summary>Units and measure words.</summary>
    public static WordTrie Units { get; } = WordTrie.Of("""
        场（次） 个百分点 平方公里 平方米 立方米 公里 千米 人次 场次 批次 件次 户次 人天 课时 公顷 公斤 小时 分钟 个月 工时
        平米 立方 厘米 千克 千瓦时 千瓦 兆瓦 学时 班次 架次 台套 美元 欧元 家次 例次 车次 户次
        个 名 人 次 场 件 项 条 户 家 支 套 份 期 篇 起 处 所 座 间 台 辆 亩 元 吨 天 年 位 对 批 册 本 部 幅 块 株 棵 盏 例 宗 笔 栋
        倍 门 节 堂 班 轮 句 岁 米 点 只 头 封 张 道 片 根 口 里 斤 颗 艘 架 面 枚 首 趟 箱 袋 瓶 桶 盆 种 单 款 则 拨 集 桩 餐
        """);

    /// <summary>Those whom a round number counts without a measure word: 2.3万农民工.</summary>
    public static WordTrie Counted { get; } = WordTrie.Of("农民工 党员 干部 群众 居民 村民 职工 师生 学生 志愿者 农户 牧民 企业 游客 市民 员工");

    /// <summary>What a scheme is made of: 27项指标, 5个方面. It isn't what came of the scheme.</summary>
    public static WordTrie SchemeParts { get; } = WordTrie.Of("""
        方面 环节 大项 的标准 要素 具体指标 指标 考核指标 计分点 档次 原则 阶段 步骤 维度 要求 标准 层次 等级 重点 系统 关键 字 必到 不准 严禁
        纪律规范 大类 类 专题 板块 规定动作 层级 种类 类型 情形 表现 方式 行为 载体 门类 清单 制度 渠道 级
        """);

    /// <summary>Units that never count a result.</summary>
    public static WordTrie NeverCounts { get; } = WordTrie.Of("岁 点 里 口 片 道");

    /// <summary>Units of extent and money: what is measured stands in front of the number.</summary>
    public static WordTrie Measures { get; } = WordTrie.Of("元 美元 平方 平方米 公里 亩 吨 人次 天 户次 件次 平米 厘米 千克 千瓦时 千瓦 兆瓦 学时 立方米 千米");

    /// <summary>A time in these words is a feat and no duration.</summary>
    public static IReadOnlyList<string> Feats { get; } = ["仅用", "只用", "只需", "仅需", "缩短到", "压缩到", "压缩至", "缩短至", "缩短", "压缩"];

    /// <summary>In front of a number these say that it is hoped for.</summary>
    public static SearchValues<string> Expectations { get; } = WordTrie.AnyOf("预计 预期 计划 力争 目标");

    /// <summary>In front of a number these make it a norm, and no sum.</summary>
    public static SearchValues<string> EachOfThem { get; } = WordTrie.AnyOf("每户 每村 每人 每名 每个 每位 每家 每亩 每所 每校");

    /// <summary>What everyone of them got out of it is a result nevertheless: 每户增收3000元.</summary>
    public static SearchValues<string> Gains { get; } = WordTrie.AnyOf("增 收 节 省 分红 降 赚 获");

    /// <summary>In front of an ordinal these say that it is a rank.</summary>
    public static SearchValues<string> Rankings { get; } = WordTrie.AnyOf("位列 位居 名列 排名 居全");

    /// <summary>Times that stand in front of what is counted.</summary>
    public static IReadOnlyList<string> Times { get; } =
        ["今年以来", "去年以来", "近年来", "一年来", "截至目前", "目前", "现已", "已经", "先后", "累计", "共计", "总计", "以来", "年来", "其中"];

    /// <summary>Words that open a clause without saying what is counted.</summary>
    public static WordTrie Openers { get; } = WordTrie.Of("已 共 达到 约 将 使 了 仅用 还 并 又 累计 先后 总 全年 分别 今年 去年 共有 现有");

    /// <summary>Words that end what is counted without belonging to it: 满意率达, 征迁仅用.</summary>
    public static IReadOnlyList<string> Closers { get; } = ["仅用", "只用", "达到", "超过", "的", "达", "共", "了", "为", "到", "约", "近", "超", "过", "至"];

    /// <summary>Behind 共 and 总: 共产党员, 总支 and the like are words of their own.</summary>
    public static SearchValues<char> CompoundsOfAll { get; } = SearchValues.Create("产青同享建驻治工支书体民");

    /// <summary>Verbs and adverbs that end the noun behind a unit: 436个机关党组织|开展….</summary>
    public static WordTrie NounEnds { get; } = WordTrie.Of("""
        的 和 与 等 在 到 被 由 为 把 均 都 已 获 就 将 则 也 还 又 让
        落实 担任 组成 负责 承担 下达 转移 带领 深入 走访 反映 提出 加入 涉及 存在 认领 承诺 作出 发挥 实行
        开展 按期 增补 接受 全部 下沉 划分 纳入 配备 培训 受到 得到 实现 完成 通过 分为 划为 建成 投入 超过 达到 报名 签订 结成 自愿
        推行 建立 设立 成立 提供 共驻 使用 安装 参加 参与 申报 采取 形成 开通 延伸 示范创建 面对面 引领 进行 进入 进驻 参会 参训 确定
        达成 评为 交流 登台 现场 一起 全覆盖 集中
        """);

    /// <summary>Marks that end a clause or an item of a list.</summary>
    public static SearchValues<char> ItemMarks { get; } = SearchValues.Create("，；。：,、！？");

    /// <summary>In a long clause what is counted stands behind them.</summary>
    public static SearchValues<char> Particles { get; } = SearchValues.Create("已了的将对");

    /// <summary>Marks that end a clause.</summary>
    public static SearchValues<char> ClauseMarks { get; } = SearchValues.Create("，；。：,！？");

    /// <summary>In front of a number these make it an ordinal, a rhythm, a formula or a name.</summary>
    public static SearchValues<char> NotInFront { get; } = SearchValues.Create("第每+-“‘．./／·*届0123456789");
}
