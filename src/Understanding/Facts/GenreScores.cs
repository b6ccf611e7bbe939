using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>What speaks for each genre: its weight and the cues that make it up, in the order in which they were found.</summary>
internal sealed class GenreScores
{
    private readonly Dictionary<string, Score> _scores = new(StringComparer.Ordinal);

    /// <summary>The weight of a genre; 0 when nothing speaks for it.</summary>
    public double this[string genre] => _scores.TryGetValue(genre, out var score) ? score.Weight : 0;

    /// <summary>The sum of all weights.</summary>
    public double Sum => Genres.All.Sum(genre => this[genre]);

    /// <summary>The genre with the most weight, of equal ones the first of <see cref="Genres.All"/>.</summary>
    public string Best => Genres.All.MaxBy(genre => this[genre])!;

    /// <summary>The cues that speak for a genre for which some do.</summary>
    public IReadOnlyList<string> CuesOf(string genre) => _scores[genre].Cues;

    public void Add(string genre, double weight, string cue)
    {
        if (!_scores.TryGetValue(genre, out var score))
        {
            _scores.Add(genre, score = new Score());
        }

        score.Weight += weight;
        score.Cues.Add(cue);
    }

    private sealed class Score
    {
        public double Weight { get; set; }

        public List<string> Cues { get; } = [];
    }
}
