namespace KnowledgeBase.Web.Tests;

/// <summary>As <see cref="ChromiumFactAttribute"/>, for several cases.</summary>
public sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (!File.Exists(ChromiumFactAttribute.Executable))
        {
            Skip = $"{ChromiumFactAttribute.Executable} is not installed";
        }
    }
}
