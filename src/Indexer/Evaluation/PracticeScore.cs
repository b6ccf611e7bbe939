using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores practices, matched by overlap of the act: recall over those that are told (exemplary 2 and 3), precision over all cards. A
/// figure is right when its value is labelled at its place: inside of what the card shows, or up to <see cref="Nearby"/> units in front of
/// it. Figures that are masked or part of a scheme's design neither count nor cost.
/// </summary>
internal sealed class PracticeScore
{
    /// <summary>So far in front of a figure its label may begin: labellers take more of the words before it.</summary>
    private const int Nearby = 12;

    private readonly List<IReadOnlyList<object>> _documents = [];
    private readonly List<string> _problems = [];
    private int _hit;
    private int _told;
    private int _good;
    private int _cards;
    private int _planned;
    private int _names;
    private int _actors;
    private MatchCounts _values;
    private MatchCounts _quantities;

    /// <summary>Takes a document in.</summary>
    public void Add(Material material, LabelledPractices labelled)
    {
        CheckLabels(material, labelled);
        var cards = material.Practices;
        var told = labelled.Practices.Where(p => p.Exemplary >= 2).ToList();
        var hit = told.Count(p => cards.Any(c => Overlap(p, c) > 0));
        var good = cards.Count(c => labelled.Practices.Any(p => Overlap(p, c) > 0));
        (_hit, _told, _good, _cards) = (_hit + hit, _told + told.Count, _good + good, _cards + cards.Count);
        var planned = cards.Count(c => labelled.Planned.Any(p => c.ActSpan.Overlaps(new TextSpan(p.ActStart, p.ActEnd))));
        _planned += planned;
        foreach (var card in cards)
        {
            // Of several labelled practices a card is laid beside the one that it covers most of.
            if (labelled.Practices.Where(p => Overlap(p, card) > 0).MaxBy(p => Overlap(p, card)) is { } match)
            {
                _names += Agree(card.Name, match.Name) ? 1 : 0;
                _actors += Agree(card.Actor, match.Actor) ? 1 : 0;
            }
        }

        var values = Figures(cards, labelled, static (_, _) => true);
        _values += values;
        _quantities += Figures(cards, labelled, static (shown, label) => ComparedUnit(shown.Unit) == ComparedUnit(label.Unit));
        _documents.Add([labelled.Doc, hit, told.Count, good, cards.Count, planned, values.Right, values.Wrong, values.Missed]);
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source) => new("practices", source)
    {
        Figures =
        [
            Figure.Share("recall", "practices, recall", _hit, _told),
            Figure.Share("precision", "practices, precision", _good, _cards),
            Figure.F1("valuesF1", "figures, values F1", _values),
            Figure.F1("quantitiesF1", "figures, values with units F1", _quantities),
            Figure.Share("names", "names agree", _names, _good),
            Figure.Share("actors", "actors agree", _actors, _good),
            Figure.Share("planned", "cards of mere plans", _planned, _cards),
        ],
        Details = new ReportTable(["document", "hit", "told", "good", "cards", "plans", "values right", "wrong", "missed"], _documents),
        Problems = _problems,
    };

    private static int Overlap(LabelledPractice labelled, Practice card) =>
        Math.Min(labelled.ActEnd, card.ActSpan.End) - Math.Max(labelled.ActStart, card.ActSpan.Start);

    /// <summary>True when both say the same, the one with more words around it perhaps, or both say nothing.</summary>
    private static bool Agree(string? shown, string? label)
    {
        var (a, b) = (ComparedWords.Of(shown), ComparedWords.Of(label));
        return a.Length == 0 || b.Length == 0
            ? a.Length == b.Length
            : a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);
    }

    private static string ComparedUnit(string? unit) => unit is "%" or "％" ? "%" : ComparedWords.Of(unit);

    private static MatchCounts Figures(
        IReadOnlyList<Practice> cards, LabelledPractices labelled, Func<PracticeResult, LabelledResult, bool> alike)
    {
        var labels = labelled.Practices.SelectMany(p => p.Results).ToList();
        var free = labels.Where(r => r.Role == "design" || r.Value is null).Select(r => r.Start).ToHashSet();
        var wanted = labels.Where(r => r.Role != "design" && r.Value is not null).DistinctBy(r => (r.Start, r.Value)).ToList();
        var shown = cards.SelectMany(c => c.Results).Where(r => r.Value is not null).ToList();
        var right = shown.Count(r => wanted.Any(w => Matches(r, w)));
        var wrong = shown.Count(r => !free.Contains(r.Start) && !wanted.Any(w => Matches(r, w)));
        return new MatchCounts(right, wrong, wanted.Count(w => !shown.Any(r => Matches(r, w))));

        bool Matches(PracticeResult r, LabelledResult w) =>
            r.Value == w.Value && ((r.Start <= w.Start && w.Start < r.End) || (w.Start <= r.Start && r.Start < w.Start + Nearby))
                && alike(r, w);
    }

    private void CheckLabels(Material material, LabelledPractices labelled)
    {
        var text = material.Text;
        foreach (var practice in labelled.Practices)
        {
            Check(practice.Act, practice.ActStart, practice.ActEnd);
            foreach (var result in practice.Results)
            {
                Check(result.Text, result.Start, result.End ?? result.Start);
            }
        }

        void Check(string? words, int start, int end)
        {
            if (start < 0 || end < start || end > text.Length
                || (words is not null && end > start && ComparedWords.Of(text[start..end]) != ComparedWords.Of(words)))
            {
                _problems.Add($"{labelled.Doc} [{start},{end}): the label “{words}” does not stand there.");
            }
        }
    }
}
