using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Retrieval.Words;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Storage;

/// <summary>
/// A library on disk: a folder with a marker that names its engine, the engine's files in <c>passages/</c>, and what the builder keeps
/// beside them.
/// </summary>
public static class LibraryFolder
{
    private const string Passages = "passages";

    /// <summary>Names of the engines that an index can be built with, the default first.</summary>
    public static IReadOnlyList<string> Engines { get; } = [.. LibraryEngines.All.Select(engine => engine.Name)];

    /// <summary>The name of the one whose indexes a server keeps.</summary>
    public static string ServerEngine => LibraryEngines.Distributed;

    /// <summary>Those of them that keep all of an index in its folder, and need no server.</summary>
    public static IReadOnlyList<string> LocalEngines { get; } = [.. Engines.Where(name => name != LibraryEngines.Distributed)];

    /// <summary>True when there is a library in the folder.</summary>
    public static bool Exists(string folder) => LibraryEngines.All.Any(engine => engine.Exists(EngineFolder(folder)));

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
    /// <param name="meaning">
    /// The model by which questions are answered beside their words, once <see cref="Library.PrepareMeaning"/> was called; null for none.
    /// </param>
    /// <exception cref="LibraryException">There is none, or it is damaged. Refreshing the library throws the same.</exception>
    public static Library Open(
        string folder, bool verifyChecksums = false, long heldInMemory = 0, MeaningModel? meaning = null) =>
        Open(folder, new EngineReading { VerifyChecksums = verifyChecksums, HeldInMemory = heldInMemory }, meaning);

    /// <summary>Opens a library for reading, the engine in a certain way.</summary>
    internal static Library Open(string folder, EngineReading reading, MeaningModel? meaning = null)
    {
        return new(
            () => Guarded(folder, () => Newest(before: null)!),
            before => Guarded(folder, () => Newest(before)),
            meaning is null ? null : new LibraryMeaning(
                meaning, folder, () => LevelIndexes.Others(folder).Select(LibraryVectors.FileOf)));

        LibrarySnapshot? Newest(LibrarySnapshot? before)
        {
            // Another index that was put in the place of this one may be of another engine.
            var engine = EngineOf(folder);
            var reader = before?.Reader is { } open && open.Engine == engine
                ? open.OpenIfChanged()
                : engine.Open(EngineFolder(folder), reading);
            return reader is null ? null : Snapshot(reader, before);
        }

        LibrarySnapshot Snapshot(IPassageReader reader, LibrarySnapshot? before)
        {
            try
            {
                // Making a lexicon with the owner's words takes longer than all else.
                var words = WordsOf(reader.UserData);
                var analyzer = before is not null && WordsOf(before.Reader.UserData) == words ? before.Analyzer : Analyzer(words);
                var snapshot = new LibrarySnapshot(reader, analyzer);
                if (reading.VerifyChecksums)
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
    /// <param name="folder">The folder.</param>
    /// <param name="engine">
    /// Name of the engine that the index must be of; null for the one that it is of, or the default for a new one.
    /// </param>
    /// <returns>What was mended; null when nothing had to be.</returns>
    /// <exception cref="LibraryException">
    /// The folder holds something else, or an index of another engine, or cannot be written to. Nothing was changed.
    /// </exception>
    public static string? Claim(string folder, string? engine = null) => Guarded(folder, () =>
    {
        if (File.Exists(folder))
        {
            throw new LibraryException($"{folder} is a file. Name a folder with --index.");
        }

        var marker = LibraryMarker.Read(folder).State;
        if (marker == MarkerState.Sound || Exists(folder))
        {
            CheckEngine(folder, engine);
        }

        if (marker != MarkerState.Sound)
        {
            CheckClaimable(folder, marker);
            Directory.CreateDirectory(folder);
            LibraryMarker.Write(folder, Exists(folder) ? EngineOf(folder).Name : engine ?? LibraryEngines.Default.Name);
        }
        else if (Reserved(folder).FirstOrDefault(path => new FileInfo(path).LinkTarget is not null) is { } link)
        {
            throw new LibraryException(
                $"{link} is a link, and an index needs that name for itself. Remove the link, or name another folder with --index.");
        }

        return marker == MarkerState.Damaged ? $"The marker of {folder} was damaged, and is written anew." : null;
    });

    /// <summary>What is wrong with the marker of an index; null when nothing is, or when the index is older than markers are.</summary>
    public static string? MarkerProblem(string folder) => LibraryMarker.Read(folder).State is MarkerState.Damaged or MarkerState.Foreign
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
            using var writer = EngineOf(folder).OpenWriter(EngineFolder(folder)); // removes what is the engine's
            RemoveLeftovers(
                folder,
                writer.UserData.Values.Concat(
                    Directory.GetFiles(folder).Select(p => Path.GetFileName(p)).Where(n => BuilderFile.Checks.NumberOf(n) > 0)));
        }
        catch (Exception e) when (e is EngineException or LibraryException or IOException or UnauthorizedAccessException)
        {
            // It is damaged, say; whoever builds it anew removes everything.
        }
    }

    /// <summary>
    /// Keeps builds from a library, from the indexes for other rights too, until what is returned is disposed: its files stay as they are.
    /// </summary>
    /// <exception cref="LibraryException">There is none, it is kept by a server or damaged, or it is being built.</exception>
    public static IDisposable HoldStill(string library)
    {
        var held = new HeldStill();
        try
        {
            foreach (var folder in LevelIndexes.Folders(library).Prepend(library))
            {
                held.Writers.Add(Guarded(folder, () => Exists(folder) && EngineOf(folder).Name != LibraryEngines.Distributed
                    ? EngineOf(folder).OpenWriter(EngineFolder(folder))
                    : throw new LibraryException($"The folder {folder} does not hold all of an index.")));
            }

            return held;
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>Whether a file of an index only keeps other writers away, and says nothing once they are gone.</summary>
    /// <param name="name">Its name.</param>
    public static bool IsLock(string name) => name is WriterLock.LockName or WriterLock.NoteName;

    /// <summary>
    /// The engine's files that the newest commit consists of, each with its length and checksum; the one that lists them aside.
    /// </summary>
    /// <exception cref="LibraryException">It is damaged.</exception>
    public static IReadOnlyList<EngineFile> Files(string folder) => Guarded(folder, () => EngineOf(folder).Files(EngineFolder(folder)));

    /// <summary>Reads one of the engine's files through and compares its checksum.</summary>
    /// <returns>What is wrong, with file and place; null when nothing is.</returns>
    public static string? Check(string folder, EngineFile file)
    {
        try
        {
            return EngineOf(folder).Check(EngineFolder(folder), file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{file.Name}, byte 0: it cannot be read: {e.Message}";
        }
    }

    /// <summary>The engine's folder inside of an index.</summary>
    internal static string EngineFolder(string folder) => Path.Combine(folder, Passages);

    /// <summary>Opens a library for writing, or makes a new one.</summary>
    /// <param name="folder">Its folder; <see cref="Claim"/> says which are refused.</param>
    /// <param name="taxonomy">The themes that its materials are tagged with.</param>
    /// <param name="glossary">The formulations that are known.</param>
    /// <param name="userWords">Lines of the owner's word lists.</param>
    /// <param name="anew">Whether to begin with nothing. What is there, damaged perhaps, stays until the first commit replaces it.</param>
    /// <param name="engine">
    /// Name of the engine that the index must be of; null for the one that it is of, or the default for a new one.
    /// </param>
    /// <param name="words">
    /// What cuts the words, one of <see cref="WordAnalyzers.Names"/>; null for what the index has, or the lexicon for a new one. Where it
    /// changes, the fingerprint does, and what was written before must be written anew.
    /// </param>
    /// <param name="server">
    /// Addresses of the server that keeps the index, for an engine that has one; null for those that the environment or the index names.
    /// </param>
    /// <param name="rights">Whose rights it is made for; null for everyone's.</param>
    /// <exception cref="LibraryException">It is damaged, or of another engine, or another process writes it.</exception>
    public static LibraryWriter OpenWriter(
        string folder,
        Taxonomy taxonomy,
        Glossary glossary,
        IReadOnlyList<string> userWords,
        bool anew = false,
        string? engine = null,
        string? words = null,
        string? server = null,
        ReadingRights? rights = null) => Guarded(folder, () =>
    {
        Claim(folder, engine);
        var written = anew && words is null ? WordsOfDamaged(folder) : null;
        var writer = WritingEngine(folder, server).OpenWriter(EngineFolder(folder), anew);
        try
        {
            var cutter = words ?? written ?? WordsOf(writer.UserData).Cutter;
            return new LibraryWriter(
                writer,
                anew || writer.UserData.Count == 0 ? null : () => OpenReader(folder),
                Analyzer((cutter, string.Join('\n', userWords))),
                taxonomy,
                glossary,
                userWords,
                rights ?? ReadingRights.Everyone);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    });

    /// <summary>
    /// The ids of all materials of a library, with some perhaps that were removed lately; for a builder that has lost its own list.
    /// </summary>
    /// <exception cref="LibraryException">It is damaged.</exception>
    public static IReadOnlyList<string> MaterialIds(string folder) => Guarded(folder, () =>
    {
        using var reader = OpenReader(folder);
        return reader.MaterialIds();
    });

    /// <summary>What its builder wrote into the newest commit, by key.</summary>
    /// <exception cref="LibraryException">There is no library, or it is damaged.</exception>
    public static IReadOnlyDictionary<string, string> UserData(string folder) => Guarded(folder, () =>
    {
        using var reader = OpenReader(folder);
        return reader.UserData;
    });

    /// <summary>Checks every checksum and every invariant of a library. Reads all of it; a build may be under way meanwhile.</summary>
    /// <exception cref="LibraryException">There is none.</exception>
    public static LibraryVerification Verify(string folder, CancellationToken cancellationToken = default) => Guarded(folder, () =>
    {
        var report = EngineOf(folder).Verify(EngineFolder(folder), cancellationToken);
        if (report.Problems.Count > 0)
        {
            return new LibraryVerification(
                report.Generation, 0, 0, report.Problems, new Dictionary<string, string>(StringComparer.Ordinal));
        }

        using var reader = OpenReader(folder);
        var all = reader.Search(new EngineSearch { Query = new EveryPassageQuery(), Take = 0 });
        return new LibraryVerification(report.Generation, all.Materials, all.Passages, [], reader.UserData);
    });

    /// <summary>
    /// The engine that an index is of: the one that its marker names; without a sound marker, the one that has files there. The default
    /// for a folder without an index.
    /// </summary>
    /// <exception cref="LibraryException">This program has no engine of that name.</exception>
    private static IPassageEngine EngineOf(string folder) => LibraryMarker.Read(folder) switch
    {
        (MarkerState.Sound, { } name) => LibraryEngines.Named(name) ?? throw new LibraryException(
            $"The index in {folder} was written by the engine '{name}', which this program does not have; it has "
            + $"{string.Join(" and ", Engines)}. Use the program that built it, or name another index with --index.")
        {
            Fault = LibraryFault.OtherVersion,
        },
        (MarkerState.Sound, null) => LibraryEngines.Default,
        _ => LibraryEngines.All.FirstOrDefault(engine => engine.Exists(EngineFolder(folder))) ?? LibraryEngines.Default,
    };

    /// <exception cref="LibraryException">A server is named for an index that is all in its folder.</exception>
    private static IPassageEngine WritingEngine(string folder, string? server)
    {
        var engine = EngineOf(folder);
        var isLevel = LevelIndexes.IsOne(folder);
        return server is null && !(isLevel && engine.Name == LibraryEngines.Distributed)
            ? engine
            : engine.Name == LibraryEngines.Distributed
                ? LibraryEngines.OnServer(server, isNamed: !isLevel)
                : throw new LibraryException(
                    $"The index in {folder} was written by the engine '{engine.Name}', which keeps it there and on no server. Nothing was "
                    + "changed. Build it without --opensearch; or name another folder with --index.");
    }

    /// <exception cref="LibraryException">An index is of another engine than the one asked for.</exception>
    private static void CheckEngine(string folder, string? asked)
    {
        if (EngineOf(folder).Name is var found && asked is not null && asked != found)
        {
            throw new LibraryException(
                $"The index in {folder} was written by the engine '{found}', not by '{asked}'. Nothing was changed. Build it with "
                + $"--engine {found} or without --engine; or name another folder with --index for an index of '{asked}'.");
        }
    }

    /// <summary>Name of the engine that an index is of.</summary>
    /// <exception cref="LibraryException">This program has no engine of that name.</exception>
    public static string EngineNameOf(string folder) => EngineOf(folder).Name;

    /// <summary>Whether all that lies in a folder is an index of this program.</summary>
    internal static bool HoldsOnlyAnIndex(string folder) =>
        LibraryMarker.Read(folder).State == MarkerState.Sound
        && Foreign(
            folder,
            [.. Directory.GetFileSystemEntries(folder).Where(path => !LibraryMarker.IsPending(path))],
            MarkerState.Sound).Length == 0;

    private static IPassageReader OpenReader(string folder) => EngineOf(folder).Open(EngineFolder(folder), new EngineReading());

    /// <summary>What cuts the words of a commit, and the owner's words, a line each.</summary>
    private static (string Cutter, string UserWords) WordsOf(IReadOnlyDictionary<string, string> userData) => (
        userData.GetValueOrDefault(IndexMetadata.Words, WordAnalyzers.Default), userData.GetValueOrDefault(IndexMetadata.UserWords, ""));

    /// <summary>What cut the words of an index that is begun anew; null when that cannot be read any more.</summary>
    private static string? WordsOfDamaged(string folder)
    {
        try
        {
            using var reader = OpenReader(folder);
            return WordsOf(reader.UserData).Cutter;
        }
        catch (Exception e) when (e is EngineException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="LibraryException">This program does not know what cut the words.</exception>
    private static IWordAnalyzer Analyzer((string Cutter, string UserWords) words)
    {
        var lexicon = words.UserWords.Length == 0 ? Lexicon.Default : Lexicon.Default.WithUserWords(words.UserWords.Split('\n'));
        return WordAnalyzers.Names.Contains(words.Cutter, StringComparer.Ordinal)
            ? WordAnalyzers.Create(words.Cutter, lexicon)
            : throw new LibraryException(
                $"The words of the index were cut by '{words.Cutter}', which this program does not have. Use the program that built it, or "
                + "name another index with --index.")
            {
                Fault = LibraryFault.OtherVersion,
            };
    }

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
                LevelIndexes.FolderName => !LevelIndexes.AreOwn(path),
                _ => !BuilderFile.All.Any(kind => kind.Wrote(path)) && !LibraryVectors.IsOwn(path),
            })
            .Select(path => Path.GetFileName(path))
            .Concat(EngineOf(folder).Foreign(EngineFolder(folder)).Select(name => $"{Passages}/{name}"))
            .Order(StringComparer.Ordinal),
    ];

    private static bool IsSoundWithoutMarker(string folder)
    {
        try
        {
            using var reader = OpenReader(folder);
            return reader.UserData.ContainsKey(IndexMetadata.Fingerprint)
                && (reader.UserData.GetValueOrDefault("catalog") is not { } catalog
                    || BuilderFile.Catalog.IsSound(Path.Combine(folder, catalog)));
        }
        catch (EngineException)
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

    private static T Guarded<T>(string folder, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (EngineException e) when (e.Fault == EngineFault.Missing)
        {
            throw new LibraryException(
                $"There is no index in {folder}. Build one with 'kb build --index {folder}', or name another with --index.", e)
            {
                Fault = LibraryFault.Missing,
            };
        }
        catch (EngineException e)
        {
            throw new LibraryException($"The index in {folder} cannot be used: {e.Message}", e)
            {
                NeedsRebuild = e.Fault is not (EngineFault.Locked or EngineFault.NoServer),
                Fault = e.Fault switch
                {
                    EngineFault.Locked => LibraryFault.Locked,
                    EngineFault.OtherFormat => LibraryFault.OtherVersion,
                    EngineFault.NoServer => LibraryFault.NoServer,
                    _ => LibraryFault.Damaged,
                },
                DamagedFile = e.File,
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

    private sealed class HeldStill : IDisposable
    {
        public List<IDisposable> Writers { get; } = [];

        public void Dispose() => Writers.ForEach(w => w.Dispose());
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
