using KnowledgeBase.Text;

namespace KnowledgeBase.Materials.Wordings;

/// <summary>
/// Discovers the formulations of a whole library: coinages, titles, contractions and glossary entries by the materials they stand in,
/// and strings that many materials repeat word for word though nobody marked them. Feed it with materials, then ask. Not thread-safe.
/// </summary>
/// <remarks>It holds the texts that it is fed: repeated strings are searched in all of them at once.</remarks>
public sealed class WordingDiscovery
{
    /// <summary>A longer string takes the place of a shorter one as long as it keeps four of five materials.</summary>
    private const double Loss = 0.2;

    private readonly Dictionary<string, Tally> _tallies = new(StringComparer.Ordinal);
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
    /// <param name="wordings">Its formulations.</param>
    /// <param name="year">Its year, when known.</param>
    /// <param name="genre">One of <see cref="Genres.All"/>.</param>
    public void Add(string text, IReadOnlyList<Wording> wordings, int? year, string genre)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wordings);
        ArgumentNullException.ThrowIfNull(genre);
        _materials.Add((text, year, genre));
        foreach (var group in wordings.GroupBy(w => ComparableText.Fold(w.Text), StringComparer.Ordinal))
        {
            if (!_tallies.TryGetValue(group.Key, out var tally))
                _tallies[group.Key] = tally = new Tally(group.First().Text, group.First().Kind);
            tally.Count(group.Sum(w => w.Count), year, genre);
        }
    }

    /// <summary>The formulations that were recognised in at least so many materials, the most widespread first.</summary>
    /// <param name="fewestMaterials">1 or more.</param>
    public IReadOnlyList<DiscoveredWording> Recognised(int fewestMaterials = 1) =>
        Ordered(_tallies.Values.Where(t => t.Materials >= fewestMaterials).Select(t => t.Discovered(_glossary.Find(t.Text), repeated: false)));

    /// <summary>
    /// Strings that at least so many materials repeat word for word, each as long as it can be: none can be made longer without losing
    /// more than a fifth of its materials. What was recognised as a formulation already is left out.
    /// </summary>
    /// <param name="fewestMaterials">2 or more.</param>
    /// <param name="shortest">Characters that such a string must have, 2 or more.</param>
    /// <param name="longest">Characters that it may have.</param>
    public IReadOnlyList<DiscoveredWording> Repeated(int fewestMaterials = 3, int shortest = 6, int longest = 40)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(fewestMaterials, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, 2);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        var found = new RepeatedStrings([.. _materials.Select(m => ComparableText.Fold(m.Text))], _segmenter).Find(fewestMaterials, shortest, longest, Loss);
        var tallies = new List<Tally>();
        foreach (var repeated in found)
        {
            if (_tallies.ContainsKey(repeated.Text) || _glossary.Find(repeated.Text) is not null)
                continue;
            var tally = new Tally(repeated.Text, WordingKind.Fixed);
            foreach (var (material, count) in repeated.Counts)
                tally.Count(count, _materials[material].Year, _materials[material].Genre);
            tallies.Add(tally);
        }

        return Ordered(tallies.Select(t => t.Discovered(entry: null, repeated: true)));
    }

    private static List<DiscoveredWording> Ordered(IEnumerable<DiscoveredWording> wordings) =>
        [.. wordings.OrderByDescending(w => w.Materials).ThenByDescending(w => w.Occurrences).ThenBy(w => w.Text, StringComparer.Ordinal)];

    private sealed class Tally(string text, WordingKind kind)
    {
        private readonly SortedDictionary<int, int> _years = [];
        private readonly SortedDictionary<string, int> _genres = new(StringComparer.Ordinal);
        private int _occurrences;

        public string Text => text;

        public int Materials { get; private set; }

        public void Count(int occurrences, int? year, string genre)
        {
            Materials++;
            _occurrences += occurrences;
            _genres[genre] = _genres.GetValueOrDefault(genre) + 1;
            if (year is { } known)
                _years[known] = _years.GetValueOrDefault(known) + 1;
        }

        public DiscoveredWording Discovered(GlossaryEntry? entry, bool repeated) => new()
        {
            Text = text,
            Kind = kind,
            Entry = entry,
            IsRepeatedString = repeated,
            Materials = Materials,
            Occurrences = _occurrences,
            MaterialsByYear = _years,
            MaterialsByGenre = _genres,
        };
    }
}

/// <summary>A formulation of a library, with where and when it stands.</summary>
public sealed record DiscoveredWording
{
    /// <summary>The formulation as it was first seen.</summary>
    public required string Text { get; init; }

    /// <summary>What it is.</summary>
    public required WordingKind Kind { get; init; }

    /// <summary>What the glossary says of it; null for one that it doesn't know.</summary>
    public GlossaryEntry? Entry { get; init; }

    /// <summary>True when nobody marked it and it was found because many repeat it.</summary>
    public bool IsRepeatedString { get; init; }

    /// <summary>Number of materials in which it stands.</summary>
    public required int Materials { get; init; }

    /// <summary>How often it stands in all of them.</summary>
    public required int Occurrences { get; init; }

    /// <summary>Materials per year, of those whose year is known, by ascending year.</summary>
    public required IReadOnlyDictionary<int, int> MaterialsByYear { get; init; }

    /// <summary>Materials per genre.</summary>
    public required IReadOnlyDictionary<string, int> MaterialsByGenre { get; init; }

    /// <summary>The first year in which it stands; null when no year is known.</summary>
    public int? FirstYear => MaterialsByYear.Count == 0 ? null : MaterialsByYear.Keys.Min();

    /// <summary>The last year in which it stands; null when no year is known.</summary>
    public int? LastYear => MaterialsByYear.Count == 0 ? null : MaterialsByYear.Keys.Max();
}
