using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>Which place of a wording is to be cited.</summary>
public sealed class AuthorityTests
{
    private const string Wording = "护林先锋";

    private static readonly Paper Congress = new(
        "在中国共产党柏山省第九次代表大会上的报告", Genres.Report, Tiers.Central, 2022, "山上要有护林先锋。");

    private static readonly Paper Rules = new("护林队伍管理条例", Genres.Rules, Tiers.Central, 2023, "本条例所说的队伍，设护林先锋若干名。");

    private static readonly Paper Speech = new("在护林工作会议上的讲话", Genres.Speech, Tiers.Central, 2019, "今年谈到了护林先锋，说得很好。");

    private static readonly Paper Plan = new("护林工作要点", Genres.Plan, Tiers.Central, 2018, "必须坚持护林先锋带头。护林先锋是带头人。");

    private static readonly Paper News = new("护林员上山记", Genres.News, Tiers.Central, 2015, "必须学习护林先锋。护林先锋是榜样。");

    private static readonly Paper NewYear = new("二〇一五年新年贺词", Genres.Speech, Tiers.Central, 2014, "护林先锋是大家的骄傲，必须学习护林先锋。");

    [Fact]
    public void The_kind_of_paper_goes_before_what_its_sentence_does_and_before_its_age()
    {
        Paper[] papers = [Congress, Rules, Speech, Plan, News, NewYear];
        for (var first = 0; first < papers.Length; first++)
        {
            Assert.Equal((first, papers[first].Title), (first, Cited(papers[first..])!.Hit.Title));
        }
    }

    [Fact]
    public void Of_papers_of_one_kind_the_higher_tier_goes_before_and_a_speech_of_the_centre_before_the_rules_of_a_county()
    {
        var county = Rules with { Tier = Tiers.County };
        var city = Rules with { Title = "林场护林规定", Tier = Tiers.City };

        Assert.Equal(city.Title, Cited(county, city)!.Hit.Title);
        Assert.Equal(Speech.Title, Cited(city, county, Speech)!.Hit.Title);
        Assert.Equal(county.Title, Cited(county, News, NewYear)!.Hit.Title);
    }

    [Fact]
    public void Of_papers_of_one_kind_and_tier_the_one_that_says_what_it_means_or_demands_it_goes_before_an_older_one()
    {
        var demands = Speech with { Title = "在护林动员会上的讲话", Year = 2021, Text = "各地要推进护林先锋评选。" };
        var means = Speech with { Title = "在护林培训班上的讲话", Year = 2023, Text = "大家问过。所谓护林先锋，就是走在前面的人。再说别的。" };
        var cites = Speech with { Title = "在护林总结会上的讲话", Year = 2011, Text = "印发了《关于评选护林先锋的通知》。" };

        Assert.Equal(demands.Title, Cited(cites, Speech, demands)!.Hit.Title);
        Assert.Equal(Speech.Title, Cited(cites, Speech)!.Hit.Title);
        var cited = Cited(cites, Speech, demands, means)!;
        Assert.Equal((means.Title, "所谓护林先锋，就是走在前面的人。"), (cited.Hit.Title, cited.Sentence));
        Assert.Equal(Wording, cited.Match.In(cited.Sentence));
        Assert.Equal(["中央级，讲话", "句中说明了它的含义或地位", "只知道年份"], cited.Reasons);
        Assert.Equal(cited.Passage, Assert.Single(cited.Hit.Passages).Ordinal);
    }

    [Fact]
    public void Of_equal_ones_a_sure_date_goes_before_none_and_the_oldest_before_the_others()
    {
        var later = Speech with { Title = "在护林座谈会上的讲话", Year = 2020 };
        var undated = Speech with { Title = "在护林交流会上的讲话", Year = null };

        Assert.Equal(Speech.Title, Cited(undated, later, Speech)!.Hit.Title);
        Assert.Equal("没有日期", Cited(undated)!.Reasons[2]);
    }

    [Fact]
    public void A_long_sentence_is_shown_by_the_clauses_around_the_wording()
    {
        var chain = string.Concat(Enumerable.Range(0, 30).Select(i => $"第{i}片山林要有人看，"));
        var cited = Cited(Speech with { Text = $"{chain}评选护林先锋很好，{chain}完了。" })!;

        Assert.Equal("评选护林先锋很好，", cited.Sentence);
    }

    [Fact]
    public void What_stands_nowhere_has_no_place_to_be_cited()
    {
        Assert.Null(Cited(Speech with { Text = "山上有人。" }));
    }

    private static AuthoritativePlace? Cited(params Paper[] papers)
    {
        using var library = new TemporaryLibrary(papers.Select((p, i) =>
        {
            var front = new FrontMatter { Title = p.Title, Genre = p.Genre, Tier = p.Tier, Year = p.Year };
            return (new MaterialUnderstanding().Understand(new RawMaterial { Text = p.Text, FrontMatter = front }, $"{i}.txt"), $"{i}.txt");
        }));
        return library.Library.AuthorityOf(Wording);
    }

    private sealed record Paper(string Title, string Genre, string? Tier, int? Year, string Text);
}
