using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Tests.Themes;

public class TaxonomyTests
{
    [Fact]
    public void The_built_in_taxonomy_has_all_pillars_and_topics_of_the_domain()
    {
        Assert.Equal(
            ["political", "ideology", "organisation", "conduct", "discipline", "institutions", "anticorruption"],
            Taxonomy.Default.Themes.Where(t => t.Kind == ThemeKind.Pillar).Select(t => t.Id));
        Assert.Equal(
            ["responsibility", "integration", "brand", "service", "governance", "rural", "business",
                "epidemic", "civility", "digital", "cadres", "unitedfront"],
            Taxonomy.Default.Themes.Where(t => t.Kind == ThemeKind.Topic).Select(t => t.Id));
        Assert.Equal("党支部建设", Taxonomy.Default.NameOf("organisation.branch"));
        Assert.Equal("unheard-of", Taxonomy.Default.NameOf("unheard-of"));
    }

    [Theory]
    [InlineData("[", 200_000)]
    [InlineData("{", 200_000)]
    [InlineData("- ", 200_000)]
    [InlineData("? ", 200_000)]
    [InlineData("a: {", 100_000)]
    public void What_is_nested_as_no_setting_is_is_refused_and_ends_nothing(string opening, int times)
    {
        var problems = Assert.Throws<TaxonomyException>(
            () => Taxonomy.Parse([("own.yaml", string.Concat(Enumerable.Repeat(opening, times)))])).Problems;

        Assert.Equal("own.yaml:1: It is nested more than 50 levels deep, which no setting is.", problems[0]);
    }

    [Fact]
    public void A_file_of_something_else_tells_a_hundred_problems_and_that_there_are_more()
    {
        var yaml = "themes:\n" + string.Concat(Enumerable.Repeat("- 党建\n", 10_000));

        var problems = Assert.Throws<TaxonomyException>(() => Taxonomy.Parse([("own.yaml", yaml)])).Problems;

        Assert.Equal(101, problems.Count);
        Assert.Equal("own.yaml: there are more problems than these 100", problems[^1]);
    }

    [Fact]
    public void The_layout_depends_on_the_day()
    {
        var today = Taxonomy.Default.LayoutOn(new DateOnly(2024, 5, 1));
        var before = Taxonomy.Default.LayoutOn(new DateOnly(2015, 5, 1));

        Assert.Equal(["political", "ideology", "organisation", "conduct", "discipline", "institutions", "anticorruption"], today.Pillars);
        Assert.Equal(["ideology", "organisation", "conduct", "institutions", "anticorruption"], before.Pillars);
        Assert.Equal("反腐倡廉建设", before.Names["anticorruption"]);
        Assert.Equal("anticorruption", before.Under["discipline"]);
    }

    [Theory]
    [InlineData("anticorruption", "反腐败斗争", "反腐倡廉建设")]
    [InlineData("political", "政治建设", "思想建设·政治建设")]
    [InlineData("discipline", "纪律建设", "反腐倡廉建设·纪律建设")]
    [InlineData("conduct", "作风建设", "作风建设")]
    [InlineData("rural", "乡村振兴", "乡村振兴")]
    public void A_theme_bears_the_name_of_its_day(string id, string today, string before)
    {
        Assert.Equal(today, Taxonomy.Default.NameOn(id, new DateOnly(2017, 10, 1)));
        Assert.Equal(before, Taxonomy.Default.NameOn(id, new DateOnly(2017, 9, 30)));
    }

    [Fact]
    public void All_problems_are_reported_at_once_with_file_and_line()
    {
        var e = Assert.Throws<TaxonomyException>(() => Taxonomy.Parse([("mine.yaml", """
            layouts:
              - {id: now, name: 现行布局, since: 十九大, pillars: [tea, milk]}
            themes:
              - id: tea
                name: 茶叶
                strong: [茶园, 茶园, ""]
                stronk: [采茶]
                children:
                  - {id: garden, name: 茶园, cues: [茶园]}
              - id: tea
                name: 茶
            """)]));

        Assert.Equal(
            [
                "mine.yaml:2: '十九大' is not a date; write 2017, 2017-10 or 2017-10-18",
                "mine.yaml:7: unknown key 'stronk' of a theme; "
                + "known are id, name, description, decisive, strong, weak, hint, inParty, against, not, children",
                "mine.yaml:6: the cue '茶园' of 'tea' stands there twice",
                "mine.yaml:6: the cue '' of 'tea' has an empty part",
                "mine.yaml:9: the id 'garden' must begin with 'tea.'",
                "mine.yaml:10: the theme 'tea' is defined twice",
                "mine.yaml:2: layout 'now' names the theme 'milk', which is not defined",
            ],
            e.Problems);
    }

    [Fact]
    public void What_is_no_YAML_is_reported_with_its_line()
    {
        var e = Assert.Throws<TaxonomyException>(() => Taxonomy.Parse([("broken.yaml", "themes:\n  - id: [tea\n")]));

        Assert.StartsWith("broken.yaml:", e.Problems[0], StringComparison.Ordinal);
    }
}
