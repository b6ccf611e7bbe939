using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Why a question finds a material.</summary>
/// <param name="Query">The question.</param>
/// <param name="Material">The material.</param>
/// <param name="Passages">Its passages that match, best first.</param>
internal sealed record WhyPage(string Query, Material Material, IReadOnlyList<WhyPage.Passage> Passages)
{
    /// <summary>Passages that are told of.</summary>
    private const int Most = 10;

    /// <summary>A passage that matches.</summary>
    /// <param name="Ordinal">Its number in the material, from 0.</param>
    /// <param name="Words">What of it the question marks, each once, with how often it stands there.</param>
    /// <param name="Share">Its score as a share of the best one's, 0 to 1.</param>
    /// <param name="Score">How the score was computed, in Chinese.</param>
    public sealed record Passage(int Ordinal, IReadOnlyList<(string Text, int Count)> Words, double Share, ScoreExplanation Score);

    /// <summary>Makes the page.</summary>
    /// <param name="query">The question.</param>
    /// <param name="material">The material.</param>
    /// <param name="scores">The scores of its passages that match, best first.</param>
    /// <param name="marks">What the question marks in its text.</param>
    public static WhyPage Of(string query, Material material, IReadOnlyList<PassageScore> scores, IReadOnlyList<TextSpan> marks)
    {
        ArgumentNullException.ThrowIfNull(material);
        ArgumentNullException.ThrowIfNull(scores);
        var best = scores.Count > 0 ? Math.Max(scores[0].Score.Value, float.Epsilon) : 1;
        return new(
            query, material, [.. scores.Take(Most).Select(s => new Passage(s.Ordinal, Words(s.Ordinal), s.Score.Value / best, s.Score))]);

        IReadOnlyList<(string, int)> Words(int ordinal)
        {
            var passage = new TextSpan(material.Passages[ordinal].Start, material.Passages[ordinal].End);
            return
            [
                .. marks.Where(passage.Overlaps)
                    .GroupBy(m => m.In(material.Text), StringComparer.Ordinal)
                    .Select(g => (g.Key, g.Count()))
                    .OrderByDescending(w => w.Item2),
            ];
        }
    }
}
