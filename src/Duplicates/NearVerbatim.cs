using System.Runtime.InteropServices;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Duplicates;

/// <summary>A stretch of a draft that stands nearly verbatim in the library.</summary>
/// <param name="Draft">Where it stands in the draft.</param>
/// <param name="Id">Id of the material that it stands in.</param>
/// <param name="Source">Where it stands in that material's text.</param>
/// <param name="Same">Characters (ideographs and letters) that are the same on both sides.</param>
/// <param name="IsVerbatim">True when the two sides are the same but for white space, width, letter case and script variant.</param>
public sealed record VerbatimPassage(TextSpan Draft, string Id, TextSpan Source, int Same, bool IsVerbatim);

/// <summary>
/// Looks up which passages of a draft stand nearly verbatim in a library. Fed with the library's texts once; then any number of drafts may
/// be looked up, also from several threads.
/// </summary>
/// <remarks>
/// Fingerprints are chosen by winnowing (Schleimer, Wilkerson and Aiken, SIGMOD 2003): any stretch of 8 + 8 − 1 = 15 ideographs and letters
/// that stands in both texts has at least one fingerprint in common, so nothing of <see cref="Least"/> characters is missed. Memory: the
/// texts, and some 3 bytes for each character of them.
/// </remarks>
public sealed class NearVerbatim
{
    /// <summary>Ideographs and letters from which on a shared stretch is reported: a clause, not a formula's worth.</summary>
    public const int Least = SharedPassages.DefaultLeast;

    /// <summary>Hashes that one fingerprint stands for.</summary>
    private const int Window = 8;

    /// <summary>Materials that one fingerprint votes for, the latest fed first.</summary>
    private const int MaxHolders = 64;

    /// <summary>
    /// A passage below <see cref="LongPassage"/> is a formula when more materials than this, and more than one in a hundred, hold all of
    /// it.
    /// </summary>
    private const int FormulaHolders = 20;

    /// <summary>Ideographs and letters from which on a passage is told even if many materials hold it.</summary>
    private const int LongPassage = 60;

    /// <summary>Materials that a draft is laid beside, those with most fingerprints in common first.</summary>
    private const int MaxCandidates = 200;

    private readonly List<(string Id, string Text)> _materials = [];
    private readonly Dictionary<uint, (int First, int Count)> _first = [];
    private readonly List<(int Material, int Next)> _holders = [];
    private readonly Skeleton _skeleton = new();

    /// <summary>Takes a material of the library in.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="text">Its text, which is kept.</param>
    public void Add(string id, string text)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(text);
        _skeleton.Reset(text);
        var material = _materials.Count;
        _materials.Add((id, text));
        foreach (var fingerprint in Fingerprints(_skeleton).Select(f => f.Hash).Distinct())
        {
            ref var chain = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, fingerprint, out var exists);
            _holders.Add((material, exists ? chain.First : -1));
            chain = (_holders.Count - 1, chain.Count + 1);
        }
    }

    /// <summary>
    /// Finds the passages of a draft that stand in the library, by their place in the draft; for each, its longest source, and the earliest
    /// fed among equals.
    /// </summary>
    /// <param name="draft">The draft.</param>
    /// <param name="cancellationToken">Looked at for each material that is compared.</param>
    public IReadOnlyList<VerbatimPassage> Find(string draft, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var own = new Skeleton();
        own.Reset(draft);
        var votes = new Dictionary<int, int>();
        var fingerprints = Fingerprints(own);
        foreach (var fingerprint in fingerprints.Select(f => f.Hash).Distinct())
        {
            if (!_first.TryGetValue(fingerprint, out var chain))
            {
                continue;
            }

            var at = chain.First;
            for (var seen = 0; at >= 0 && seen < MaxHolders; seen++, at = _holders[at].Next)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(votes, _holders[at].Material, out _)++;
            }
        }

        var found = new List<VerbatimPassage>();
        var theirs = new Skeleton();
        foreach (var (material, _) in votes.OrderByDescending(v => v.Value).ThenBy(v => v.Key).Take(MaxCandidates))
        {
            cancellationToken.ThrowIfCancellationRequested();
            theirs.Reset(_materials[material].Text);
            found.AddRange(
                SharedPassages.Between((own, draft), (theirs, _materials[material].Text), Least).Select(s =>
                    new VerbatimPassage(s.First, _materials[material].Id, s.Second, s.Same, s.IsVerbatim)));
        }

        found.RemoveAll(p => p.Same < LongPassage && IsFormula(p.Draft, own, fingerprints));
        return WithoutCovered(found);
    }

    /// <summary>True when even the rarest part of the passage stands all over the library.</summary>
    private bool IsFormula(TextSpan passage, Skeleton draft, List<(uint Hash, int Unit)> fingerprints)
    {
        var rarest = int.MaxValue;
        foreach (var (hash, unit) in fingerprints)
        {
            var start = draft.Folded.OriginalStart(draft.Position(unit));
            if (start >= passage.Start && draft.Folded.OriginalEnd(draft.Position(unit + Shingles.Width - 1)) <= passage.End)
            {
                rarest = Math.Min(rarest, _first.GetValueOrDefault(hash).Count);
            }
        }

        return rarest != int.MaxValue && rarest > Math.Max(FormulaHolders, _materials.Count / 100);
    }

    /// <summary>Of passages that say the same of the draft, the longest; one that adds nothing to those kept is left out.</summary>
    private static List<VerbatimPassage> WithoutCovered(List<VerbatimPassage> found)
    {
        var kept = new List<VerbatimPassage>();
        foreach (var passage in found.OrderByDescending(p => p.Same))
        {
            if (!kept.Exists(k => Overlap(k.Draft, passage.Draft) * 2 > passage.Draft.Length))
            {
                kept.Add(passage);
            }
        }

        kept.Sort(static (x, y) => x.Draft.Start.CompareTo(y.Draft.Start));
        return kept;
    }

    private static int Overlap(TextSpan a, TextSpan b) => Math.Max(0, Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start));

    /// <summary>The least hash of every window with the unit at which its stretch begins, each place once, in order.</summary>
    private static List<(uint Hash, int Unit)> Fingerprints(Skeleton skeleton)
    {
        var hashes = new ulong[skeleton.Length];
        var count = Shingles.Hash(skeleton.Units, hashes);
        var chosen = new List<(uint Hash, int Unit)>();
        var least = 0;
        for (var end = 0; end < count; end++)
        {
            var start = end - Window + 1;
            if (least < start)
            {
                least = Math.Max(0, start);
                for (var i = least + 1; i <= end; i++)
                {
                    least = hashes[i] <= hashes[least] ? i : least;
                }
            }
            else if (hashes[end] <= hashes[least])
            {
                least = end;
            }

            if ((end >= Window - 1 || end == count - 1) && (chosen.Count == 0 || chosen[^1].Unit != least))
            {
                chosen.Add(((uint)(hashes[least] >> 32), least));
            }
        }

        return chosen;
    }
}
