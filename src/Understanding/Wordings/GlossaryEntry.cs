using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>A standing formulation as the glossary knows it.</summary>
public sealed record GlossaryEntry
{
    /// <summary>The formulation as it must be written, without quotes around the whole and without 《》. It is also its name.</summary>
    public required string Text { get; init; }

    /// <summary>What it is.</summary>
    public required WordingKind Kind { get; init; }

    /// <summary>What it stands for, in the order in which it must be said; empty when it has no parts.</summary>
    public IReadOnlyList<string> Parts { get; init; } = [];

    /// <summary>The year since which it is said; null when not known for certain.</summary>
    public int? Since { get; init; }

    /// <summary>The public occasion that it comes from; empty when not known for certain.</summary>
    public string Occasion { get; init; } = "";

    /// <summary>Other right ways to say it.</summary>
    public IReadOnlyList<string> Same { get; init; } = [];

    /// <summary>Known wrong ways to say it: wrong order, a word changed or left out.</summary>
    public IReadOnlyList<string> Wrong { get; init; } = [];

    /// <summary>What is said instead today; null while the formulation is current.</summary>
    public Supersession? Superseded { get; init; }

    /// <summary>The parts in one line, parted by 、; empty when it has none.</summary>
    public string FullForm => string.Join('、', Parts);
}

/// <summary>That a formulation has been replaced.</summary>
/// <param name="By">What is said instead.</param>
/// <param name="Since">The year since which the new one is said.</param>
public sealed record Supersession(string By, int Since);
