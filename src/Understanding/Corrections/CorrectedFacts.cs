using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Corrections;

/// <summary>Lets what was decided about a material's facts go before what its file states and its text tells.</summary>
internal static class CorrectedFacts
{
    /// <summary>What stands as evidence for a fact that was decided.</summary>
    public const string Evidence = "correction";

    /// <summary>What the owner states, with what was decided later in its place.</summary>
    public static FrontMatter Over(this Correction correction, FrontMatter stated)
    {
        var result = stated with
        {
            Title = correction.Title ?? stated.Title,
            Issuer = correction.Issuer ?? stated.Issuer,
            Genre = correction.Genre ?? stated.Genre,
            Tier = correction.Tier is null ? stated.Tier : Known(correction.Tier),
        };
        if (correction.Issuer == Correction.Unknown)
        {
            result = result with { Issuer = null };
        }

        return correction.Date is null ? result : result with { Date = correction.Day, Year = correction.Year };
    }

    /// <summary>Facts as they were found with that, each decided one marked as such, and none that nobody knows.</summary>
    public static MaterialFacts Mark(this Correction correction, MaterialFacts facts) => facts with
    {
        Genre = correction.Genre is null ? facts.Genre : facts.Genre with { Evidence = Evidence },
        Issuer = Marked(correction.Issuer, facts.Issuer),
        Tier = Marked(correction.Tier, facts.Tier),
        Date = correction.Day is null && correction.Date != Correction.Unknown ? facts.Date : Marked(correction.Date, facts.Date),
        Year = Marked(correction.Date, facts.Year),
        FileDate = correction.Date is null ? facts.FileDate : null,
    };

    private static string? Known(string decided) => decided == Correction.Unknown ? null : decided;

    private static Fact<T>? Marked<T>(string? decided, Fact<T>? fact) =>
        decided is null ? fact : decided == Correction.Unknown || fact is null ? null : fact with { Evidence = Evidence };
}
