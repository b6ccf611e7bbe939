using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>Where the day and the year of a material are read, how sure each place is, and how far it goes.</summary>
public sealed class DateFinderTests
{
    // Lines of these texts are told apart by hand, so that a test is of one place.
    private const string Body = "石桥镇抓果园。";

    [Fact]
    public void A_day_is_surest_in_its_own_line_and_least_sure_in_the_name_of_the_file()
    {
        Dates("2023-05-06 0.97", "（2023年5月6日）\n" + Body, new TitleBlock { DateLine = new(0, 11), BodyParagraph = 1 });
        Dates("2023-05-06 0.9", "——2023年5月6日讲话\n" + Body, new TitleBlock { Subtitle = new(0, 13), BodyParagraph = 1 });
        Dates("2023-05-06 0.95", $"{Body}\n青山县教育局\n2023年5月6日\n{Filler(9)}");
        Dates("2023-05-06 0.95", $"{Body}\n2023年5月6日");
        Dates("2023-05-06 0.8", Body, path: "/果乡/20230506.txt");
        Dates("2023-05-06 0.8", Body, path: "/果乡/2023-05-06_果园.txt");
        Dates("2023-05-06 0.85", "果乡报 2023年5月6日 第三版\n" + Body, new TitleBlock { BodyParagraph = 1 });
        Dates("", "果乡报\n" + Body + "2023年5月6日见报", new TitleBlock { BodyParagraph = 1 });
    }

    [Fact]
    public void The_surer_place_is_believed()
    {
        var lines = new TitleBlock { DateLine = new(0, 9), Subtitle = new(10, 19), BodyParagraph = 3 };
        const string Above = "2021年1月1日\n2022年2月2日\n2023年3月3日\n";
        const string Signed = Body + "\n青山县教育局\n2024年4月4日\n" + "山。\n山。\n山。\n山。\n山。\n山。\n山。\n山。\n2025年5月5日";

        Dates("2021-01-01 0.97", Above + Signed, lines, "/20260606.txt");
        Dates("2022-02-02 0.9", Above + Signed, lines with { DateLine = null }, "/20260606.txt");
        Dates("2024-04-04 0.95", Above + Signed, new TitleBlock { BodyParagraph = 3 }, "/20260606.txt");
        Dates("2025-05-05 0.95", Above + Body + "\n2025年5月5日", new TitleBlock { BodyParagraph = 3 }, "/20260606.txt");
        Dates("2021-01-01 0.85", Above + Body, new TitleBlock { BodyParagraph = 3 }, "/20260606.txt");
        Dates("2021-01-01 0.85", Above + Body, new TitleBlock { BodyParagraph = 3 });
    }

    [Theory]
    [InlineData("果乡报 2016年12月31日 第三版\n", "20131231.txt", "2016-12-31 0.85", "2013-12-31 文件名 20131231")]
    [InlineData("果乡报 2016年12月31日 第三版\n", "20161231.txt", "2016-12-31 0.85", "")]
    [InlineData("果乡报 2016年12月31日 第三版\n", "果园.txt", "2016-12-31 0.85", "")]
    [InlineData("果乡报 2016年12月 第三版\n", "20131231.txt", "2013-12-31 0.8", "")]
    [InlineData("果乡报\n", "20131231.txt", "2013-12-31 0.8", "")]
    [InlineData("来源：果乡报 2014年1月3日\n", "20131231.txt", "2013-12-31 0.8", "")]
    [InlineData("来源：果乡报 2014年1月13日\n", "20131231.txt", "2014-01-13 0.6", "2013-12-31 文件名 20131231")]
    [InlineData("来源：果乡报 2013年12月30日\n", "20131231.txt", "2013-12-30 0.6", "2013-12-31 文件名 20131231")]
    [InlineData("2013-12-31_果园\n来源：果乡报 2016年12月31日\n", "2013-12-31_果园.txt", "2016-12-31 0.6", "2013-12-31 文件名 2013-12-31")]
    [InlineData("2013-12-31_果园\n来源：果乡报 2016年12月31日\n", "果园.txt", "2016-12-31 0.6", "2013-12-31 2013-12-31")]
    [InlineData("2013-12-31_果园\n果乡报\n", "果园.txt", "2013-12-31 0.8", "")]
    public void Where_text_and_name_of_the_file_differ_the_text_is_believed_and_the_name_is_told(
        string above, string name, string date, string fileDate)
    {
        var lines = new TitleBlock { BodyParagraph = above.Count(c => c == '\n') };
        var found = DateFinder.Find(new RawMaterial { Text = above + Body }, BareOutline.Of(above + Body, lines), "", false, name);

        Assert.Equal(date, Date((found.Date, found.Year)));
        Assert.Equal(fileDate, found.FileDate is { } other ? $"{other.Value:yyyy-MM-dd} {other.Evidence}" : "");
    }

    [Fact]
    public void A_year_at_the_end_of_the_text_is_believed_before_a_day_of_another_in_the_name_of_the_file()
    {
        var text = $"{Body}\n2016年12月";
        var raw = new RawMaterial { Text = text };
        var (date, year, fileDate) = DateFinder.Find(raw, BareOutline.Of(text), "", false, "20131231.txt");
        Assert.Equal((null, 2016, new DateOnly(2013, 12, 31)), (date, year!.Value, fileDate!.Value));

        (date, year, fileDate) = DateFinder.Find(raw, BareOutline.Of(text), "", false, "20161231.txt");
        Assert.Equal((new DateOnly(2016, 12, 31), 2016, null), (date!.Value, year!.Value, fileDate));
    }

    [Fact]
    public void A_line_that_is_a_day_counts_among_the_last_eight_of_the_body()
    {
        Dates("2023-05-06 0.95", $"{Body}\n2023年5月6日\n{Filler(7)}");
        Dates("", $"{Body}\n2023年5月6日\n{Filler(8)}");
        Dates("2023-05-06 0.95", "2023年5月6日");
        Dates("2023-05-07 0.95", $"{Body}\n2023年5月6日\n2023年5月7日");
        Dates("2023-05-06 0.85", $"2023年5月6日\n{Body}", new TitleBlock { BodyParagraph = 1 });
    }

    [Fact]
    public void A_day_that_no_month_has_tells_its_year_only()
    {
        Years("2024 0.92 2024年2月30日", "2024年2月30日\n" + Body, new TitleBlock { DateLine = new(0, 10), BodyParagraph = 1 });
        Dates("2024-02-29 0.97", "2024年2月29日\n" + Body, new TitleBlock { DateLine = new(0, 10), BodyParagraph = 1 });
        Years("2024 0.92 2024年2月", "2024年2月\n" + Body, new TitleBlock { DateLine = new(0, 7), BodyParagraph = 1 });
        Years("2024 0.9 2024年2月", $"{Body}\n2024年2月");
    }

    [Theory]
    [InlineData("2013-06-18_果园.txt", "2013-06-18 0.8")]
    [InlineData("2013-06-31_果园.txt", "2013-06-30 0.8")]
    [InlineData("果2013-06-18.txt", "")]
    [InlineData("2013-06_果园.txt", "")]
    [InlineData("t2013-06-18.txt", "2013-06-18 0.8")]
    [InlineData("t20130618_1.txt", "2013-06-18 0.8")]
    [InlineData("t", "")]
    [InlineData("20130618", "2013-06-18 0.8")]
    [InlineData("2013061", "")]
    [InlineData("20130618a", "2013-06-18 0.8")]
    [InlineData("201306180", "")]
    [InlineData("20131218", "2013-12-18 0.8")]
    public void A_name_of_a_file_tells_a_day_that_it_begins_with(string name, string date) => Dates(date, Body, path: "/2001-01-01/" + name);

    [Fact]
    public void A_year_is_read_in_title_number_opening_and_mentions_in_this_order()
    {
        const string Text = "青教发〔2021〕5号\n2022年，石桥镇抓果园。\n2023年好，2023年更好。";
        var lines = new TitleBlock { DocumentNumber = new(0, 11), BodyParagraph = 1 };

        Years("2020 0.9 标题 2020年", Text, lines, title: "石桥镇2020年总结");
        Years("2021 0.85 青教发〔2021〕5号", Text, lines);
        Years("2022 0.75 2022年，石桥镇抓果园。", Text, lines with { DocumentNumber = null });
        Years("2023 0.4 2023年", Text.Replace("2022年", "山", StringComparison.Ordinal), lines with { DocumentNumber = null });
        Years("2019 0.92 2019年", "2019年\n" + Text, new TitleBlock { DateLine = new(0, 5), BodyParagraph = 2 });
    }

    [Theory]
    [InlineData("青教发[2021]5号", "2021 0.85 青教发[2021]5号")]
    [InlineData("青教发［2021］5号", "2021 0.85 青教发［2021］5号")]
    [InlineData("青教发（2021）5号", "2021 0.85 青教发（2021）5号")]
    [InlineData("青教发【2021】5号", "2021 0.85 青教发【2021】5号")]
    [InlineData("青教发(2021)5号", "2021 0.85 青教发(2021)5号")]
    [InlineData("青教发（试）〔2021〕5号", "2021 0.85 青教发（试）〔2021〕5号")]
    [InlineData("青教发〔1950〕5号", "1950 0.85 青教发〔1950〕5号")]
    [InlineData("青教发〔1949〕5号", "")]
    [InlineData("青教发〔2099〕5号", "2099 0.85 青教发〔2099〕5号")]
    [InlineData("青教发〔2100〕5号", "")]
    [InlineData("青教发〔21〕5号", "")]
    [InlineData("青教发〔2021", "")]
    public void A_number_tells_the_year_in_its_brackets(string number, string year) =>
        Years(year, number + "\n" + Body, new TitleBlock { DocumentNumber = new(0, number.Length), BodyParagraph = 1 });

    [Theory]
    [InlineData("2022年，石桥镇抓果园，改品种，增收入，惠果农。", "2022 0.75 2022年，石桥镇抓果园，改品种，")]
    [InlineData("山山山山2022年，石桥镇。", "2022 0.75 2022年，石桥镇。")]
    [InlineData("山山山山山2022年，石桥镇。", "")]
    public void An_opening_is_of_the_year_that_it_begins_with(string text, string year) => Years(year, text);

    [Fact]
    public void A_year_that_is_mentioned_is_the_latest_of_those_named_twice_and_no_aim()
    {
        Years("2022 0.4 2022年", "石桥镇抓果园，2021年、2022年好，2021年、2022年、2023年也好。");
        Years("2021 0.4 2021年", "石桥镇抓果园，2021年、2021年好，2021年、2022年、到2022年。");
        Years("", "石桥镇抓果园，2021年好，到2021年，至2021年，—2021年，－2021年，-2021年。");
        Years("2021 0.4 2021年", "石桥镇抓果园，2021年好" + new string('山', 3982) + "2021年");
        Years("", "石桥镇抓果园，2021年好" + new string('山', 3983) + "2021年");
    }

    [Fact]
    public void A_year_that_things_are_measured_from_or_reached_in_is_none_of_writing()
    {
        Years("2022 0.4 2022年", "石桥镇抓果园，果树从2024年底的三成起，比2024年好，2022年、2022年都种。");
        Years("2023 0.4 2023年", "石桥镇抓果园，截至2023年五成，截至2023年底六成，力争2030年九成，预计2030年满。");
        Years("", "石桥镇抓果园，2018年以来，2018年之前。");
        Years("", "2035年远景是果园，山好。");
    }

    [Theory]
    [InlineData("抓取时间：2024-05-06\n", "")]
    [InlineData("打印日期：2024年5月6日\n", "")]
    [InlineData("发布时间：2024-05-06\n", "2024-05-06 0.6 发布时间：2024-05-06")]
    [InlineData("果乡报 2024年5月6日 第三版\n", "2024-05-06 0.85 2024年5月6日")]
    public void What_a_page_prints_is_said_to_be_its_own_and_never_sure(string above, string date)
    {
        var found = Find(above + Body, new TitleBlock { BodyParagraph = 1 });
        Assert.Equal(date, found.Date is null ? "" : $"{Date(found)} {found.Date.Evidence}");
    }

    [Fact]
    public void A_signature_is_believed_before_what_a_page_prints() =>
        Dates("2023-05-06 0.95", $"发布时间：2024-05-06\n{Body}\n石桥镇党委\n2023年5月6日", new TitleBlock { BodyParagraph = 1 });

    [Fact]
    public void What_the_owner_states_is_sure_and_a_day_of_another_year_is_dropped()
    {
        var day = new FrontMatter { Date = new DateOnly(2020, 2, 3) };
        var year = new FrontMatter { Year = 2023 };

        Assert.Equal("2020-02-03 1", Date(Find($"{Body}\n2023年5月6日", front: day)));
        Assert.Equal("2020 1 front matter", Year(Find($"{Body}\n2023年5月6日", front: day)));
        Assert.Equal("2023-05-06 0.95", Date(Find($"{Body}\n2023年5月6日", front: year)));
        Assert.Equal("", Date(Find($"{Body}\n2022年5月6日", front: year)));
        Assert.Equal("2023 1 front matter", Year(Find($"{Body}\n2022年5月6日", front: year)));
    }

    private static void Dates(string date, string text, TitleBlock? lines = null, string? path = null)
    {
        var found = Find(text, lines, path);
        Assert.Equal(date, Date(found));
        Assert.Equal(found.Date?.Value.Year, found.Year?.Value);
        Assert.Equal(found.Date?.Confidence, found.Year?.Confidence);
    }

    private static void Years(string year, string text, TitleBlock? lines = null, string title = "")
    {
        var found = Find(text, lines, title: title);
        Assert.Equal(year, Year(found));
        Assert.Null(found.Date);
    }

    private static (Fact<DateOnly>? Date, Fact<int>? Year) Find(
        string text, TitleBlock? lines = null, string? path = null, string title = "", FrontMatter? front = null)
    {
        var (date, year, _) = DateFinder.Find(
            new RawMaterial { Text = text, FrontMatter = front ?? FrontMatter.None },
            BareOutline.Of(text, lines),
            title,
            title.Length > 0,
            path);
        return (date, year);
    }

    private static string Date((Fact<DateOnly>? Date, Fact<int>? Year) found) => found.Date is { } date
        ? string.Create(CultureInfo.InvariantCulture, $"{date.Value:yyyy-MM-dd} {date.Confidence:0.##}")
        : "";

    private static string Year((Fact<DateOnly>? Date, Fact<int>? Year) found) => found.Year is { } year
        ? string.Create(CultureInfo.InvariantCulture, $"{year.Value} {year.Confidence:0.##} {year.Evidence}")
        : "";

    private static string Filler(int lines) => string.Join('\n', Enumerable.Repeat("山。", lines));
}
