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

    /// <summary>Facts with each decided one in the place of what was found, and none that nobody knows.</summary>
    public static MaterialFacts On(this Correction correction, MaterialFacts facts) => facts with
    {
        Title = correction.Title ?? facts.Title,
        TitleInferred = correction.Title is null && facts.TitleInferred,
        Genre = correction.Genre is null ? facts.Genre : new Fact<string>(correction.Genre, 1, Evidence),
        Issuer = Decided(correction.Issuer, facts.Issuer),
        Tier = Decided(correction.Tier, facts.Tier),
        Date = correction.Date is null ? facts.Date
            : correction.Day is { } day ? new Fact<DateOnly>(day, 1, Evidence)
            : facts.Date is { } found && found.Value.Year == correction.Year ? found : null,
        Year = correction.Date is null ? facts.Year : correction.Year is { } year ? new Fact<int>(year, 1, Evidence) : null,
        FileDate = correction.Date is null ? facts.FileDate : null,
    };

    private static string? Known(string decided) => decided == Correction.Unknown ? null : decided;

    private static Fact<string>? Decided(string? decided, Fact<string>? found) =>
        decided is null ? found : Known(decided) is { } known ? new Fact<string>(known, 1, Evidence) : null;
}
