using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Decisions;

/// <summary>
/// Tells what a decision would change before it is made: the materials of an open library are understood again as it would have them, as
/// far as a moment allows.
/// </summary>
public static class DecisionPreview
{
    private const int MostExamples = 10;

    /// <summary>Materials are looked at in an order of chance, so that the first ones stand for all; the same one every time.</summary>
    private const int Seed = 20;

    /// <summary>What another understanding changes: of themes, practices and corrected facts.</summary>
    /// <param name="library">The library.</param>
    /// <param name="after">Understands materials as the decision would have it.</param>
    /// <param name="time">Measures how long it takes.</param>
    /// <param name="longest">For how long to look at materials.</param>
    /// <param name="cancellation">Ends it.</param>
    public static DecisionEffect EffectOf(
        this Library library, MaterialUnderstanding after, TimeProvider time, TimeSpan longest, CancellationToken cancellation = default) =>
        Measure(library, material => Differences(material, after.Again(material, cancellation)), time, longest, cancellation);

    /// <summary>What another understanding changes of one material.</summary>
    /// <param name="library">The library.</param>
    /// <param name="id">The material; one that there is not does not change.</param>
    /// <param name="after">Understands materials as the decision would have it.</param>
    /// <param name="isTakenBack">
    /// True when an earlier decision about its facts goes, of which nobody knows here what it took the place of: all passages count then.
    /// </param>
    /// <param name="cancellation">Ends it.</param>
    public static DecisionEffect EffectOn(
        this Library library, string id, MaterialUnderstanding after, bool isTakenBack, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(after);
        return library.Read(still =>
        {
            var overview = still.Overview();
            if (still.Find(id)?.Material is not { } material)
            {
                return new DecisionEffect(0, 0, 0, overview.Materials, overview.Passages, false, []);
            }

            var (isChanged, passages, practices) = Differences(material, after.Again(material, cancellation));
            passages = isTakenBack ? material.Passages.Count : passages;
            isChanged |= isTakenBack;
            return new DecisionEffect(
                isChanged ? 1 : 0, passages, practices, overview.Materials, overview.Passages, false,
                isChanged ? [new ChangedMaterial(id, material.Facts.Title, passages)] : []);
        });
    }

    /// <summary>What another glossary changes: where formulations are found.</summary>
    /// <param name="library">The library.</param>
    /// <param name="after">Finds formulations as the decision would have it.</param>
    /// <param name="time">Measures how long it takes.</param>
    /// <param name="longest">For how long to look at materials.</param>
    /// <param name="cancellation">Ends it.</param>
    public static DecisionEffect EffectOf(
        this Library library, WordingFinder after, TimeProvider time, TimeSpan longest, CancellationToken cancellation = default) =>
        Measure(
            library,
            material =>
            {
                var changed = Places(material.Wordings);
                changed.SymmetricExceptWith(Places(after.Find(material.Text, cancellation)));
                return (changed.Count > 0, material.Passages.Count(p => changed.Any(c => c.Start >= p.Start && c.Start < p.End)), 0);
            },
            time, longest, cancellation);

    /// <summary>
    /// What other words of the owner change: which passages are cut in another way, or have a word that says something else.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="before">The lines of the word lists as they are.</param>
    /// <param name="after">The lines as they would be.</param>
    /// <param name="time">Measures how long it takes.</param>
    /// <param name="longest">For how long to look at materials.</param>
    /// <param name="cancellation">Ends it.</param>
    public static DecisionEffect EffectOf(
        this Library library, IReadOnlyList<string> before, IReadOnlyList<string> after, TimeProvider time, TimeSpan longest,
        CancellationToken cancellation = default)
    {
        string[] words = [.. before.Except(after, StringComparer.Ordinal).Concat(after.Except(before, StringComparer.Ordinal))
            .Select(line => line.Trim())
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => FoldedText.Fold(line.Split('\t')[0].Trim()))
            .Where(word => word.Length > 0)
            .Distinct(StringComparer.Ordinal)];
        var (was, isNow) = (new Segmenter(Lexicon.Default.WithUserWords(before)), new Segmenter(Lexicon.Default.WithUserWords(after)));
        string[] inBoth = [.. words.Where(word => IsWordOf(before, word) && IsWordOf(after, word))];
        var folded = new FoldedText();
        List<Word> cutBefore = [], cutAfter = [];
        return Measure(
            library,
            material =>
            {
                var passages = material.Passages.Count(p =>
                {
                    folded.Reset(material.Text.AsSpan(p.Start, p.End - p.Start));
                    if (!Array.Exists(words, w => folded.Text.IndexOf(w, StringComparison.Ordinal) >= 0))
                    {
                        return false;
                    }

                    if (Array.Exists(inBoth, w => folded.Text.IndexOf(w, StringComparison.Ordinal) >= 0))
                    {
                        return true; // its weight or its synonyms are others
                    }

                    was.Segment(folded, cutBefore);
                    isNow.Segment(folded, cutAfter);
                    return !cutBefore.Select(w => (w.Start, w.Length)).SequenceEqual(cutAfter.Select(w => (w.Start, w.Length)));
                });
                return (passages > 0, passages, 0);
            },
            time, longest, cancellation);
    }

    private static bool IsWordOf(IReadOnlyList<string> lines, string word) =>
        lines.Any(line => FoldedText.Fold(line.Trim().Split('\t')[0].Trim()) == word);

    private static DecisionEffect Measure(
        Library library, Func<Material, (bool IsChanged, int Passages, int Practices)> differences, TimeProvider time, TimeSpan longest,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(time);
        return library.Read(still =>
        {
            var overview = still.Overview();
            string[] ids = [.. still.Using(snapshot => snapshot.Cards.All.Select(card => card.Id))];
            new Random(Seed).Shuffle(ids);
            var began = time.GetTimestamp();
            var examples = new List<ChangedMaterial>();
            int seen = 0, seenPassages = 0, passages = 0, practices = 0;
            foreach (var id in ids)
            {
                cancellation.ThrowIfCancellationRequested();
                if (seen > 0 && time.GetElapsedTime(began) > longest)
                {
                    break;
                }

                seen++;
                if (still.Find(id)?.Material is not { } material)
                {
                    continue;
                }

                var (isChanged, ofPassages, ofPractices) = differences(material);
                seenPassages += material.Passages.Count;
                passages += ofPassages;
                practices += ofPractices;
                if (isChanged)
                {
                    examples.Add(new ChangedMaterial(id, material.Facts.Title, ofPassages));
                }
            }

            var isEstimate = seen < ids.Length;
            return new DecisionEffect(
                Scaled(examples.Count, seen, ids.Length),
                Scaled(passages, seenPassages, overview.Passages),
                Scaled(practices, seen, ids.Length),
                ids.Length,
                overview.Passages,
                isEstimate,
                [.. examples.OrderByDescending(e => e.Passages).ThenBy(e => e.Id, StringComparer.Ordinal).Take(MostExamples)]);

            int Scaled(int number, int of, int all) => isEstimate && of > 0 ? (int)Math.Round((double)number * all / of) : number;
        });
    }

    private static HashSet<(string Text, int Start)> Places(IEnumerable<Wording> wordings) =>
        [.. wordings.SelectMany(w => w.Starts.Select(start => (w.Text, start)))];

    private static (bool IsChanged, int Passages, int Practices) Differences(Material before, Material after)
    {
        var facts = Facts(before) != Facts(after);
        var passages = facts ? before.Passages.Count : before.Passages.Zip(after.Passages).Count(p => !HaveOneSet(p.First, p.Second));
        var practices = before.Practices.Select(Told).ToHashSet();
        practices.SymmetricExceptWith(after.Practices.Select(Told));
        var changed = practices.DistinctBy(p => p.Start).Count();
        var themes = !before.Themes.Select(t => t.Theme).SequenceEqual(after.Themes.Select(t => t.Theme), StringComparer.Ordinal);
        return (facts || themes || passages > 0 || changed > 0, passages, changed);
    }

    private static bool HaveOneSet(Passage one, Passage other) =>
        one.Themes.Select(t => t.Theme).ToHashSet(StringComparer.Ordinal).SetEquals(other.Themes.Select(t => t.Theme));

    private static (string, string, DateOnly?, int?, string?, string?) Facts(Material material) => (
        material.Facts.Title, material.Facts.Genre.Value, material.Facts.Date?.Value, material.Facts.Year?.Value,
        material.Facts.Issuer?.Value, material.Facts.Tier?.Value);

    private static (int Start, int End, string? Name, string Themes) Told(Practice practice) =>
        (practice.ActSpan.Start, practice.ActSpan.End, practice.Name, string.Join(',', practice.Themes));
}
