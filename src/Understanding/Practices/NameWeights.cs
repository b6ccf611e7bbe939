namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// What speaks for a quoted stretch, a document or a compound being the name of the sentence's practice; the most wins, of equals the
/// first, and nothing is none. Chosen on the articles that the words in practice-names.txt were taken from, not measured one by one: names
/// agree with the labels in 69 of 87 cards (docs/quality.md).
/// </summary>
internal sealed record NameWeights
{
    public static NameWeights Default { get; } = new();

    /// <summary>What it is said to be, behind it: “…”工作法.</summary>
    public int Kind { get; init; } = 3;

    /// <summary>What it is made: 以“…”为主题.</summary>
    public int Theme { get; init; } = 3;

    /// <summary>A verb that names or issues, close in front: 推行“…”.</summary>
    public int Naming { get; init; } = 2;

    /// <summary>Parts told by number, of what is named or used: 四聚焦四强化.</summary>
    public int Numbered { get; init; } = 2;

    /// <summary>Parts side by side, of what is used and has nothing else: 甲、乙、丙.</summary>
    public int SideBySide { get; init; } = 2;

    /// <summary>What it is said to be, in front of it: 平台“…”.</summary>
    public int KindInFront { get; init; } = 2;

    /// <summary>A verb that founds, anywhere in front, where nothing else speaks for it: 创建了以助老为特色的“…”, 建立办理诉求“五步法”.</summary>
    public int Founded { get; init; } = 2;

    /// <summary>How it came about or fares, behind it at the head of a clause: “…”办得红火.</summary>
    public int Thriving { get; init; } = 2;

    /// <summary>What it says itself that it is, at its end: “问题清单”.</summary>
    public int KindAtEnd { get; init; } = 1;

    /// <summary>Length, of what has anything else: two words.</summary>
    public int Long { get; init; } = 1;

    /// <summary>The document that was issued: 印发《…》.</summary>
    public int Document { get; init; } = 2;
}
