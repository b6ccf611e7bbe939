using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using KnowledgeBase.Access;

namespace KnowledgeBase.Indexer.Backups;

/// <summary>
/// Puts back what a backup has. Everything is written beside its folder first and compared with its hash; only when all of it is sound
/// does anything get its place, so that what fails before leaves nothing behind and changes nothing.
/// </summary>
internal sealed class LibraryRestore
{
    private const string Unfinished = ".kb-restoring";
    private const int LongestManifest = 1 << 28;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string _archive;
    private readonly BackupManifest _manifest;
    private readonly List<Target> _targets;
    private readonly CancellationToken _cancellation;
    private readonly List<string> _aside = [];

    private LibraryRestore(string archive, BackupManifest manifest, List<Target> targets, CancellationToken cancellation) =>
        (_archive, _manifest, _targets, _cancellation) = (archive, manifest, targets, cancellation);

    /// <summary>Restores a backup.</summary>
    /// <param name="archive">The file of the backup.</param>
    /// <param name="state">Where the folder of state goes.</param>
    /// <param name="corpora">Where each corpus goes, in the order of the backup.</param>
    /// <param name="index">Where the index goes, if there is one in it.</param>
    /// <param name="force">
    /// Whether folders may be there and have something in them. What the backup takes the place of is moved beside them then: the whole
    /// folder of state or index, and each file of a corpus that is another one.
    /// </param>
    /// <param name="cancellation">Gives up between two files, as long as nothing has its place.</param>
    /// <returns>What the backup says of itself, and where that was moved to which lay in the way.</returns>
    /// <exception cref="KbException">It is no backup, not as it was written, of another version, or something is in the way.</exception>
    public static (BackupManifest Manifest, IReadOnlyList<string> Aside) Read(
        string archive, string state, IReadOnlyList<string> corpora, string index, bool force, CancellationToken cancellation)
    {
        try
        {
            using var zip = ZipFile.OpenRead(archive);
            var manifest = ManifestOf(zip, archive);
            if (manifest.Corpora != corpora.Count)
            {
                throw new KbException(
                    $"{archive} has something of {manifest.Corpora} corpora; name as many folders with --corpus, in their order.");
            }

            List<Target> targets =
            [
                .. corpora.Select((c, i) => new Target($"{BackupManifest.CorpusFolder}/{i}/", Path.GetFullPath(c), IsMerged: true)),
                new($"{BackupManifest.IndexFolder}/", Path.GetFullPath(index), IsMerged: false),
                new($"{BackupManifest.StateFolder}/", Path.GetFullPath(state), IsMerged: false) { IsSecret = true },
            ];
            targets.RemoveAll(t => !manifest.Files.Keys.Any(n => n.StartsWith(t.Prefix, StringComparison.Ordinal)));
            targets.ForEach(t => CheckPlace(t, force));
            var restore = new LibraryRestore(archive, manifest, targets, cancellation);
            restore.Run(zip);
            return (manifest, restore._aside);
        }
        catch (InvalidDataException e)
        {
            throw new KbException($"{archive} is no backup, or not as it was written: {e.Message} Nothing was restored.");
        }
    }

    private static BackupManifest ManifestOf(ZipArchive zip, string archive)
    {
        try
        {
            var entry = zip.GetEntry(BackupManifest.EntryName);
            if (entry is null or { Length: > LongestManifest })
            {
                throw new KbException($"{archive} is no backup of this program.");
            }

            using var stream = entry.Open();
            var json = new byte[entry.Length];
            stream.ReadExactly(json);
            if (Convert.ToHexStringLower(SHA256.HashData(json)) != zip.Comment)
            {
                throw new KbException($"{archive}: {BackupManifest.EntryName} is not as it was written. Nothing was restored.");
            }

            using var version = JsonDocument.Parse(json);
            return !version.RootElement.TryGetProperty("format", out var format) || !format.TryGetInt32(out var number)
                ? throw new KbException($"{archive} is no backup of this program.")
                : number == BackupManifest.CurrentFormat
                    && JsonSerializer.Deserialize(json, BackupManifestJson.Default.BackupManifest) is { Files: not null } manifest
                ? manifest
                : throw new KbException(
                    $"{archive} is a backup of version {number}; this program reads version {BackupManifest.CurrentFormat}.");
        }
        catch (Exception e) when (e is JsonException or EndOfStreamException or InvalidOperationException)
        {
            throw new KbException($"{archive} is no backup of this program.");
        }
    }

    private static void CheckPlace(Target target, bool force)
    {
        if (File.Exists(target.Folder))
        {
            throw new KbException($"{target.Folder} is a file; name a folder.");
        }

        if (!force && target.HoldsSomething)
        {
            throw new KbException(
                $"{target.Folder} is not empty, and nothing was changed. Name another folder, or say with --force that what the backup has "
                + "takes its place; what is there is moved aside then.");
        }

        if (Path.Exists(target.Beside))
        {
            throw new KbException($"{target.Beside} was left by a restore that was killed. Remove it, and try again.");
        }
    }

    private void Run(ZipArchive zip)
    {
        try
        {
            foreach (var (name, file) in _manifest.Files)
            {
                _cancellation.ThrowIfCancellationRequested();
                if (PlaceOf(name) is not var (target, path) || zip.GetEntry(name) is not { } entry || !Extract(entry, file, path, target))
                {
                    throw new KbException($"{_archive}: {name} is not as it was written. Nothing was restored.");
                }
            }

            foreach (var target in _targets)
            {
                Place(target);
            }
        }
        finally
        {
            foreach (var left in _targets.Select(t => t.Beside).Where(Directory.Exists))
            {
                Directory.Delete(left, recursive: true);
            }
        }
    }

    /// <summary>Where an entry is written first; null for a name that leads anywhere but below a folder of the backup.</summary>
    private (Target Target, string Path)? PlaceOf(string name)
    {
        if (_targets.Find(t => name.StartsWith(t.Prefix, StringComparison.Ordinal)) is not { } target)
        {
            return null;
        }

        var within = name[target.Prefix.Length..];
        var path = Path.GetFullPath(Path.Combine(target.Beside, within));
        return path.StartsWith(target.Beside + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            && Path.GetRelativePath(target.Beside, path).Replace(Path.DirectorySeparatorChar, '/') == within
                ? (target, path) : null;
    }

    /// <returns>Whether it is what the manifest says.</returns>
    private static bool Extract(ZipArchiveEntry entry, BackupFile file, string path, Target target)
    {
        var folder = Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (target.IsSecret && !OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder, OwnerFile | UnixFileMode.UserExecute);
            options.UnixCreateMode = OwnerFile;
        }
        else
        {
            Directory.CreateDirectory(folder);
        }

        using (var source = entry.Open())
        using (var output = new FileStream(path, options))
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var buffer = new byte[1 << 17];
            for (int read; (read = source.Read(buffer)) > 0;)
            {
                hash.AppendData(buffer, 0, read);
                output.Write(buffer, 0, read);
                if (output.Length > file.Bytes)
                {
                    return false; // an archive may unpack to far more than a disk holds
                }
            }

            output.Flush(flushToDisk: true);
            if (output.Length != file.Bytes || Convert.ToHexStringLower(hash.GetHashAndReset()) != file.Sha256)
            {
                return false;
            }
        }

        File.SetLastWriteTimeUtc(path, file.Modified);
        return true;
    }

    private void Place(Target target)
    {
        if (!target.HoldsSomething)
        {
            if (Directory.Exists(target.Folder))
            {
                Directory.Delete(target.Folder); // it is empty
            }

            Directory.Move(target.Beside, target.Folder);
        }
        else if (target.IsMerged)
        {
            Merge(target);
        }
        else
        {
            var aside = Aside(target);
            Directory.Move(target.Folder, aside);
            Directory.Move(target.Beside, target.Folder);
        }

        Durable.Names(Path.GetDirectoryName(target.Folder)!);
    }

    private void Merge(Target target)
    {
        string? aside = null;
        foreach (var file in Directory.GetFiles(target.Beside, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var within = Path.GetRelativePath(target.Beside, file);
            var path = Path.Combine(target.Folder, within);
            if (Path.Exists(path))
            {
                if (new FileInfo(path).LinkTarget is null && File.Exists(path) && HashOf(path) == HashOf(file))
                {
                    continue;
                }

                aside ??= Aside(target);
                var moved = Path.Combine(aside, within);
                Directory.CreateDirectory(Path.GetDirectoryName(moved)!);
                Directory.Move(path, moved);
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.Move(file, path, overwrite: false);
            Durable.Names(Path.GetDirectoryName(path)!);
        }
    }

    /// <summary>A name beside a folder that nothing has yet.</summary>
    private string Aside(Target target)
    {
        var name = $"{target.Folder}.before-restore";
        for (var number = 2; Path.Exists(name); number++)
        {
            name = $"{target.Folder}.before-restore-{number}";
        }

        _aside.Add(name);
        return name;
    }

    private static string HashOf(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }

    /// <summary>A folder that something of a backup goes to.</summary>
    /// <param name="Prefix">What the names of its entries begin with.</param>
    /// <param name="Folder">Its full path.</param>
    /// <param name="IsMerged">Whether the files of the backup go to what is there, or the whole folder takes its place.</param>
    private sealed record Target(string Prefix, string Folder, bool IsMerged)
    {
        /// <summary>Whether it is its owner's alone.</summary>
        public bool IsSecret { get; init; }

        public string Beside { get; } = Path.TrimEndingDirectorySeparator(Folder) + Unfinished;

        public bool HoldsSomething => Directory.Exists(Folder) && Directory.EnumerateFileSystemEntries(Folder).Any();
    }
}
