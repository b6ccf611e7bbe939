namespace KnowledgeBase.Understanding.Wordings;

/// <summary>What a sentence does with a wording that stands in it, from the strongest down.</summary>
public enum WordingUse
{
    /// <summary>It says what the wording means: 所谓…, …是指….</summary>
    Defined,

    /// <summary>It demands it: 必须坚持….</summary>
    Required,

    /// <summary>It has it in passing.</summary>
    Mentioned,

    /// <summary>It names a title that has it: 《关于…的意见》.</summary>
    Cited,
}
