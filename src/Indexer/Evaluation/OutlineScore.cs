using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores outlines: a heading is right when its words (<see cref="ComparedWords"/>) are labelled in the same document; of headings with the
/// same words one counts. A genre is right when it is the labelled one or one of its alternatives.
/// </summary>
internal sealed class OutlineScore
{
    private readonly List<IReadOnlyList<object>> _documents = [];
    private readonly List<string> _problems = [];
    private MatchCounts _headings;
    private int _genres;

    /// <summary>Takes a document in.</summary>
    public void Add(Material material, LabelledOutline labelled)
    {
        var expected = labelled.Headings.Select(h => ComparedWords.Of(Words(material, labelled.Doc, h))).ToHashSet(StringComparer.Ordinal);
        var found = material.Headings.Select(h => ComparedWords.Of(h.Text)).ToHashSet(StringComparer.Ordinal);
        var counts = MatchCounts.Of(found, expected);
        _headings += counts;
        var genre = material.Facts.Genre.Value;
        _genres += genre == labelled.Genre || labelled.GenreAlt.Contains(genre, StringComparer.Ordinal) ? 1 : 0;
        _documents.Add([labelled.Doc, counts.Right, counts.Wrong, counts.Missed, genre, labelled.Genre]);
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source) => new("outline", source)
    {
        Figures =
        [
            Figure.F1("headingsF1", "headings, F1", _headings),
            Figure.Share("genreAccuracy", "genre, accuracy", _genres, _documents.Count),
        ],
        Details = new ReportTable(["document", "right", "wrong", "missed", "genre", "labelled"], _documents),
        Problems = _problems,
    };

    /// <summary>The text is the authority: a label's own words only stand in where it gives no place.</summary>
    private string Words(Material material, string document, LabelledHeading heading)
    {
        if (heading is not { Start: { } start, End: { } end })
        {
            return heading.Text;
        }

        if (start < 0 || end < start || end > material.Text.Length
            || ComparedWords.Of(material.Text[start..end]) != ComparedWords.Of(heading.Text))
        {
            _problems.Add($"{document} [{start},{end}): the label “{heading.Text}” does not stand there.");
            return heading.Text;
        }

        return material.Text[start..end];
    }
}
