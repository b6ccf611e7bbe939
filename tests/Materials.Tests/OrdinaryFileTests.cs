using System.Net.Sockets;
using System.Text;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Materials.Tests;

public sealed class OrdinaryFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_ordinary_file_is_read_as_bytes_as_text_and_by_lines_also_through_a_link()
    {
        var path = _folder.Write("党课.txt", "第一行\n第二行");
        File.CreateSymbolicLink(_folder.At("link"), path);

        Assert.Equal(Encoding.UTF8.GetBytes("第一行\n第二行"), OrdinaryFile.ReadAllBytes(path));
        Assert.Equal("第一行\n第二行", OrdinaryFile.ReadAllText(_folder.At("link")));
        Assert.Equal(["第一行", "第二行"], OrdinaryFile.ReadLines(path));
        Assert.Empty(OrdinaryFile.ReadAllBytes(_folder.Write("empty", "")));
    }

    [Fact]
    public void Settings_are_read_up_to_what_people_write_by_hand()
    {
        var longest = _folder.Write("longest", new string('#', OrdinaryFile.MaxSettingsBytes));
        var longer = _folder.Write("longer", new string('#', OrdinaryFile.MaxSettingsBytes + 1));

        Assert.Equal(OrdinaryFile.MaxSettingsBytes, OrdinaryFile.ReadSettings(longest).Length);
        Assert.Equal("党建", OrdinaryFile.ReadSettings(_folder.Write("marked", "\uFEFF党建")));
        Assert.Contains($"'{longer}' is longer than 4 MiB", Assert.ThrowsAny<IOException>(() => OrdinaryFile.ReadSettings(longer)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_could_be_waited_for_for_ever_or_never_ends_is_refused_at_once()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(_folder.At("socket")));
        var pipe = _folder.Pipe("pipe");
        File.CreateSymbolicLink(_folder.At("link"), pipe);

        await Refuses(pipe, "a named pipe");
        await Refuses(_folder.At("link"), "a named pipe");
        await Refuses(_folder.At("socket"), "a socket");
        await Refuses("/dev/zero", "a device");
        await Refuses(_folder.Path, "a folder");
    }

    [Fact]
    public void What_is_not_there_is_told_from_what_cannot_be_read()
    {
        var file = _folder.Write("file", "text");

        Assert.Throws<FileNotFoundException>(() => OrdinaryFile.OpenRead(_folder.At("missing")));
        Assert.Throws<FileNotFoundException>(() => OrdinaryFile.OpenRead("a\0b"));
        Assert.Throws<DirectoryNotFoundException>(() => OrdinaryFile.OpenRead(_folder.At("missing/file")));
        Assert.Throws<DirectoryNotFoundException>(() => OrdinaryFile.OpenRead(Path.Combine(file, "below")));
        Assert.ThrowsAny<IOException>(() => OrdinaryFile.OpenRead(_folder.At(new string('长', 5000))));
    }

    private static async Task Refuses(string path, string what)
    {
        var thrown = await Task.Run(() => Record.Exception(() => OrdinaryFile.OpenRead(path))).WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal($"'{path}' is {what}, not an ordinary file.", Assert.IsType<IOException>(thrown).Message);
    }
}
