namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>The day of a material as a number that orders as days do: what <see cref="Engines.PassageField.Date"/> holds.</summary>
internal static class DayNumber
{
    /// <summary>20230517; where only the year is known, 20230000; 0 without either.</summary>
    public static int Of(DateOnly? day, int? year) => (day, year) switch
    {
        ({ } known, _) => (known.Year * 10_000) + (known.Month * 100) + known.Day,
        (_, { } known) => known * 10_000,
        _ => 0,
    };
}
