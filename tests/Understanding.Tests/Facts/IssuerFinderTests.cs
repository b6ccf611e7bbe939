using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>Where the issuer, the sector and the audience of a material are read, how sure each place is, and how far it goes.</summary>
public sealed class IssuerFinderTests
{
    private static readonly TitleBlock BelowTitle = new() { BodyParagraph = 1 };

    [Fact]
    public void Who_names_itself_on_a_line_is_believed_before_who_signs_speaks_or_is_told_of()
    {
        const string Above = "甲山县教育局\n乙山县财政局——\n张明远\n";
        const string Text = Above + "丙山县水利局抓果园。\n山。\n丁山县农业局\n2023年5月6日";
        var lines = new TitleBlock { Author = new(0, 6), Kicker = new(7, 15), Speaker = new(16, 19), BodyParagraph = 3 };

        Issues("甲山县教育局 0.9", Text, lines);
        Issues("丁山县农业局 0.85", Text, lines = lines with { Author = null });
        var unsigned = Above + "丙山县水利局抓果园。";
        Issues("乙山县财政局 0.7", unsigned, lines);
        Issues("戊山县人社局 0.7", unsigned, lines = lines with { Kicker = null }, Genres.Report, "戊山县人社局工作总结");
        Issues("张明远 0.8", unsigned, lines, Genres.Speech, "戊山县人社局工作总结");
        Issues("戊山县人社局 0.6", unsigned, lines = lines with { Speaker = null }, Genres.Plan, "戊山县人社局工作总结");
        Issues("丙山县水利局 0.5", unsigned, lines, Genres.Report);
        Issues("", unsigned, lines, Genres.Essay);
    }

    [Theory]
    [InlineData(Genres.Experience, "石桥镇党委 0.5")]
    [InlineData(Genres.Report, "石桥镇党委 0.5")]
    [InlineData(Genres.Plan, "石桥镇党委 0.5")]
    [InlineData(Genres.DutyReport, "石桥镇党委 0.5")]
    [InlineData(Genres.Scheme, "")]
    [InlineData(Genres.News, "")]
    public void Papers_in_which_a_unit_tells_of_itself_are_by_the_unit_of_the_first_sentence(string genre, string issuer) =>
        Issues(issuer, "石桥镇党委抓果园。", genre: genre);

    [Theory]
    [InlineData("近年来，石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("今年以来，石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("一年来，石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("2022年，石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("2022年石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("今年以来，2022年，石桥镇党委抓果园。", "石桥镇党委 0.5")]
    [InlineData("石桥镇抓果园。", "石桥镇 0.5")]
    [InlineData("全镇抓果园。", "")]
    [InlineData("某镇抓果园。", "某镇 0.5")]
    [InlineData("果园好，石桥镇抓果园。", "")]
    [InlineData("果业协会抓果园。", "")]
    public void The_first_sentence_tells_of_a_unit_that_names_its_place(string text, string issuer) => Issues(issuer, text);

    [Theory]
    [InlineData("果业协会抓果园", Genres.Plan, "果业协会 0.6")]
    [InlineData("果业协会抓果园", Genres.News, "")]
    [InlineData("果业协会抓果园", Genres.Essay, "")]
    [InlineData("石桥镇党委抓果园", Genres.News, "石桥镇党委 0.6")]
    [InlineData("中国果业协会抓果园", Genres.News, "中国果业协会 0.6")]
    [InlineData("全国果业协会抓果园", Genres.Essay, "全国果业协会 0.6")]
    public void News_and_essays_are_by_a_unit_of_their_title_that_names_its_place_or_the_country(
        string title, string genre, string issuer) =>
        Issues(issuer, "山。", genre: genre, title: title);

    [Theory]
    [InlineData("2025年石桥镇政府工作报告", "石桥镇政府")]
    [InlineData("20 　石桥镇政府工作报告", "石桥镇政府")]
    [InlineData("石桥镇果园，果业协会", null)]
    [InlineData("石桥镇果园“果业协会”", null)]
    [InlineData("石桥镇（果业协会）", null)]
    [InlineData("“果业协会”", null)]
    [InlineData("石桥镇有关协会", null)]
    [InlineData("石桥镇党委政府", "石桥镇党委政府")]
    [InlineData("石桥镇党组织", null)]
    [InlineData("青山县委员", null)]
    [InlineData("青山县委托", null)]
    [InlineData("青山县委派", null)]
    [InlineData("青山县委抓", "青山县委")]
    [InlineData("青山果园局面", null)]
    [InlineData("青山果园局部", null)]
    [InlineData("青山果园局限", null)]
    [InlineData("青山果园局势", null)]
    [InlineData("青山果园局抓", "青山果园局")]
    [InlineData("青山果园厅抓", "青山果园厅")]
    [InlineData("青山果园所抓", null)]
    [InlineData("果协会抓", null)]
    [InlineData("果园协会抓", "果园协会")]
    [InlineData("果局抓", null)]
    [InlineData("让石桥镇党委", null)]
    [InlineData("石桥镇的党委", null)]
    [InlineData("习近平看石桥镇党委", null)]
    [InlineData("推动石桥镇党委", null)]
    [InlineData("来到石桥镇党委", null)]
    [InlineData("青山县工业和信息化局", "青山县工业和信息化局")]
    [InlineData("石桥镇书记和居委会", null)]
    [InlineData("国务院政府工作报告", "国务院")]
    public void A_unit_is_named_up_to_the_ending_of_its_name_and_by_nothing_that_a_clause_has(string title, string? unit) =>
        Issues(unit is null ? "" : unit + " 0.6", "山。", genre: Genres.Rules, title: title);

    [Fact]
    public void A_unit_has_a_name_of_36_units_at_most()
    {
        Issues(Hills(34) + "协会 0.6", "山。", genre: Genres.Rules, title: Hills(34) + "协会");
        Issues("", "山。", genre: Genres.Rules, title: Hills(35) + "协会");
    }

    [Theory]
    [InlineData("本报记者 张三", "")]
    [InlineData("记者 张三", "")]
    [InlineData("张三", "张三 0.8")]
    [InlineData("作者：张三", "张三 0.8")]
    [InlineData("作者: 　张三", "张三 0.8")]
    public void Who_speaks_is_named_without_a_label_and_reporters_speak_for_a_paper(string line, string issuer) =>
        Issues(issuer, line + "\n山。", BelowTitle with { Speaker = new(0, line.Length) }, Genres.Essay);

    [Theory]
    [InlineData("张明远：在会上的讲话", "张明远 0.8")]
    [InlineData("张明远在会上的讲话", "张明远 0.8")]
    [InlineData("张明远同志在会上的讲话", "张明远 0.8")]
    [InlineData("张明远书记在会上的讲话", "张明远 0.8")]
    [InlineData("张明远副书记在会上的讲话", "")]
    [InlineData("张远：在会上的讲话", "张远 0.8")]
    [InlineData("张：在会上的讲话", "")]
    [InlineData("张明远山：在会上的讲话", "")]
    [InlineData("张X远：在会上的讲话", "")]
    [InlineData("果明远：在会上的讲话", "")]
    [InlineData("张明远会上的讲话", "")]
    public void A_speech_may_open_its_title_with_who_speaks(string title, string issuer)
    {
        var lines = BelowTitle with { Title = new(0, title.Length) };
        Issues(issuer, title + "\n山。", lines, Genres.Speech);
        Issues("", title + "\n山。", lines, Genres.Rules);
        Issues("", title + "\n山。", BelowTitle, Genres.Speech);
    }

    [Fact]
    public void The_title_of_a_speech_begins_where_its_line_does()
    {
        const string Text = "山。\n 张明远：在会上的讲话\n山。";

        Issues("张明远 0.8", Text, new TitleBlock { Title = new(8, 14), BodyParagraph = 2 }, Genres.Speech);
    }

    [Theory]
    [InlineData("村民、村民、村民", "农村 0.52 村民")]
    [InlineData("村民、村民", "")]
    [InlineData("村民、农民、村集体", "农村 0.52 村集体")]
    [InlineData("村民、村民、村民、居民、居民、居民、居民", "社区 0.56 居民")]
    [InlineData("村民、村民、村民、居民、居民、居民", "农村 0.52 村民")]
    [InlineData("村民村民村民村民村民村民村民村民村民村民村民村民", "农村 0.88 村民")]
    [InlineData("村民村民村民村民村民村民村民村民村民村民村民村民村民", "农村 0.9 村民")]
    public void A_sector_is_told_by_its_words_from_three_on(string text, string sector) => Assert.Equal(sector, Sector(text));

    [Fact]
    public void The_words_of_a_sector_are_counted_in_text_headings_and_above_all_title()
    {
        Assert.Equal("农村 0.64 村民", Sector("山。", title: "村民和果园"));
        Assert.Equal("农村 0.52 村民", Sector("村民", headings: [.. Enumerable.Repeat("山", 22), "村民", "村民", "村民"]));
        Assert.Equal("", Sector("村民", headings: [.. Enumerable.Repeat("山", 23), "村民", "村民", "村民"]));
        Assert.Equal("农村 0.52 村民", Sector(Hills(2494) + "村民村民村民"));
        Assert.Equal("", Sector(Hills(2495) + "村民村民村民"));
    }

    [Theory]
    [InlineData(" 各支部： ", "各支部")]
    [InlineData("各支部:", "各支部")]
    [InlineData("同志们！", "同志们")]
    [InlineData("同志们!", "同志们")]
    [InlineData("同志们，", "同志们")]
    [InlineData("同志们,", "同志们")]
    public void An_audience_is_named_without_the_marks_around_it(string line, string audience)
    {
        var found = IssuerFinder.FindAudience(line, BareOutline.Of(line, new TitleBlock { Salutation = new(0, line.Length) }));

        Assert.Equal((audience, 0.95, line.Trim()), (found!.Value, found.Confidence, found.Evidence));
        Assert.Null(IssuerFinder.FindAudience(line, BareOutline.Of(line)));
    }

    [Fact]
    public void A_signature_is_the_first_unit_with_a_day_below_it_or_a_unit_in_the_last_six_paragraphs()
    {
        const string Signed = "山。\n青山县教育局\n2023年5月6日\n附件\n青山县财政局\n2023年4月1日";

        Signs("青山县教育局", Signed);
        Signs("青山县财政局", Signed.Replace("2023年5月6日", "山。", StringComparison.Ordinal));
        Signs("青山县水利局", "山。\n青山县水利局\n青山县教育局\n2023年5月6日");
        Signs("青山县教育局", $"山。\n青山县教育局\n{Lines(5)}");
        Signs("", $"山。\n青山县教育局\n{Lines(6)}");
        Signs("青山县教育局", "山。\n青山县教育局");
        Signs("", "青山县教育局\n山。");
        Signs("青山县教育局", "青山县财政局\n青山县教育局\n2023年5月6日");

        static void Signs(string unit, string text) => Issues(unit.Length == 0 ? "" : unit + " 0.85", text, genre: Genres.Rules);
    }

    [Theory]
    [InlineData("中央纪委网站 张明远")]
    [InlineData("青山县融媒体中心 张明远")]
    [InlineData("本报记者 张明远")]
    [InlineData("青山日报 张明远 通讯员 李清河")]
    public void Who_wrote_for_a_newspaper_or_a_site_speaks_for_no_unit(string byline) =>
        Issues("", $"{byline}\n山。", new TitleBlock { Speaker = new(0, byline.Length), BodyParagraph = 1 }, Genres.News);

    private static void Issues(string issuer, string text, TitleBlock? lines = null, string genre = Genres.Report, string title = "")
    {
        var raw = new RawMaterial { Text = text };

        Assert.Equal(issuer, Shown(IssuerFinder.FindIssuer(raw, BareOutline.Of(text, lines), title, title.Length > 0, genre)));
    }

    private static string Sector(string text, string title = "", params string[] headings)
    {
        var outline = BareOutline.Of(text, null, [.. headings.Select(h => new Heading(1, HeadingKind.Plain, h, 0, 0))]);
        var sector = IssuerFinder.FindSector(text, outline, title);
        return sector is null ? "" : $"{Shown(sector)} {sector.Evidence}";
    }

    private static string Shown(Fact<string>? fact) =>
        fact is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{fact.Value} {fact.Confidence:0.##}");

    private static string Lines(int count) => string.Join('\n', Enumerable.Repeat("山。", count));

    private static string Hills(int count) => new('山', count);
}
