using System.IO.MemoryMappedFiles;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Meaning.Vectors;

/// <summary>
/// The vectors that are in a file now, mapped into memory; another object sees what is written later. A vector is known by its slot, from 0
/// in the order in which they were written. Safe for any number of threads.
/// </summary>
public sealed unsafe class VectorFile : IDisposable
{
    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _bytes;
    private readonly List<Portion> _portions = [];
    private readonly Dictionary<VectorKey, int> _slots = [];
    private readonly List<string> _problems = [];
    private int _uses = 1;

    private VectorFile(string path, int dimensions)
    {
        Path = path;
        Dimensions = dimensions;
        var length = new FileInfo(path).Length;
        if (length <= VectorFileFormat.HeadLength)
        {
            SoundLength = length;
            return;
        }

        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            length = stream.Length;
            _file = MemoryMappedFile.CreateFromFile(
                stream, mapName: null, length, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        }

        _view = _file.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _bytes);
        _bytes += _view.PointerOffset;
        ReadPortions(length);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; }

    /// <summary>How many vectors there are.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes of the file up to the end of its last sound portion, or of its head.</summary>
    public long SoundLength { get; private set; }

    /// <summary>
    /// What is damaged, with file and place; empty when nothing is. The vectors of damaged portions are left out, all others are there. A
    /// portion at the end that is not whole is what a writer was at, and no damage.
    /// </summary>
    public IReadOnlyList<string> Problems => _problems;

    /// <summary>Opens the vectors of a model.</summary>
    /// <param name="path">Their file.</param>
    /// <param name="modelHash">Hash of the model.</param>
    /// <param name="dimensions">Numbers in a vector.</param>
    /// <returns>Null when there is no such file, or it has the vectors of another model.</returns>
    /// <exception cref="MeaningException">It is damaged at its beginning, or cannot be read.</exception>
    public static VectorFile? Open(string path, ReadOnlySpan<byte> modelHash, int dimensions) =>
        ReadHead(path) is { } head
        && VectorFileFormat.Dimensions(head) == dimensions
        && VectorFileFormat.ModelHash(head).SequenceEqual(modelHash)
            ? Guarded(path, () => new VectorFile(path, dimensions))
            : null;

    /// <summary>Reads a file through, whatever model its vectors are of.</summary>
    /// <returns>How many vectors it has, and what is wrong, with file and place.</returns>
    public static (int Count, IReadOnlyList<string> Problems) Verify(string path)
    {
        try
        {
            if (ReadHead(path) is not { } head)
            {
                return (0, []);
            }

            using var file = Guarded(path, () => new VectorFile(path, VectorFileFormat.Dimensions(head)));
            return (file.Count, file.Problems);
        }
        catch (MeaningException e)
        {
            return (0, [e.Message]);
        }
    }

    /// <summary>The slot of a key; null when there is no such vector.</summary>
    public int? Find(VectorKey key) => _slots.TryGetValue(key, out var slot) ? slot : null;

    /// <summary>Keeps the file open until <see cref="Dispose"/> is called once more; false when it is closed already.</summary>
    public bool TryAcquire()
    {
        for (var uses = Volatile.Read(ref _uses); uses > 0; uses = Volatile.Read(ref _uses))
        {
            if (Interlocked.CompareExchange(ref _uses, uses + 1, uses) == uses)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A vector as numbers.</summary>
    public float[] Read(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(slot, Count);
        var portion = PortionOf(slot);
        var scale = portion.Scales(_bytes)[slot - portion.First];
        var components = portion.Components(_bytes, Dimensions).Slice((slot - portion.First) * Dimensions, Dimensions);
        var vector = new float[Dimensions];
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] = components[i] * scale;
        }

        return vector;
    }

    /// <summary>All vectors, portion by portion.</summary>
    internal IReadOnlyList<Portion> Portions => _portions;

    /// <summary>Where the file begins in memory.</summary>
    internal byte* Bytes => _bytes;

    /// <summary>The portion that has a slot.</summary>
    internal Portion PortionOf(int slot)
    {
        var (low, high) = (0, _portions.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = _portions[middle].First <= slot ? (middle, high) : (low, middle - 1);
        }

        return _portions[low];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Decrement(ref _uses) == 0 && _view is not null)
        {
            _view.SafeMemoryMappedViewHandle.ReleasePointer();
            _view.Dispose();
            _file!.Dispose();
        }
    }

    /// <summary>The head of a file; null when there is no file, or a writer was killed before it had a head.</summary>
    private static byte[]? ReadHead(string path) => Guarded(path, () =>
    {
        if (!File.Exists(path))
        {
            return null;
        }

        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1);
        var head = new byte[VectorFileFormat.HeadLength];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        return read == 0 ? null
            : VectorFileFormat.ProblemOfHead(head.AsSpan(0, read)) is { } problem
                ? throw new MeaningException(
                    $"{path}, byte 0: {problem}. Delete the file; the next build makes it anew, and words are searched meanwhile.")
            : head;
    });

    private void ReadPortions(long length)
    {
        long at = VectorFileFormat.HeadLength;
        SoundLength = at;
        while (at + VectorFileFormat.PortionHeadLength <= length)
        {
            var head = new ReadOnlySpan<byte>(_bytes + at, VectorFileFormat.PortionHeadLength);
            if (VectorFileFormat.Count(head) is not { } count)
            {
                // Nothing behind it can be found any more.
                _problems.Add($"{Path}, byte {at}: what begins here is no portion of vectors.");
                return;
            }

            var end = at + VectorFileFormat.PortionHeadLength + VectorFileFormat.PayloadLength(count, Dimensions);
            if (end > length)
            {
                return;
            }

            var portion = new Portion(Count, count, at + VectorFileFormat.PortionHeadLength);
            if (IsSound(head, portion))
            {
                Add(portion);
                SoundLength = end;
            }
            else if (end < length)
            {
                _problems.Add($"{Path}, byte {at}: a portion of {count} vectors is damaged.");
            }

            at = end;
        }
    }

    /// <summary>The payload of a portion can be larger than a span.</summary>
    private bool IsSound(ReadOnlySpan<byte> head, Portion portion) =>
        VectorFileFormat.PayloadLength(portion.Count, Dimensions) is var payload and <= int.MaxValue
        && VectorFileFormat.IsSound(head, new ReadOnlySpan<byte>(_bytes + portion.Start, (int)payload));

    private void Add(Portion portion)
    {
        for (var i = 0; i < portion.Count; i++)
        {
            _slots.TryAdd(
                VectorKey.Read(new ReadOnlySpan<byte>(_bytes + portion.Start + ((long)i * VectorKey.Length), VectorKey.Length)),
                portion.First + i);
        }

        _portions.Add(portion);
        Count += portion.Count;
    }

    private static T Guarded<T>(string path, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MeaningException($"The vectors in {path} cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Vectors that were written at once.</summary>
    /// <param name="First">Slot of the first.</param>
    /// <param name="Count">How many.</param>
    /// <param name="Start">Where their keys begin in the file.</param>
    internal readonly record struct Portion(int First, int Count, long Start)
    {
        public ReadOnlySpan<byte> Keys(byte* bytes) => new(bytes + Start, Count * VectorKey.Length);

        public ReadOnlySpan<float> Scales(byte* bytes) =>
            MemoryMarshal.Cast<byte, float>(
                new ReadOnlySpan<byte>(bytes + Start + ((long)Count * VectorKey.Length), Count * sizeof(float)));

        public ReadOnlySpan<sbyte> Components(byte* bytes, int dimensions) =>
            new(bytes + Start + ((long)Count * (VectorKey.Length + sizeof(float))), Count * dimensions);
    }
}
