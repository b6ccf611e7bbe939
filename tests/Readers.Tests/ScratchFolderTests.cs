using KnowledgeBase.Readers;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

/// <summary>Only what is provably a killed reader's is ever removed from the folder for temporary files.</summary>
public sealed class ScratchFolderTests : IDisposable
{
    private readonly List<string> _made = [];

    public void Dispose()
    {
        foreach (var folder in _made.Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_in_use_is_private_and_stays_and_is_gone_when_it_is_done_with()
    {
        string path;
        using (var folder = new ScratchFolder())
        {
            path = folder.Path;
            folder.Put("source.pdf", [1]);

            ScratchFolder.RemoveLeftovers();

            Assert.True(File.Exists(Path.Combine(path, "source.pdf")));
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
            }
        }

        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public void What_a_killed_reader_left_is_removed()
    {
        var left = Make("");

        ScratchFolder.RemoveLeftovers();

        Assert.False(Directory.Exists(left));
    }

    [Fact]
    public void Foreign_folders_stay_whatever_they_are_called()
    {
        var unmarked = Make("");
        File.Delete(Path.Combine(unmarked, ScratchFolder.MarkerName));
        var otherMarker = Make("");
        File.WriteAllText(Path.Combine(otherMarker, ScratchFolder.MarkerName), "mine");
        var copied = Make("of another folder");

        ScratchFolder.RemoveLeftovers();

        Assert.All([unmarked, otherMarker, copied], folder => Assert.True(File.Exists(Path.Combine(folder, "inner", "note.txt"))));
    }

    /// <summary>A folder as a reader makes it, held by nobody.</summary>
    private string Make(string suffix)
    {
        var folder = Directory.CreateTempSubdirectory("kb-reader-");
        _made.Add(folder.FullName);
        folder.CreateSubdirectory("inner");
        File.WriteAllText(Path.Combine(folder.FullName, "inner", "note.txt"), "x");
        File.WriteAllText(Path.Combine(folder.FullName, ScratchFolder.MarkerName), ScratchFolder.MarkerText + folder.Name + suffix);
        return folder.FullName;
    }
}
