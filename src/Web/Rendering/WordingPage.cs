using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Web.Rendering;

/// <summary>The page of a formulation.</summary>
/// <param name="Profile">All about it.</param>
/// <param name="ThemeNames">Names of themes by id.</param>
internal sealed record WordingPage(WordingProfile Profile, IReadOnlyDictionary<string, string> ThemeNames)
{
    /// <summary>
    /// Years without an occurrence are shown between others, too, so that a gap is seen; but no more than this many years.
    /// </summary>
    private const int LongestRow = 30;

    /// <summary>What it is; null for a string that neither the glossary knows nor any material uses as a formulation.</summary>
    public WordingKind? Kind => Profile.Entry?.Kind ?? Profile.Recognised?.Kind;

    /// <summary>The formulation as a heading shows it: titles in 《》.</summary>
    public string Shown => WithMarks(Profile.Text, Kind);

    /// <summary>Occurrences by year, oldest first, with the empty years between.</summary>
    public IReadOnlyList<(int Year, long Occurrences)> Years
    {
        get
        {
            var counts = Profile.Statistics.ByYear.ToDictionary(y => int.Parse(y.Value), y => y.Occurrences);
            return counts.Count == 0
                ? []
                : counts.Keys.Max() - counts.Keys.Min() < LongestRow
                    ? [.. Enumerable.Range(
                        counts.Keys.Min(), counts.Keys.Max() - counts.Keys.Min() + 1).Select(y => (y, counts.GetValueOrDefault(y)))]
                    : [.. counts.OrderBy(y => y.Key).Select(y => (y.Key, y.Value))];
        }
    }

    /// <summary>True when the material to cite is not among the oldest ones, which are shown anyhow.</summary>
    public bool ShowsAuthority => Profile.Authority is { } authority && !Profile.First.Any(h => h.Material == authority.Material);

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
