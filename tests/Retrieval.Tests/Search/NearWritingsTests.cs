using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>What a library writes nearly so is told beside a string, and what only holds it, or is another phrase, is not.</summary>
public class NearWritingsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public NearWritingsTests()
    {
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Of([]), []))
        {
            Put("a.txt", "深化河长工作机制，河长联动工作机制管用，完善河长工作机制。另讲河长工作。");
            Put("b.txt", "河长联动工作机制，河长工作长效机制，河长、湖长工作机制。河长机制也写过。");
            Put("c.txt", "河涨工作机制写错了，河长作工机制也写错了。林长工作机制是另一回事，河长工作机构也是。");
            Put("d.txt", "河长工作机\n制跨了段。镇里的河长工作联席会议机制隔得太远。");
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, string text) => writer.Put(writer.Prepare(
                new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default).Understand(new RawMaterial { Text = text }, id), id));
        }

        _library = LibraryFolder.Open(_folder.Path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData("河长工作机制", "河长联动工作机制 2/2", "河长作工机制 1/1", "河长工作长效机制 1/1", "河长机制 1/1", "河涨工作机制 1/1")]
    [InlineData("河长联动工作机制", "河长工作机制 2/3")]
    [InlineData("河长工作长效机制", "河长工作机制 2/3")]
    [InlineData("林长工作机制")]
    [InlineData("河长工")]
    [InlineData("没有的说法")]
    public void What_differs_by_one_change_inside_is_told_with_its_counts(string text, params string[] expected) =>
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            _library.Wording(text).Variants
                .Where(v => v.Relation == WordingRelation.Near)
                .Select(v => $"{v.Text} {v.Materials}/{v.Occurrences}")
                .Order(StringComparer.Ordinal));

    [Fact]
    public void The_most_frequent_stands_first() =>
        Assert.Equal("河长联动工作机制", _library.Wording("河长工作机制").Variants[0].Text);
}
