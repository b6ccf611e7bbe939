namespace KnowledgeBase.Understanding.Themes;

/// <summary>
/// The few numbers that scoring has beside the weights of the cues. Chosen together on labelled passages by <c>kb eval themes</c>;
/// docs/themes.md has what they give on those and on unseen ones.
/// </summary>
internal sealed record ThemeScoring
{
    public static ThemeScoring Default { get; } = new();

    /// <summary>
    /// Score from which a theme is given: one decisive cue (3) in the first sentence of a short passage is enough, elsewhere it needs
    /// some company.
    /// </summary>
    public double Threshold { get; init; } = 4;

    /// <summary>A theme also needs this share of the strongest theme's score.</summary>
    public double Relative { get; init; } = 0.45;

    /// <summary>… but no more of it than this: a theme that is named ten times doesn't drive out its neighbours.</summary>
    public double RelativeUpTo { get; init; } = 12;

    /// <summary>Factor for a cue in the first sentence of the passage: it says what the passage is about.</summary>
    public double FirstSentence { get; init; } = 1.35;

    /// <summary>Factor for a cue in a heading.</summary>
    public double Heading { get; init; } = 0.7;

    /// <summary>Factor for a cue in the title.</summary>
    public double Title { get; init; } = 0.6;

    /// <summary>The most that cues can add that stand in the title alone: it names what the whole material is about.</summary>
    public double MostByTitle { get; init; } = 3;

    /// <summary>Factor for a cue that is only ever one item of a list (民族、宗教、侨务): it is named in passing.</summary>
    public double Enumerated { get; init; } = 0.6;

    /// <summary>What each further occurrence of a cue adds.</summary>
    public double Repeat { get; init; } = 0.3;

    /// <summary>How many further occurrences count.</summary>
    public int MostRepeats { get; init; } = 4;

    /// <summary>The most UTF-16 units from the first to the last part of a cue that has several.</summary>
    public int Reach { get; init; } = 30;

    /// <summary>Length in UTF-16 units up to which scores stand as they are; longer passages need more.</summary>
    public double Length { get; init; } = 150;

    /// <summary>Scores shrink with length to this power.</summary>
    public double LengthPower { get; init; } = 0.5;

    /// <summary>The most that opposing cues can take away.</summary>
    public double MostAgainst { get; init; } = 6;

    /// <summary>How fast confidence grows with the score; it is a half at the threshold.</summary>
    public double Steepness { get; init; } = 0.8;

    /// <summary>Share of a material, weighted by confidence, in which a theme must be told to be one of the material's.</summary>
    public double ShareOfMaterial { get; init; } = 0.08;

    /// <summary>Confidence of a theme that is told in next to nothing of a material; it grows with the share.</summary>
    public double LeastOfMaterial { get; init; } = 0.5;

    /// <summary>Words of evidence that are shown of a theme.</summary>
    public int MostEvidence { get; init; } = 8;
}
