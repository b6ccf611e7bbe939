using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>Which materials of a snapshot are copies of which.</summary>
internal sealed class LibraryFamilies
{
    private readonly Dictionary<string, List<DuplicateFamily>> _ofMaterial = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<string>> _textOf = new(StringComparer.Ordinal);

    public LibraryFamilies(StoredFamilies stored)
    {
        All =
        [
            .. stored.Families.Select(f => new DuplicateFamily(
                stored.Ids[f.Originator],
                [.. f.Copies.Select(c => new DuplicateCopy(stored.Ids[c.Material], c.Kind, c.ShareOfCopy, c.ShareOfOriginator))])),
        ];
        Texts = [.. stored.Texts.Select(t => (IReadOnlyList<string>)[.. t.Select(i => stored.Ids[i])])];
        foreach (var family in All)
        {
            foreach (var id in family.Copies.Select(c => c.Id).Prepend(family.Originator))
            {
                if (!_ofMaterial.TryGetValue(id, out var families))
                {
                    _ofMaterial.Add(id, families = []);
                }

                families.Add(family);
            }
        }

        foreach (var text in Texts)
        {
            foreach (var id in text)
            {
                _textOf.Add(id, text);
            }
        }
    }

    /// <summary>All families, by the order of their originators.</summary>
    public IReadOnlyList<DuplicateFamily> All { get; }

    /// <summary>Materials that are one text, the earliest first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Texts { get; }

    /// <summary>All materials that are in a family with a material, each once.</summary>
    public IEnumerable<string> OthersOf(string id) => Of(id)
        .SelectMany(f => f.Copies.Select(c => c.Id).Append(f.Originator))
        .Where(other => other != id)
        .Distinct(StringComparer.Ordinal);

    /// <summary>The families that a material belongs to: its own first, then those that it is a copy in.</summary>
    public IReadOnlyList<DuplicateFamily> Of(string material) =>
        _ofMaterial.TryGetValue(material, out var families) ? [.. families.OrderByDescending(f => f.Originator == material)] : [];

    /// <summary>The materials that are other versions of this one, in no particular order.</summary>
    public Dictionary<string, VersionRelation> VersionsOf(string material)
    {
        var versions = new Dictionary<string, VersionRelation>(StringComparer.Ordinal);
        var isExact = false;
        foreach (var family in Of(material))
        {
            if (family.Originator == material)
            {
                foreach (var copy in family.Copies)
                {
                    versions[copy.Id] = Relation(copy.Kind);
                }
            }
            else
            {
                var own = family.Copies.First(c => c.Id == material);
                isExact |= own.Kind == DuplicateKind.Exact;
                versions[family.Originator] = Relation(own.Kind) switch
                {
                    VersionRelation.Part => VersionRelation.Whole,
                    VersionRelation.Whole => VersionRelation.Part,
                    var relation => relation,
                };
            }
        }

        // Two copies of one text are versions of one another; two chapters of one collection are not.
        foreach (var id in TextOf(material).Where(id => id != material && !versions.ContainsKey(id)))
        {
            versions[id] = isExact && Of(id).Any(f => f.Copies.Any(c => c.Id == id && c.Kind == DuplicateKind.Exact))
                ? VersionRelation.Same
                : VersionRelation.Near;
        }

        return versions;
    }

    private static VersionRelation Relation(DuplicateKind kind) => kind switch
    {
        DuplicateKind.Exact => VersionRelation.Same,
        DuplicateKind.Near => VersionRelation.Near,
        DuplicateKind.Part => VersionRelation.Part,
        _ => VersionRelation.Whole,
    };

    /// <summary>The materials of one text with this one, itself among them.</summary>
    public IReadOnlyList<string> TextOf(string material) => _textOf.GetValueOrDefault(material, [material]);
}

/// <summary>Which different materials of a snapshot share passages.</summary>
internal sealed class LibrarySharedPairs
{
    private readonly Dictionary<string, List<SharedPair>> _ofMaterial = new(StringComparer.Ordinal);

    public LibrarySharedPairs(StoredSharedPairs stored)
    {
        var pairs = new SharedPair[stored.Pairs.Count / 3];
        for (var i = 0; i < pairs.Length; i++)
        {
            var pair = pairs[i] = new SharedPair(
                stored.Ids[stored.Pairs[3 * i]], stored.Ids[stored.Pairs[(3 * i) + 1]], stored.Pairs[(3 * i) + 2]);
            Add(pair.First, pair);
            Add(pair.Second, pair);
        }

        All = pairs;
    }

    /// <summary>All pairs, those that share most first.</summary>
    public IReadOnlyList<SharedPair> All { get; }

    /// <summary>The pairs of a material, those that share most first.</summary>
    public IReadOnlyList<SharedPair> Of(string material) => _ofMaterial.TryGetValue(material, out var pairs) ? pairs : [];

    private void Add(string material, SharedPair pair)
    {
        if (!_ofMaterial.TryGetValue(material, out var pairs))
        {
            _ofMaterial.Add(material, pairs = []);
        }

        pairs.Add(pair);
    }
}
