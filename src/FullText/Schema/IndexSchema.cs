using System.Collections.Frozen;

namespace KnowledgeBase.FullText.Schema;

/// <summary>What the postings of a field hold.</summary>
public enum IndexOptions
{
    /// <summary>The field is not inverted: no query can look for its terms.</summary>
    None = 0,

    /// <summary>Documents only. Every posting counts as frequency 1.</summary>
    Docs = 1,

    /// <summary>Documents and how often the term stands in each.</summary>
    DocsAndFreqs = 2,

    /// <summary>Documents, frequencies and positions: what phrases, nearness and highlighting need.</summary>
    DocsFreqsPositions = 3,
}

/// <summary>The column that a field keeps beside its postings, for sorting, grouping, facets and statistics.</summary>
public enum DocValuesType
{
    /// <summary>No column.</summary>
    None = 0,

    /// <summary>At most one byte string a document, dictionary-encoded.</summary>
    Keyword = 1,

    /// <summary>Any number of distinct byte strings a document, dictionary-encoded.</summary>
    KeywordSet = 2,

    /// <summary>At most one 64-bit integer a document.</summary>
#pragma warning disable CA1720 // the column is named after what it holds
    Integer = 3,
#pragma warning restore CA1720
}

/// <summary>One field of an <see cref="IndexSchema"/>. Made by <see cref="IndexSchemaBuilder"/>; immutable.</summary>
public sealed class IndexField
{
    internal IndexField(int id, string name, IndexOptions options, bool norms, DocValuesType docValues, bool stored)
    {
        Id = id;
        Name = name;
        Options = options;
        HasNorms = norms;
        DocValues = docValues;
        IsStored = stored;
    }

    /// <summary>The field's number: its place in the schema, from 0.</summary>
    public int Id { get; }

    /// <summary>The field's name, unique in the schema, compared ordinally.</summary>
    public string Name { get; }

    /// <summary>What its postings hold.</summary>
    public IndexOptions Options { get; }

    /// <summary>
    /// Whether a document's length in this field (its number of tokens) is kept and used by BM25. Without norms every document
    /// counts as one token long, as in Lucene.
    /// </summary>
    public bool HasNorms { get; }

    /// <summary>The column kept for the field.</summary>
    public DocValuesType DocValues { get; }

    /// <summary>Whether the field may hold bytes to be read back with the document.</summary>
    public bool IsStored { get; }

    internal bool HasFreqs => Options >= IndexOptions.DocsAndFreqs;

    internal bool HasPositions => Options == IndexOptions.DocsFreqsPositions;

    internal bool IsIndexed => Options != IndexOptions.None;

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>The fields of an index, fixed when the index is created and kept in it.</summary>
public sealed class IndexSchema
{
    private readonly IndexField[] _fields;
    private readonly FrozenDictionary<string, IndexField> _byName;

    internal IndexSchema(IReadOnlyList<IndexField> fields)
    {
        _fields = [.. fields];
        _byName = _fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }

    /// <summary>All fields, in the order of their numbers.</summary>
    public IReadOnlyList<IndexField> Fields => _fields;

    /// <summary>The field of that name.</summary>
    /// <exception cref="ArgumentException">The schema has no such field.</exception>
    public IndexField this[string name] => _byName.TryGetValue(name, out var field)
        ? field
        : throw new ArgumentException(
            $"The index has no field '{name}'. Its fields: {string.Join(", ", _fields.Select(f => f.Name))}.", nameof(name));

    /// <summary>Looks a field up by name.</summary>
    public bool TryGetField(string name, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IndexField? field) =>
        _byName.TryGetValue(name, out field);

    /// <summary>Says how <paramref name="other"/> differs from this schema; null when it does not.</summary>
    internal string? DifferenceFrom(IndexSchema other)
    {
        for (var i = 0; i < Math.Max(_fields.Length, other._fields.Length); i++)
        {
            var mine = i < _fields.Length ? Describe(_fields[i]) : "nothing";
            var theirs = i < other._fields.Length ? Describe(other._fields[i]) : "nothing";
            if (mine != theirs)
            {
                return $"field {i}: {mine} against {theirs}";
            }
        }

        return null;
    }

    private static string Describe(IndexField f) =>
        $"{f.Name} ({f.Options}, {(f.HasNorms ? "norms" : "no norms")}, {f.DocValues} column, {(f.IsStored ? "stored" : "not stored")})";
}

/// <summary>Builds an <see cref="IndexSchema"/>, field by field; the order of the calls numbers the fields.</summary>
public sealed class IndexSchemaBuilder
{
    /// <summary>The largest number of fields.</summary>
    public const int MaxFields = 255;

    private readonly List<IndexField> _fields = [];

    /// <summary>Adds a field.</summary>
    /// <param name="name">Unique, not empty.</param>
    /// <param name="options">What its postings hold.</param>
    /// <param name="norms">Whether BM25 takes the document's length in this field into account.</param>
    /// <param name="docValues">The column kept for it.</param>
    /// <param name="stored">Whether bytes may be stored under it.</param>
    /// <exception cref="ArgumentException">The name is empty or taken, norms are asked for a field without frequencies, or there are too
    /// many fields.</exception>
    public IndexSchemaBuilder Add(
        string name,
        IndexOptions options = IndexOptions.None,
        bool norms = false,
        DocValuesType docValues = DocValuesType.None,
        bool stored = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_fields.Exists(f => f.Name == name))
        {
            throw new ArgumentException($"The field '{name}' is there already.", nameof(name));
        }

        if (norms && options < IndexOptions.DocsAndFreqs)
        {
            throw new ArgumentException($"The field '{name}' keeps no frequencies, so norms would serve nothing.", nameof(norms));
        }

        if (_fields.Count == MaxFields)
        {
            throw new ArgumentException($"A schema holds at most {MaxFields} fields.", nameof(name));
        }

        _fields.Add(new IndexField(_fields.Count, name, options, norms, docValues, stored));
        return this;
    }

    /// <summary>Adds an inverted field with positions and norms: running text.</summary>
    public IndexSchemaBuilder AddText(string name, bool stored = false) =>
        Add(name, IndexOptions.DocsFreqsPositions, norms: true, stored: stored);

    /// <summary>Adds a field with a keyword column that can also be looked for, term by term.</summary>
    public IndexSchemaBuilder AddKeyword(string name, bool multiple = false, bool indexed = true) =>
        Add(name, indexed ? IndexOptions.Docs : IndexOptions.None, docValues: multiple ? DocValuesType.KeywordSet : DocValuesType.Keyword);

    /// <summary>Adds a field with an integer column, for ranges, sorting, grouping and facets.</summary>
    public IndexSchemaBuilder AddInteger(string name) => Add(name, docValues: DocValuesType.Integer);

    /// <summary>Adds a field that only stores bytes.</summary>
    public IndexSchemaBuilder AddStored(string name) => Add(name, stored: true);

    /// <summary>The schema of the fields added so far.</summary>
    public IndexSchema Build() => new(_fields);
}
