using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>
/// Addresses of the site's pages. Those of requests are read back by <c>SearchParameters</c> and <c>WordingParameters</c>, whose inverse
/// they are; a test holds that over random requests.
/// </summary>
internal static class Links
{
    // What stands in no link: the values that a request has by itself.
    private static readonly SearchRequest Searches = new() { Query = "" };
    private static readonly WordingListRequest Lists = new();

    /// <summary>The page of a material, at a passage, with the words of a question marked.</summary>
    public static string Material(string id, int? passage = null, string query = "")
    {
        ArgumentNullException.ThrowIfNull(id);
        var path = string.Join('/', id.Split('/').Select(Uri.EscapeDataString));
        return $"/materials/{path}{(query.Length > 0 ? $"?q={Uri.EscapeDataString(query)}" : "")}{(passage is { } p ? $"#p{p}" : "")}";
    }

    /// <summary>The results of a request. Values that are the default are left out.</summary>
    public static string Results(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var parameters = new List<(string Name, string Value)>();
        if (request.Query.Length > 0)
        {
            parameters.Add(("q", request.Query));
        }

        parameters.AddRange(request.Themes.Select(t => ("theme", t)));
        parameters.AddRange(request.Genres.Select(g => ("genre", g)));
        parameters.AddRange(request.Years.Select(y => ("year", $"{y}")));
        parameters.AddRange(request.Tiers.Select(t => ("tier", t)));
        if (request.Sort != SearchSort.Relevance)
        {
            parameters.Add(("sort", request.Sort == SearchSort.Newest ? "newest" : "oldest"));
        }

        if (request.Copies != CopyListing.AsAsked)
        {
            parameters.Add(("copies", request.Copies == CopyListing.Together ? "together" : "each"));
        }

        if (request.Page > 1)
        {
            parameters.Add(("page", $"{request.Page}"));
        }

        if (request.Size != Searches.Size)
        {
            parameters.Add(("size", $"{request.Size}"));
        }

        return "/search" + (parameters.Count == 0 ? "" : "?")
            + string.Join('&', parameters.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}"));
    }

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
        string[] parameters =
        [
            .. request.Contains.Length > 0 ? [$"q={Uri.EscapeDataString(request.Contains)}"] : Array.Empty<string>(),
            .. request.Kinds.Select(k => $"kind={k.ToString().ToLowerInvariant()}"),
            .. request.Status == GlossaryStatus.Any ? Array.Empty<string>() : [$"status={request.Status.ToString().ToLowerInvariant()}"],
            .. request.FewestMaterials > 1 ? [$"min={request.FewestMaterials}"] : Array.Empty<string>(),
            .. request.Page > 1 ? [$"page={request.Page}"] : Array.Empty<string>(),
            .. request.Size != Lists.Size ? [$"size={request.Size}"] : Array.Empty<string>(),
        ];
        return "/wordings" + (parameters.Length == 0 ? "" : "?") + string.Join('&', parameters);
    }

    /// <summary>The results of a question.</summary>
    public static string Results(string query) => Results(new SearchRequest { Query = query });

    /// <summary>The same request with a value of a facet added, or taken away when it is chosen already; back on page 1.</summary>
    public static SearchRequest Toggle(SearchRequest request, string field, FacetValue value)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(value);
        return field switch
        {
            "theme" => request with { Themes = Toggled(request.Themes, value.Value), Page = 1 },
            "genre" => request with { Genres = Toggled(request.Genres, value.Value), Page = 1 },
            "tier" => request with { Tiers = Toggled(request.Tiers, value.Value), Page = 1 },
            "year" => request with { Years = Toggled(request.Years, int.Parse(value.Value)), Page = 1 },
            _ => throw new ArgumentOutOfRangeException(nameof(field), field, "theme, genre, year or tier"),
        };
    }

    private static IReadOnlyList<T> Toggled<T>(IReadOnlyList<T> values, T value) =>
        values.Contains(value) ? [.. values.Where(v => !EqualityComparer<T>.Default.Equals(v, value))] : [.. values, value];
}
