using System.Collections.Concurrent;
using System.Text.Json;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// Writes a library. Readers see what was written after <see cref="Commit"/>, all of it at once; a writer that ends without one, be
/// it killed, has changed nothing. One process at a time writes a library. A writer that meets damage, or a disk that fails, throws
/// <see cref="LibraryException"/>, then and whenever it is called again.
/// </summary>
public sealed class LibraryWriter : IDisposable
{
    /// <summary>Under this name a commit carries the <see cref="Fingerprint"/> that its documents were made with.</summary>
    public const string FingerprintKey = IndexMetadata.Fingerprint;

    /// <summary>Grows when documents are made otherwise from the same material.</summary>
    private const int FormatVersion = 9;

    /// <summary>
    /// Prepared materials whose buffers are kept for the next ones. More than a hundred may wait at a time when they are small; were they
    /// all kept, a hundred larger ones would then fill them, one after another.
    /// </summary>
    private const int MaxSpare = 16;

    private readonly IPassageWriter _engine;
    private readonly IWordAnalyzer _analyzer;
    private readonly ThemeDirectory _themes;
    private readonly Glossary _glossary;
    private readonly IReadOnlyList<string> _userWords;
    private readonly ReadingRights _rights;
    private readonly ConcurrentBag<PreparedMaterial> _spare = [];
    private readonly WrittenCards _cards;

    /// <param name="engine">Writes the documents.</param>
    /// <param name="openLast">Opens the commit that this writer goes on from; null when it begins with nothing.</param>
    /// <param name="analyzer">Cuts text into words.</param>
    /// <param name="taxonomy">The themes that materials are tagged with.</param>
    /// <param name="glossary">The formulations that are known.</param>
    /// <param name="userWords">Lines of the owner's word lists.</param>
    /// <param name="rights">Whose rights the library is made for.</param>
    internal LibraryWriter(
        IPassageWriter engine,
        Func<IPassageReader>? openLast,
        IWordAnalyzer analyzer,
        Taxonomy taxonomy,
        Glossary glossary,
        IReadOnlyList<string> userWords,
        ReadingRights rights)
    {
        _rights = rights;
        _engine = engine;
        _cards = new WrittenCards(openLast);
        _analyzer = analyzer;
        _themes = ThemeDirectory.Of(taxonomy);
        _glossary = glossary;
        _userWords = userWords;
        Fingerprint = $"{FormatVersion}-{analyzer.Fingerprint}";
    }

    /// <summary>
    /// Tells how documents are made of materials: format, analysis and lexicon. What was indexed under another one must be indexed anew.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>What cuts the words.</summary>
    public string Words => _analyzer.Name;

    /// <summary>What the last commit carried; empty for a new library.</summary>
    public IReadOnlyDictionary<string, string> UserData => _engine.UserData;

    /// <summary>Makes a material ready to be written. Any number of threads may do so at a time.</summary>
    /// <param name="material">The material.</param>
    /// <param name="path">Path of its file, to be shown; null when there is none.</param>
    /// <param name="today">The day on which it comes into the library: a later date is doubtful, and nothing goes by it.</param>
    /// <param name="cancellation">Ends it between two passages.</param>
    /// <exception cref="ArgumentException">Those whom the library is made for may not read the material.</exception>
    public PreparedMaterial Prepare(
        Material material, string? path, DateOnly? today = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        if (material.Access is { } access && !_rights.MayRead(AccessLevel.FromWritten(access)))
        {
            throw new ArgumentException($"The material is {access}, and the index is for {_rights}.", nameof(material));
        }

        var prepared = _spare.TryTake(out var spare)
            ? spare
            : new PreparedMaterial(_engine.NewBlock(), new MaterialIndexer(_analyzer, _glossary));
        prepared.Fill(material, path, today, cancellation);
        return prepared;
    }

    /// <summary>Gives back a prepared material that is not to be written. It may not be used again.</summary>
    public void Drop(PreparedMaterial prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        if (prepared.IsOrdinary && _spare.Count < MaxSpare)
        {
            _spare.Add(prepared);
        }
    }

    /// <summary>
    /// Writes a material in the place of the one with its id, if there is one. The prepared material may not be used again.
    /// </summary>
    public void Put(PreparedMaterial prepared)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        Guarded(() => _engine.Replace(prepared.Id, prepared.Block));
        _cards.Put(prepared.Id, prepared.Card);
        Drop(prepared);
    }

    /// <summary>Removes a material, if it is there.</summary>
    public void Remove(string id)
    {
        Guarded(() => _engine.Remove(id));
        _cards.Remove(id);
    }

    /// <summary>Writes what holds of the library as a whole, in the place of what was known of that before.</summary>
    /// <param name="report">Which materials are copies of which.</param>
    /// <param name="arrivals">When each material first came into the library, in seconds of Unix time.</param>
    public void Put(DuplicateReport report, IReadOnlyDictionary<string, long> arrivals)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(arrivals);
        Guarded(() => _engine.SetLibrary(report.Texts, new Dictionary<StoredField, byte[]>
        {
            [StoredField.Families] = JsonSerializer.SerializeToUtf8Bytes(StoredFamilies.Of(report), StoredJson.Compact.StoredFamilies),
            [StoredField.SharedPairs] = JsonSerializer.SerializeToUtf8Bytes(
                StoredSharedPairs.Of(report), StoredJson.Compact.StoredSharedPairs),
            [StoredField.Arrivals] = JsonSerializer.SerializeToUtf8Bytes(
                arrivals.ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal), StoredJson.Compact.DictionaryStringInt64),
            [StoredField.Cards] = _cards.ToJson(),
        }));
    }

    /// <summary>Makes everything written since the last commit last, and visible.</summary>
    /// <param name="userData">What the commit carries for its next writer; names beginning with <c>kb.</c> are the library's own.</param>
    /// <param name="time">Clock.</param>
    public void Commit(IReadOnlyDictionary<string, string> userData, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        var carried = new Dictionary<string, string>(userData, StringComparer.Ordinal)
        {
            [IndexMetadata.Themes] = _themes.ToJson(),
            [IndexMetadata.Glossary] = GlossaryJson.Of(_glossary),
            [IndexMetadata.Words] = _analyzer.Name,
            [IndexMetadata.UserWords] = string.Join('\n', _userWords),
            [IndexMetadata.Fingerprint] = Fingerprint,
            [IndexMetadata.Rights] = _rights.Written,
            [IndexMetadata.Committed] = time.GetUtcNow().ToString("O"),
        };
        carried.Remove(IndexMetadata.Cards);
        if (_cards.AreWhole(UserData))
        {
            carried[IndexMetadata.Cards] = IndexMetadata.CardsAreWhole;
        }

        Guarded(() => _engine.Commit(carried));
    }

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    /// <exception cref="LibraryException">
    /// What stands in the folder is damaged, the disk is full or fails, or writing has failed before. This writer is of no more use; the
    /// library is as its last commit left it.
    /// </exception>
    private static void Guarded(Action write)
    {
        try
        {
            write();
        }
        catch (Exception e) when (IndexDamage.Is(e))
        {
            throw IndexDamage.ToldOf(e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException(e.Message, e);
        }
    }
}

/// <summary>A material on its way into the library.</summary>
public sealed class PreparedMaterial
{
    /// <summary>Characters of the longest text that leaves buffers of a size worth keeping.</summary>
    private const int LongestOrdinary = 1 << 17;

    /// <summary>The most passages that do so: each has buffers of its own, which grow to some 28 KiB.</summary>
    private const int MostOrdinary = 256;

    private readonly MaterialIndexer _indexer;

    internal PreparedMaterial(IPassageBlock block, MaterialIndexer indexer)
    {
        Block = block;
        _indexer = indexer;
    }

    /// <summary>Id of the material.</summary>
    public string Id { get; private set; } = "";

    /// <summary>Number of its passages.</summary>
    public int Passages { get; private set; }

    internal IPassageBlock Block { get; }

    /// <summary>Its card, as JSON.</summary>
    internal byte[] Card => _indexer.Card;

    /// <summary>
    /// True when what it took in is no larger than most; otherwise its buffers are too large to be kept for the next one.
    /// </summary>
    internal bool IsOrdinary { get; private set; } = true;

    internal void Fill(Material material, string? path, DateOnly? today, CancellationToken cancellation)
    {
        Id = material.Id;
        IsOrdinary &= material.Text.Length <= LongestOrdinary;
        Passages = _indexer.Fill(Block, material, path, today, cancellation);
        IsOrdinary &= Passages <= MostOrdinary;
    }
}
