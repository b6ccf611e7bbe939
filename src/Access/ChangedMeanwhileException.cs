namespace KnowledgeBase.Access;

/// <summary>A file is not as it was when somebody began to change it: by another person, or by hand. Nothing was changed.</summary>
/// <param name="current">What it holds now; null when it is not there.</param>
/// <param name="expected">What it should hold, where that is known; null when it should not be there, or that is not known.</param>
public sealed class ChangedMeanwhileException(string? current, string? expected)
    : Exception("The file has been changed meanwhile. Nothing was changed: look at what it holds now, and decide again.")
{
    /// <summary>What it holds now; null when it is not there.</summary>
    public string? Current => current;

    /// <summary>What it should hold, where that is known.</summary>
    public string? Expected => expected;
}
