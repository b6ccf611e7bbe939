using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Clips;

public sealed class LibraryClipsTests : IDisposable
{
    private const string Text = "工作总结\n一、做法\n县委推行“红色管家”，办结1251件。\n二、成效\n群众满意。\n2023年6月";

    private readonly TemporaryLibrary _library = new([(Of("总结#1.md"), "总结#1.md"), (Of("总结#1.md#p0"), "b.md"), (Bare("c.md"), "c.md")]);

    public void Dispose() => _library.Dispose();

    [Fact]
    public void Clips_come_in_the_order_asked_for_and_as_often()
    {
        var list = Clips("总结#1.md#p1", "总结#1.md#a0", "总结#1.md#p1", "总结#1.md");

        Assert.Equal(["总结#1.md#p1", "总结#1.md#a0", "总结#1.md#p1", "总结#1.md"], list.Clips.Select(c => c.Id));
        Assert.Equal(
            [ClipKind.Passage, ClipKind.Practice, ClipKind.Passage, ClipKind.Material], list.Clips.Select(c => c.Kind));
        Assert.Empty(list.Unknown);
    }

    [Fact]
    public void A_clip_has_its_words_its_place_its_headings_and_its_citation()
    {
        var clip = Clips("总结#1.md#a0").Clips.Single();

        Assert.Equal("县委推行“红色管家”，办结1251件。", clip.Text);
        Assert.Equal(clip.Text, Text.Substring(clip.Start, clip.Text.Length));
        Assert.Equal(["做法"], clip.HeadingPath);
        Assert.Equal("云溪县委《工作总结》（2023年6月30日）", clip.Citation);
        Assert.Equal("红色管家", clip.Practice?.Name);
    }

    [Fact]
    public void A_passage_says_what_a_search_shows_of_it()
    {
        var hit = _library.Library.Search(new SearchRequest { Query = "群众满意" }).Hits.Single(h => h.Material == "总结#1.md");

        var shown = hit.Passages.Single();
        var clip = Clips(ClipId.OfPassage(hit.Material, shown.Ordinal).ToString()).Clips.Single();
        Assert.Equal((shown.Text, shown.Start), (clip.Text, clip.Start));
        Assert.Equal(shown.HeadingPath, clip.HeadingPath);
    }

    [Fact]
    public void A_material_without_passages_is_one_passage() => Assert.Equal("短。", Clips("c.md#p0").Clips.Single().Text);

    [Fact]
    public void A_material_whose_id_looks_like_that_of_a_clip_is_found_where_there_is_no_such_clip()
    {
        // The first has a passage 0, which a name with #p0 is the name of; the other material's own passages have names of their own.
        Assert.Equal(ClipKind.Passage, Clips("总结#1.md#p0").Clips.Single().Kind);
        Assert.Equal("总结#1.md#p0", Clips("总结#1.md#p0#p1").Clips.Single().Material.Id);
    }

    [Fact]
    public void What_the_library_does_not_have_is_named_once_and_hides_nothing()
    {
        var list = Clips("总结#1.md#p2", "x.md", "c.md#a0", "总结#1.md#p2147483647", "x.md", "总结#1.md#p-1", "", "c.md");

        Assert.Equal(["总结#1.md#p2", "x.md", "c.md#a0", "总结#1.md#p2147483647", "总结#1.md#p-1", ""], list.Unknown);
        Assert.Equal(["c.md"], list.Clips.Select(c => c.Id));
    }

    private ClipList Clips(params string[] items)
    {
        var list = _library.Library.Clips(items);
        Assert.NotNull(list);
        return list;
    }

    private static Material Bare(string id) => SampleMaterial.Of("短。") with { Id = id };

    private static Material Of(string id)
    {
        var act = Span("县委推行“红色管家”，办结1251件。");
        var result = Span("群众满意。");
        return SampleMaterial.Of(
            Text,
            new Passage(act.Start, act.End, ["做法"], []),
            new Passage(result.Start, result.End, ["成效"], [])) with
        {
            Id = id,
            Facts = new MaterialFacts
            {
                Title = "工作总结",
                Genre = new Fact<string>(Genres.Report, 1, ""),
                Issuer = new Fact<string>("云溪县委", 1, ""),
                Date = new Fact<DateOnly>(new DateOnly(2023, 6, 30), 1, ""),
            },
            Practices =
            [
                new Practice { Name = "红色管家", Act = act.In(Text), ActSpan = act, Results = [], Recognitions = [], Themes = [] },
            ],
        };

        static TextSpan Span(string words)
        {
            var start = Text.IndexOf(words, StringComparison.Ordinal);
            return new TextSpan(start, start + words.Length);
        }
    }
}
