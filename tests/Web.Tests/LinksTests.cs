using System.ComponentModel.DataAnnotations;
using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Materials;
using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.Web.Rendering;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// The links of pages are written by hand, and read by the parameters of the request behind them: one is the inverse of the other. They
/// are read here as MVC reads them.
/// </summary>
public sealed class LinksTests : IDisposable
{
    private readonly ServiceProvider _services =
        new ServiceCollection().AddLogging().AddMvcCore().AddDataAnnotations().Services.BuildServiceProvider();

    private static Gen<string> Texts =>
        Gen.Elements("党", "建", "a", "+", "&", "=", "%", "#", "?", " ", "“", "😀", "\\", "/", "-", "年:").ArrayOf()
            .Select(string.Concat)
            .Select(text => string.IsNullOrWhiteSpace(text) ? "" : text); // as MVC has it

    private static Gen<string> Ids => Gen.Elements("organisation", "organisation.branch", "一 二", "a&b", "x%2C");

    [Fact]
    public void Every_search_that_a_page_is_asked_for_is_what_its_own_link_asks_for()
    {
        var requests =
            from query in Texts
            from themes in Ids.ArrayOf()
            from genres in Gen.SubListOf<string>(Genres.All)
            from tiers in Gen.SubListOf<string>(Tiers.All)
            from sectors in Gen.Elements("机关", "国有企业", "x").ArrayOf()
            from regions in Gen.Elements("江苏", "江苏省", "a&b").ArrayOf()
            from units in Gen.Elements("江苏省委", "柳桥 街道", "?").ArrayOf()
            from years in Gen.Choose(1000, 9999).Select(y => $"{y}").ArrayOf().Select(some => some[..Math.Min(20, some.Length)])
            from sort in Gen.Elements("relevance", "newest", "oldest", null)
            from copies in Gen.Elements("together", "each", null)
            from since in Gen.Elements("2026-11-01", "2026-11-01T08:00:00Z", "2026-11-01T08:00:00.5+08:00", null)
            from page in Gen.Choose(1, 100)
            from size in Gen.Choose(1, 100)
            select new SearchParameters
            {
                Q = query,
                Theme = themes,
                Genre = [.. genres],
                Tier = [.. tiers],
                Year = years,
                Sector = sectors,
                Region = regions,
                Unit = units,
                Sort = sort,
                Copies = copies,
                Since = since,
                Page = page,
                Size = size,
            }.ToRequest();

        Prop.ForAll(
            requests.ToArbitrary(),
            request => AssertSame(request, Read<SearchParameters>(Links.Results(request)).ToRequest()))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_view_that_a_page_is_asked_for_is_what_its_own_link_asks_for()
    {
        var requests =
            from query in Texts
            from themes in Ids.ArrayOf()
            from years in Gen.Choose(1000, 9999).Select(y => $"{y}").ArrayOf().Select(some => some[..Math.Min(20, some.Length)])
            from since in Gen.Elements("2026-11-01", "2026-11-01T08:00:00.5+08:00", null)
            from region in Gen.Elements("江苏", "望湖区", "a&b").ArrayOf()
            from sector in Gen.Elements("国企", "学校").ArrayOf()
            from unit in Gen.Elements("党支部", "某#局").ArrayOf()
            from recognition in Gen.Elements("荣誉称号", "媒体报道").ArrayOf()
            from figures in Gen.Elements("true", "false", null)
            from grade in Gen.Elements("1", "2", "3").ArrayOf()
            from sort in Gen.Elements("relevance", "newest", "oldest", "copyable", null)
            from page in Gen.Choose(1, 100)
            select new PracticeParameters
            {
                Q = query,
                Theme = themes,
                Year = years,
                Region = region,
                Sector = sector,
                Unit = unit,
                Since = since,
                Recognition = recognition,
                Figures = figures,
                Grade = grade,
                Sort = sort,
                Page = page,
            }.ToRequest();

        Prop.ForAll(
            requests.ToArbitrary(),
            request => AssertSame(request, Read<PracticeParameters>(Links.View(QuestionView.Practices, request)).ToRequest()))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_concordance_that_a_page_is_asked_for_is_what_its_own_link_asks_for()
    {
        var requests =
            from text in Texts.Where(t => t.Length > 0)
            from sort in Gen.Elements("date", "left", "right", null)
            from years in Gen.Choose(1000, 9999).Select(y => $"{y}").ArrayOf()
            from genres in Gen.SubListOf<string>(Genres.All)
            from context in Gen.Choose(1, 100)
            from page in Gen.Choose(1, 50)
            select new KwicParameters
            {
                Q = text,
                Sort = sort,
                Year = years,
                Genre = [.. genres],
                Context = context,
                Page = page,
            }.ToRequest();

        Prop.ForAll(
            requests.ToArbitrary(),
            request => AssertSame(request, Read<KwicParameters>(Links.Kwic(request)).ToRequest()))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Every_list_of_formulations_that_a_page_is_asked_for_is_what_its_own_link_asks_for()
    {
        var requests =
            from words in Texts
            from kind in Gen.Elements("numeral", "quoted", "title", "fixed", null)
            from status in Gen.Elements("any", "known", "current", "superseded", "unknown", null)
            from fewest in Gen.Choose(1, 50)
            from page in Gen.Choose(1, 50)
            from size in Gen.Choose(1, 200)
            select new WordingParameters { Q = words, Kind = kind, Status = status, Min = fewest, Page = page, Size = size }.ToRequest();

        Prop.ForAll(
            requests.ToArbitrary(),
            request => AssertSame(request, Read<WordingParameters>(Links.Wordings(request)).ToRequest()))
            .QuickCheckThrowOnFailure();
    }

    public void Dispose() => _services.Dispose();

    /// <summary>Compares property by property: lists of records are compared by reference.</summary>
    private static void AssertSame<T>(T expected, T found) => Assert.Equivalent(expected, found, strict: true);

    /// <summary>The parameters of a link, as a controller gets them; they must be valid.</summary>
    private T Read<T>(string link)
    {
        var query = link.IndexOf('?', StringComparison.Ordinal) is >= 0 and var at ? link[at..] : "";
        var context = new ActionContext(new DefaultHttpContext { RequestServices = _services }, new(), new ActionDescriptor());
        var metadata = _services.GetRequiredService<IModelMetadataProvider>().GetMetadataForType(typeof(T));
        var binding = new BindingInfo { BindingSource = BindingSource.Query };
        var result = _services.GetRequiredService<ParameterBinder>().BindModelAsync(
            context,
            _services.GetRequiredService<IModelBinderFactory>().CreateBinder(new() { BindingInfo = binding, Metadata = metadata }),
            new QueryStringValueProvider(
                BindingSource.Query, new QueryCollection(QueryHelpers.ParseQuery(query)), CultureInfo.InvariantCulture),
            new ParameterDescriptor { Name = "parameters", ParameterType = typeof(T), BindingInfo = binding },
            metadata,
            value: null).GetAwaiter().GetResult();

        Assert.True(result.IsModelSet && context.ModelState.IsValid, $"{link}: {string.Join(' ', context.ModelState.Keys)}");
        Validator.ValidateObject(result.Model!, new ValidationContext(result.Model!), validateAllProperties: true);
        return (T)result.Model!;
    }
}
