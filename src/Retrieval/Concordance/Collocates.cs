namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>Which words that keep company with a string are wanted.</summary>
public sealed record CollocateRequest
{
    /// <summary>Words on either side that are looked at, at most.</summary>
    public const int MostWords = 10;

    /// <summary>The string.</summary>
    public required string Text { get; init; }

    /// <summary>Words on either side that are looked at, 1 to <see cref="MostWords"/>.</summary>
    public int Words { get; init; } = 5;

    /// <summary>Passages in which a word must stand near the string, 1 or more.</summary>
    public int Fewest { get; init; } = 3;

    /// <summary>Words to return at most, 1 to 200.</summary>
    public int Size { get; init; } = 50;
}

/// <summary>The words that stand near a string more often than chance would have it.</summary>
/// <param name="Text">The string as asked for.</param>
/// <param name="Total">How often it stands in the library.</param>
/// <param name="Passages">Number of passages that hold it.</param>
/// <param name="Sampled">Number of those that were looked at: an even sample where there are very many.</param>
/// <param name="Collocates">The words, those that are bound most closely first.</param>
public sealed record CollocateList(string Text, int Total, int Passages, int Sampled, IReadOnlyList<Collocate> Collocates);

/// <summary>A word that keeps company with a string.</summary>
/// <param name="Word">The word, folded.</param>
/// <param name="Left">How often it stands in front of the string.</param>
/// <param name="Right">How often it stands behind it.</param>
/// <param name="Passages">Passages, of those looked at, in which it stands near the string.</param>
/// <param name="InLibrary">Passages of the library in which it stands at all.</param>
/// <param name="LogLikelihood">
/// Dunning's G²: how unlikely so much company is by chance. From 3.84 on it is significant at 5 %, from 10.83 on at 0.1 %.
/// </param>
public sealed record Collocate(string Word, int Left, int Right, int Passages, int InLibrary, double LogLikelihood);
