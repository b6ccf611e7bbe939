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
/// <param name="warnings">Receives what was odd, in Chinese.</param>
internal sealed class FilterPlanner(ThemeDirectory themes, List<string> warnings)
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

    /// <summary>What is said of ids that no theme has.</summary>
    public static IEnumerable<string> UnknownThemes(ThemeDirectory themes, IReadOnlyList<string> ids) => ids
        .Where(id => !themes.Names.ContainsKey(id))
        .Select(id => $"没有名为“{id}”的主题，因此没有结果；可用：{string.Join("、", ThemesNear(themes, id))}等。");

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

    private EngineQuery? Value(FilterField field, string value) => field switch
    {
        FilterField.Theme => Theme(value),
        FilterField.Year => Years(value),
        FilterField.Genre => OneOf(PassageField.Genre, "文种", value, Genres.All),
        FilterField.Tier => OneOf(PassageField.Tier, "层级", WithoutLevel(value), Tiers.All),
        FilterField.Sector => OneOf(PassageField.Sector, "领域", Sectors.Resolve(FoldedText.Fold(value)) ?? value, Sectors.All),
        FilterField.Issuer => Holding(PassageField.Issuer, value),
        FilterField.Title => Holding(PassageField.WholeTitle, value),
        FilterField.Heading => Holding(PassageField.WholeHeading, value),
        FilterField.Region => Holding(PassageField.Region, RegionNames.NameOf(FoldedText.Fold(value))),
        FilterField.DocumentNumber => Holding(PassageField.DocumentNumber, value),
        FilterField.Source => Holding(PassageField.Source, value),
        FilterField.Body => Body(value),
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
        var text = FoldedText.Fold(value).Replace("年", "", StringComparison.Ordinal);
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

    private TermQuery? OneOf(PassageField field, string name, string value, IReadOnlyList<string> known)
    {
        var folded = FoldedText.Fold(value);
        string[] meant = [.. known.Where(k => k == folded)];
        if (meant.Length == 0)
        {
            meant = [.. known.Where(k => k.Contains(folded, StringComparison.Ordinal))];
        }

        if (meant.Length == 1)
        {
            return Term(field, meant[0]);
        }

        warnings.Add($"没有名为“{value}”的{name}，已忽略；可用：{string.Join("、", known)}。");
        return null;
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
