using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.StudyPacks;

/// <summary>What goes into a study pack, and how much of each: the one place for these choices.</summary>
/// <remarks>
/// The shares are those of a session of study in three parts: the demand is read most closely, cases are what people discuss. They
/// are set by judgement; no measurement backs them.
/// </remarks>
internal sealed record StudyPackPlan
{
    /// <summary>The plan that packs are made by.</summary>
    public static StudyPackPlan Default { get; } = new();

    /// <summary>Genres that say what is demanded.</summary>
    public IReadOnlyList<string> Policy { get; init; } = [Genres.Rules, Genres.Scheme, Genres.Plan];

    /// <summary>Genres that explain it: speeches, and where there are none, what is written for study.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Speeches { get; init; } = [[Genres.Speech], [Genres.Lecture, Genres.Essay]];

    /// <summary>Share of the time for what is demanded.</summary>
    public double PolicyShare { get; init; } = 0.35;

    /// <summary>Share of the time for what explains it; what is not used goes on to the cases.</summary>
    public double SpeechShare { get; init; } = 0.25;

    /// <summary>Characters that are read in a minute.</summary>
    public int CharactersPerMinute { get; init; } = 400;

    /// <summary>Characters of the shortest passage; what is shorter says nothing by itself.</summary>
    public int ShortestPassage { get; init; } = 40;

    /// <summary>Passages of one material, so that no text is all of a part.</summary>
    public int PassagesPerMaterial { get; init; } = 2;

    /// <summary>Questions at most.</summary>
    public int MostQuestions { get; init; } = 6;

    /// <summary>Entries of a search that are looked at.</summary>
    public int Candidates { get; init; } = 100;
}
