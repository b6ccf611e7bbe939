using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Decides what the values of a field let through. A value that nothing is named by is left out, with a warning that names what there is.
/// Not safe for use by several threads at a time.
/// </summary>
/// <param name="themes">Knows the names of themes.</param>
/// <param name="analyzer">Tells figures and dates.</param>
/// <param name="warnings">Receives what was odd, in Chinese.</param>
internal sealed class FilterPlanner(ThemeDirectory themes, IWordAnalyzer analyzer, List<string> warnings)
{
    /// <summary>Names of themes that are offered for one that there is not.</summary>
    private const int MostOffered = 5;

    private readonly FoldedText _folded = new();

    /// <summary>Null when no value was understood.</summary>
    public EngineQuery? Filter(FilterNode filter)
    {
        EngineQuery[] parts = [.. filter.Values.Select(value => Value(filter.Field, value)).OfType<EngineQuery>()];
        return parts.Length switch { 0 => null, 1 => parts[0], _ => new BooleanQuery { Should = parts } };
    }

    /// <summary>Themes that may be meant by a name that none has; the pillars where nothing is near.</summary>
    public static IEnumerable<string> ThemesNear(ThemeDirectory themes, string name)
    {
        var folded = FoldedText.Fold(name);
        var near = themes.Entries
            .Select(e => (e.Name, Shared: FoldedText.Fold(e.Name).Intersect(folded).Count(c => c > '\u007f')))
            .Where(e => e.Shared >= Math.Min(2, folded.Length))
            .OrderByDescending(e => e.Shared)
            .Select(e => e.Name)
            .Take(MostOffered)
            .ToList();
        return near.Count > 0 ? near : themes.Entries.Where(e => e.Parent is null).Select(e => e.Name).Take(MostOffered);
    }

    /// <summary>What is said of ids and names that no theme has.</summary>
    public static IEnumerable<string> UnknownThemes(ThemeDirectory themes, IReadOnlyList<string> asked) => asked
        .Where(theme => themes.Resolve(theme) is null)
        .Select(theme => $"没有名为“{theme}”的主题，这一条件未计入；可用：{string.Join("、", ThemesNear(themes, theme))}等。");

    /// <summary>The tier that is meant by a folded word: 县 by 县级. Null where none or several are.</summary>
    public static string? TierOf(string folded) => OneOf(WithoutLevel(folded), Tiers.All);

    /// <summary>Where the index holds a field of people's own words; null for other fields.</summary>
    public static PassageField? KeptAsWhole(FilterField field) => field switch
    {
        FilterField.Issuer => PassageField.Issuer,
        FilterField.Title => PassageField.WholeTitle,
        FilterField.Heading => PassageField.WholeHeading,
        FilterField.Region => PassageField.Region,
        FilterField.DocumentNumber => PassageField.DocumentNumber,
        FilterField.Source => PassageField.Source,
        _ => null,
    };

    /// <summary>The figures, dates and congresses in a value, each of which may be written otherwise.</summary>
    public IEnumerable<QueryWord> FiguresIn(string value) => analyzer.AnalyzeQuery(value).Where(w => w.Term.Lookup == QueryLookup.Word
        && (w.Kind is WordKind.Number or WordKind.Time || (w.Kind == WordKind.Term && w.Term.Term != FoldedText.Fold(w.Text))));

    private EngineQuery? Value(FilterField field, string value) => field switch
    {
        FilterField.Theme => Theme(value),
        FilterField.Year => Years(value),
        FilterField.Genre => OneOf(PassageField.Genre, "文种", value, Genres.All),
        FilterField.Tier => OneOf(PassageField.Tier, "层级", WithoutLevel(value), Tiers.All),
        FilterField.Sector => OneOf(PassageField.Sector, "领域", Sectors.Resolve(FoldedText.Fold(value)) ?? value, Sectors.All),
        FilterField.Issuer => Holding(PassageField.Issuer, value),
        FilterField.Title => InAnyFigure(value, PassageField.Title, text => Holding(PassageField.WholeTitle, text)),
        FilterField.Heading => InAnyFigure(value, PassageField.Heading, text => Holding(PassageField.WholeHeading, text)),
        FilterField.Region => Holding(PassageField.Region, RegionNames.NameOf(FoldedText.Fold(value))),
        FilterField.DocumentNumber => Numbered(value),
        FilterField.Source => Holding(PassageField.Source, value),
        FilterField.Body => InAnyFigure(value, PassageField.Words, Body),
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "unknown field"),
    };

    /// <summary>县级 is 县.</summary>
    private static string WithoutLevel(string value) => value.Length > 1 && value[^1] is '级' or '層' or '层' ? value[..^1] : value;

    private TermQuery? Theme(string value)
    {
        if (themes.Resolve(value) is { } id)
        {
            return Term(PassageField.Theme, id);
        }

        warnings.Add($"没有名为“{value}”的主题，已忽略；可用：{string.Join("、", ThemesNear(themes, value))}等。");
        return null;
    }

    private RangeQuery? Years(string value)
    {
        var text = analyzer.AnalyzeQuery(value) is [{ Kind: WordKind.Number or WordKind.Time } year] && year.Text == value
            ? year.Term.Term
            : FoldedText.Fold(value);
        text = text.Replace("年", "", StringComparison.Ordinal);
        var cut = text.IndexOfAny(['-', '~', '—', '–', '至', '到', '.']);
        var after = cut;
        while (after >= 0 && after < text.Length && text[after] == text[cut])
        {
            after++;
        }

        var from = cut < 0 ? text : text[..cut];
        var to = cut < 0 ? text : text[after..];
        if (Bound(from, 1) is not { } first || Bound(to, 9999) is not { } last || (from.Length == 0 && to.Length == 0))
        {
            warnings.Add($"年份“{value}”无法识别，已忽略；请写作 2023、2021..2023、2021.. 或 ..2023。");
            return null;
        }

        if (first > last)
        {
            warnings.Add($"年份“{value}”前后颠倒，已按 {last}..{first} 查找。");
        }

        return new RangeQuery(PassageField.Year, Math.Min(first, last), Math.Max(first, last));

        static int? Bound(string digits, int open) =>
            digits.Length == 0 ? open : int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
    }

    /// <summary>The string; where figures, dates or congresses are in it, these in any form, beside what is left of it.</summary>
    private EngineQuery? InAnyFigure(string value, PassageField words, Func<string, EngineQuery?> holding)
    {
        if (holding(value) is not { } typed)
        {
            return null;
        }

        QueryWord[] figures = [.. FiguresIn(value)];
        if (figures.Length == 0)
        {
            return typed;
        }

        var all = new List<EngineQuery>(figures.Select(w => Term(words, w.Term.Term)));
        var at = 0;
        foreach (var (start, end) in figures.Select(w => (w.Start, w.End)).Append((value.Length, value.Length)))
        {
            if (holding(value[at..start]) is { } between)
            {
                all.Add(between);
            }

            at = end;
        }

        return new BooleanQuery { Should = [typed, all.Count == 1 ? all[0] : new BooleanQuery { Filter = all }] };
    }

    private EngineQuery? Numbered(string value) => AskedNumber.In(value) is { } number
        ? new BooleanQuery { Should = [.. number.Spellings.Select(s => Holding(PassageField.DocumentNumber, number.Before + s)!)] }
        : Holding(PassageField.DocumentNumber, value);

    private TermQuery? OneOf(PassageField field, string name, string value, IReadOnlyList<string> known)
    {
        if (OneOf(FoldedText.Fold(value), known) is { } meant)
        {
            return Term(field, meant);
        }

        warnings.Add($"没有名为“{value}”的{name}，已忽略；可用：{string.Join("、", known)}。");
        return null;
    }

    /// <summary>The value of that name, or the only one whose name holds it.</summary>
    private static string? OneOf(string folded, IReadOnlyList<string> known)
    {
        if (known.Contains(folded, StringComparer.Ordinal))
        {
            return folded;
        }

        string[] holding = [.. known.Where(k => k.Contains(folded, StringComparison.Ordinal))];
        return holding is [var only] ? only : null;
    }

    /// <summary>Fields of people's own words keep the promise of the text: whatever stands in them is found.</summary>
    private WildcardQuery? Holding(PassageField field, string value)
    {
        _folded.Reset(value);
        return _folded.Length == 0 ? null : EngineTerms.Holding(field, _folded.Text);
    }

    private PlacedQuery? Body(string value)
    {
        _folded.Reset(value);
        return _folded.Length == 0 ? null : EngineTerms.Literal(_folded.Text);
    }

    private static TermQuery Term(PassageField field, string term) => new(field, EngineTerms.OfWord(term));
}
