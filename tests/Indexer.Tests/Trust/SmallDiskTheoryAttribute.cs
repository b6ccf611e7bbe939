namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>A test that needs a small disk of its own; skipped, and said, where none can be mounted.</summary>
internal sealed class SmallDiskTheoryAttribute : TheoryAttribute
{
    public SmallDiskTheoryAttribute()
    {
        if (!OperatingSystem.IsLinux() || Environment.UserName != "root")
        {
            Skip = "only root on Linux can mount a small disk";
        }
        else if (!SmallDisk.CanBeMounted())
        {
            Skip = "no small disk can be mounted here";
        }
    }
}
