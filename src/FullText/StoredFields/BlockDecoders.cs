using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using ZstdSharp;

namespace KnowledgeBase.FullText.StoredFields;

/// <summary>Decompresses blocks of one file; for several threads.</summary>
internal interface IBlockDecoder : IDisposable
{
    /// <summary>Decompresses a block.</summary>
    /// <param name="compressed">The block.</param>
    /// <param name="rawLength">Its length before it was compressed, as the file says.</param>
    /// <returns>The bytes, in memory from <see cref="DecodedBlock.Rent"/>; null when their number is another.</returns>
    byte[]? Decode(ReadOnlySpan<byte> compressed, int rawLength);
}

/// <summary>Blocks as they are written: Zstandard, with the dictionary of the file.</summary>
/// <param name="dictionary">Empty for none.</param>
internal sealed class ZstandardDecoder(byte[] dictionary) : IBlockDecoder
{
    // A decoder is for one thread at a time, and dear to make: it takes the dictionary apart.
    private readonly ConcurrentBag<Decompressor> _resting = [];

    public byte[]? Decode(ReadOnlySpan<byte> compressed, int rawLength)
    {
        var raw = DecodedBlock.Rent(rawLength);
        if (TryDecode(compressed, raw.AsSpan(0, rawLength)))
        {
            return raw;
        }

        DecodedBlock.Release(raw);
        return null;
    }

    public void Dispose()
    {
        while (_resting.TryTake(out var decompressor))
        {
            decompressor.Dispose();
        }
    }

    private bool TryDecode(ReadOnlySpan<byte> compressed, Span<byte> raw)
    {
        var decompressor = _resting.TryTake(out var rested) ? rested : Create();
        try
        {
            return decompressor.TryUnwrap(compressed, raw, out var written) && written == raw.Length;
        }
        catch (ZstdException)
        {
            return false;
        }
        finally
        {
            _resting.Add(decompressor);
        }
    }

    private Decompressor Create()
    {
        var decompressor = new Decompressor();
        if (dictionary.Length > 0)
        {
            decompressor.LoadDictionary(dictionary);
        }

        return decompressor;
    }
}

/// <summary>Blocks of format versions 1 and 2: Brotli.</summary>
internal sealed class BrotliBlockDecoder : IBlockDecoder
{
    // Memory is taken as it fills up: version 1 has no checksum that a damaged length would disagree with.
    private const int FirstRoom = 160 * 1024;

    public byte[]? Decode(ReadOnlySpan<byte> compressed, int rawLength)
    {
        var raw = DecodedBlock.Rent(Math.Min(rawLength, FirstRoom));
        var known = 0;
        var decoder = default(BrotliDecoder);
        try
        {
            while (true)
            {
                var room = Math.Min(rawLength, raw.Length);
                var status = decoder.Decompress(compressed, raw.AsSpan(known, room - known), out var consumed, out var written);
                compressed = compressed[consumed..];
                known += written;
                if (status == OperationStatus.Done && known == rawLength && compressed.IsEmpty)
                {
                    return raw;
                }

                // The stream must end at that length, and all of it must have been used.
                if (status != OperationStatus.DestinationTooSmall || room == rawLength)
                {
                    DecodedBlock.Release(raw);
                    return null;
                }

                var larger = DecodedBlock.Rent((int)Math.Min(rawLength, room * 4L));
                raw.AsSpan(0, known).CopyTo(larger);
                DecodedBlock.Release(raw);
                raw = larger;
            }
        }
        finally
        {
            decoder.Dispose();
        }
    }

    public void Dispose()
    {
    }
}
