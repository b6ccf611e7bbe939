namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// Lets explanations show strings. The terms of characters and their pairs are bytes, which an engine shows in hexadecimal digits or as
/// whatever text they happen to be; what was asked for says which string that is.
/// </summary>
internal static class ExplainedLiterals
{
    /// <summary>The same explanation with strings in it.</summary>
    /// <param name="explained">What the engine says.</param>
    /// <param name="query">What it was asked.</param>
    /// <param name="shown">How it shows a part of that, without its boost.</param>
    public static EngineExplanation Readable(EngineExplanation explained, EngineQuery query, Func<PlacedQuery, string> shown)
    {
        (string Shown, string Readable)[] literals =
        [
            .. LiteralsIn(query).Select(l => (Shown: shown(l with { Boost = 1 }), Readable: $"{l.Field}:“{EngineTerms.StringOf(l)}”"))
                .Distinct()
                .OrderByDescending(l => l.Shown.Length),
        ];
        return Of(explained);

        EngineExplanation Of(EngineExplanation part) => part with
        {
            Description = literals.Aggregate(part.Description, (text, l) => text.Replace(l.Shown, l.Readable, StringComparison.Ordinal)),
            Details = [.. part.Details.Select(Of)],
        };
    }

    private static IEnumerable<PlacedQuery> LiteralsIn(EngineQuery query) => query switch
    {
        PlacedQuery placed => placed.Field is PassageField.Characters or PassageField.Bigrams ? [placed] : [],
        BooleanQuery all => all.Must.Concat(all.Should).Concat(all.MustNot).Concat(all.Filter).SelectMany(LiteralsIn),
        DisjunctionMaxQuery any => any.Parts.SelectMany(LiteralsIn),
        NearQuery near => near.Parts.SelectMany(LiteralsIn),
        SameUnitQuery same => same.Parts.SelectMany(LiteralsIn),
        _ => [],
    };
}
