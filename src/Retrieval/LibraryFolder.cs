using System.Text.Json;
using KnowledgeBase.FullText;
using KnowledgeBase.Retrieval.Engines.Embedded;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval;

/// <summary>A library on disk: a folder with the engine's files in <c>passages/</c> and what the builder keeps beside them.</summary>
public static class LibraryFolder
{
    private const string Passages = "passages";

    /// <summary>True when there is a library in the folder.</summary>
    public static bool Exists(string folder) => Directory.Exists(Path.Combine(folder, Passages));

    /// <summary>Opens a library for reading.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="verifyChecksums">
    /// Whether every file is read through and its checksum compared, now and, for new files, at each refresh: some 200 ms for a
    /// gigabyte that the system has in memory. Without, the small files are, and what is stored is compared when it is read: only a
    /// byte that changed inside a large file of the index proper may go unnoticed by a search.
    /// </param>
    /// <param name="heldInMemory">
    /// Bytes of the index's files that are read into memory instead of being mapped. What is held cannot be changed or cut short from
    /// outside any more; a file that is mapped can, and reading a page of it that is gone ends the process.
    /// </param>
    /// <exception cref="LibraryException">There is none, or it is damaged. Refreshing the library throws the same.</exception>
    public static Library Open(string folder, bool verifyChecksums = false, long heldInMemory = 0) =>
        Open(folder, new IndexReaderOptions { VerifyChecksums = verifyChecksums, HeldInMemory = heldInMemory });

    /// <summary>Opens a library for reading, the engine in a certain way.</summary>
    internal static Library Open(string folder, IndexReaderOptions options)
    {
        return new(
            () => Guarded(folder, () =>
            {
                var reader = OpenReader(folder, options);
                return Snapshot(reader, () => Analyzer(UserWords(reader)));
            }),
            before => Guarded(folder, () => before.Reader.OpenIfChanged() is { } reader

                // Making a lexicon with the owner's words takes longer than all else.
                ? Snapshot(reader, () => UserWords(reader) == UserWords(before.Reader) ? before.Analyzer : Analyzer(UserWords(reader)))
                : null));

        LibrarySnapshot Snapshot(Engines.IPassageReader reader, Func<WordAnalyzer> analyzer)
        {
            try
            {
                var snapshot = new LibrarySnapshot(reader, analyzer());
                if (options.VerifyChecksums)
                {
                    snapshot.ReadWhatIsReadOnce();
                }

                return snapshot;
            }
            catch
            {
                reader.Dispose();
                throw;
            }
        }
    }

    /// <summary>Opens a library for writing, or makes a new one.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="taxonomy">The themes that its materials are tagged with.</param>
    /// <param name="glossary">The formulations that are known.</param>
    /// <param name="userWords">Lines of the owner's word lists.</param>
    /// <exception cref="LibraryException">It is damaged, or another process writes it.</exception>
    public static LibraryWriter OpenWriter(string folder, Taxonomy taxonomy, Glossary glossary, IReadOnlyList<string> userWords) => Guarded(folder, () =>
    {
        var analyzer = Analyzer(userWords);
        Directory.CreateDirectory(folder);
        var engine = new EmbeddedWriter(IndexWriter.Open(Path.Combine(folder, Passages), EmbeddedSchema.Schema));
        return new LibraryWriter(engine, analyzer, taxonomy, glossary, userWords);
    });

    /// <summary>The ids of all materials of a library, with some perhaps that were removed lately; for a builder that has lost its own list.</summary>
    /// <exception cref="LibraryException">It is damaged.</exception>
    public static IReadOnlyList<string> MaterialIds(string folder) => Guarded(folder, () =>
    {
        using var reader = IndexReader.Open(Path.Combine(folder, Passages));
        return reader.GetTerms(EmbeddedSchema.Name(Engines.PassageField.Material)).Select(t => t.Text).ToList();
    });

    /// <summary>What its builder wrote into the newest commit, by key.</summary>
    /// <exception cref="LibraryException">There is no library, or it is damaged.</exception>
    public static IReadOnlyDictionary<string, string> UserData(string folder) => Guarded(folder, () =>
    {
        using var reader = IndexReader.Open(Path.Combine(folder, Passages));
        return reader.UserData;
    });

    /// <summary>Deletes a library that can only be built anew.</summary>
    public static void Delete(string folder) => Directory.Delete(Path.Combine(folder, Passages), recursive: true);

    /// <summary>Checks every checksum and every invariant of a library. Reads all of it; a build may be under way meanwhile.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public static LibraryVerification Verify(string folder, CancellationToken cancellationToken = default) => Guarded(folder, () =>
    {
        var report = IndexVerifier.Verify(Path.Combine(folder, Passages), cancellationToken);
        string[] problems = [.. report.Problems.Select(p => p.ToString())];
        if (problems.Length > 0)
        {
            return new LibraryVerification(report.Generation, 0, 0, problems, new Dictionary<string, string>(StringComparer.Ordinal));
        }

        using var reader = OpenReader(folder, new IndexReaderOptions());
        var all = reader.Search(new Engines.EngineSearch { Query = new Engines.EveryPassageQuery(), Take = 0 });
        return new LibraryVerification(report.Generation, all.Materials, all.Passages, [], reader.UserData);
    });

    private static EmbeddedReader OpenReader(string folder, IndexReaderOptions options) => new(IndexReader.Open(Path.Combine(folder, Passages), options));

    /// <summary>The owner's words that the index was made with, a line each.</summary>
    private static string UserWords(Engines.IPassageReader reader) => reader.UserData.GetValueOrDefault(IndexMetadata.UserWords, "");

    private static WordAnalyzer Analyzer(string userWords) => Analyzer(userWords.Length == 0 ? [] : userWords.Split('\n'));

    private static WordAnalyzer Analyzer(IReadOnlyList<string> userWords) =>
        new(new Segmenter(userWords.Count == 0 ? Lexicon.Default : Lexicon.Default.WithUserWords(userWords)));

    /// <summary>Whether an error that a search or a writer met says that the index is damaged, or cannot be gone on with.</summary>
    internal static bool IsDamage(Exception error) => error is IndexException or InvalidDataException or JsonException;

    /// <summary>What is said of such an error.</summary>
    internal static LibraryException DamageOf(Exception error) => new(
        error is JsonException
            ? "The index is damaged: what it stores with a material or a passage cannot be read. Build it anew with 'kb build --rebuild'."
            : error.Message,
        error)
    {
        NeedsRebuild = error is not IndexException || error is IndexCorruptException or IndexVersionException,
    };

    private static T Guarded<T>(string folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IndexNotFoundException e)
        {
            throw new LibraryException($"There is no index in {folder}. Build one with 'kb build --index {folder}', or name another with --index.", e)
            {
                Fault = LibraryFault.Missing,
            };
        }
        catch (IndexException e)
        {
            throw new LibraryException($"The index in {folder} cannot be used: {e.Message}", e)
            {
                NeedsRebuild = e is not IndexLockedException,
                Fault = e switch
                {
                    IndexLockedException => LibraryFault.Locked,
                    IndexVersionException => LibraryFault.OtherVersion,
                    _ => LibraryFault.Damaged,
                },
                DamagedFile = (e as IndexCorruptException)?.File,
            };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LibraryException($"The index in {folder} cannot be opened: {e.Message}", e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException)
        {
            throw new LibraryException($"The index in {folder} does not hold a library: {e.Message} Build it anew with 'kb build --index {folder}'.", e)
            {
                NeedsRebuild = true,
                Fault = LibraryFault.Damaged,
            };
        }
    }
}

/// <summary>What a check of a library found.</summary>
/// <param name="Generation">Number of the commit that was checked; 0 when it could not be read.</param>
/// <param name="Materials">Materials in it; 0 when it is damaged, as is the number of passages.</param>
/// <param name="Passages">Passages in it.</param>
/// <param name="Problems">What is wrong, with file and place; empty when it is sound.</param>
/// <param name="UserData">What the commit carries; empty when it is damaged.</param>
public sealed record LibraryVerification(
    long Generation, int Materials, int Passages, IReadOnlyList<string> Problems, IReadOnlyDictionary<string, string> UserData);
