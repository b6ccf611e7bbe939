using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// Reads files, understands what is in them and makes it ready to be written. Any number of threads may use it at a time. Whatever is
/// thrown on the way costs the one material, or the one file, that it was thrown for.
/// </summary>
/// <param name="reader">Reads files.</param>
/// <param name="writer">Prepares materials for the index.</param>
/// <param name="settings">Understands them.</param>
/// <param name="last">What the last build left.</param>
/// <param name="everything">Whether what is unchanged is made anew as well.</param>
/// <param name="sieve">Tells which materials are for the index.</param>
/// <param name="today">The day of this build: a later date of a material is doubtful.</param>
internal sealed class MaterialPreparation(
    GuardedReader reader, LibraryWriter writer, LibrarySettings settings, LastBuild last, bool everything, LevelSieve sieve,
    DateOnly today)
{
    /// <summary>What a material weighs beside its text.</summary>
    private const int MaterialWeight = 4096;

    /// <summary>Characters that a line weighs beside its own.</summary>
    private const int LineWeight = 32;

    private readonly ConcurrentBag<Sketcher> _sketchers = [];

    /// <summary>
    /// What is understood of a text takes some 200 bytes for each of its characters until it is written, and thousands for a line that is a
    /// heading; two million characters, seven average books, in a hundred thousand lines keep a build under its ceiling of memory.
    /// </summary>
    public static ReadLimits Limits { get; } = ReadLimits.Default with { MaxTextLength = 2 << 20, MaxLines = 100_000 };

    /// <summary>What a text holds of <see cref="TextInFlight"/>.</summary>
    public static long Weight(RawMaterial raw) => raw.Text.Length + ((long)raw.CountLines() * LineWeight) + MaterialWeight;

    /// <summary>What is known of a file that need not even be opened; null when it must be read.</summary>
    public FileDone? Known(CorpusFile file) => sieve.Known(file);

    /// <summary>Reads a file material by material: each goes on to be written before the next is read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="steps">Takes what comes of it; its end the last.</param>
    /// <param name="enter">Waits until a text of such a weight may be understood.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Prepare(CorpusFile file, StepSource steps, Action<long> enter, CancellationToken cancellation)
    {
        var refused = new RefusedParts(file.Id);
        ulong hash = 0;
        long length = 0;
        try
        {
            if (file.Length > Limits.MaxFileBytes)
            {
                refused.Add(new SkippedFile(
                    file.Id, $"It is {file.Length / 1048576.0:N1} MiB; files over {Limits.MaxFileBytes / 1048576.0:N0} MiB are not read."));
                steps.End(new FileDone(file, refused.All, 0));
                return;
            }

            using var content = OrdinaryFile.OpenRead(file.Path);
            length = content.Length;
            hash = MemoryMarshal.Read<ulong>(SHA256.HashData(content));

            // Touched, copied back, checked out anew: the same bytes are the same file.
            var before = Before(file);
            if (sieve.IsAsBefore(file, before) && before!.Hash == hash && before.Length == length)
            {
                steps.End(new FileDone(file, [], length) { Unchanged = before, Hash = hash });
                return;
            }

            foreach (var item in reader.Each(content, Path.GetFileName(file.Path), Limits, cancellation))
            {
                var id = Inside(file.Id, item.InnerName);
                if (item.Material is { } raw)
                {
                    enter(Weight(raw));
                    steps.Add(Ready(file, id, raw, hash, id, "", cancellation));
                }
                else if (sieve.LetsThrough(AccessLevel.Stricter(LevelSaid(item.Access).Level, sieve.LevelOf(file))))
                {
                    refused.Add(new SkippedFile(Shortened(id), item.Refusal!));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            steps.End(NotRead(file, $"It cannot be opened: {e.Message}", refused.All, 0));
            return;
        }
        catch (Exception e) when (CostsOneMaterial(e))
        {
            refused.Add(new SkippedFile(file.Id, $"It cannot be read: {Said(e)}"));
        }

        steps.End(new FileDone(file, refused.All, length) { Hash = hash });
    }

    /// <summary>Prepares the material of a line.</summary>
    public MaterialReady PrepareLine(CorpusFile file, LineReading line, CancellationToken cancellation)
    {
        var raw = line.Material!;
        var hash = HashOf(Encoding.UTF8.GetBytes(string.Concat(raw.FrontMatter.ToString(), "\n", raw.Text)));
        return Ready(file, line.Id!, raw, hash, file.Id, $"Line {line.Line}: ", cancellation);
    }

    /// <summary>The end of a file that could not be read, or not to its end: what is in the index of it stays there.</summary>
    public FileDone NotRead(CorpusFile file, string reason, IReadOnlyList<SkippedFile> skipped, long read)
    {
        var kept = Before(file) is { Materials.Count: > 0 } before && before.Stamp.Source == file.Stamp.Source ? before : null;
        var told = kept is null ? reason : $"{reason} What was built from it stays in the index.";
        return new FileDone(file, [.. skipped, new SkippedFile(file.Id, told)], read) { Kept = kept };
    }

    /// <summary>Whether an exception tells of one material or file alone, and not that the program cannot go on.</summary>
    public static bool CostsOneMaterial(Exception e) => e is not (OperationCanceledException or OutOfMemoryException);

    private static string Said(Exception e) =>
        $"the program failed on it ({e.GetType().Name}: {e.Message.ReplaceLineEndings(" ")}). Please report this with the file.";

    private static string Inside(string id, string innerName) => innerName.Length == 0 ? id : $"{id}/{innerName}";

    private static ulong HashOf(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return MemoryMarshal.Read<ulong>(hash);
    }

    private CatalogFile? Before(CorpusFile file) => last.Files.GetValueOrDefault(file.Id);

    private MaterialReady Ready(
        CorpusFile file, string id, RawMaterial raw, ulong hash, string shown, string place, CancellationToken cancellation)
    {
        var (own, wrong) = LevelSaid(raw.FrontMatter.Access);
        var folder = sieve.LevelOf(file);
        var level = AccessLevel.Stricter(own, folder);
        if (!sieve.LetsThrough(level))
        {
            var hidden = new CatalogMaterial(id, hash, 0) { Own = own.Written };
            return new MaterialReady(file, null, Weight(raw)) { Hidden = hidden };
        }

        if (wrong is not null || (level.Equals(AccessLevel.Closed) && !folder.Equals(AccessLevel.Closed)))
        {
            raw = raw with { Warnings = [.. raw.Warnings, wrong ?? NoGroupInCommon(own, folder)] };
        }

        // Only lines can be unchanged here: a file that is would not have been read this far.
        if (file.HoldsLines && !everything && last.Materials.TryGetValue(id, out var before) && before.Hash == hash
            && sieve.IsDecidedAsBefore(before) && Before(file) is { } ofFile && ofFile.Level == folder.Written)
        {
            return new MaterialReady(file, new ReadyMaterial(before, null, raw.Warnings), Weight(raw));
        }

        try
        {
            if (MaterialIds.ProblemOf(id) is { } problem)
            {
                return Refused(place + problem);
            }

            var material = settings.Understand(raw, id, file.Path, cancellation) with
            {
                Access = level.Equals(AccessLevel.Public) ? null : level.Written,
            };
            var sketcher = _sketchers.TryTake(out var spare) ? spare : new Sketcher();
            var sketch = sketcher.Sketch(material);
            var prepared = writer.Prepare(material, file.Id, today, cancellation);
            _sketchers.Add(sketcher);
            return new MaterialReady(
                file,
                new ReadyMaterial(
                    new CatalogMaterial(id, hash, prepared.Passages) { Own = own.Written, Decided = settings.DecidedOf(id) },
                    prepared, material.Warnings)
                {
                    Sketch = sketch,
                    LeftOut = [.. raw.Account?.LeftOut.GroupBy(l => l.Kind).Select(g => (g.Key, g.Sum(l => l.Characters))) ?? []],
                },
                Weight(raw));
        }
        catch (Exception e) when (CostsOneMaterial(e))
        {
            return Refused($"{place}The material '{id}' cannot be indexed: {Said(e)}");
        }

        MaterialReady Refused(string reason) => new(file, null, Weight(raw)) { Refused = new SkippedFile(Shortened(shown), reason) };
    }

    /// <summary>The level that a material has by what it says itself, and what is wrong with that.</summary>
    private static (AccessLevel Level, string? Problem) LevelSaid(string? access) => access switch
    {
        null => (AccessLevel.Public, null),
        var said when AccessLevel.Parse(said) is { } level => (level, null),
        var said => (
            AccessLevel.Closed,
            $"Who may read it is said by {(said.Length == 0 ? "a field that cannot be read" : $"«{Shortened(said)}», which is no level")}. "
            + "Until that is mended, librarians alone may. Write 公开 (public), 内部 (internal), or names of groups."),
    };

    private static string NoGroupInCommon(AccessLevel own, AccessLevel folder) =>
        $"It is for {own.Name}, and its folder is for {folder.Name}: with no group in common, librarians alone may read it.";

    private static string Shortened(string path) => path.Length <= 300 ? path : $"{path[..300]}…";
}
