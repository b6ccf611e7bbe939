namespace KnowledgeBase.Meaning.Vectors;

/// <summary>
/// Adds vectors to a file. One writer at a time, in whatever process; readers are never disturbed. What <see cref="Add"/> has written is
/// there after any kill, and nothing is written twice. For one thread.
/// </summary>
public sealed class VectorWriter : IDisposable
{
    private const string LockEnding = ".lock";
    private const string PendingEnding = ".new";

    /// <summary>Vectors that are copied at once where a file is written anew.</summary>
    private const int CopiedAtOnce = 4096;

    private readonly FileStream _lock;
    private readonly int _dimensions;
    private readonly HashSet<VectorKey> _keys = [];
    private readonly byte[] _modelHash;
    private readonly string _path;
    private FileStream _file;

    private VectorWriter(string path, FileStream held, byte[] modelHash, int dimensions)
    {
        (_path, _lock, _modelHash, _dimensions) = (path, held, modelHash, dimensions);
        File.Delete(path + PendingEnding);
        using (var there = OpenSound(path))
        {
            if (there is null)
            {
                // There is nothing, or what another model made, or what cannot be read: it is replaced at once and as a whole.
                Replace([]);
            }
            else if (there.Problems.Count > 0)
            {
                Replace(AllOf(there));
            }
            else
            {
                _keys.UnionWith(KeysOf(there));
            }

            _file = OpenFile();
            if (there is { Problems.Count: 0 } && _file.Length > there.SoundLength)
            {
                _file.SetLength(there.SoundLength);
            }
        }

        _file.Seek(0, SeekOrigin.End);
    }

    /// <summary>How many vectors the file has.</summary>
    public int Count => _keys.Count;

    /// <summary>The names that a file of vectors needs for itself in its folder, beside its own.</summary>
    /// <param name="name">Name of the file.</param>
    public static IReadOnlyList<string> NamesBeside(string name) => [name + LockEnding, name + PendingEnding];

    /// <summary>
    /// Opens a file for writing, or makes it. Vectors of another model are removed; what a killed writer left is cut off; of a damaged
    /// file the sound portions are kept.
    /// </summary>
    /// <returns>Null when another writer is at work.</returns>
    /// <exception cref="MeaningException">It cannot be written.</exception>
    public static VectorWriter? Open(string path, ReadOnlySpan<byte> modelHash, int dimensions)
    {
        FileStream held;
        try
        {
            held = new FileStream(path + LockEnding, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        }
        catch (IOException e) when (e is not (DirectoryNotFoundException or PathTooLongException) && File.Exists(path + LockEnding))
        {
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(path, e);
        }

        try
        {
            return new VectorWriter(path, held, modelHash.ToArray(), dimensions);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw Unwritable(path, e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>True when there is a vector under the key.</summary>
    public bool Contains(VectorKey key) => _keys.Contains(key);

    /// <summary>Adds vectors, all or none of which are there whatever happens; those that are there already are passed over.</summary>
    /// <exception cref="MeaningException">They cannot be written.</exception>
    public void Add(IEnumerable<(VectorKey Key, float[] Vector)> vectors)
    {
        var added = new HashSet<VectorKey>();
        var portion = vectors.Where(v => !_keys.Contains(v.Key) && added.Add(v.Key)).ToArray();
        if (portion.Length == 0)
        {
            return;
        }

        var before = _file.Position;
        try
        {
            _file.Write(VectorFileFormat.Portion(portion, _dimensions));
            _file.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The disk may have room again before the next portion, which must not stand behind half of this one.
            _file.SetLength(before);
            _file.Position = before;
            throw Unwritable(_path, e);
        }

        _keys.UnionWith(added);
    }

    /// <summary>Copies from another file of the same model what is asked for and not there yet.</summary>
    /// <param name="other">The other file; one that is not there or of another model has nothing.</param>
    /// <param name="isWanted">Which vectors.</param>
    /// <returns>How many were copied.</returns>
    public int AddFrom(string other, Func<VectorKey, bool> isWanted)
    {
        using var file = OpenSound(other);
        if (file is null)
        {
            return 0;
        }

        var before = Count;
        foreach (var chunk in AllOf(file).Where(v => isWanted(v.Key)).Chunk(CopiedAtOnce))
        {
            Add(chunk);
        }

        return Count - before;
    }

    /// <summary>
    /// Writes the file anew with those vectors alone that are still wanted, in one portion each some thousand, if more than half of it, and
    /// more than a few, are not. Readers of the old file go on with it.
    /// </summary>
    /// <returns>How many were dropped.</returns>
    public int DropUnwanted(IReadOnlySet<VectorKey> wanted)
    {
        var unwanted = _keys.Count(key => !wanted.Contains(key));
        if (unwanted <= Math.Max(_keys.Count / 2, CopiedAtOnce))
        {
            return 0;
        }

        using var there = OpenSound(_path);
        if (there is null)
        {
            return 0;
        }

        _file.Dispose();
        Replace(AllOf(there).Where(v => wanted.Contains(v.Key)));
        _file = OpenFile();
        _file.Seek(0, SeekOrigin.End);
        return unwanted;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file.Dispose();
        _lock.Dispose();
    }

    private FileStream OpenFile() =>
        new(_path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);

    private VectorFile? OpenSound(string path)
    {
        try
        {
            return VectorFile.Open(path, _modelHash, _dimensions);
        }
        catch (MeaningException)
        {
            return null;
        }
    }

    private void Replace(IEnumerable<(VectorKey Key, float[] Vector)> vectors)
    {
        _keys.Clear();
        var pending = _path + PendingEnding;
        using (var stream = new FileStream(pending, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            stream.Write(VectorFileFormat.Head(_dimensions, _modelHash));
            foreach (var chunk in vectors.Where(v => _keys.Add(v.Key)).Chunk(CopiedAtOnce))
            {
                stream.Write(VectorFileFormat.Portion(chunk, _dimensions));
            }

            stream.Flush(flushToDisk: true);
        }

        File.Move(pending, _path, overwrite: true);
    }

    private static unsafe List<VectorKey> KeysOf(VectorFile file)
    {
        var keys = new List<VectorKey>(file.Count);
        foreach (var portion in file.Portions)
        {
            for (var i = 0; i < portion.Count; i++)
            {
                keys.Add(VectorKey.Read(portion.Keys(file.Bytes)[(i * VectorKey.Length)..]));
            }
        }

        return keys;
    }

    /// <summary>A vector that is read and written again stays as it is: its largest component is 127 times its scale.</summary>
    private static IEnumerable<(VectorKey Key, float[] Vector)> AllOf(VectorFile file) =>
        KeysOf(file).Select((key, slot) => (key, file.Read(slot)));

    private static MeaningException Unwritable(string path, Exception e) =>
        new($"The vectors in {path} cannot be written: {e.Message} Words are searched meanwhile; build again when it can be written.", e);
}
