using System.Buffers.Binary;
using System.Text.RegularExpressions;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Directory = System.IO.Directory;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>
/// The folder of an index as Lucene sees it: the files that Lucene wrote and no others, so that none of somebody else's is read, written
/// over or deleted, whatever its name.
/// </summary>
internal sealed partial class LuceneFolder : FilterDirectory
{
    private const string GenerationName = "segments.gen";

    private readonly string _path;
    private readonly long _held;
    private readonly Dictionary<string, long> _heldFiles = new(StringComparer.Ordinal);

    /// <param name="path">The folder.</param>
    /// <param name="held">
    /// Bytes of files that are held in memory, as long as they fit. Where any are, the rest is read and not mapped: what is mapped can end
    /// the process when somebody cuts it short.
    /// </param>
    public LuceneFolder(string path, long held = 0)
        : base(held > 0
            ? new NIOFSDirectory(path, NoLockFactory.GetNoLockFactory())
            : new MMapDirectory(path, NoLockFactory.GetNoLockFactory()))
    {
        _path = path;
        _held = held;
    }

    /// <summary>The folder's path.</summary>
    public string Location => _path;

    /// <summary>Names of what lies in a folder and is not Lucene's, in ordinal order.</summary>
    public static string[] Foreign(string path) => !Directory.Exists(path)
        ? []
        :
        [
            .. new DirectoryInfo(path).EnumerateFileSystemInfos()
                .Where(entry => entry is not FileInfo file || !IsOwn(file))
                .Select(entry => entry.Name)
                .Order(StringComparer.Ordinal),
        ];

    /// <summary>Takes the one lock for writing; disposing gives it back.</summary>
    /// <exception cref="EngineException">Another process has it.</exception>
    public IDisposable Lock()
    {
        Directory.CreateDirectory(_path);
        return WriterLock.Take(_path);
    }

    /// <summary>Name of the file that lists the newest commit; null when nothing was committed.</summary>
    public string? NewestCommit()
    {
        // A list that is read while a writer puts a commit in the place of the last may have neither: the next one has.
        return Directory.Exists(_path)
            ? SegmentInfos.GetLastCommitSegmentsFileName(Commits()) ?? SegmentInfos.GetLastCommitSegmentsFileName(Commits())
            : null;
    }

    /// <summary>The files that list commits. A server asks for the newest every second, so that no others are opened for it.</summary>
    private string[] Commits() => ListOwn(name => name.StartsWith(IndexFileNames.SEGMENTS + "_", StringComparison.Ordinal));

    /// <summary>The stamp of the newest commit; null when nothing was committed.</summary>
    public CommitStamp? NewestStamp()
    {
        while (NewestCommit() is { } commit)
        {
            try
            {
                return StampOf(commit);
            }
            catch (FileNotFoundException)
            {
                // A newer one is there.
            }
        }

        return null;
    }

    /// <summary>
    /// What tells one commit from every other, of this index or of another: name, length and end of the file that lists it.
    /// </summary>
    private CommitStamp StampOf(string commit)
    {
        Span<byte> end = stackalloc byte[sizeof(long)];
        using var stream = new FileStream(
            Path.Combine(_path, commit), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        stream.Position = Math.Max(0, stream.Length - end.Length);
        var read = stream.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        return new CommitStamp(commit, stream.Length, read < end.Length ? 0 : BinaryPrimitives.ReadInt64BigEndian(end));
    }

    /// <summary>
    /// Removes the lists of commits that cannot be read. Lucene would count on from the last one that can, so that the damaged one would
    /// stay the newest; nothing can be answered from it, and only an index that is begun anew goes over it.
    /// </summary>
    public void ForgetUnreadableCommits()
    {
        while (NewestCommit() is { } commit)
        {
            try
            {
                new SegmentInfos().Read(this, commit);
                return;
            }
            catch (Exception e) when (LuceneFaults.IsDamage(e) || e is IndexFormatTooNewException or IndexFormatTooOldException)
            {
                DeleteFile(commit);
            }
        }
    }

    /// <summary>Lets go of what is held of files that the newest commit does not have.</summary>
    public void HoldOnly(IEnumerable<string> names)
    {
        foreach (var gone in _heldFiles.Keys.Except(names, StringComparer.Ordinal).ToArray())
        {
            _heldFiles.Remove(gone);
        }
    }

    public override string[] ListAll() => ListOwn(_ => true);

    public override IndexInput OpenInput(string name, IOContext context)
    {
        if (_held == 0)
        {
            return base.OpenInput(name, context);
        }

        var length = FileLength(name);
        lock (_heldFiles)
        {
            if (_heldFiles.Where(file => file.Key != name).Sum(file => file.Value) + length > _held)
            {
                return base.OpenInput(name, context);
            }

            _heldFiles[name] = length;
        }

        var memory = new RAMDirectory();
        Delegate.Copy(memory, name, name, context);
        return memory.OpenInput(name, context);
    }

    public override IndexOutput CreateOutput(string name, IOContext context)
    {
        CheckOwn(name);
        return base.CreateOutput(name, context);
    }

    public override void DeleteFile(string name)
    {
        CheckOwn(name);
        base.DeleteFile(name);
    }

    private string[] ListOwn(Func<string, bool> wanted) =>
        [.. base.ListAll().Where(name => wanted(name) && IsOwn(new FileInfo(Path.Combine(_path, name))))];

    /// <summary>
    /// Whether Lucene wrote a file, perhaps not to its end: its name is one of Lucene's, and it begins or ends as such a file does. One
    /// place of it may have changed.
    /// </summary>
    private static bool IsOwn(FileInfo file)
    {
        try
        {
            return file.Exists && file.LinkTarget is null && IsOwnByContent(file);
        }
        catch (FileNotFoundException)
        {
            return false; // a writer has removed it meanwhile
        }
    }

    private static bool IsOwnByContent(FileInfo file)
    {
        if (file.Name is WriterLock.LockName or WriterLock.NoteName)
        {
            return WriterLock.IsOwn(file);
        }

        if (!OwnName().IsMatch(file.Name))
        {
            return false;
        }

        var begins = file.Name == GenerationName ? -3 : file.Extension == ".del" ? -2 : CodecUtil.CODEC_MAGIC;
        using var stream = new FileStream(
            file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
        var footerAt = stream.Length - CodecUtil.FooterLength();
        return HasAt(stream, 0, begins) || (footerAt >= 0 && HasAt(stream, footerAt, CodecUtil.FOOTER_MAGIC));
    }

    /// <summary>Whether four bytes stand somewhere, as far as the file goes.</summary>
    private static bool HasAt(FileStream stream, long at, int number)
    {
        Span<byte> expected = stackalloc byte[sizeof(int)];
        Span<byte> found = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(expected, number);
        stream.Position = at;
        var read = stream.ReadAtLeast(found, found.Length, throwOnEndOfStream: false);
        return expected.StartsWith(found[..read]);
    }

    /// <exception cref="ForeignFileException">A file has this name that Lucene did not write.</exception>
    private void CheckOwn(string name)
    {
        var file = new FileInfo(Path.Combine(_path, name));
        if (Path.Exists(file.FullName) && !IsOwn(file))
        {
            throw new ForeignFileException(
                $"{file.FullName} is no file of an index, and an index needs its name. Move it away, or delete it, and try again.");
        }
    }

    [GeneratedRegex(
        @"^(segments_[0-9a-z]+|segments\.gen|_[0-9a-z]+(_[0-9A-Za-z]+)*\.[a-z]{2,3})$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex OwnName();
}

/// <summary>A file stands where Lucene needs one of its own. For Lucene, a disk that refuses.</summary>
internal sealed class ForeignFileException(string message) : IOException(message);

/// <summary>What tells a commit from every other.</summary>
internal readonly record struct CommitStamp(string Name, long Length, long End);
