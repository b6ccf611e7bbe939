using Xunit;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>A test that another program is compared in; skipped, with the reason, where it is not installed.</summary>
internal sealed class InstalledFactAttribute : FactAttribute
{
    public InstalledFactAttribute(string program, string package)
    {
        if (Programs.PathOf(program) is null)
        {
            Skip = $"{program} is not installed (package {package})";
        }
    }
}
