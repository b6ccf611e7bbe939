using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>What every store must do; the engine relies on no more.</summary>
public abstract class IndexDirectoryContractTests
{
    private const string Name = "segment-000001.postings";

    [Fact]
    public void A_file_is_read_back_as_it_was_written()
    {
        var directory = CreateDirectory();
        var content = Enumerable.Range(0, 200_000).Select(i => (byte)(i * 7)).ToArray();
        using (var stream = directory.CreateFile(Name))
        {
            stream.Write(content.AsSpan(0, 70_000));
            stream.Write(content.AsSpan(70_000));
        }

        directory.SyncFile(Name);
        directory.SyncDirectory();

        Assert.Equal([Name], directory.ListFiles());
        Assert.Equal(content, Read(directory, Name));
    }

    [Fact]
    public void An_empty_file_can_be_opened()
    {
        var directory = CreateDirectory();
        directory.CreateFile(Name).Dispose();

        using var file = directory.OpenFile(Name);
        Assert.Equal(0, file.Length);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var directory = CreateDirectory();
        Write(directory, "other", [1]);

        Assert.Contains(Name, Assert.Throws<FileNotFoundException>(() => directory.OpenFile(Name)).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => directory.Rename(Name, "other"));
        Assert.Equal([1], Read(directory, "other"));
    }

    [Fact]
    public void Nothing_is_there_before_the_first_file()
    {
        var directory = CreateDirectory();

        Assert.Empty(directory.ListFiles());
        Assert.ThrowsAny<IOException>(() => directory.OpenFile(Name));
    }

    [Fact]
    public void Creating_a_file_replaces_one_of_the_name()
    {
        var directory = CreateDirectory();
        Write(directory, Name, [1, 2, 3]);
        Write(directory, Name, [4]);

        Assert.Equal([4], Read(directory, Name));
    }

    [Fact]
    public void Renaming_replaces_and_leaves_open_files_as_they_are()
    {
        var directory = CreateDirectory();
        Write(directory, "manifest", [1, 1, 1]);
        Write(directory, "manifest.pending", [2]);
        using var before = directory.OpenFile("manifest");

        directory.Rename("manifest.pending", "manifest");

        Assert.Equal(["manifest"], directory.ListFiles());
        Assert.Equal([2], Read(directory, "manifest"));
        Assert.Equal([1, 1, 1], Read(before));
    }

    [Fact]
    public void A_deleted_file_can_be_read_on_by_those_who_have_it_open()
    {
        var directory = CreateDirectory();
        Write(directory, Name, [1, 2, 3]);
        using var open = directory.OpenFile(Name);

        directory.DeleteFile(Name);

        Assert.Empty(directory.ListFiles());
        Assert.Equal([1, 2, 3], Read(open));
        directory.DeleteFile(Name);
    }

    [Fact]
    public void A_file_may_be_closed_twice()
    {
        var directory = CreateDirectory();
        Write(directory, Name, [1]);
        var file = directory.OpenFile(Name);

        file.Dispose();
        file.Dispose();

        Assert.Equal([1], Read(directory, Name));
    }

    [Fact]
    public void One_holds_the_lock_and_the_next_is_told_who()
    {
        var directory = CreateDirectory();
        var held = directory.AcquireWriteLock("甲");

        var refused = Assert.Throws<IndexLockedException>(() => directory.AcquireWriteLock("乙"));
        Assert.Contains("is being written by 甲", refused.Message, StringComparison.Ordinal);
        Assert.Contains(directory.Location, refused.Message, StringComparison.Ordinal);

        held.Dispose();
        using var next = directory.AcquireWriteLock("乙");
        Assert.Contains(
            "is being written by 乙", Assert.Throws<IndexLockedException>(() => directory.AcquireWriteLock("丙")).Message, StringComparison.Ordinal);
        Assert.Empty(directory.ListFiles());
    }

    private protected abstract IndexDirectory CreateDirectory();

    private static void Write(IndexDirectory directory, string name, byte[] content)
    {
        using var stream = directory.CreateFile(name);
        stream.Write(content);
    }

    private static byte[] Read(IndexDirectory directory, string name)
    {
        using var file = directory.OpenFile(name);
        Assert.Equal(name, file.Name);
        return Read(file);
    }

    private static unsafe byte[] Read(MappedFile file) => new ReadOnlySpan<byte>(file.Pointer, (int)file.Length).ToArray();
}

public sealed class MemoryDirectoryTests : IndexDirectoryContractTests
{
    private protected override IndexDirectory CreateDirectory() => new MemoryDirectory();
}

public sealed class FileSystemDirectoryTests : IndexDirectoryContractTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_cannot_hold_a_lock_file_is_not_called_locked()
    {
        var file = Path.Combine(_folder.Path, "index", "write.lock");
        Directory.CreateDirectory(file);

        var error = Record.Exception(() => new FileSystemDirectory(Path.GetDirectoryName(file)!).AcquireWriteLock("甲"));

        Assert.True(error is IOException or UnauthorizedAccessException, $"{error}");
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    /// <summary>As when the disk is full of what a killed writer left, which only the next one removes.</summary>
    [Fact]
    public void Who_cannot_note_its_name_gets_the_lock_all_the_same()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "index", "write.owner"));
        var directory = CreateDirectory();

        using var held = directory.AcquireWriteLock("甲");

        var refused = Assert.Throws<IndexLockedException>(() => directory.AcquireWriteLock("乙"));
        Assert.Contains("is being written by another process.", refused.Message, StringComparison.Ordinal);
    }

    private protected override IndexDirectory CreateDirectory() => new FileSystemDirectory(Path.Combine(_folder.Path, "index"));
}
