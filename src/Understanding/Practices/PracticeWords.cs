using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>What a word signals about the sentence that it stands in.</summary>
internal enum Signal
{
    Act,
    WeakAct,
    Done,
    Device,
    Plan,
    Talk,
    Story,
    Slogan,
    Continuation,
    Nationwide,
    Recognition,
    Question,
    Nation,
    Wrong,
    Righting,
}

/// <summary>The words by which sentences about things done are told from demands, slogans, stories and comments.</summary>
internal static class PracticeWords
{
    private static readonly (Signal Signal, string Words)[] Lists =
    [
        (Signal.Act, """
            建立 成立 组建 设立 创建 创设 搭建 打造 开设 开通 推出 推行 实行 实施 试行 出台 制定 印发 下发 制发 修订 编制 编印 编撰
            编发 汇编 建成 建起 新建 改造 举办 开办 组织 开展 启动 探索 构建 开发 上线 抽调 选派 选聘 聘请 聘任 选拔 动员 招募
            邀请 配备 配强 配齐 配发 划分 划定 纳入 列入 写入 下沉 下移 报到 结对 走访 排查 调解 慰问 命名 评选 评定 表彰 选树 培树
            开辟 发放 轮训 督查 督导 约谈 提醒谈话 通报 查处 签订 签署 撰写 梳理 建档 盘活 整合 采取 联合 挂牌 认领 兑换 量化 打分
            公示 设置 安装 延伸 撤并 撤销 换届 增补 点评 述职 奖励 研发 张贴 推选 摸底 摸排 走进 包抓 包联 试点 会诊 送学 宣讲
            汇总 分级 分类 编组 联办 代办 帮办 引进 回引 动态更新 面对面 明察暗访 专项整治 随机抽查 现场督办 调整 发展党员 确定 涌现
            建有 实现 参观 集中学习 讲党课 登台授课 修建 建造 清理 拆除 修缮 加装 更换 移交 筹资 筹集 捐赠 发动 征集 收集 征求
            听取 协调 对接 会商 研判 转办 交办 督办 派单 受理 办结 回访 答复 登记 核查 核实 巡查 抽查 进驻 驻点 蹲点 派驻 派出 带队 领题
            领办 帮扶 帮带 上门 义诊 授课 拍摄 推送 推介 采购 入股 承包 签约 孵化 吸纳 接待 安置 扶持 补贴 补助 贴息 减免 压缩 精简
            取消 下放 赋权 赋予 挂钩 问责 立案 挂职 推荐 择优 转接 共建 联建 互认 打通 轮值 值班 备案 销号 授牌 评比 评议 测评 完成
            细化 公开 送学 议事 观摩 交流会 擂台赛 协商 商讨 创办 领衔 投资 改建 建强 配置 值守 分配 增设 布设 铺设 办起 揭牌 重构 创作 摄制 制作 集结 做起了 卖出 清收 收回 收缴 追回 转运 分发
            """),
        (Signal.WeakAct, """
            推动 推进 深化 落实 运用 利用 通过 依托 统筹 明确 给予 提供 帮助 解决 指导 督促 引导 检查 考核 培训 反馈 整改 完善 健全
            规范 优化 化解 融入 联系 对照 丰富 拓展 营造 形成 召开 发布 评为 建设 承诺 监督 安排 带领 服务 强化 加强 提升 创建 结合 畅通
            带动 吸引 降低 培育 共享 联动 评价 交流 投入 参与 设计 支持 鼓励 开放 关注 整治 调研 掌握 衔接 指定 组成 牵头 创新 引入 流转
            """),
        (Signal.Done, """
            今年以来 今年来 去年以来 近年来 一年来 年来 截至目前 截至 目前 现已 已经 已 先后 累计 共 先行 以来 了 率先 首次 期间
            日前 近日 去年 全覆盖 常态化 每周 每月 每季度 每半年 每年 定期
            """),
        (Signal.Device, """
            机制 制度 平台 体系 清单 办法 方案 意见 措施 规定 条例 工作室 服务站 党群 直通站 驿站 队伍 服务队 先锋队 突击队 工作队
            宣讲团 品牌 基地 专栏 阵地 活动 行动 模式 工作法 中心 示范点 先锋岗 积分 课堂 讲堂 联盟 党委 台账 档案 信息库 系统 热线
            窗口 专班 小组 网格 手册 口袋书 提醒函 责任区 比赛 竞赛 培训班 读书班 论坛 议事会 公约 大会
            """),
        (Signal.Plan, """
            下一步 今后 明年 接下来 我们将 还将 将进一步 将继续 将持续 将加快 将深入 将以 年底前 年内 拟 计划 必须 应当 应该 需要 务必
            希望 建议 不得 严禁 各级要 既要 又要 就要 也要 还要 都要 更要 要把 要以 要坚持 要加强 要在 要强 要深 要进 要推 要充 要全
            要切 要认 要做 要抓 要按 要注 要严 要落 要建 要完 要不断 要将 要结合
            """),
        (Signal.Talk, """
            认为 强调 指出 坦言 告诉记者 感慨 意味着 表明 证明 启示 原因 症结 究其 在于 说到底 归根结底 面临 地处 位于 人口
            落后 滞后 不够 不足以 建设不足 严重不足 较为 短板 背景 困境 瓶颈 之前 较大 必然要求 必然选择 内在需求 重大意义 集中体现 生动体现 必由之路 根本遵循 庄严承诺
            重大论断 精神内涵 体现了 实践证明 听说 介绍了 分享了 讲述了 得益于 充分彰显 指的是 如果说 引人注目 具有重要 没有 来到 自己 很多 起来
            """),
        (Signal.Nation, "习近平 我国 全党 全国共 全国已 全国有 全国各 全国累计 全国人民 全国法院 全国检察 全国公安 全国税务 全国纪检 中央军委 中国共产党 新中国"),
        (Signal.Wrong, "收受 擅自 套取 虚报 挪用 截留 弄虚作假 盲目决策 未经 受贿 贪污 私自 宴请 大吃大喝 加重基层 简单化"),
        (Signal.Righting, "查处 通报 整治 严查 监督 纠治 纠正 整改 问责 举报 提醒 核查 督查 检查 杜绝 防止 严防"),
        (Signal.Question, "如何 为什么 为何 怎么 怎样 何以 ？"),
        (Signal.Story, "他 她 我 俺 换取 你 记者 大爷 大娘 奶奶 爷爷 老伴 家里 孩子 丈夫 妻子 前夫 家住 笑着 激动"),
        (Signal.Slogan, """
            坚持 牢固树立 坚定不移 坚定 始终 摆在首位 高举 深入贯彻 深入学习贯彻 全面贯彻 认真贯彻 旗帜鲜明 不断增强 不断提高
            不断提升 取得显著成效 取得实效 力争 争取 切实增强 全面提升 着力破解 努力 大力弘扬 高度重视 有力
            """),
        (Signal.Recognition, """
            荣获 获得 获评 获 评为 授予 入选 受到 命名 列为 典型发言 经验交流 经验介绍 推广 报道 刊发 刊登 转发 进位奖
            """),
        (Signal.Nationwide, "中央纪委 中央纪委国家监委 中办 国办 中共中央 国务院 党中央 习近平总书记 习近平同志 全国人大 中央办公厅 总书记"),
        (Signal.Continuation, """
            今年以来 今年来 去年以来 截至目前 截至 目前 现已 同时 其中 此外 该县 该市 该区 该局 该镇 该村 该社区 该校 该院 该平台
            全年 至今 一年来 专项整治工作开展以来 先后 累计 特别是 通过该 期间
            """),
    ];

    private static readonly (string Word, Signal Signal)[] Words =
        [.. Lists.SelectMany(list => WordTrie.Split(list.Words).Select(word => (word, list.Signal)))];

    private static readonly string[] Distinct = [.. Words.Select(w => w.Word).Distinct(StringComparer.Ordinal)];

    private static readonly Signal[][] SignalsOf =
        [.. Distinct.Select(word => Words.Where(w => w.Word == word).Select(w => w.Signal).ToArray())];

    /// <summary>All words; <see cref="Signals"/> tells what each of them means.</summary>
    public static WordTrie Trie { get; } = new(Distinct);

    /// <summary>What a word of the trie signals.</summary>
    public static ReadOnlySpan<Signal> Signals(int word) => SignalsOf[word];

    /// <summary>Names that everybody has and that therefore name no practice.</summary>
    public static bool IsNational(ReadOnlySpan<char> name)
    {
        if (name.EndsWith("工作法", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var national in National)
        {
            if (name.Contains(national, StringComparison.Ordinal) && name.Length <= national.Length + (national.Length == 1 ? 0 : 4))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] National = WordTrie.Split("""
        三会一课 两学一做 两个维护 两个确立 四个意识 四个自信 三严三实 不忘初心 八项规定 四风 一岗双责 两个责任 一带一路
        学习强国 放管服 一把手 两委 三重一大 关键少数 两张皮 灯下黑 最后一公里 最后100米 五位一体 四个全面 国之大者 十四五
        十三五 急难愁盼 急难愁 三农 三不腐 四种形态 枫桥经验 两新 三公 六稳 六保 两山 红红脸 总开关 压舱石 传家宝 牛鼻子 头雁
        领头雁 主力军 生力军 后半篇文章 门难进 脸难看 事难办 亲 清 瓶颈 堵点 五个一 八五 七五 两优一先 三务 最先一公里 微腐败
        主题党日 我为群众办实事 最后一米 三下乡 一国两制 四下基层 浦江经验 双碳 三资 四强 千万工程
        """);
}
