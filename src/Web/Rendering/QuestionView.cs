namespace KnowledgeBase.Web.Rendering;

/// <summary>What a question is answered by.</summary>
internal enum QuestionView
{
    /// <summary>Materials, each with its best passages.</summary>
    Materials,

    /// <summary>Passages.</summary>
    Passages,

    /// <summary>Practices.</summary>
    Practices,

    /// <summary>Headings.</summary>
    Headings,

    /// <summary>Formulations.</summary>
    Wordings,
}

/// <summary>Names and addresses of views.</summary>
internal static class QuestionViews
{
    /// <summary>All views, in the order of their tabs.</summary>
    public static IReadOnlyList<QuestionView> All { get; } = Enum.GetValues<QuestionView>();

    /// <summary>Where a view is shown.</summary>
    public static string Path(this QuestionView view) => view switch
    {
        QuestionView.Materials => "/search",
        QuestionView.Passages => "/search/passages",
        QuestionView.Practices => "/practices",
        QuestionView.Headings => "/headings",
        _ => "/search/wordings",
    };

    /// <summary>Where programs get the same; null where it cannot be taken away.</summary>
    public static string? Source(this QuestionView view) => view switch
    {
        QuestionView.Materials => "/api/search",
        QuestionView.Passages => "/api/passages",
        QuestionView.Practices => "/api/practices",
        QuestionView.Headings => "/api/headings",
        _ => null,
    };

    /// <summary>What its tab says.</summary>
    public static string Label(this QuestionView view) => view switch
    {
        QuestionView.Materials => "材料",
        QuestionView.Passages => "段落",
        QuestionView.Practices => "做法",
        QuestionView.Headings => "小标题",
        _ => "提法",
    };
}
