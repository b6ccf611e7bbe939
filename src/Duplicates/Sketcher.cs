using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Duplicates;

/// <summary>Makes sketches of materials. An instance keeps its buffers and serves one thread at a time.</summary>
public sealed class Sketcher
{
    /// <summary>One hash of this many is kept; a power of two, so that coarser samples lie within finer ones.</summary>
    internal const uint Sampling = 1 << SampledBits;

    /// <summary>The digest of a text that has no character.</summary>
    internal static readonly UInt128 NoText = MemoryMarshal.Read<UInt128>(SHA256.HashData([]));

    private const int SampledBits = 2;

    private readonly Skeleton _skeleton = new();
    private readonly List<uint> _kept = [];
    private ulong[] _all = [];

    /// <summary>
    /// Sketches a material that was understood. One that tells its year only stands behind those of that year that tell their day.
    /// </summary>
    public MaterialSketch Sketch(Material material)
    {
        ArgumentNullException.ThrowIfNull(material);
        var facts = material.Facts;
        var date = facts.Date?.Value ?? (facts.Year is { Value: >= 1 and <= 9999 } year ? new DateOnly(year.Value, 12, 31) : null);
        return Sketch(material.Text, date, Edition.Of(facts));
    }

    /// <summary>Sketches a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">Day of issue, which decides who is the originator; null stands behind all days.</param>
    /// <param name="edition">What tells it from other editions of the same text, which are no copies of it; null when nothing does.</param>
    public MaterialSketch Sketch(ReadOnlySpan<char> text, DateOnly? date, string? edition = null)
    {
        _skeleton.Reset(text);
        if (_all.Length < _skeleton.Length)
        {
            _all = new ulong[_skeleton.Length];
        }

        var count = Shingles.Hash(_skeleton.Units, _all);
        _kept.Clear();
        for (var i = 0; i < count; i++)
        {
            if ((_all[i] & (Sampling - 1)) == 0)
            {
                _kept.Add((uint)(_all[i] >> SampledBits));
            }
        }

        _kept.Sort();
        var own = CollectionsMarshal.AsSpan(_kept);
        var distinct = 0;
        for (var i = 0; i < own.Length; i++)
        {
            if (i == 0 || own[i] != own[i - 1])
            {
                own[distinct++] = own[i];
            }
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(_skeleton.Folded.Text), digest);
        return new MaterialSketch(MemoryMarshal.Read<UInt128>(digest), date, edition, own[..distinct].ToArray(), Figures.Of(_skeleton));
    }
}
