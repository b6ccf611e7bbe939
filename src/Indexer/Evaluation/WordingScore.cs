using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Scores formulations by their words, each once a document: recall over all that are labelled; precision over contractions, coinages and
/// titles, because labels of fixed forms are a selection.
/// </summary>
internal sealed class WordingScore
{
    private static readonly (WordingKind Kind, string Name)[] Kinds =
        [(WordingKind.Numeral, "numeral"), (WordingKind.Quoted, "quoted"), (WordingKind.Title, "title"), (WordingKind.Fixed, "fixed")];

    private readonly Dictionary<string, (int Labelled, int Found)> _labelled = new(StringComparer.Ordinal);
    private readonly Dictionary<WordingKind, (int Shown, int Right)> _shown = [];
    private readonly List<string> _problems = [];

    /// <summary>Takes a document in.</summary>
    public void Add(Material material, LabelledWordings labelled)
    {
        // A dictionary of labels keeps the kind that was said last, as a list of words to their kinds would.
        var expected = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var wording in labelled.Wordings)
        {
            expected[ComparedWords.Of(wording.Text)] = wording.Kind;
        }

        var found = new Dictionary<string, WordingKind>(StringComparer.Ordinal);
        foreach (var wording in material.Wordings)
        {
            found.TryAdd(ComparedWords.Of(wording.Text), wording.Kind);
        }

        var all = ComparedWords.Of(material.Text);
        foreach (var (words, kind) in expected)
        {
            var (count, hits) = _labelled.GetValueOrDefault(kind);
            _labelled[kind] = (count + 1, hits + (found.ContainsKey(words) ? 1 : 0));
            if (!all.Contains(words, StringComparison.Ordinal))
            {
                _problems.Add($"{labelled.Doc}: the label “{words}” does not stand in the text.");
            }
        }

        foreach (var (words, kind) in found)
        {
            var (count, right) = _shown.GetValueOrDefault(kind);
            _shown[kind] = (count + 1, right + (expected.ContainsKey(words) ? 1 : 0));
            if (!all.Contains(words, StringComparison.Ordinal))
            {
                _problems.Add($"{labelled.Doc}: “{words}” was found and does not stand in the text.");
            }
        }
    }

    /// <summary>The figures.</summary>
    public EvaluationReport Report(string source)
    {
        var marked = _shown.Where(s => s.Key != WordingKind.Fixed).Select(s => s.Value).ToList();
        return new EvaluationReport("wordings", source)
        {
            Figures =
            [
                Figure.Share("recall", "formulations, recall", _labelled.Values.Sum(l => l.Found), _labelled.Values.Sum(l => l.Labelled)),
                Figure.Share("precision", "precision without fixed forms", marked.Sum(s => s.Right), marked.Sum(s => s.Shown)),
                Figure.Share(
                    "labelledOfShown", "labelled of all that is shown", _shown.Values.Sum(s => s.Right), _shown.Values.Sum(s => s.Shown)),
            ],
            Details = new ReportTable(
                ["kind", "labelled", "found", "shown", "of them labelled"],
                [.. Kinds.Select(k => (IReadOnlyList<object>)[
                    k.Name, _labelled.GetValueOrDefault(k.Name).Labelled, _labelled.GetValueOrDefault(k.Name).Found,
                    _shown.GetValueOrDefault(k.Kind).Shown, _shown.GetValueOrDefault(k.Kind).Right])]),
            Problems = _problems,
        };
    }
}
