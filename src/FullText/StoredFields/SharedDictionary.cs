using KnowledgeBase.FullText.Codecs;
using ZstdSharp.Unsafe;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>
/// The dictionary that one writer compresses stored fields with: what the texts of an index have in common, so that a small block is
/// compressed nearly as well as a large one. It is that of the index which the writer has opened, or is made of the first documents;
/// then it stays, so that merging can copy blocks as they are.
/// </summary>
internal sealed class SharedDictionary
{
    /// <summary>How much text a dictionary is made of, and how much of it a segment must have to use one: each has a copy.</summary>
    public const int SampleBytes = 4 << 20;

    private const int Length = 112 * 1024;
    private const int SampleLength = 2048;
    private const int SegmentLength = 200;

    private readonly Lock _sync = new();
    private byte[]? _current;

    /// <summary>The dictionary; null as long as there is none.</summary>
    public byte[]? Current => Volatile.Read(ref _current);

    /// <summary>Takes the dictionary of a segment that is there, unless there is one.</summary>
    public void Adopt(byte[] dictionary)
    {
        if (dictionary.Length > 0)
        {
            lock (_sync)
            {
                _current ??= dictionary;
            }
        }
    }

    /// <summary>The dictionary, which is made of sample texts if there is none.</summary>
    /// <returns>Empty when nothing can be learned from them, because they are all the same or all noise.</returns>
    public byte[] GetOrTrain(GrowingBuffer samples)
    {
        lock (_sync)
        {
            return (_current ??= Train(samples.Span)) ?? [];
        }
    }

    /// <summary>
    /// A dictionary of segments of <see cref="SegmentLength"/> bytes. The library's own way tries four lengths and compresses samples with
    /// the dictionary of each, which takes eight times as long for one that compresses no better.
    /// </summary>
    private static unsafe byte[]? Train(ReadOnlySpan<byte> samples)
    {
        var lengths = new nuint[(samples.Length + SampleLength - 1) / SampleLength];
        Array.Fill(lengths, (nuint)SampleLength);
        lengths[^1] = (nuint)(samples.Length - ((lengths.Length - 1) * SampleLength));
        var dictionary = new byte[Length];
        var parameters = new ZDICT_fastCover_params_t { k = SegmentLength, d = 8, f = 18, accel = 4 };
        fixed (byte* target = dictionary)
        fixed (byte* source = samples)
        fixed (nuint* sizes = lengths)
        {
            var trained = Methods.ZDICT_trainFromBuffer_fastCover(
                target, (nuint)dictionary.Length, source, sizes, (uint)lengths.Length, parameters);
            return Methods.ZDICT_isError(trained) ? null : dictionary.AsSpan(0, (int)trained).ToArray();
        }
    }
}
