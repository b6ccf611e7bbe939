namespace KnowledgeBase.Web.Tests;

/// <summary>A test in a real browser, skipped where Debian's Chromium is not installed (`./kb test` installs it as root).</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public const string Executable = "/usr/bin/chromium";

    public ChromiumFactAttribute()
    {
        if (!File.Exists(Executable))
        {
            Skip = $"{Executable} is not installed";
        }
    }
}
