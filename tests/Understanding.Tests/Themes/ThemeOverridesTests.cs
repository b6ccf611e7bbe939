using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Tests.Themes;

public class ThemeOverridesTests
{
    private static readonly ThemeTag[] Tags =
    [
        new("organisation", 0.8, ["党支部"]),
        new("organisation.branch", 0.7, ["党支部"]),
        new("rural", 0.6, ["乡村振兴"]),
    ];

    private static ThemeOverrides Parse(string yaml) => ThemeOverrides.Parse("overrides.yaml", yaml, Taxonomy.Default);

    [Fact]
    public void A_passage_is_named_by_words_that_stand_in_it()
    {
        var overrides = Parse("""
            - material: 经验/山口镇.md
              passage: “支部联支部”
              add: [brand]
              remove: [organisation]
            """);

        var tags = overrides.ForPassage("经验/山口镇.md", "开展 “支部联支部” 活动。", Tags);
        Assert.Equal([("brand", 1.0), ("rural", 0.6)], tags.Select(t => (t.Theme, t.Confidence)));
        Assert.Equal(["人工指定"], tags[0].Evidence);
        Assert.Equal(Tags, overrides.ForPassage("经验/山口镇.md", "别的段落。", Tags));
        Assert.Equal(Tags, overrides.ForPassage("经验/别处.md", "开展“支部联支部”活动。", Tags));
    }

    [Fact]
    public void An_entry_without_passage_adds_to_the_material_and_removes_everywhere_in_it()
    {
        var overrides = Parse("""
            - material: a.md
              add: [service]
              remove: [rural]
            """);

        Assert.Equal(["service", "organisation", "organisation.branch"], overrides.ForMaterial("a.md", Tags).Select(t => t.Theme));
        Assert.Equal(["organisation", "organisation.branch"], overrides.ForPassage("a.md", "随便一段。", Tags).Select(t => t.Theme));
    }

    [Fact]
    public void What_was_decided_holds_when_a_material_is_understood_anew()
    {
        var overrides = Parse("""
            - material: a.txt
              passage: 三会一课
              add: [brand]
              remove: [organisation]
            """);
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, overrides: overrides);

        var material = understanding.Understand(new RawMaterial { Text = "各支部严格落实三会一课，按期换届选举，抓实发展党员。" }, "a.txt");

        Assert.Equal(["brand"], material.Passages[0].Themes.Select(t => t.Theme));
        Assert.Equal(["brand"], material.Themes.Select(t => t.Theme));
    }

    [Fact]
    public void A_missing_file_decides_nothing() =>
        Assert.Same(ThemeOverrides.None, ThemeOverrides.Load("/nowhere/overrides.yaml", Taxonomy.Default));

    [Fact]
    public void All_problems_are_reported_at_once()
    {
        var e = Assert.Throws<TaxonomyException>(() => Parse("""
            - passage: 某段
              add: [nonsense]
            - material: a.md
              drop: [rural]
            """));

        Assert.Equal(
            [
                "overrides.yaml:1: an entry needs material: the id of the material",
                "overrides.yaml:1: the taxonomy has no theme 'nonsense'",
                "overrides.yaml:4: unknown key 'drop'; known are material, passage, add, remove",
            ],
            e.Problems);
    }
}
