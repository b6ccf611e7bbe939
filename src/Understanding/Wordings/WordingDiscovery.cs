using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Discovers formulations that nobody marked: strings that many materials of a library repeat word for word. Feed it with materials, then
/// ask. Not thread-safe.
/// </summary>
/// <remarks>It holds the texts that it is fed: repeated strings are searched in all of them at once.</remarks>
public sealed class WordingDiscovery
{
    /// <summary>A longer string takes the place of a shorter one as long as it keeps four of five materials.</summary>
    private const double Loss = 0.2;

    /// <summary>Up to this many characters around a known formulation (落实, 推动, 的) make no other one; 新时代 in front of one does.</summary>
    private const int Attached = 2;

    private readonly HashSet<string> _recognised = new(StringComparer.Ordinal);
    private readonly List<(string Text, int? Year, string Genre)> _materials = [];
    private readonly Glossary _glossary;
    private readonly Segmenter? _segmenter;

    /// <param name="glossary">The formulations that are known already; the built-in ones when null.</param>
    /// <param name="segmenter">
    /// Tells where words begin and end, so that repeated strings don't break through a word; when null, they may.
    /// </param>
    public WordingDiscovery(Glossary? glossary = null, Segmenter? segmenter = null)
    {
        _glossary = glossary ?? Glossary.Default;
        _segmenter = segmenter;
    }

    /// <summary>Number of materials that it was fed.</summary>
    public int Materials => _materials.Count;

    /// <summary>Takes a material in.</summary>
    public void Add(Material material)
    {
        ArgumentNullException.ThrowIfNull(material);
        Add(material.Text, material.Wordings, material.Facts.Year?.Value, material.Facts.Genre.Value);
    }

    /// <summary>Takes a text in.</summary>
    /// <param name="text">The text.</param>
    /// <param name="wordings">Its formulations, which need no discovery.</param>
    /// <param name="year">Its year, when known.</param>
    /// <param name="genre">One of <see cref="Genres.All"/>.</param>
    public void Add(string text, IReadOnlyList<Wording> wordings, int? year, string genre)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wordings);
        ArgumentNullException.ThrowIfNull(genre);
        _materials.Add((ComparableText.Fold(text), year, genre));
        _recognised.UnionWith(wordings.Select(w => ComparableText.Fold(w.Text)));
    }

    /// <summary>
    /// Strings that at least <paramref name="fewestMaterials"/> materials repeat word for word, each as long as it can be: none can be made
    /// longer without losing more than a fifth of its materials. What was recognised as a formulation already is left out, and so are parts
    /// of known formulations and known ones with a verb or a particle at their ends.
    /// </summary>
    /// <param name="fewestMaterials">2 or more.</param>
    /// <param name="shortest">Characters that such a string must have, 2 or more.</param>
    /// <param name="longest">Characters that it may have.</param>
    /// <returns>The most widespread first, then the most frequent, then by text.</returns>
    public IReadOnlyList<DiscoveredWording> Repeated(int fewestMaterials = 3, int shortest = 6, int longest = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewestMaterials, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        var known = KnownParts(shortest, longest);
        return
        [
            .. new RepeatedStrings([.. _materials.Select(m => m.Text)], _segmenter).Find(fewestMaterials, shortest, longest, Loss)
                .Where(r => !_recognised.Contains(r.Text) && !known.Contains(r.Text) && !HoldsLittleElse(r.Text))
                .Select(Count)
                .OrderByDescending(w => w.Materials).ThenByDescending(w => w.Occurrences).ThenBy(w => w.Text, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Everything that stands within a formulation of the glossary, itself too. Titles are made of words that are no formulations.
    /// </summary>
    private HashSet<string> KnownParts(int shortest, int longest)
    {
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in _glossary.Entries.Where(e => e.Kind != WordingKind.Title))
        {
            var text = ComparableText.Fold(entry.Text);
            for (var start = 0; start + shortest <= text.Length; start++)
            {
                for (var length = shortest; length <= longest && start + length <= text.Length; length++)
                {
                    parts.Add(text.Substring(start, length));
                }
            }
        }

        return parts;
    }

    /// <summary>True when a formulation of the glossary is all of a string, or all but <see cref="Attached"/> characters.</summary>
    private bool HoldsLittleElse(string text)
    {
        for (var before = 0; before <= Attached; before++)
        {
            for (var behind = 0; before + behind <= Attached && before + behind < text.Length; behind++)
            {
                if (_glossary.Find(text[before..^behind]) is not null)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private DiscoveredWording Count(RepeatedStrings.Repeated repeated)
    {
        var years = new SortedDictionary<int, int>();
        var genres = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (material, _) in repeated.Counts)
        {
            var (_, year, genre) = _materials[material];
            genres[genre] = genres.GetValueOrDefault(genre) + 1;
            if (year is { } known)
            {
                years[known] = years.GetValueOrDefault(known) + 1;
            }
        }

        return new DiscoveredWording
        {
            Text = repeated.Text,
            Materials = repeated.Counts.Count,
            Occurrences = repeated.Counts.Sum(c => c.Count),
            MaterialsByYear = years,
            MaterialsByGenre = genres,
        };
    }
}

/// <summary>A string that many materials repeat, with where and when it stands.</summary>
public sealed record DiscoveredWording
{
    /// <summary>The string, without quotes and white space.</summary>
    public required string Text { get; init; }

    /// <summary>Number of materials in which it stands.</summary>
    public required int Materials { get; init; }

    /// <summary>How often it stands in all of them.</summary>
    public required int Occurrences { get; init; }

    /// <summary>Materials per year, of those whose year is known, by ascending year.</summary>
    public required IReadOnlyDictionary<int, int> MaterialsByYear { get; init; }

    /// <summary>Materials per genre.</summary>
    public required IReadOnlyDictionary<string, int> MaterialsByGenre { get; init; }
}
