using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The page of a formulation.</summary>
/// <param name="Profile">All about it.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
internal sealed record WordingPage(WordingProfile Profile, IReadOnlyDictionary<string, string> ThemeNames)
{
    /// <summary>Places where it stands, a line each.</summary>
    public Kwic? Lines { get; init; }

    /// <summary>Words that keep it company.</summary>
    public IReadOnlyList<Collocate> Collocates { get; init; } = [];

    /// <summary>What it is; null for a string that neither the glossary knows nor any material uses as a formulation.</summary>
    public WordingKind? Kind => Profile.Entry?.Kind ?? Profile.Recognised?.Kind;

    /// <summary>The formulation as a heading shows it: titles in 《》.</summary>
    public string Shown => WithMarks(Profile.Text, Kind);

    /// <summary>Occurrences by year, each leading to its materials.</summary>
    public YearBars Years => YearBars.Of(
        Profile.Statistics.ByYear.Select(y => (Year: int.Parse(y.Value), y.Occurrences))
            .Select(y => new YearBars.Bar(y.Year, y.Occurrences, false, InYear(y.Year))),
        InYear,
        "次");

    /// <summary>Occurrences in a million characters of a year's materials.</summary>
    public double PerMillion(int year) => Profile.Statistics.ByYear.FirstOrDefault(y => y.Value == $"{year}")?.PerMillion ?? 0;

    /// <summary>What the glossary says of it, in short.</summary>
    public static string StatusOf(GlossaryEntry? entry) => entry switch
    {
        null => "未收录",
        { Superseded: not null } => "已更新",
        _ => "现行",
    };

    /// <summary>The class that goes with <see cref="StatusOf"/>.</summary>
    public static string ClassOf(GlossaryEntry? entry) => entry switch
    {
        null => "status-unknown",
        { Superseded: not null } => "status-old",
        _ => "status-current",
    };

    private string InYear(int year) => Links.Results(new SearchRequest { Query = Links.Quoted(Profile.Text), Years = [year] });

    /// <summary>A title in 《》, anything else as it is.</summary>
    public static string WithMarks(string text, WordingKind? kind) => kind == WordingKind.Title ? $"《{text}》" : text;
}

/// <summary>The page that lists formulations.</summary>
/// <param name="Request">What was asked for.</param>
/// <param name="List">The answer; null when the request could not be used.</param>
internal sealed record WordingListPage(WordingListRequest Request, WordingList? List)
{
    /// <summary>Number of the last page.</summary>
    public int LastPage => List is null ? 1 : Math.Max(1, (List.Total + Request.Size - 1) / Request.Size);
}
