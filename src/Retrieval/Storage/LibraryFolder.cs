using System.Text.Json;
using KnowledgeBase.FullText;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;
using KnowledgeBase.Retrieval.Engines.Embedded;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>A library on disk: a folder with the engine's files in <c>passages/</c> and what the builder keeps beside them.</summary>
public static class LibraryFolder
{
    private const string Passages = "passages";

    /// <summary>True when there is a library in the folder.</summary>
    public static bool Exists(string folder) => File.Exists(Path.Combine(EngineFolder(folder), "manifest"));

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

    /// <summary>
    /// Makes sure that a folder is an index's before anything is written to it: makes it when it is not there, marks it when it is empty.
    /// An index of a program that left no marker is recognised when all that lies in it is the program's own and sound.
    /// </summary>
    /// <returns>What was mended; null when nothing had to be.</returns>
    /// <exception cref="LibraryException">The folder holds something else, or cannot be written to. Nothing was changed.</exception>
    public static string? Claim(string folder) => Guarded(folder, () =>
    {
        if (File.Exists(folder))
        {
            throw new LibraryException($"{folder} is a file. Name a folder with --index.");
        }

        var marker = LibraryMarker.StateOf(folder);
        if (marker != MarkerState.Sound)
        {
            CheckClaimable(folder, marker);
            Directory.CreateDirectory(folder);
            LibraryMarker.Write(folder);
        }
        else if (Reserved(folder).FirstOrDefault(path => new FileInfo(path).LinkTarget is not null) is { } link)
        {
            throw new LibraryException(
                $"{link} is a link, and an index needs that name for itself. Remove the link, or name another folder with --index.");
        }

        return marker == MarkerState.Damaged ? $"The marker of {folder} was damaged, and is written anew." : null;
    });

    /// <summary>What is wrong with the marker of an index; null when nothing is, or when the index is older than markers are.</summary>
    public static string? MarkerProblem(string folder) => LibraryMarker.StateOf(folder) is MarkerState.Damaged or MarkerState.Foreign
        ? $"{LibraryMarker.FileName}, byte 0: the marker that makes the folder an index's is damaged."
        : null;

    /// <summary>
    /// Removes what builders left beside the engine's files that were stopped or killed, and what later builds have replaced; files of
    /// others stay, whatever their names. Only for who has the library open for writing.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="keep">Names of files that stay.</param>
    public static void RemoveLeftovers(string folder, IEnumerable<string> keep)
    {
        var kept = keep.ToHashSet(StringComparer.Ordinal);
        foreach (var path in Directory.GetFiles(folder))
        {
            try
            {
                if (!kept.Contains(Path.GetFileName(path))
                    && (LibraryMarker.IsPending(path) || BuilderFile.All.Any(kind => kind.Wrote(path))))
                {
                    File.Delete(path);
                }
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The next build tries again.
            }
        }
    }

    /// <summary>Removes what a build that has failed left, as far as that is possible now; the next build removes the rest.</summary>
    public static void RemoveUnfinished(string folder)
    {
        try
        {
            using var writer = IndexWriter.Open(EngineFolder(folder), EmbeddedSchema.Schema); // removes what is the engine's
            RemoveLeftovers(
                folder,
                writer.CommittedUserData.Values.Concat(
                    Directory.GetFiles(folder).Select(p => Path.GetFileName(p)).Where(n => BuilderFile.Checks.NumberOf(n) > 0)));
        }
        catch (Exception e) when (e is IndexException or IOException or UnauthorizedAccessException)
        {
            // It is damaged, say; whoever builds it anew removes everything.
        }
    }

    /// <summary>The engine's files that the newest commit consists of, each with its length and checksum; the manifest aside.</summary>
    /// <exception cref="LibraryException">It is damaged.</exception>
    public static IReadOnlyList<IndexFile> Files(string folder) => Guarded(folder, () => IndexFiles.List(EngineFolder(folder)));

    /// <summary>Reads one of the engine's files through and compares its checksum.</summary>
    /// <returns>What is wrong, with file and place; null when nothing is.</returns>
    public static string? Check(string folder, IndexFile file)
    {
        try
        {
            return IndexFiles.Check(EngineFolder(folder), file)?.ToString();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file.Name}, byte 0: it cannot be read: {e.Message}";
        }
    }

    /// <summary>The engine's folder inside of an index.</summary>
    public static string EngineFolder(string folder) => Path.Combine(folder, Passages);

    /// <summary>Opens a library for writing, or makes a new one.</summary>
    /// <param name="folder">Its folder; <see cref="Claim"/> says which are refused.</param>
    /// <param name="taxonomy">The themes that its materials are tagged with.</param>
    /// <param name="glossary">The formulations that are known.</param>
    /// <param name="userWords">Lines of the owner's word lists.</param>
    /// <param name="anew">Whether to begin with nothing. What is there, damaged perhaps, stays until the first commit replaces it.</param>
    /// <exception cref="LibraryException">It is damaged, or another process writes it.</exception>
    public static LibraryWriter OpenWriter(
        string folder, Taxonomy taxonomy, Glossary glossary, IReadOnlyList<string> userWords, bool anew = false) => Guarded(folder, () =>
    {
        Claim(folder);
        var analyzer = Analyzer(userWords);
        var engine = new EmbeddedWriter(
            IndexWriter.Open(EngineFolder(folder), EmbeddedSchema.Schema, new IndexWriterOptions { StartAnew = anew }));
        return new LibraryWriter(engine, analyzer, taxonomy, glossary, userWords);
    });

    /// <summary>
    /// The ids of all materials of a library, with some perhaps that were removed lately; for a builder that has lost its own list.
    /// </summary>
    /// <exception cref="LibraryException">It is damaged.</exception>
    public static IReadOnlyList<string> MaterialIds(string folder) => Guarded(folder, () =>
    {
        using var reader = IndexReader.Open(EngineFolder(folder));
        return reader.GetTerms(EmbeddedSchema.Name(Engines.PassageField.Material)).Select(t => t.Text).ToList();
    });

    /// <summary>What its builder wrote into the newest commit, by key.</summary>
    /// <exception cref="LibraryException">There is no library, or it is damaged.</exception>
    public static IReadOnlyDictionary<string, string> UserData(string folder) => Guarded(folder, () =>
    {
        using var reader = IndexReader.Open(EngineFolder(folder));
        return reader.UserData;
    });

    /// <summary>Checks every checksum and every invariant of a library. Reads all of it; a build may be under way meanwhile.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public static LibraryVerification Verify(string folder, CancellationToken cancellationToken = default) => Guarded(folder, () =>
    {
        var report = IndexVerifier.Verify(EngineFolder(folder), cancellationToken);
        string[] problems = [.. report.Problems.Select(p => p.ToString())];
        if (problems.Length > 0)
        {
            return new LibraryVerification(report.Generation, 0, 0, problems, new Dictionary<string, string>(StringComparer.Ordinal));
        }

        using var reader = OpenReader(folder, new IndexReaderOptions());
        var all = reader.Search(new Engines.EngineSearch { Query = new Engines.EveryPassageQuery(), Take = 0 });
        return new LibraryVerification(report.Generation, all.Materials, all.Passages, [], reader.UserData);
    });

    private static EmbeddedReader OpenReader(string folder, IndexReaderOptions options) =>
        new(IndexReader.Open(EngineFolder(folder), options));

    /// <summary>The owner's words that the index was made with, a line each.</summary>
    private static string UserWords(Engines.IPassageReader reader) => reader.UserData.GetValueOrDefault(IndexMetadata.UserWords, "");

    private static WordAnalyzer Analyzer(string userWords) => Analyzer(userWords.Length == 0 ? [] : userWords.Split('\n'));

    /// <exception cref="LibraryException">A folder without a sound marker has something that is not an index's.</exception>
    private static void CheckClaimable(string folder, MarkerState marker)
    {
        string[] entries = Directory.Exists(folder)
            ? [.. Directory.GetFileSystemEntries(folder).Where(path => !LibraryMarker.IsPending(path))]
            : [];
        if (entries.Length == 0)
        {
            return;
        }

        var foreign = Foreign(folder, entries, marker);
        if (foreign is [LibraryMarker.FileName] && entries.Length > 1)
        {
            throw new LibraryException(
                $"The folder {folder} has files of an index, but its {LibraryMarker.FileName} is not what an index has there. "
                + "Nothing was changed. "
                + "Delete that file if it is not yours, and build again; or name another folder with --index.");
        }

        if (foreign.Length > 0)
        {
            throw new LibraryException(
                $"The folder {folder} is not empty and no index of this program: it has {string.Join(", ", foreign.Take(3))}" +
                $"{(foreign.Length > 3
                    ? $" and {foreign.Length - 3} more"
                    : "")}. Nothing was changed. Name a new or an empty folder with --index.");
        }

        if (!IsSoundWithoutMarker(folder))
        {
            throw new LibraryException(
                $"The folder {folder} has files of an index, but {(marker == MarkerState.Missing
                    ? "no marker"
                    : "its marker is damaged")}, and the rest is not sound "
                    +
                "either, so that it cannot be told whose it is. Nothing was changed. Delete the folder if nothing in it is yours, "
                + "or name another with --index.");
        }
    }

    /// <summary>Names of what is not the program's own.</summary>
    private static string[] Foreign(string folder, string[] entries, MarkerState marker) =>
    [
        .. entries
            .Where(path => Path.GetFileName(path) switch
            {
                LibraryMarker.FileName => marker == MarkerState.Foreign,
                Passages => new FileInfo(path).LinkTarget is not null || !Directory.Exists(path),
                _ => !BuilderFile.All.Any(kind => kind.Wrote(path)),
            })
            .Select(path => Path.GetFileName(path))
            .Concat(IndexFiles.Foreign(EngineFolder(folder)).Select(name => $"{Passages}/{name}"))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsSoundWithoutMarker(string folder)
    {
        try
        {
            using var reader = IndexReader.Open(EngineFolder(folder));
            return reader.UserData.ContainsKey(IndexMetadata.Fingerprint)
                && (reader.UserData.GetValueOrDefault("catalog") is not { } catalog
                    || BuilderFile.Catalog.IsSound(Path.Combine(folder, catalog)));
        }
        catch (IndexException)
        {
            return false;
        }
    }

    /// <summary>The places in the folder of an index that are written to under a fixed name.</summary>
    private static IEnumerable<string> Reserved(string folder)
    {
        yield return EngineFolder(folder);
        if (Directory.Exists(EngineFolder(folder)))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(EngineFolder(folder)))
            {
                yield return path;
            }
        }
    }

    private static WordAnalyzer Analyzer(IReadOnlyList<string> userWords) =>
        new(new Segmenter(userWords.Count == 0 ? Lexicon.Default : Lexicon.Default.WithUserWords(userWords)));

    private static T Guarded<T>(string folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (IndexNotFoundException e)
        {
            throw new LibraryException(
                $"There is no index in {folder}. Build one with 'kb build --index {folder}', or name another with --index.", e)
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
            throw new LibraryException(
                $"The index in {folder} does not hold a library: {e.Message} Build it anew with 'kb build --index {folder}'.", e)
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
