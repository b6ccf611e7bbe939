namespace KnowledgeBase.Understanding.Tests.Outline;

/// <summary>The depth of headings in papers that mix their marks, lose one, or hold lines that are no headings.</summary>
public sealed class HeadingLevelsTests
{
    private const string Body = "各支部逐项抓好落实，把任务分解到岗位，每月通报一次进展，年底统一评议。";

    [Theory]
    [InlineData("(1)（一）|抓学习 (1)（二）|抓队伍", "（一）抓学习~（二）抓队伍~")]
    // 一、 is a sentence and no heading; what stands below it keeps its depth.
    [InlineData(
        "(2)（一）|抓学习 (2)（二）|抓队伍 (1)二、|存在的问题 (1)三、|下一步打算 (2)（一）|补短板",
        "一、今年以来，全镇党组织认真学习上级会议精神，着力抓好基层组织建设，各项工作有序推进，取得了明显成效，主要有以下几个方面，现在报告如下。\n（一）抓学习~（二）抓队伍~二、存在的问题~三、下一步打算\n（一）补短板~")]
    [InlineData("(2)一是|抓学习 (2)二是|抓队伍 (1)二、|存在的问题", "一是抓学习。@\n二是抓队伍。@\n二、存在的问题~")]
    public void What_stands_below_a_number_that_was_not_found_keeps_its_depth(string expected, string text) =>
        Check(expected, text);

    [Theory]
    [InlineData("(1)1.|抓学习 (2)（一）|读原著 (2)（二）|听讲座 (1)2.|抓队伍 (2)（一）|选干部 (2)（二）|育新人", "1.抓学习\n（一）读原著~（二）听讲座~2.抓队伍\n（一）选干部~（二）育新人~")]
    [InlineData("(1)一是|抓学习 (2)（一）|读原著 (2)（二）|听讲座 (1)二是|抓队伍 (2)（一）|选干部 (2)（二）|育新人", "一是抓学习。@\n（一）读原著~（二）听讲座~二是抓队伍。@\n（一）选干部~（二）育新人~")]
    public void A_style_that_stands_below_another_once_does_so_wherever_it_starts_anew(string expected, string text) =>
        Check(expected, text);

    [Theory]
    [InlineData(
        "(1)一、|抓学习 (2)（一）|读原著 (2)（二）|听讲座 (1)|专栏一　三个一批工程 (2)（一）|一批讲堂 (1)二、|抓队伍 (2)（一）|选干部",
        "一、抓学习\n（一）读原著~（二）听讲座~专栏一　三个一批工程\n（一）一批讲堂~二、抓队伍\n（一）选干部~")]
    [InlineData("(1)|前　言 (1)一、|抓学习 (1)二、|抓队伍", "前　言~一、抓学习~二、抓队伍~")]
    [InlineData(
        "(1)|学习方面 (2)一、|读原著 (2)二、|听讲座 (1)|队伍方面 (2)三、|选干部 (2)四、|育新人",
        "学习方面\n一、读原著~二、听讲座~队伍方面\n三、选干部~四、育新人~")]
    public void A_line_without_mark_sinks_no_number_that_goes_on_behind_it(string expected, string text) =>
        Check(expected, text);

    [Theory]
    [InlineData(
        "(1)一、|活动主题 (1)二、|活动地点 (1)三、|活动安排 (2)（一）|重温誓词 (2)（二）|分组讨论",
        "一、活动主题\n学先进、找差距\n二、活动地点\n镇政府三楼会议室\n三、活动安排\n（一）重温誓词~（二）分组讨论~")]
    [InlineData("(1)一、|联系方式 (1)二、|报名办法", "一、联系方式~青石镇党建办　林青　0570-3021166\n本表一式两份，由党建办存档备查，过期不再受理。\n二、报名办法~")]
    [InlineData("(1)一、|申报理由 (1)二、|推荐意见", "一、申报理由~年　　月　　日\n本表一式两份，由党建办存档备查，过期不再受理。\n二、推荐意见~")]
    public void What_fills_a_form_is_no_heading(string expected, string text) =>
        Check(expected, text);

    [Theory]
    [InlineData("今年以来，青石镇坚持把党建工作放在\n突出位置，各支部对照任务逐项抓好落实，成效明显。")]
    [InlineData("青石镇党委带领各支部完善制度的同时对\n薄弱环节逐一整改，各支部对照任务逐项抓好落实，成效明显。")]
    [InlineData("各支部每月公开一次账目，党员群众都说突\n出了问题导向，各支部对照任务逐项抓好落实，成效明显。")]
    public void Half_a_sentence_that_an_editor_broke_off_is_no_heading(string text) =>
        Check("", $"{Body}\n{text}\n{Body}");

    [Fact]
    public void A_line_that_ends_like_a_particle_is_a_heading_all_the_same() =>
        Check("(1)|选优头雁，激励担当作为 (1)|民有所呼，我有所应", "选优头雁，激励担当作为~民有所呼，我有所应~");

    [Theory]
    [InlineData("(1)一、|主要做法 (2)1.|建强支部 (2)2.|用好阵地 (2)3.|管好队伍 (1)二、|主要成效", "一、主要做法\n1.建强支部：@\n2.用好阵地。@\n3.管好队伍。@\n二、主要成效~")]
    [InlineData("(1)一、|名词解释 (2)1.|红色管家 (1)二、|其他", "一、名词解释\n1.红色管家。@\n2.银发先锋：是指退休以后仍然参加志愿服务的老党员。@\n二、其他~")]
    [InlineData("(1)一、|主要做法 (1)二、|主要成效", "一、主要做法\n1.建强支部：@\n2.用好阵地：@\n3.管好队伍：@\n二、主要成效~")]
    public void A_name_closed_by_a_colon_is_a_heading_where_the_numbers_beside_it_are(string expected, string text) =>
        Check(expected, text);

    [Fact]
    public void First_one_must_counts_without_a_comma_and_the_first_duty_does_not() =>
        Check("(1)第一要|坚定信念 (1)第二要|勤奋学习", $"第一要坚定信念。@\n第二要勤奋学习。@\n第一要务是发展。{Body}\n");

    /// <summary>~ stands for a line end and a paragraph, @ for the words of one.</summary>
    private static void Check(string expected, string text)
    {
        text = text.Replace("~", $"\n{Body}\n", StringComparison.Ordinal).Replace("@", Body, StringComparison.Ordinal);
        var lines = OutlineText.Of("青石镇党建工作情况\n\n" + text);
        var found = lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(static line =>
            {
                var words = line.TrimStart();
                return $"({((line.Length - words.Length) / 2) + 1}){words[(words.IndexOf(' ', StringComparison.Ordinal) + 1)..]}";
            });
        Assert.Equal(expected, string.Join(' ', found));
    }
}
