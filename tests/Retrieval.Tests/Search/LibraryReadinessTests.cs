using System.Runtime.CompilerServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>
/// A new state is made ready before anybody sees it: of what people use nothing is read for the first time when they ask. Here the index
/// is closed under a library, so that what has not been read cannot be read any more.
/// </summary>
public sealed class LibraryReadinessTests : IDisposable
{
    private static readonly MaterialUnderstanding Understanding = new(ThemeTagger.Default, new WordingFinder(Glossary.Default));

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_was_used_of_one_state_is_ready_in_those_after_it(int commits)
    {
        Build("一号");
        using var library = LibraryFolder.Open(_folder.At("index"), verifyChecksums: true);
        Assert.NotEmpty(library.Suggest("党建"));
        Assert.Single(library.Search(new SearchRequest { Query = "银杏树" }).Hits);

        for (var i = 0; i < commits; i++)
        {
            Build($"新{i}号");
            Assert.True(library.Refresh());
        }

        library.Using(CloseIndex);
        Assert.NotEmpty(library.Suggest("党建"));
        Assert.NotNull(library.Using(s => s.Question("银杏树", SearchMode.Best).First));
    }

    [Fact]
    public void What_nobody_used_is_not_made()
    {
        Build("一号");
        using var library = LibraryFolder.Open(_folder.At("index"), verifyChecksums: true);
        Build("二号");
        Assert.True(library.Refresh());

        library.Using(CloseIndex);
        Assert.Throws<ObjectDisposedException>(() => library.Suggest("党建"));
        Assert.Throws<ObjectDisposedException>(() => library.Using(s => s.Question("银杏树", SearchMode.Best).First));
    }

    [Fact]
    public void What_was_not_asked_for_lately_is_not_in_use()
    {
        var asked = new MadeOnce<string>(() => "made");
        var next = new MadeOnce<string>(() => "made");
        Assert.False(asked.IsInUse(TimeSpan.MaxValue));

        _ = asked.Value;
        next.MakeAs(asked);

        Assert.True(next.IsInUse(TimeSpan.FromDays(1)));
        Assert.True(next.TryGet(out _));
        Assert.False(next.IsInUse(TimeSpan.FromMilliseconds(-1)));
    }

    [Fact]
    public void A_state_gives_memory_back_and_answers_as_before()
    {
        Build("一号");
        using var library = LibraryFolder.Open(_folder.At("index"));
        var before = library.Suggest("党建").Select(s => s.Text).ToArray();
        var held = Held(library);

        library.Shrink();
        GC.Collect();

        Assert.False(held.IsAlive);
        Assert.Equal(before, library.Suggest("党建").Select(s => s.Text));
    }

    [Fact]
    public void An_index_is_no_younger_than_now_though_the_clock_was_set_back()
    {
        Build("一号");
        using var library = LibraryFolder.Open(_folder.At("index"));
        var overview = library.Overview();

        Assert.Equal(TimeSpan.FromHours(1), overview.Age(overview.Committed.AddHours(1)));
        Assert.Equal(TimeSpan.Zero, overview.Age(overview.Committed.AddHours(-1)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Held(Library library) => library.Using(s => new WeakReference(s.Suggestions));

    private static bool CloseIndex(LibrarySnapshot snapshot)
    {
        snapshot.Reader.Dispose();
        return true;
    }

    private void Build(string name)
    {
        using var writer = LibraryFolder.OpenWriter(_folder.At("index"), Taxonomy.Default, Glossary.Default, []);
        var raw = new RawMaterial { Text = $"{name}：党建引领，村里栽下银杏树。", FrontMatter = new FrontMatter { Title = name } };
        writer.Put(writer.Prepare(Understanding.Understand(raw, name), name));
        writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
    }
}
