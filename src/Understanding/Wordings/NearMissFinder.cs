using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds words that are almost a standing formulation: forms that the glossary lists as wrong, parts in the wrong order, a part left out
/// or replaced, a character wrong, words that only sound right, common words with a wrong character. Construct it once and use it from as
/// many threads as you like.
/// </summary>
public sealed class NearMissFinder
{
    private readonly Glossary _glossary;
    private readonly WordTrie _wrong;
    private readonly (GlossaryEntry Entry, string Expected)[] _wrongOf;
    private readonly PartRuns _runs;
    private readonly CharacterSlips _slips;
    private readonly SoundSlips _sounds;

    /// <param name="finder">Knows the formulations, and finds those that are right.</param>
    public NearMissFinder(WordingFinder finder)
    {
        ArgumentNullException.ThrowIfNull(finder);
        Finder = finder;
        _glossary = finder.Glossary;
        var wrong = new Dictionary<string, (GlossaryEntry, string)>(StringComparer.Ordinal);
        foreach (var entry in _glossary.Entries)
        {
            foreach (var form in entry.Wrong)
            {
                wrong.TryAdd(ComparableText.Fold(form), (entry, entry.Text));
            }

            // 二个确立 is said by nobody who knows it.
            if (entry.Kind == WordingKind.Numeral && entry.Text[0] == '两')
            {
                wrong.TryAdd('二' + ComparableText.Fold(entry.Text)[1..], (entry, entry.Text));
            }

            if (entry.Kind == WordingKind.Fixed && Crossed(ComparableText.Fold(entry.Text)) is { } crossed
                && _glossary.Find(crossed) is null)
            {
                wrong.TryAdd(crossed, (entry, entry.Text));
            }
        }

        // 贯切 and the like: words that everybody writes, and no formulations.
        var slips = WordList.Of("slips");
        foreach (var word in slips.Sections)
        {
            var entry = _glossary.Find(word) ?? new GlossaryEntry { Text = word, Kind = WordingKind.Fixed };
            foreach (var form in slips[word])
            {
                wrong.TryAdd(ComparableText.Fold(form), (entry, word));
            }
        }

        _wrong = new WordTrie([.. wrong.Keys]);
        _wrongOf = [.. wrong.Values];
        _runs = new PartRuns(_glossary);
        _slips = new CharacterSlips(_glossary);
        _sounds = new SoundSlips(_glossary);
    }

    /// <summary>Finds the formulations that are right.</summary>
    public WordingFinder Finder { get; }

    /// <summary>The near-misses of a text, by ascending start; they never overlap. What is right in itself is none.</summary>
    /// <param name="text">Any text.</param>
    public IReadOnlyList<NearMiss> Find(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text, Finder.FindHits(text));
    }

    /// <summary>The same for a text whose formulations are found already.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="hits">What <see cref="WordingFinder.FindHits"/> of <see cref="Finder"/> found in it.</param>
    /// <param name="cancellation">Looked at with each formulation that comes near.</param>
    public IReadOnlyList<NearMiss> Find(string text, IReadOnlyList<WordingHit> hits, CancellationToken cancellation = default)
    {
        using var folded = new ComparableText(text);
        var right = Reaches(hits);
        var misses = new SortedList<int, NearMiss>(); // by start; none overlaps another

        var found = new List<WordTrie.Occurrence>();
        _wrong.FindAll(folded.Units, found);
        foreach (var occurrence in found.Where(o => o.Start == 0 || folded.Units[o.Start - 1] != '第'))
        {
            Add(
                NearMissReason.KnownWrong,
                _wrongOf[occurrence.Word].Entry,
                _wrongOf[occurrence.Word].Expected,
                folded.Original(occurrence.Start, occurrence.End));
        }

        foreach (var run in _runs.Find(folded.Units))
        {
            Add(run.Reason, run.Entry, run.Expected, folded.Original(run.Span.Start, run.Span.End));
        }

        foreach (var slip in _slips.Find(folded.Units))
        {
            Add(NearMissReason.Characters, slip.Entry, slip.Entry.Text, folded.Original(slip.Span.Start, slip.Span.End));
        }

        foreach (var hit in hits.Where(h => h is { Kind: WordingKind.Numeral, Entry: null, Marked: true }))
        {
            if (_slips.Contraction(text[hit.Start..hit.End]) is { } entry)
            {
                Add(NearMissReason.Characters, entry, entry.Text, new TextSpan(hit.Start, hit.End));
            }
        }

        foreach (var slip in _sounds.Find(folded.Units))
        {
            Add(NearMissReason.Sound, slip.Entry, slip.Expected, folded.Original(slip.Span.Start, slip.Span.End));
        }

        var weighed = new WeighedText(text);
        foreach (var slip in PhraseSlips.Find(weighed, cancellation).Concat(WordSlips.Find(weighed, cancellation)))
        {
            var entry = _glossary.Find(slip.Expected) ?? new GlossaryEntry { Text = slip.Expected, Kind = WordingKind.Fixed };
            Add(NearMissReason.Word, entry, slip.Expected, slip.Span);
        }

        return [.. misses.Values];

        void Add(NearMissReason reason, GlossaryEntry entry, string expected, TextSpan span)
        {
            cancellation.ThrowIfCancellationRequested();
            var next = FirstFrom(misses.Keys, span.End);
            if ((next > 0 && misses.Values[next - 1].End > span.Start) || LiesWithin(right, span))
            {
                return;
            }

            var written = span.In(text);
            misses[span.Start] = new NearMiss(
                span.Start, span.End, written, entry, expected, reason, Differences.Between(written, expected));
        }
    }

    /// <summary>The title of the glossary that a title almost is; null when there is none, or when it is one.</summary>
    /// <param name="title">A title without 《》.</param>
    /// <param name="start">Its offset in the text.</param>
    public NearMiss? Title(string title, int start)
    {
        var folded = ComparableText.Fold(title);
        if (_glossary.Find(title) is not null)
        {
            return null;
        }

        return _slips.Trial(folded) is { } trial ? Miss(trial, NearMissReason.MissingPart)
            : _slips.Title(folded) is { } near ? Miss(near, NearMissReason.Characters)
            : null;

        NearMiss Miss(GlossaryEntry entry, NearMissReason reason) =>
            new(start, start + title.Length, title, entry, entry.Text, reason, Differences.Between(title, entry.Text));
    }

    /// <summary>不忘使命、牢记初心: a formulation of two verbs with two objects, the objects exchanged; null for any other.</summary>
    private static string? Crossed(string form) =>
        form.Length == 9 && form[4] is '、' or '，' && form.AsSpan().Count(form[4]) == 1
            && !form.AsSpan(0, 2).SequenceEqual(form.AsSpan(5, 2))
            && Lexicon.Default.Contains(form.AsSpan(2, 2)) && Lexicon.Default.Contains(form.AsSpan(7, 2))
            && !form.AsSpan(2, 2).SequenceEqual(form.AsSpan(7, 2))
        ? string.Concat(form.AsSpan(0, 2), form.AsSpan(7, 2), form.AsSpan(4, 3), form.AsSpan(2, 2))
        : null;

    /// <summary>Of the hits that are right, by ascending start, each start with the farthest end of all hits up to it.</summary>
    private static List<TextSpan> Reaches(IReadOnlyList<WordingHit> hits)
    {
        var reaches = new List<TextSpan>();
        foreach (var hit in hits)
        {
            if (hit.Entry is not null)
            {
                reaches.Add(new TextSpan(hit.Start, reaches.Count == 0 ? hit.End : Math.Max(hit.End, reaches[^1].End)));
            }
        }

        return reaches;
    }

    private static bool LiesWithin(List<TextSpan> reaches, TextSpan span)
    {
        int low = 0, high = reaches.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = reaches[middle].Start <= span.Start ? (middle + 1, high) : (low, middle);
        }

        return low > 0 && reaches[low - 1].End >= span.End;
    }

    private static int FirstFrom(IList<int> starts, int least)
    {
        int low = 0, high = starts.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = starts[middle] < least ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
