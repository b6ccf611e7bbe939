using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Corrections;

/// <summary>Applies what was decided about practices to those that were found.</summary>
internal static class CorrectedPractices
{
    /// <summary>The practices as they were decided, in the order of the text.</summary>
    /// <param name="text">The material's text.</param>
    /// <param name="found">What was found in it.</param>
    /// <param name="decided">What was decided.</param>
    /// <param name="lift">Lifts a practice out of the sentences that stand at a place; null when there are none.</param>
    public static IReadOnlyList<Practice> Of(
        string text, IReadOnlyList<Practice> found, IReadOnlyList<PracticeCorrection> decided, Func<TextSpan, Practice?> lift)
    {
        if (decided.Count == 0)
        {
            return found;
        }

        var practices = found.ToList();
        foreach (var decision in decided)
        {
            var places = QuotedWords.Find(text, decision.Words);
            if (!decision.IsPractice)
            {
                practices.RemoveAll(p => places.Any(p.ActSpan.Overlaps));
            }
            else if (places.Count > 0)
            {
                var at = practices.FindIndex(p => places.Any(p.ActSpan.Overlaps));
                if (at < 0 && lift(places[0]) is { } lifted)
                {
                    practices.Add(lifted);
                    at = practices.Count - 1;
                }

                if (at >= 0 && decision.Name is not null)
                {
                    practices[at] = practices[at] with { Name = decision.Name };
                }
            }
        }

        practices.Sort((a, b) => a.ActSpan.Start.CompareTo(b.ActSpan.Start));
        return practices;
    }
}
