namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// How far <see cref="TitleInference"/> looks and how long what it finds may be, in UTF-16 units where nothing else is said. Chosen by
/// reading papers that have lost their titles, not measured; what comes of them stands in docs/quality.md (what it still gets wrong).
/// </summary>
internal sealed record InferredTitleLimits
{
    public static InferredTitleLimits Default { get; } = new();

    /// <summary>The longest title: two lines of a list of hits.</summary>
    public int Longest { get; init; } = 44;

    /// <summary>The most of a first sentence that is read, should nothing end it.</summary>
    public int Opening { get; init; } = 400;

    /// <summary>The shortest title that a conversion glued to its text: 果园防旱工作方案 and 为….</summary>
    public int ShortestGlued { get; init; } = 7;

    /// <summary>A sentence that convenes a meeting says so within this many units: 今天，我们在这里召开….</summary>
    public int ConvenedWithin { get; init; } = 24;

    /// <summary>… and in a speech, which convenes nothing else, within this many.</summary>
    public int SpeechConvenedWithin { get; init; } = 60;

    /// <summary>A greeting has at most this many units: 各位领导、同志们，大家上午好.</summary>
    public int LongestGreeting { get; init; } = 20;

    /// <summary>The shortest title of a report: 情况报告 says nothing.</summary>
    public int ShortestReport { get; init; } = 7;

    /// <summary>The shortest name of a meeting that tells which: 全县推进会.</summary>
    public int ShortestMeeting { get; init; } = 5;

    /// <summary>A paper says what it is for in this many first paragraphs, …</summary>
    public int PurposeParagraphs { get; init; } = 8;

    /// <summary>… within this many units of each.</summary>
    public int PurposeWithin { get; init; } = 600;

    /// <summary>The shortest limb of a sentence that is a purpose: 加强果园管理 and one more.</summary>
    public int ShortestPurpose { get; init; } = 7;

    /// <summary>The words of a purpose are counted in this many units of the text, …</summary>
    public int UseWithin { get; init; } = 8000;

    /// <summary>… this many at a time: two words of two characters.</summary>
    public int UsedTogether { get; init; } = 4;

    /// <summary>What a paper says that it is has at most this many: 三年行动计划.</summary>
    public int LongestKind { get; init; } = 10;

    /// <summary>A limb that only tells when (2021年下半年以来，) has at most this many.</summary>
    public int LongestTime { get; init; } = 12;

    /// <summary>The shortest limb that may stand for the whole sentence.</summary>
    public int ShortestLimb { get; init; } = 6;

    /// <summary>The longest subject of a sentence: 某某县某某镇党委.</summary>
    public int LongestSubject { get; init; } = 20;

    /// <summary>The unit that a text speaks of most is counted in this much of it.</summary>
    public int UnitsWithin { get; init; } = 6000;
}
