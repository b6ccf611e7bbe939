using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Suggestions;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What the pages and the command line call a kind of thing.</summary>
public static class ChineseNames
{
    /// <summary>The name of a kind of formulation.</summary>
    public static string ChineseName(this WordingKind kind) => kind switch
    {
        WordingKind.Numeral => "数字提法",
        WordingKind.Quoted => "引号提法",
        WordingKind.Title => "文件名",
        WordingKind.Fixed => "固定表述",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no kind of formulation"),
    };

    /// <summary>The name of a kind of suggestion.</summary>
    public static string ChineseName(this SuggestionKind kind) => kind switch
    {
        SuggestionKind.Theme => "主题",
        SuggestionKind.Term => "术语",
        SuggestionKind.Wording => "提法",
        SuggestionKind.Practice => "做法",
        SuggestionKind.Unit => "单位",
        SuggestionKind.Heading => "小标题",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "is no kind of suggestion"),
    };

    /// <summary>What other words are to a formulation.</summary>
    public static string ChineseName(this WordingRelation relation) => relation switch
    {
        WordingRelation.Same => "也作",
        WordingRelation.Wrong => "误作",
        WordingRelation.Former => "原作",
        WordingRelation.Successor => "今作",
        WordingRelation.Near => "近似",
        _ => throw new ArgumentOutOfRangeException(nameof(relation), relation, "is no relation"),
    };
}
