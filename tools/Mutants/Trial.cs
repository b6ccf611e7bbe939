using System.Globalization;

namespace KnowledgeBase.Mutants;

/// <summary>An area whose mutants are tried one by one.</summary>
internal sealed class Trial
{
    private readonly Area _area;
    private readonly Room _room;
    private readonly List<TestSlot> _slots = [];
    private readonly List<Mutant> _mutants;

    private Trial(Area area, Room room)
    {
        _area = area;
        _room = room;
        _mutants = room.FindMutants(area.Has);
    }

    public static async Task<Trial> PrepareAsync(ScratchCopy copy, Area area, CancellationToken cancellation)
    {
        foreach (var tests in area.Tests)
        {
            await copy.BuildAsync(tests, cancellation);
        }

        var trial = new Trial(area, await Room.OpenAsync(copy.Root, area.Project, cancellation));
        foreach (var tests in area.Tests)
        {
            trial._slots.Add(TestSlot.Prepare(copy.Root, tests));
        }

        return trial;
    }

    /// <summary>Tries the mutants and prints the survivors; gives rows for the table, one a kind and one for all.</summary>
    public async Task<IEnumerable<string>> RunAsync(Choice choice, CancellationToken cancellation)
    {
        var drawn = _mutants.Where(choice.Has).ToArray();
        new Random(choice.Seed).Shuffle(drawn);
        if (choice.ListsOnly)
        {
            foreach (var mutant in drawn.Take(choice.Sample))
            {
                Console.WriteLine(mutant);
            }

            return [];
        }

        await MeasureAsync(cancellation);
        var verdicts = new List<(Mutant Mutant, Verdict Verdict)>();
        foreach (var mutant in drawn)
        {
            if (verdicts.Count == choice.Sample)
            {
                break;
            }

            // A change that doesn't compile is none.
            if (await TryAsync(mutant, cancellation) is { } verdict)
            {
                verdicts.Add((mutant, verdict));
                if (verdict == Verdict.Survived)
                {
                    Console.WriteLine($"survived: {mutant}");
                }
                else if (verdict == Verdict.TimedOut)
                {
                    Console.WriteLine($"timed out: {mutant}");
                }
            }
        }

        return [.. verdicts.GroupBy(v => v.Mutant.Kind, v => v.Verdict, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => Row(_area.Name, g.Key, [.. g])), Row(_area.Name, "all", [.. verdicts.Select(v => v.Verdict)])];
    }

    private static string Row(string area, string kind, List<Verdict> verdicts)
    {
        var (all, survived) = (verdicts.Count, verdicts.Count(v => v == Verdict.Survived));
        var byTime = verdicts.Count(v => v == Verdict.TimedOut);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {area} | {kind} | {all} | {all - survived} | {byTime} | {survived} | {(double)survived / Math.Max(1, all):P0} |");
    }

    private async Task MeasureAsync(CancellationToken cancellation)
    {
        var files = _mutants.Select(m => m.File).Distinct(StringComparer.Ordinal).ToList();
        foreach (var slot in _slots)
        {
            _room.CompileWithFootprints(files, slot.PathOf(_room.Assembly));
            await slot.MeasureAsync(cancellation);
        }
    }

    private async Task<Verdict?> TryAsync(Mutant mutant, CancellationToken cancellation)
    {
        var isMarked = _slots.Exists(s => s.Reaches(mutant.File));
        var verdict = Verdict.Survived;
        foreach (var slot in _slots)
        {
            if (!_room.TryCompile(mutant, slot.PathOf(_room.Assembly)))
            {
                return null;
            }

            verdict = await slot.TryAsync(mutant.File, isMarked, cancellation);
            if (verdict != Verdict.Survived)
            {
                break;
            }
        }

        return verdict;
    }
}
