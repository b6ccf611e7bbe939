using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Every place where a string stands.</summary>
/// <param name="Request">What was asked.</param>
/// <param name="Answer">The lines; null when nothing was asked or the request could not be used.</param>
/// <param name="Statistics">How often it stands in each year; null likewise.</param>
internal sealed record KwicPage(KwicRequest Request, Kwic? Answer, WordingStatistics? Statistics)
{
    /// <summary>True when the request could not be used.</summary>
    public bool IsRefused { get; init; }

    /// <summary>The place that is most fit to be cited; null on later pages, and where the string stands nowhere.</summary>
    public AuthoritativePlace? Authority { get; init; }

    /// <summary>The years as bars, each leading to its lines.</summary>
    public YearBars Years => Statistics is null ? new([], "次") : YearBars.Of(
        Statistics.ByYear.Select(y => (Year: int.Parse(y.Value), y.Occurrences))
            .Select(y => new YearBars.Bar(y.Year, y.Occurrences, Request.Years.Contains(y.Year), Links.Kwic(Toggled(y.Year)))),
        year => Links.Kwic(Toggled(year)),
        "次");

    /// <summary>The way to the other pages.</summary>
    public Pager Pager => new(
        Request.Page,
        Math.Max(1, ((Answer?.Total ?? 0) + Request.Size - 1) / Request.Size),
        page => Links.Kwic(Request with { Page = page }));

    private KwicRequest Toggled(int year) => Request with
    {
        Years = Request.Years.Contains(year) ? [.. Request.Years.Where(y => y != year)] : [.. Request.Years, year],
        Page = 1,
    };
}
