namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// How sure a fact is by where it was read; what an owner states is sure (1). Chosen in the order in which the places proved right on the
/// papers that the rules were written from, not measured as shares: 0.9 and more says so in as many words, 0.7 is meant so as a rule,
/// 0.5 and less is the best guess.
/// </summary>
internal sealed record FactConfidence
{
    public static FactConfidence Default { get; } = new();

    /// <summary>A date in brackets below the title.</summary>
    public double DateLine { get; init; } = 0.97;

    /// <summary>… below a signature or on a line of its own at the end.</summary>
    public double DateOfSignature { get; init; } = 0.95;

    /// <summary>… in the line below the title.</summary>
    public double DateInSubtitle { get; init; } = 0.9;

    /// <summary>… anywhere in front of the body.</summary>
    public double DateAboveBody { get; init; } = 0.85;

    /// <summary>… in the file's name, which may tell when it was put there: any day in the text is believed before it.</summary>
    public double DateInFileName { get; init; } = 0.8;

    /// <summary>Off for a year whose month or day isn't told.</summary>
    public double YearWithoutDay { get; init; } = 0.05;

    /// <summary>What a page prints as the day of its publication, which is not when the text was written.</summary>
    public double DateOfPage { get; init; } = 0.6;

    /// <summary>A year in the title.</summary>
    public double YearInTitle { get; init; } = 0.9;

    /// <summary>… in the 文号.</summary>
    public double YearOfNumber { get; init; } = 0.85;

    /// <summary>… that the first sentence opens with.</summary>
    public double YearOfOpening { get; init; } = 0.75;

    /// <summary>… that is only named again and again.</summary>
    public double YearMentioned { get; init; } = 0.4;

    /// <summary>A unit on a line of its own below the title.</summary>
    public double AuthorLine { get; init; } = 0.9;

    /// <summary>… that signs.</summary>
    public double Signature { get; init; } = 0.85;

    /// <summary>Who speaks, by a line of its own or by the title.</summary>
    public double Speaker { get; init; } = 0.8;

    /// <summary>A unit in the line above the title, or in the title of a report.</summary>
    public double UnitOfReport { get; init; } = 0.7;

    /// <summary>… in the title of anything else.</summary>
    public double UnitInTitle { get; init; } = 0.6;

    /// <summary>… that the first sentence tells of.</summary>
    public double UnitOfOpening { get; init; } = 0.5;

    /// <summary>A 文号 on a line of its own; an address.</summary>
    public double OwnLine { get; init; } = 0.95;

    /// <summary>A 文号 anywhere in the letterhead.</summary>
    public double InLetterhead { get; init; } = 0.8;

    /// <summary>The place of an issuer is as sure as the issuer, if that is as sure as this, …</summary>
    public double SureIssuer { get; init; } = 0.7;

    /// <summary>… but no surer than this.</summary>
    public double MostOfIssuer { get; init; } = 0.95;

    /// <summary>A place in the line above the title.</summary>
    public double PlaceInKicker { get; init; } = 0.8;

    /// <summary>… in the title.</summary>
    public double PlaceInTitle { get; init; } = 0.75;

    /// <summary>… in the line below the title.</summary>
    public double PlaceInSubtitle { get; init; } = 0.7;

    /// <summary>… in the first sentence.</summary>
    public double PlaceInOpening { get; init; } = 0.6;

    /// <summary>The centre, because one of its leaders speaks.</summary>
    public double TierOfLeader { get; init; } = 0.9;

    /// <summary>… because the lines above the body name a leader, or all provinces are addressed.</summary>
    public double TierOfAddress { get; init; } = 0.8;

    /// <summary>A tier by its own bodies in the title: 县委, 国务院.</summary>
    public double TierInTitle { get; init; } = 0.7;

    /// <summary>… that the text names most.</summary>
    public double TierOfBodies { get; init; } = 0.5;

    /// <summary>A sector of which nothing was said; it grows …</summary>
    public double SectorAtLeast { get; init; } = 0.4;

    /// <summary>… by this with each word of the sector, …</summary>
    public double EachSectorWord { get; init; } = 0.04;

    /// <summary>… up to this.</summary>
    public double MostOfSector { get; init; } = 0.9;
}
