namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Settings cannot be used.</summary>
/// <param name="faults">What is wrong with each, and what to write instead.</param>
internal sealed class SettingsException(IReadOnlyList<string> faults)
    : Exception(faults is [var only] ? only : $"{faults.Count} settings cannot be used:\n  {string.Join("\n  ", faults)}")
{
    /// <summary>What is wrong with each, and what to write instead.</summary>
    public IReadOnlyList<string> Faults => faults;
}
