using KnowledgeBase.FullText.Store;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>The contract of stores, for a folder whose files are read into memory.</summary>
public sealed class HeldFilesContractTests : IndexDirectoryContractTests, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private protected override IndexDirectory CreateDirectory() =>
        new FileSystemDirectory(Path.Combine(_folder.Path, "index"), heldInMemory: 1 << 20);
}

/// <summary>Files of an index that are read into memory, so that nothing reaches them from outside.</summary>
public sealed class HeldFilesTests : IDisposable
{
    private const int Length = 10_000;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public unsafe void A_held_file_is_what_it_was_when_it_is_cut_short_overwritten_and_deleted()
    {
        var path = Written("file", 7);
        using var file = new FileSystemDirectory(_folder.Path, heldInMemory: Length).OpenFile("file");

        using (var stream = new FileStream(path, FileMode.Open))
        {
            stream.WriteByte(1);
            stream.SetLength(1);
        }

        File.Delete(path);

        Assert.Equal(-1, new ReadOnlySpan<byte>(file.Pointer, Length).IndexOfAnyExcept((byte)7));
    }

    [Fact]
    public unsafe void What_does_not_fit_is_mapped_until_there_is_room_again()
    {
        Written("first", 1);
        Written("second", 2);
        var directory = new FileSystemDirectory(_folder.Path, heldInMemory: Length + 1);
        var first = directory.OpenFile("first");

        using (var mapped = directory.OpenFile("second"))
        {
            Overwrite("second", 3);
            Assert.Equal(3, *mapped.Pointer);
        }

        first.Dispose();
        using var held = directory.OpenFile("second");
        Overwrite("second", 4);
        Assert.Equal(3, *held.Pointer);
    }

    public void Dispose() => _folder.Dispose();

    private string Written(string name, byte value)
    {
        File.WriteAllBytes(Path.Combine(_folder.Path, name), [.. Enumerable.Repeat(value, Length)]);
        return Path.Combine(_folder.Path, name);
    }

    private void Overwrite(string name, byte value)
    {
        using var stream = new FileStream(Path.Combine(_folder.Path, name), FileMode.Open);
        stream.WriteByte(value);
    }
}
