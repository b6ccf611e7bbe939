using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>An open library follows what stands in its folder: newer commits, another index, and no index at all.</summary>
public class LibraryRefreshTests : IDisposable
{
    private static readonly MaterialUnderstanding Understanding = new(ThemeTagger.Default, new WordingFinder(Glossary.Default));

    private readonly TemporaryFolder _folder = new();
    private readonly string _engine;
    private readonly string _stored;

    public LibraryRefreshTests()
        : this("embedded", "*.stored")
    {
    }

    /// <param name="engine">The engine.</param>
    /// <param name="stored">How its file of stored text is called.</param>
    protected LibraryRefreshTests(string engine, string stored) => (_engine, _stored) = (engine, stored);

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void A_newer_commit_is_picked_up_and_nothing_when_there_is_none()
    {
        Build("a", [], "银杏一号");
        using var library = LibraryFolder.Open(_folder.At("a"), verifyChecksums: true);
        var identity = library.Identity;
        Assert.False(library.Refresh());

        Build("a", [], "银杏二号");

        Assert.True(library.Refresh());
        Assert.False(library.Refresh());
        Assert.Equal((identity, 2), (library.Identity, library.Generation));
        Assert.Equal(["银杏一号", "银杏二号"], Found(library));
    }

    [Fact]
    public void What_is_asked_in_one_reading_is_answered_from_one_state_whatever_is_committed_meanwhile()
    {
        Build("a", [], "银杏一号");
        using var library = LibraryFolder.Open(_folder.At("a"));

        var (before, during, same) = library.Read(still =>
        {
            var first = still.Find(Found(still)[0])!.Material;
            var before = Found(still);
            Build("a", [], "银杏二号");
            Assert.True(library.Refresh());
            return (before, Found(still), ReferenceEquals(first, still.Read(again => again.Find(first.Id))!.Material));
        });

        Assert.Equal(["银杏一号"], before);
        Assert.Equal(["银杏一号"], during);
        Assert.True(same, "a material is read once");
        Assert.Equal(["银杏一号", "银杏二号"], Found(library));
    }

    [Fact]
    public void Another_library_under_the_same_name_is_picked_up_though_it_has_the_same_number()
    {
        Build("a", [], "银杏一号");
        Build("b", ["银杏二"], "银杏二号");
        using var library = LibraryFolder.Open(_folder.At("a"));
        var identity = library.Identity;

        Directory.Move(_folder.At("a"), _folder.At("c"));
        Directory.Move(_folder.At("b"), _folder.At("a"));

        Assert.True(library.Refresh());
        Assert.NotEqual(identity, library.Identity);
        Assert.Equal(1, library.Generation);
        Assert.Equal(["银杏二号"], Found(library));
    }

    [Fact]
    public void A_library_that_is_gone_or_damaged_is_said_and_the_last_good_one_goes_on_until_there_is_one_again()
    {
        Build("a", [], "银杏一号");
        using var library = LibraryFolder.Open(_folder.At("a"), verifyChecksums: true);
        Directory.Move(_folder.At("a"), _folder.At("c"));

        Assert.Throws<LibraryException>(() => library.Refresh());
        Assert.Equal(["银杏一号"], Found(library));

        Build("a", [], "银杏二号");
        var file = Directory.EnumerateFiles(_folder.At("a/passages"), _stored).Single();
        var bytes = File.ReadAllBytes(file);
        File.WriteAllBytes(file, [.. bytes[..50], (byte)(bytes[50] ^ 1), .. bytes[51..]]);
        Assert.Throws<LibraryException>(() => library.Refresh());
        Assert.Equal(["银杏一号"], Found(library));

        File.WriteAllBytes(file, bytes);
        Assert.True(library.Refresh());
        Assert.Equal(["银杏二号"], Found(library));
    }

    [Fact]
    public void A_library_of_another_engine_in_the_place_of_the_first_is_picked_up()
    {
        Build("a", [], "银杏一号");
        using var library = LibraryFolder.Open(_folder.At("a"), verifyChecksums: true);
        foreach (var engine in LibraryFolder.LocalEngines.Concat(LibraryFolder.LocalEngines))
        {
            Directory.Delete(_folder.At("a"), recursive: true);
            Build("a", [], $"银杏{engine}", engine);

            Assert.True(library.Refresh());
            Assert.False(library.Refresh());
            Assert.Equal([$"银杏{engine}"], Found(library));
        }
    }

    private void Build(string folder, IReadOnlyList<string> userWords, string name, string? engine = null)
    {
        using var writer = LibraryFolder.OpenWriter(
            _folder.At(folder), Taxonomy.Default, Glossary.Default, userWords, engine: engine ?? _engine);
        var raw = new RawMaterial { Text = $"{name}：村里栽下银杏树。", FrontMatter = new FrontMatter { Title = name } };
        writer.Put(writer.Prepare(Understanding.Understand(raw, name), name));
        writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
    }

    private static string[] Found(Library library) =>
        [.. library.Search(new SearchRequest { Query = "银杏树" }).Hits.Select(h => h.Title).Order(StringComparer.Ordinal)];
}
