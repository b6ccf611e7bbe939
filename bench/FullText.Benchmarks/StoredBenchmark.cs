using System.Diagnostics;
using System.IO.Compression;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.StoredFields;
using ZstdSharp;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>Size and time of what an index stores, by codec and length of blocks: the table of decision 32.</summary>
internal static class StoredBenchmark
{
    private const int Rounds = 3;

    public static void Run(Options options)
    {
        using var reader = IndexReader.Open(options.Positional[0]);
        var documents = new List<byte[]>();
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            documents.Add([.. reader.GetStored(doc).Values.Where(v => v.Length > StoredFieldsWriter.LongestShortValue).SelectMany(v => v)]);
        }

        Console.WriteLine($"{documents.Count} documents, {documents.Sum(d => (long)d.Length) / 1e6:0.0} MB");
        var dictionary = Train(documents);
        foreach (var length in (int[])[8, 16, 32, 48, 80])
        {
            var blocks = Cut(documents, length * 1024);
            Measure($"Deflate, optimal, {length} KiB", blocks, Deflate, Inflate);
            Measure($"Brotli 5, {length} KiB", blocks, Brotli, (b, raw) => BrotliDecoder.TryDecompress(b, raw, out _));
            foreach (var level in (int[])[3, 6, 9, 12])
            {
                MeasureZstandard($"Zstandard {level}, {length} KiB", blocks, level, []);
                MeasureZstandard($"Zstandard {level} with a dictionary, {length} KiB", blocks, level, dictionary);
            }
        }
    }

    private static byte[] Train(List<byte[]> documents)
    {
        var samples = new Codecs.GrowingBuffer();
        foreach (var document in documents.TakeWhile(_ => samples.Length < SharedDictionary.SampleBytes))
        {
            samples.Append(document);
        }

        var before = Cpu();
        var dictionary = new SharedDictionary().GetOrTrain(samples);
        Console.WriteLine($"a dictionary of {dictionary.Length} bytes, made in {(Cpu() - before).TotalMilliseconds:0} ms");
        return dictionary;
    }

    private static List<byte[]> Cut(List<byte[]> documents, int length)
    {
        var blocks = new List<byte[]>();
        var block = new MemoryStream();
        foreach (var document in documents)
        {
            if (block.Length > 0 && block.Length + document.Length > 2 * length)
            {
                Close();
            }

            block.Write(document);
            if (block.Length >= length)
            {
                Close();
            }
        }

        Close();
        return blocks;

        void Close()
        {
            if (block.Length > 0)
            {
                blocks.Add(block.ToArray());
                block.SetLength(0);
            }
        }
    }

    private static void MeasureZstandard(string what, List<byte[]> blocks, int level, byte[] dictionary)
    {
        using var compressor = new Compressor(level);
        using var decompressor = new Decompressor();
        if (dictionary.Length > 0)
        {
            compressor.LoadDictionary(dictionary);
            decompressor.LoadDictionary(dictionary);
        }

        Measure(what, blocks, b => compressor.Wrap(b).ToArray(), (b, raw) => decompressor.Unwrap(b, raw), dictionary.Length);
    }

    /// <summary>Processor time, which other work on the machine touches least; the least of some rounds.</summary>
    private static void Measure(
        string what, List<byte[]> blocks, Func<byte[], byte[]> compress, Action<byte[], byte[]> decompress, int more = 0)
    {
        var raw = blocks.Sum(b => (double)b.Length);
        var buffer = new byte[blocks.Max(b => b.Length)];
        var compressed = new List<byte[]>();
        var (writing, reading) = (TimeSpan.MaxValue, TimeSpan.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var before = Cpu();
            compressed = blocks.ConvertAll(b => compress(b));
            var between = Cpu();
            compressed.ForEach(b => decompress(b, buffer));
            writing = Min(writing, between - before);
            reading = Min(reading, Cpu() - between);
        }

        var length = compressed.Sum(b => (double)b.Length) + more;
        Console.WriteLine(
            $"| {what} | {length / 1e6:0.00} | {length / raw:0.000} | {raw / 1e6 / writing.TotalSeconds:0} | "
            + $"{raw / 1e6 / reading.TotalSeconds:0} | {reading.TotalMicroseconds / blocks.Count:0} |");
    }

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;

    private static TimeSpan Cpu() => Process.GetCurrentProcess().TotalProcessorTime;

    private static byte[] Deflate(byte[] block)
    {
        var compressed = new MemoryStream();
        using (var stream = new DeflateStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            stream.Write(block);
        }

        return compressed.ToArray();
    }

    private static void Inflate(byte[] block, byte[] raw)
    {
        using var stream = new DeflateStream(new MemoryStream(block), CompressionMode.Decompress);
        var at = 0;
        while (stream.Read(raw, at, raw.Length - at) is > 0 and var read)
        {
            at += read;
        }
    }

    private static byte[] Brotli(byte[] block)
    {
        var compressed = new byte[BrotliEncoder.GetMaxCompressedLength(block.Length)];
        return BrotliEncoder.TryCompress(block, compressed, out var written, quality: 5, window: 18)
            ? compressed[..written]
            : throw new InvalidOperationException("Brotli took more room than it said.");
    }
}
