using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.SearchApi.Controllers;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A page of answers to a question, whichever view it is.</summary>
internal abstract record ResultsPage
{
    /// <summary>Which view it is.</summary>
    public required QuestionView View { get; init; }

    /// <summary>The question.</summary>
    public required string Query { get; init; }

    /// <summary>The box at the head of the page.</summary>
    public required SearchBox Box { get; init; }

    /// <summary>The views of the question, with how much each has.</summary>
    public IReadOnlyList<ViewTab> Tabs { get; init; } = [];

    /// <summary>What to narrow by; null when there is no answer.</summary>
    public FacetPanel? Facets { get; init; }

    /// <summary>What is wrong with the request, in Chinese.</summary>
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>What was odd in the question, in Chinese.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>The parts of the question, and the address without each.</summary>
    public IReadOnlyList<(QueryPart Part, string Without)> Understood { get; init; } = [];

    /// <summary>Where nothing was found: what is without each of the filters, and the address of that.</summary>
    public IReadOnlyList<(FilterHint Filter, string Link)> WithoutFilters { get; init; } = [];

    /// <summary>Names of themes by id.</summary>
    public required IReadOnlyDictionary<string, string> ThemeNames { get; init; }

    /// <summary>The way to the other pages of the list.</summary>
    public Pager? Pager { get; init; }

    /// <summary>The list as a file; null where there is none.</summary>
    public TakeAway? TakeAway { get; init; }

    /// <summary>What the title of the page says.</summary>
    public string Title => Query.Length > 0 ? $"{Query}（{View.Label()}）" : View is QuestionView.Materials ? "检索" : View.Label();

    /// <summary>Number of the last page that can be reached.</summary>
    protected static int LastPage(int total, int size) => Math.Max(1, (Math.Min(total, SearchParameters.DeepestResult) + size - 1) / size);
}

/// <summary>A view of a question.</summary>
/// <param name="View">Which one.</param>
/// <param name="Count">How much it has; null when that isn't known.</param>
/// <param name="Link">Its address.</param>
internal sealed record ViewTab(QuestionView View, int? Count, string Link);

/// <summary>Materials that answer a question.</summary>
internal sealed record MaterialResults : ResultsPage
{
    /// <summary>What was asked.</summary>
    public required SearchRequest Request { get; init; }

    /// <summary>The answer; null when the request could not be used.</summary>
    public SearchResponse? Response { get; init; }

    /// <summary>The page of an answer.</summary>
    public static MaterialResults Of(
        SearchRequest request, SearchResponse response, IReadOnlyDictionary<string, string> themeNames) => new()
        {
            View = QuestionView.Materials,
            Query = request.Query,
            Box = SearchBox.Of(request),
            Request = request,
            Response = response,
            ThemeNames = themeNames,
            Warnings = response.Warnings,
            WithoutFilters = [.. response.WithoutFilters.Select(f => (f, Links.Results((SearchRequest)f.Without)))],
            Facets = FacetPanel.Of(
            response.Facets,
            (field, value) => Links.Results(Links.Toggle(request, field, value)),
            Links.Results(new SearchRequest
            {
                Query = request.Query,
                Sort = request.Sort,
                Copies = request.Copies,
                Size = request.Size,
            })),
            Understood = response.Understood.Count < 2
            ? []
            : [.. response.Understood.Select(p => (p, Links.Results(request with { Query = p.Without, Page = 1 })))],
            Pager = new Pager(
                request.Page,
                LastPage(response.TotalHits + response.MeaningHits, request.Size),
                page => Links.Results(request with { Page = page, ByMeaning = request.ByMeaning && !IsWordsAlone(response) })),
            TakeAway = TakeAway.Of(request, response.TotalHits + response.MeaningHits),
        };

    /// <summary>What is said of meaning where it helps less than it could; null where it does all it can.</summary>
    public static string? NoteOn(MeaningUse meaning) => meaning switch
    {
        MeaningUse.Late => "语义模型正忙，本次只按词语检索",
        MeaningUse.Preparing => "语义检索正在准备，暂按词语检索",
        MeaningUse.Partly => "语义向量还在生成，暂以词语检索的次序为准",
        MeaningUse.Failed => "语义模型不可用，只按词语检索",
        _ => null,
    };

    /// <summary>
    /// Whether the words answered alone though they should not: the other pages must be of the same list, or hits would be skipped.
    /// </summary>
    private static bool IsWordsAlone(SearchResponse response) => response.Meaning is MeaningUse.Late or MeaningUse.Failed;
}

/// <summary>Another view of a question.</summary>
/// <typeparam name="TAnswer">What it lists.</typeparam>
internal sealed record ViewResults<TAnswer> : ResultsPage
    where TAnswer : ViewAnswer
{
    /// <summary>What was asked.</summary>
    public required ViewRequest Request { get; init; }

    /// <summary>The answer; null when the request could not be used.</summary>
    public TAnswer? Answer { get; init; }

    /// <summary>The page of an answer.</summary>
    public static ViewResults<TAnswer> Of(
        QuestionView view, ViewRequest request, TAnswer answer, IReadOnlyDictionary<string, string> themeNames) => new()
        {
            View = view,
            Query = request.Query,
            Box = SearchBox.Of(view, request),
            Request = request,
            Answer = answer,
            ThemeNames = themeNames,
            Warnings = answer.Warnings,
            WithoutFilters = [.. answer.WithoutFilters.Select(f => (f, Links.View(view, (ViewRequest)f.Without)))],
            Facets = FacetPanel.Of(
            answer.Facets,
            (field, value) => Links.View(view, Links.Toggle(request, field, value)),
            Links.View(view, new ViewRequest { Query = request.Query, Copies = request.Copies, Size = request.Size })),
            Pager = new Pager(
            request.Page, LastPage(answer.TotalHits, request.Size), page => Links.View(view, request with { Page = page })),
            TakeAway = TakeAway.Of(view, request, answer.TotalHits),
        };
}
