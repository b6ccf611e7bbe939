using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Tells the standing of papers.</summary>
public static class DocumentStandings
{
    private static readonly IReadOnlyList<string> Rules = WordList.Words("standing", "rules");

    private static readonly IReadOnlyList<string> Decisions = WordList.Words("standing", "decisions");

    private static readonly IReadOnlyList<string> Papers = WordList.Words("standing", "papers");

    private static readonly IReadOnlyList<string> Congress = WordList.Words("standing", "congress");

    private static readonly IReadOnlyList<string> Government = WordList.Words("standing", "government");

    private static readonly IReadOnlyList<string> Courtesy = WordList.Words("standing", "courtesy");

    private static readonly IReadOnlyList<string> PartyCentre = WordList.Words("standing", "party-centre");

    /// <summary>The standing of a material.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="titleInferred">True when the title was made of its first sentence, which ends in anything.</param>
    /// <param name="genre">Its genre; null when it isn't known.</param>
    /// <param name="issuer">Who speaks; null when that isn't known.</param>
    public static DocumentStanding Of(string title, bool titleInferred, string? genre, string? issuer)
    {
        ArgumentNullException.ThrowIfNull(title);
        var bare = titleInferred ? "" : WithoutNote(title.Trim());
        if (Courtesy.Any(word => bare.Contains(word, StringComparison.Ordinal)))
        {
            return DocumentStanding.Courtesy;
        }

        return genre switch
        {
            // They name the papers that they are about.
            Genres.News => DocumentStanding.News,
            Genres.Essay or Genres.Lecture => DocumentStanding.Essay,
            _ => OfTitle(bare, issuer) ?? OfGenre(genre),
        };
    }

    private static DocumentStanding? OfTitle(string title, string? issuer)
    {
        if (Congress.All(word => title.Contains(word, StringComparison.Ordinal)))
        {
            return DocumentStanding.CongressReport;
        }

        if (Ends(Government))
        {
            return DocumentStanding.GovernmentReport;
        }

        DocumentStanding? standing = Ends(Rules) ? DocumentStanding.Rules
            : Ends(Decisions) ? DocumentStanding.Decision
            : Ends(Papers) ? DocumentStanding.Paper
            : null;
        var isOfCentre = PartyCentre.Any(word =>
            title.StartsWith(word, StringComparison.Ordinal) || issuer?.StartsWith(word, StringComparison.Ordinal) == true);
        return standing is not null && isOfCentre ? DocumentStanding.PartyCentre : standing;

        bool Ends(IReadOnlyList<string> words) => words.Any(word => title.EndsWith(word, StringComparison.Ordinal));
    }

    private static DocumentStanding OfGenre(string? genre) => genre switch
    {
        Genres.Speech => DocumentStanding.Speech,
        Genres.Rules => DocumentStanding.Rules,
        Genres.Scheme => DocumentStanding.Paper,
        Genres.Plan => DocumentStanding.Plan,
        Genres.Report or Genres.DutyReport => DocumentStanding.Report,
        _ => DocumentStanding.Own,
    };

    /// <summary>Without （试行） and the like at its end.</summary>
    private static string WithoutNote(string title)
    {
        var open = title.Length > 2 && title[^1] is '）' or ')' ? title.LastIndexOfAny(['（', '(']) : -1;
        return open > 0 ? title[..open].TrimEnd() : title;
    }
}
