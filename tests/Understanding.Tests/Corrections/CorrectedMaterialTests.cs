using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Understanding.Tests.Corrections;

public class CorrectedMaterialTests
{
    private const string Practised =
        "南桥社区党支部创新“板凳会”议事制度，每周五组织党员和居民面对面议事，累计收集意见建议326条，推动解决问题280余个，群众满意率达98%，被云岭日报报道。";

    private const string Demand = "各支部应当成立党员突击队，划分党员责任区，制定工作清单。";

    private static readonly RawMaterial Raw = new()
    {
        Text = $"云岭县机关党建工作经验材料\n云岭县直机关工委\n（2022年3月5日）\n{Practised}\n{Demand}\n",
        FrontMatter = FrontMatter.None with { Genre = Genres.Experience },
    };

    private static Material Understand(Correction? correction = null) => new MaterialUnderstanding(
        ThemeTagger.Default, corrections: correction is null ? null : CorrectionSet.Of([correction])).Understand(Raw, "甲.txt");

    [Fact]
    public void What_was_decided_goes_before_text_and_front_matter()
    {
        Assert.Equal(2022, Understand().Facts.Year?.Value);

        var facts = Understand(new Correction
        {
            Material = "甲.txt",
            Title = "南桥社区的板凳会",
            Date = "2021-06-30",
            Issuer = "南桥社区党支部",
            Genre = Genres.Report,
            Tier = Tiers.Village,
        }).Facts;

        Assert.Equal("南桥社区的板凳会", facts.Title);
        Assert.False(facts.TitleInferred);
        Assert.Equal(new Fact<DateOnly>(new DateOnly(2021, 6, 30), 1, "correction"), facts.Date);
        Assert.Equal(new Fact<int>(2021, 1, "correction"), facts.Year);
        Assert.Equal(new Fact<string>("南桥社区党支部", 1, "correction"), facts.Issuer);
        Assert.Equal(new Fact<string>(Genres.Report, 1, "correction"), facts.Genre);
        Assert.Equal(new Fact<string>(Tiers.Village, 1, "correction"), facts.Tier);
    }

    [Fact]
    public void A_year_alone_takes_the_place_of_another_day()
    {
        var facts = Understand(new Correction { Material = "甲.txt", Date = "2019" }).Facts;

        Assert.Equal((2019, null), (facts.Year?.Value, facts.Date));
    }

    [Fact]
    public void What_nobody_knows_is_left_out()
    {
        var facts = Understand(new Correction { Material = "甲.txt", Date = "不详", Issuer = "不详", Tier = "不详" }).Facts;

        Assert.Equal((null, null, null, null), (facts.Date, facts.Year, facts.Issuer, facts.Tier));
    }

    [Fact]
    public void Of_another_material_nothing_is_decided() =>
        Assert.Equivalent(Understand(), Understand(new Correction { Material = "乙.txt", Date = "2019" }), strict: true);

    [Fact]
    public void Themes_of_the_whole_and_of_a_passage_are_given_and_taken()
    {
        var plain = Understand();
        Assert.NotEmpty(plain.Themes);
        var taken = plain.Themes[0].Theme.Split('.')[0];

        var material = Understand(new Correction
        {
            Material = "甲.txt",
            AddThemes = ["rural"],
            RemoveThemes = [taken],
            Passages = [new PassageCorrection("每周五组织党员", ["service"], [])],
        });

        Assert.Equal("rural", material.Themes[0].Theme);
        Assert.DoesNotContain(taken, material.Themes.Concat(material.Passages.SelectMany(p => p.Themes)).Select(t => t.Theme));
        var passage = material.Passages.Single(p => material.Text[p.Start..p.End].Contains("每周五", StringComparison.Ordinal));
        Assert.Equal("service", passage.Themes[0].Theme);
    }

    [Fact]
    public void What_is_no_practice_makes_no_card_and_what_is_one_makes_one()
    {
        Assert.Equal([Practised], Understand().Practices.Select(p => p.Act));

        var material = Understand(new Correction
        {
            Material = "甲.txt",
            Practices = [new PracticeCorrection("每周五组织党员和居民", false, null), new PracticeCorrection("成立党员突击队", true, "党员突击队")],
        });

        var practice = Assert.Single(material.Practices);
        Assert.Equal((Demand, "党员突击队"), (practice.Act, practice.Name));
        Assert.Equal(practice.Act, practice.ActSpan.In(material.Text));
    }

    [Fact]
    public void A_practice_gets_its_right_name_and_keeps_everything_else()
    {
        var found = Assert.Single(Understand().Practices);

        var named = Assert.Single(Understand(new Correction
        {
            Material = "甲.txt",
            Practices = [new PracticeCorrection("创新 “板凳会” 议事制度", true, "南桥板凳会")],
        }).Practices);

        Assert.Equivalent(found with { Name = "南桥板凳会" }, named, strict: true);
    }

    [Fact]
    public void Words_that_stand_nowhere_are_told_and_change_nothing()
    {
        var material = Understand(new Correction
        {
            Material = "甲.txt",
            Practices = [new PracticeCorrection("修建水渠", false, null)],
            Passages = [new PassageCorrection("修建水渠", ["rural"], [])],
        });

        Assert.Equal("A correction quotes «修建水渠», which does not stand in the text; it changes nothing.", Assert.Single(material.Warnings));
        Assert.Equivalent(Understand() with { Warnings = material.Warnings }, material, strict: true);
    }
}
