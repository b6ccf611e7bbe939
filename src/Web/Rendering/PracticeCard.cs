using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A practice as its card shows it.</summary>
internal sealed record PracticeCard
{
    /// <summary>Characters of a name that is made of the act.</summary>
    private const int LongestName = 32;

    /// <summary>Characters around a figure by which its sentence is marked.</summary>
    private const int Around = 12;

    /// <summary>Id of its material.</summary>
    public required string Material { get; init; }

    /// <summary>Its place among the material's practices, from 0.</summary>
    public required int Number { get; init; }

    /// <summary>The practice.</summary>
    public required Practice Practice { get; init; }

    /// <summary>Names of themes by id.</summary>
    public required IReadOnlyDictionary<string, string> ThemeNames { get; init; }

    /// <summary>The passage that it begins in.</summary>
    public int? Passage { get; init; }

    /// <summary>Stretches of the act that match a question.</summary>
    public IReadOnlyList<TextSpan> Highlights { get; init; } = [];

    /// <summary>Where it was done, as far as it is known: tier, place, sector.</summary>
    public IReadOnlyList<string> Place { get; init; } = [];

    /// <summary>Its material, for a list of practices of many; null on the material's own page.</summary>
    public MaterialLine? Source { get; init; }

    /// <summary>The same practice in other versions of the text.</summary>
    public IReadOnlyList<EntryCopy> Copies { get; init; } = [];

    /// <summary>The question that found it.</summary>
    public string Query { get; init; } = "";

    /// <summary>Its name, or the first clause that tells what was done.</summary>
    public string Title => Practice.Name ?? PracticeTitle.Of(Practice.Act, LongestName);

    /// <summary>How much of it can be copied, and why.</summary>
    public string Grade => Practice.GradeReason.Length > 0
        ? Practice.GradeReason
        : Practice.Grade switch { >= 3 => "可照着做", 2 => "可参考", _ => "仅提及" };

    /// <summary>Where it stands.</summary>
    public string Link => Links.Practice(Material, Number, Query);

    /// <summary>The card of a practice in a list.</summary>
    public static PracticeCard Of(PracticeEntry entry, string query, IReadOnlyDictionary<string, string> themeNames)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new()
        {
            Material = entry.Material.Line.Id,
            Number = entry.Number,
            Practice = entry.Practice,
            ThemeNames = themeNames,
            Passage = entry.FirstPassage,
            Highlights = entry.Highlights,
            Place =
            [
                .. new[]
                    {
                        entry.Tier is { } tier ? $"{tier}级" : null,
                        entry.Regions.Count > 0 ? string.Concat(entry.Regions) : null,
                        entry.Sector,
                    }
                    .OfType<string>(),
            ],
            Source = entry.Material.Line,
            Copies = entry.Copies,
            Query = query,
        };
    }

    /// <summary>The sentence that a figure stands in: its material, at the passage, with the words around the figure marked.</summary>
    public string SentenceOf(PracticeResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var at = result.Start - Practice.ActSpan.Start;
        var words = result.Text;
        if (at >= 0 && at + result.Text.Length <= Practice.Act.Length)
        {
            var (from, to) = (Math.Max(0, at - Around), Math.Min(Practice.Act.Length, at + result.Text.Length + Around));
            var before = Practice.Act[from..at].Split(Marks).Last();
            var behind = Practice.Act[(at + result.Text.Length)..to].Split(Marks).First();
            words = before + result.Text + behind;
        }

        return Links.Material(Material, Passage, Links.Quoted(words));
    }

    private static readonly char[] Marks = ['“', '”', '\n', '。', '；'];
}
