using System.Collections.Frozen;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>The names that stand before a colon or a parenthesis and mean something, as they are folded.</summary>
internal static class QueryNames
{
    /// <summary>The longest name, with the number behind it.</summary>
    public const int Longest = 10;

    /// <summary>What a search can be restricted by.</summary>
    public static FrozenDictionary<string, FilterField> Fields { get; } = Names(
        (FilterField.Theme, "主题 theme"),
        (FilterField.Year, "年份 年 年度 year"),
        (FilterField.Genre, "文种 体裁 文体 类型 genre"),
        (FilterField.Tier, "层级 级别 tier"),
        (FilterField.Issuer, "单位 发文单位 发文机关 发布单位 机构 部门 issuer"),
        (FilterField.Title, "标题 题目 题名 篇名 title"),
        (FilterField.Heading, "小标题 heading"),
        (FilterField.Body, "正文 全文 body"),
        (FilterField.Sector, "领域 行业 sector"),
        (FilterField.Region, "地区 地域 区域 省份 城市 region"),
        (FilterField.DocumentNumber, "文号 发文字号 字号 number"),
        (FilterField.Source, "来源 出处 source"));

    /// <summary>How words are told by something else than themselves.</summary>
    public static FrozenDictionary<string, PatternKind> Patterns { get; } = Names(
        (PatternKind.Prefix, "前缀 prefix"), (PatternKind.Wildcard, "通配 wildcard"), (PatternKind.Fuzzy, "近似 fuzzy"));

    /// <summary>How near strings stand. Those of nearness may have a number of up to three digits behind them.</summary>
    public static FrozenDictionary<string, Togetherness> Together { get; } = Names(
        (Togetherness.Sentence, "同句 sentence"),
        (Togetherness.Paragraph, "同段 paragraph"),
        (Togetherness.Near, "近 邻近 near"),
        (Togetherness.InOrder, "依次 inorder"));

    /// <summary>Frames with a number for their gaps.</summary>
    public static FrozenSet<string> Frames { get; } = new[] { "句式", "frame" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The fields by the first of their names, for who typed another.</summary>
    public static string ListedFields { get; } =
        "主题、标题、小标题、正文、单位、文种、层级、年份、领域、地区、文号、来源";

    /// <summary>The Chinese name of a field.</summary>
    public static string NameOf(FilterField field) => field switch
    {
        FilterField.Theme => "主题",
        FilterField.Year => "年份",
        FilterField.Genre => "文种",
        FilterField.Tier => "层级",
        FilterField.Issuer => "单位",
        FilterField.Title => "标题",
        FilterField.Heading => "小标题",
        FilterField.Body => "正文",
        FilterField.Sector => "领域",
        FilterField.Region => "地区",
        FilterField.DocumentNumber => "文号",
        FilterField.Source => "来源",
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "unknown field"),
    };

    private static FrozenDictionary<string, T> Names<T>(params ReadOnlySpan<(T Meaning, string Names)> all)
    {
        var names = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (meaning, listed) in all)
        {
            foreach (var name in listed.Split(' '))
            {
                names.Add(name, meaning);
            }
        }

        return names.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
