namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// A committed state of an index, immutable. Whatever meets damage in the index throws <see cref="EngineException"/>.
/// </summary>
internal interface IPassageReader : IDisposable
{
    /// <summary>The engine that reads it.</summary>
    IPassageEngine Engine { get; }

    /// <summary>Which index this is: given when it was made and kept by every commit; empty in one of an older program.</summary>
    Guid Identity { get; }

    /// <summary>Number of the commit; grows with every commit of the same index.</summary>
    long Generation { get; }

    /// <summary>What the writer left with the commit.</summary>
    IReadOnlyDictionary<string, string> UserData { get; }

    /// <summary>
    /// False when a newer commit, or another index of this engine, is now where this one was read from. Costs next to nothing.
    /// </summary>
    /// <exception cref="EngineException">There is none any more, or it is damaged.</exception>
    bool IsCurrent();

    /// <summary>
    /// Opens what is now where this was read from; null when that is the same commit, which costs as little as asking
    /// <see cref="IsCurrent"/>. Only what is new is opened and, if this reader compares checksums, compared. This reader stays open.
    /// </summary>
    IPassageReader? OpenIfChanged();

    /// <summary>Number of passages.</summary>
    int PassageCount { get; }

    /// <summary>The best materials with their best passages, and what was asked to be counted over all of them.</summary>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    EngineResult Search(EngineSearch search, CancellationToken cancellationToken = default);

    /// <summary>
    /// Ids and scores of the best materials, nothing counted and nothing stored read: the shortest way. Ties in the order of the
    /// documents.
    /// </summary>
    /// <returns>How many there are, at most the length of <paramref name="best"/>.</returns>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    int Top(EngineQuery query, Span<ScoredMaterial> best, CancellationToken cancellationToken = default);

    /// <summary>Every passage that matches, with its score, and nothing stored read: for what is sorted and counted otherwise.</summary>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    EngineMatches Matches(EngineQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// In how many passages a phrase or term occurs and how often, by the value of a field; values it doesn't stand with are left out.
    /// </summary>
    /// <param name="query">A <see cref="TermQuery"/> or <see cref="PhraseQuery"/>.</param>
    /// <param name="field">A keyword field or <see cref="PassageField.Year"/>; documents without a value are counted under the empty
    /// string.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The counting was cancelled.</exception>
    IReadOnlyList<OccurrenceCount> CountOccurrences(EngineQuery query, PassageField field, CancellationToken cancellationToken = default);

    /// <summary>How a passage comes to its score: the one that <see cref="Search"/> gives it.</summary>
    /// <param name="query">The query.</param>
    /// <param name="material">Id of its material.</param>
    /// <param name="passage">Its place in the material, from 0.</param>
    /// <returns>Null when there is no such passage.</returns>
    EngineExplanation? Explain(EngineQuery query, string material, int passage);

    /// <summary>In how many passages a term occurs; 0 when it is unknown.</summary>
    int DocumentFrequency(PassageField field, byte[] term);

    /// <summary>As <see cref="DocumentFrequency"/> for several terms, which an engine that is far away is asked for at once.</summary>
    IReadOnlyList<int> DocumentFrequencies(PassageField field, IReadOnlyList<byte[]> terms) =>
        [.. terms.Select(term => DocumentFrequency(field, term))];

    /// <summary>The ids of all materials in ordinal order of their UTF-8, with some perhaps that were removed lately.</summary>
    IReadOnlyList<string> MaterialIds();

    /// <summary>True when the index has the material.</summary>
    bool Contains(string material);

    /// <summary>What is stored with a material; null when the index doesn't have it.</summary>
    /// <param name="material">Its id.</param>
    /// <param name="field">One of those that are stored with a material.</param>
    byte[]? ReadMaterial(string material, StoredField field);

    /// <summary>What is stored with a passage under <see cref="StoredField.Passage"/>; null when the index doesn't have it.</summary>
    /// <param name="material">Id of its material.</param>
    /// <param name="passage">Its place in the material, from 0.</param>
    byte[]? ReadPassage(string material, int passage);

    /// <summary>
    /// Hands over what is stored with passages under <see cref="StoredField.Passage"/>, in the order of the index: all that match, and
    /// perhaps others of the same materials. Much quicker than reading them one by one.
    /// </summary>
    /// <param name="query">What passages must match.</param>
    /// <param name="take">Is given the id of the material, and what is stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    void ReadPassages(EngineQuery query, Action<string, byte[]> take, CancellationToken cancellationToken = default);

    /// <summary>Hands over what is stored with every material under a field, in the order of the index.</summary>
    /// <param name="field">One of those that are stored with a material.</param>
    /// <param name="take">Is given the id of the material, and what is stored.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    void ReadMaterials(StoredField field, Action<string, byte[]> take, CancellationToken cancellationToken = default);

    /// <summary>What <see cref="IPassageWriter.SetLibrary"/> stored; null when nothing was.</summary>
    byte[]? ReadLibrary(StoredField field);
}

/// <summary>What is asked of the engine.</summary>
internal sealed record EngineSearch
{
    /// <summary>What passages must match.</summary>
    public required EngineQuery Query { get; init; }

    /// <summary>
    /// Values chosen per facet; a passage passes that has any of them in each field. Facet counts of a field leave that field's own
    /// choice aside.
    /// </summary>
    public IReadOnlyList<FacetChoice> Choices { get; init; } = [];

    /// <summary>Order of materials.</summary>
    public EngineSort Sort { get; init; }

    /// <summary>Materials to pass over.</summary>
    public int Skip { get; init; }

    /// <summary>Materials to return.</summary>
    public int Take { get; init; } = 10;

    /// <summary>Passages to return with each; 0 for none, which reads nothing that is stored.</summary>
    public int PassagesPerMaterial { get; init; } = 3;

    /// <summary>Fields to count distinct materials and passages by.</summary>
    public IReadOnlyList<PassageField> Facets { get; init; } = [];

    /// <summary>Materials that are left out.</summary>
    public IReadOnlyList<string> WithoutMaterials { get; init; } = [];

    /// <summary>How materials of one text (<see cref="IPassageWriter.SetLibrary"/>) are listed.</summary>
    public TextListing Texts { get; init; }
}

/// <summary>Values of a field of which a passage must have one.</summary>
internal sealed record FacetChoice(PassageField Field, IReadOnlyList<string> Values);

/// <summary>Orders of materials.</summary>
internal enum EngineSort
{
    /// <summary>By the score of the best passage, ties in the order of the documents.</summary>
    Score,

    /// <summary>By date, newest first, those without a date last, ties by id; passages of a material by score.</summary>
    Newest,

    /// <summary>As <see cref="Newest"/>, but oldest first; those without a date last all the same.</summary>
    Oldest,
}

/// <summary>How materials of one text are listed.</summary>
internal enum TextListing
{
    /// <summary>Each by itself.</summary>
    Apart,

    /// <summary>As one hit, shown by the material that comes first in the order asked for.</summary>
    Together,

    /// <summary>As one hit at the place of the first, shown by the earliest that matches.</summary>
    EarliestFirst,
}

/// <summary>What the engine found.</summary>
internal sealed record EngineResult
{
    /// <summary>Number of distinct materials that match.</summary>
    public required int Materials { get; init; }

    /// <summary>Number of hits to page through: as <see cref="Materials"/>, but those that are one hit together counted once.</summary>
    public required int Hits { get; init; }

    /// <summary>Number of passages that match.</summary>
    public required int Passages { get; init; }

    /// <summary>The materials asked for.</summary>
    public required IReadOnlyList<EngineMaterial> Page { get; init; }

    /// <summary>Counts by the fields asked for, values in ordinal order, none with 0.</summary>
    public IReadOnlyDictionary<PassageField, IReadOnlyList<EngineFacetValue>> Facets { get; init; } =
        new Dictionary<PassageField, IReadOnlyList<EngineFacetValue>>();

    /// <summary>True when the engine gave up before it had seen every document.</summary>
    public bool Partial { get; init; }
}

/// <summary>A material that matches.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Score">Score of its best passage.</param>
/// <param name="Matching">How many of its passages match.</param>
/// <param name="Best">Its best passages, best first, equal ones in their order in the material.</param>
internal sealed record EngineMaterial(string Id, float Score, int Matching, IReadOnlyList<EnginePassage> Best)
{
    /// <summary>
    /// The other materials of this hit that match, best first (by date, in an order by date), without their passages.
    /// </summary>
    public IReadOnlyList<EngineMaterial> Others { get; init; } = [];
}

/// <summary>A passage that matches.</summary>
/// <param name="Score">Its score.</param>
/// <param name="Stored">What is stored with it under <see cref="StoredField.Passage"/>; empty when nothing is.</param>
internal sealed record EnginePassage(float Score, byte[] Stored);

/// <summary>Every passage that matches.</summary>
/// <param name="Materials">The materials with such passages, each once, in no order that could be relied on.</param>
/// <param name="Passages">Their passages, those of a material together and in its order.</param>
internal sealed record EngineMatches(IReadOnlyList<MatchedMaterial> Materials, PassageMatch[] Passages);

/// <summary>A material with passages that match.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Start">Where its passages begin in <see cref="EngineMatches.Passages"/>.</param>
/// <param name="Count">How many they are.</param>
internal readonly record struct MatchedMaterial(string Id, int Start, int Count);

/// <summary>A passage that matches: its place in its material, from 0, and its score.</summary>
internal readonly record struct PassageMatch(int Passage, float Score);

/// <summary>How a score came about: a number, what it is, and the numbers that it was made of.</summary>
/// <param name="Matches">Whether the passage, or what the number stands for, matches.</param>
/// <param name="Value">The number; 0 where nothing matches.</param>
/// <param name="Description">What it is, in the engine's own words.</param>
/// <param name="Details">What it was made of.</param>
internal sealed record EngineExplanation(bool Matches, float Value, string Description, IReadOnlyList<EngineExplanation> Details);

/// <summary>A value of a facet.</summary>
internal sealed record EngineFacetValue(string Value, int Materials, int Passages);

/// <summary>A material and its score.</summary>
internal readonly record struct ScoredMaterial(string Id, float Score);

/// <summary>How often something stands with a value of a field.</summary>
internal sealed record OccurrenceCount(string Value, int Passages, long Occurrences);
