using System.Globalization;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.StudyPacks;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Web.Rendering;

/// <summary>
/// Addresses of the site's pages. Those of requests are read back by <c>SearchParameters</c>, <c>ViewParameters</c>, <c>KwicParameters</c>
/// and <c>WordingParameters</c>, whose inverse they are; a test holds that over random requests.
/// </summary>
internal static class Links
{
    // What stands in no link: the values that a request has by itself.
    private static readonly SearchRequest Searches = new() { Query = "" };
    private static readonly ViewRequest Views = new();
    private static readonly WordingListRequest Lists = new();
    private static readonly KwicRequest Lines = new() { Text = "" };

    /// <summary>The page of a material, at a passage, with the words of a question marked.</summary>
    public static string Material(string id, int? passage = null, string query = "")
    {
        ArgumentNullException.ThrowIfNull(id);
        return Address($"/materials/{PathOf(id)}", Words("q", query)) + (passage is { } p ? $"#p{p}" : "");
    }

    /// <summary>A practice on the page of its material.</summary>
    public static string Practice(string id, int number, string query = "") => $"{Material(id, query: query)}#a{number}";

    /// <summary>The file that a material was read from.</summary>
    public static string Original(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"/originals/{PathOf(id)}";
    }

    /// <summary>Where a librarian is asked whether to withdraw a material.</summary>
    public static string Withdraw(string id) => Address("/upload/withdraw", [("id", id)]);

    /// <summary>Where a librarian corrects a material.</summary>
    public static string Correct(string id) => Address("/correct", [("id", id)]);

    /// <summary>The page of a file of settings.</summary>
    public static string Setting(string kind, string name) => Address("/settings/file", [("kind", kind), ("name", name)]);

    /// <summary>What was decided about a material or a file of settings.</summary>
    public static string Changes(string subject) => Address("/changes", [("subject", subject)]);

    /// <summary>The page of a theme.</summary>
    public static string Theme(string id) => $"/themes/{Uri.EscapeDataString(id)}";

    /// <summary>Why a material is found by a question.</summary>
    public static string Why(string query, string id) => Address("/why", [("q", query), ("id", id)]);

    /// <summary>What others did that is like a material, or like one of its practices.</summary>
    public static string Comparable(string id, int? practice = null)
    {
        ArgumentNullException.ThrowIfNull(id);
        return $"/comparable/{PathOf(id)}{(practice is { } number ? $"?practice={number}" : "")}";
    }

    /// <summary>The outlines of some materials, side by side.</summary>
    public static string Outlines(IEnumerable<string> ids) => Address("/outlines", ids.Select(id => ("id", id)));

    /// <summary>Every place where a string stands.</summary>
    public static string Kwic(string text) => Kwic(new KwicRequest { Text = text });

    /// <summary>Lines of a concordance. Values that are the default are left out.</summary>
    public static string Kwic(KwicRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Address(
            "/kwic",
            [
                .. Words("q", request.Text),
                .. Words("sort", request.Sort == Lines.Sort ? "" : request.Sort.ToString().ToLowerInvariant()),
                .. Number("context", request.Context, Lines.Context),
                .. Each("genre", request.Genres),
                .. Each("year", request.Years.Select(y => $"{y}")),
                .. Each("tier", request.Tiers),
                .. Number("page", request.Page, Lines.Page),
                .. Number("size", request.Size, Lines.Size),
            ]);
    }

    /// <summary>Strings, set against one another.</summary>
    public static string Compare(IEnumerable<string> texts) => Address("/compare", texts.Select(text => ("q", text)));

    /// <summary>A study pack for a theme.</summary>
    public static string StudyPack(string theme) => Address("/study", [("theme", theme)]);

    /// <summary>A study pack as a file.</summary>
    public static string StudyPackFile(StudyPackRequest request, string format)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Address(
            "/api/study-pack",
            [
                .. Words("theme", request.Theme ?? ""),
                .. Words("q", request.Query ?? ""),
                ("minutes", $"{request.Minutes}"),
                ("format", format),
            ]);
    }

    /// <summary>Where something stands that was taken out of the library: a passage, a practice or a material by its id.</summary>
    public static string Clip(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var mark = id.LastIndexOf('#');
        var isPart = mark > 0
            && mark + 2 < id.Length
            && id[mark + 1] is 'p' or 'a'
            && id.AsSpan(mark + 2).IndexOfAnyExceptInRange('0', '9') < 0;
        return isPart ? $"{Material(id[..mark])}{id[mark..]}" : Material(id);
    }

    /// <summary>What came into the library last of what a request finds.</summary>
    public static string Feed(SearchRequest request) =>
        Address("/feeds/search.atom", Parameters(request).Where(p => p.Name is not ("since" or "sort" or "copies" or "page" or "size")));

    /// <summary>The results of a request. Values that are the default are left out.</summary>
    public static string Results(SearchRequest request) => Address("/search", Parameters(request));

    /// <summary>The results of a question.</summary>
    public static string Results(string query) => Results(new SearchRequest { Query = query });

    /// <summary>A view of a question. Values that are the default are left out.</summary>
    public static string View(QuestionView view, ViewRequest request) => Address(view.Path(), Parameters(request));

    /// <summary>The first of what a page lists as a file.</summary>
    /// <param name="list">Address of the page, with all that chooses and orders its entries.</param>
    /// <param name="path">Where programs get the same list.</param>
    /// <param name="format">A format's name.</param>
    /// <param name="most">How many entries.</param>
    public static string File(string list, string path, string format, int most)
    {
        ArgumentNullException.ThrowIfNull(list);
        var mark = list.IndexOf('?', StringComparison.Ordinal);
        var query = mark < 0 ? "" : list[(mark + 1)..] + "&";
        return $"{path}?{query}size={most}&format={format}";
    }

    /// <summary>The parameters of a request that aren't the default.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            .. OfQuestion(request),
            .. Words("sort", request.Sort switch { SearchSort.Newest => "newest", SearchSort.Oldest => "oldest", _ => "" }),
            .. Words("copies", CopiesOf(request.Copies)),
            .. Words("meaning", request.ByMeaning ? "" : "off"),
            .. Number("page", request.Page, Searches.Page),
            .. Number("size", request.Size, Searches.Size),
        ];
    }

    /// <summary>The parameters of a view that aren't the default.</summary>
    public static IEnumerable<(string Name, string Value)> Parameters(ViewRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return
        [
            .. OfQuestion(request),
            .. Each("recognition", request.Recognitions),
            .. Words("figures", request.HasFigures switch { true => "true", false => "false", null => "" }),
            .. Each("grade", request.Grades.Select(g => $"{g}")),
            .. Each("pattern", request.Patterns),
            .. Words("sort", request.Sort == Views.Sort ? "" : request.Sort.ToString().ToLowerInvariant()),
            .. Words("copies", CopiesOf(request.Copies)),
            .. Number("page", request.Page, Views.Page),
            .. Number("size", request.Size, Views.Size),
        ];
    }

    private static string CopiesOf(CopyListing copies) =>
        copies switch { CopyListing.Together => "together", CopyListing.OneByOne => "each", _ => "" };

    /// <summary>A question for exactly these words: in quotes that they don't hold themselves.</summary>
    public static string Quoted(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return words.AsSpan().IndexOfAny('“', '”') < 0
            ? $"“{words}”"
            : words.AsSpan().IndexOfAny('「', '」') < 0 ? $"「{words}」" : $"\"{words}\"";
    }

    /// <summary>The same question without its quotes, which finds what is about its words.</summary>
    public static string Unquoted(string query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return string.Join(
            ' ',
            query.Split(
                ['“', '”', '"', '＂', '「', '」', '『', '』', '《', '》'],
                StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>The page of a formulation.</summary>
    public static string Wording(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return $"/wording?q={Uri.EscapeDataString(text)}";
    }

    /// <summary>The list of formulations of a request. Values that are the default are left out.</summary>
    public static string Wordings(WordingListRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Address(
            "/wordings",
            [
                .. Words("q", request.Contains),
                .. Each("kind", request.Kinds.Select(k => k.ToString().ToLowerInvariant())),
                .. Words("status", request.Status == Lists.Status ? "" : request.Status.ToString().ToLowerInvariant()),
                .. Number("min", request.FewestMaterials, Lists.FewestMaterials),
                .. Number("page", request.Page, Lists.Page),
                .. Number("size", request.Size, Lists.Size),
            ]);
    }

    /// <summary>The same request with a value of a facet added, or taken away when it is chosen already; back on page 1.</summary>
    public static SearchRequest Toggle(SearchRequest request, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        return ToggledFilter(request, field, value) is SearchRequest toggled
            ? toggled with { Page = 1 }
            : throw new ArgumentOutOfRangeException(nameof(field), field, "not a property of materials");
    }

    /// <summary>The same request with a value of a facet added, or taken away when it is chosen already; back on page 1.</summary>
    public static ViewRequest Toggle(ViewRequest request, string field, string value)
    {
        ArgumentNullException.ThrowIfNull(request);
        return field switch
        {
            "recognition" => request with { Recognitions = Toggled(request.Recognitions, value), Page = 1 },
            "grade" => request with { Grades = Toggled(request.Grades, int.Parse(value)), Page = 1 },
            "figures" => request with { HasFigures = request.HasFigures == (value == "true") ? null : value == "true", Page = 1 },
            "pattern" => request with { Patterns = request.Patterns.Contains(value, StringComparer.Ordinal) ? [] : [value], Page = 1 },
            _ => ToggledFilter(request, field, value) is ViewRequest toggled
                ? toggled with { Page = 1 }
                : throw new ArgumentOutOfRangeException(nameof(field), field, "not a property of a view"),
        };
    }

    /// <summary>Toggles a filter that every view knows; null where it is none of these.</summary>
    private static LibraryRequest? ToggledFilter(LibraryRequest request, string field, string value) => field switch
    {
        "theme" => request with { Themes = Toggled(request.Themes, value) },
        "genre" => request with { Genres = Toggled(request.Genres, value) },
        "tier" => request with { Tiers = Toggled(request.Tiers, value) },
        "year" => request with { Years = Toggled(request.Years, int.Parse(value)) },
        "region" => request with { Regions = Toggled(request.Regions, value, RegionNames.NameOf) },
        "sector" => request with { Sectors = Toggled(request.Sectors, value, Sectors.Resolve) },
        "unit" => request with { Units = Toggled(request.Units, value, UnitNames.NameOf) },
        _ => null,
    };

    private static IReadOnlyList<T> Toggled<T>(IReadOnlyList<T> values, T value) =>
        values.Contains(value) ? [.. values.Where(v => !EqualityComparer<T>.Default.Equals(v, value))] : [.. values, value];

    /// <summary>The same for values that go by several names, of which <paramref name="nameOf"/> tells the one.</summary>
    private static string[] Toggled(IReadOnlyList<string> values, string value, Func<string, string?> nameOf)
    {
        string[] others = [.. values.Where(v => v.Trim() != value && nameOf(v) != value)];
        return others.Length < values.Count ? others : [.. values, value];
    }

    /// <summary>The question and the filters that every view knows.</summary>
    private static IEnumerable<(string Name, string Value)> OfQuestion(LibraryRequest request) =>
    [
        .. Words("q", request.Query),
        .. Each("theme", request.Themes),
        .. Each("genre", request.Genres),
        .. Each("year", request.Years.Select(y => $"{y}")),
        .. Each("tier", request.Tiers),
        .. Each("region", request.Regions),
        .. Each("sector", request.Sectors),
        .. Each("unit", request.Units),
        .. Time("since", request.Since),
    ];

    private static string PathOf(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));

    private static string Address(string path, IEnumerable<(string Name, string Value)> parameters)
    {
        var query = string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
        return query.Length == 0 ? path : $"{path}?{query}";
    }

    private static IEnumerable<(string Name, string Value)> Words(string name, string value) => value.Length == 0 ? [] : [(name, value)];

    private static IEnumerable<(string Name, string Value)> Time(string name, DateTimeOffset? time) =>
        Words(name, time is { } given ? given.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture) : "");

    private static IEnumerable<(string Name, string Value)> Each(string name, IEnumerable<string> values) => values.Select(v => (name, v));

    private static IEnumerable<(string Name, string Value)> Number(string name, int value, int byDefault) =>
        value == byDefault ? [] : [(name, $"{value}")];
}
