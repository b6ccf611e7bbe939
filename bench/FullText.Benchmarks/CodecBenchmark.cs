using System.Diagnostics;
using System.Runtime.CompilerServices;
using KnowledgeBase.FullText.Codecs;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>Integers decoded a second, by bit width: the vector path and its scalar twin.</summary>
internal static unsafe class CodecBenchmark
{
    public static void Run()
    {
        var values = GC.AllocateArray<uint>(BlockCodec.BlockSize + 16, pinned: true);
        var encoded = GC.AllocateArray<byte>(BlockCodec.MaxEncodedLength + 16, pinned: true);
        var p = (uint*)Unsafe.AsPointer(ref values[0]);
        var e = (byte*)Unsafe.AsPointer(ref encoded[0]);
        foreach (var width in (int[])[1, 2, 4, 7, 10, 13, 16, 20])
        {
            var random = new Random(width);
            for (var i = 0; i < BlockCodec.BlockSize; i++)
            {
                p[i] = (uint)random.NextInt64(1L << width) | (i == 0 ? 1u << (width - 1) : 0);
            }

            BlockCodec.Encode(p, BlockCodec.BlockSize, e);
            Console.WriteLine(
                $"width {width,2}: vector {Measure(() => BlockCodec.UnpackFull(e + 1, width, p)):0.00} ns/int, " +
                $"scalar {Measure(() => BlockCodec.UnpackFullScalar(e + 1, width, p)):0.00} ns/int");
        }
    }

    private static double Measure(Action action)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 20; round++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var i = 0; i < 20_000; i++)
            {
                action();
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / 20_000 / BlockCodec.BlockSize);
        }

        return best;
    }
}
