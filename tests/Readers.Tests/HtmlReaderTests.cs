using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class HtmlReaderTests
{
    private const string Body = "<p>　　清河街道党工委坚持问题导向，把群众的小事当作大事来办，全年办结实事132件。</p><p>　　街道还建立了“红色管家”队伍，定期入户走访，问题不过夜，群众满意度持续提升。</p>";

    [Fact]
    public void The_article_is_read_without_what_is_around_it()
    {
        var material = Reading.One(
            $"""
            <!DOCTYPE html><html><head><meta charset="utf-8"><title>小事不小——要闻——清河党建网</title>
            <meta name="PubDate" content="2023-05-06 08:00"><meta name="ContentSource" content="清河日报"><style>p {"{}"}</style></head>
            <body><div class="top_nav"><a href="/">首页</a><a href="/news">要闻</a></div><div class="other_Location">您的位置：<a href="/">首页</a> &gt; 要闻</div>
            <div class="main"><div class="box"><h2 class="tit">小事不小</h2><div class="info">来源：清河日报 发布时间：2023-05-06 08:00 <span class="share">分享到微信</span></div>
            <div class="content">{Body}<script>var a = '不要我';</script></div></div>
            <div class="related"><ul><li><a href="/1">推荐阅读一：另一篇很长的文章标题</a></li><li><a href="/2">推荐阅读二：又一篇很长的文章标题</a></li></ul></div></div>
            <div class="footer">版权所有 清河党建网 <a href="/about">关于我们</a></div></body></html>
            """,
            "a.html");
        Assert.Equal(
            "小事不小\n清河街道党工委坚持问题导向，把群众的小事当作大事来办，全年办结实事132件。\n街道还建立了“红色管家”队伍，定期入户走访，问题不过夜，群众满意度持续提升。",
            material.Text);
        Assert.Equal(["Title 0: 小事不小"], Reading.Hints(material));
        Assert.Equal(new FrontMatter { Date = new DateOnly(2023, 5, 6), Source = "清河日报" }, material.FrontMatter);
    }

    [Fact]
    public void Pages_laid_out_by_tables_keep_the_document_number_and_lose_the_sidebar()
    {
        var material = Reading.One(
            $"""
            <html><head><title>关于开展“清河行动”的通知 | 清河镇政务公开</title></head><body>
            <table><tr><td><img src=logo.gif></td><td><a href=/>首页</a> <a href=/a>时政</a> <a href=/b>民生</a></td></tr></table>
            <table><tr><td><h2>关于开展“清河行动”的通知</h2><center>清党发〔2022〕3号</center><center>2022年4月8日　记者 江禾　字号：大 中 小</center><div>{Body}</div></td>
            <td><h4>热点排行</h4><ol><li><a href=1>甲事项公告发布</a></li><li><a href=2>乙事项公告发布</a></li></ol></td></tr></table>
            <center>版权所有：清河镇　<a href=x>打印本页</a></center></body></html>
            """,
            "a.html");
        Assert.Equal(
            "关于开展“清河行动”的通知\n清党发〔2022〕3号\n清河街道党工委坚持问题导向，把群众的小事当作大事来办，全年办结实事132件。\n街道还建立了“红色管家”队伍，定期入户走访，问题不过夜，群众满意度持续提升。",
            material.Text);
        Assert.Equal(new FrontMatter { Date = new DateOnly(2022, 4, 8), Source = "2022年4月8日　记者 江禾　字号：大 中 小" }, material.FrontMatter);
    }

    [Fact]
    public void An_article_that_a_script_would_show_is_read_and_hidden_scraps_are_not() =>
        Assert.Equal(
            "街道的一天\n清河街道党工委坚持问题导向，把群众的小事当作大事来办，全年办结实事132件。\n街道还建立了“红色管家”队伍，定期入户走访，问题不过夜，群众满意度持续提升。",
            Reading.One($"<html><head><meta property=\"og:title\" content=\"街道的一天\"></head><body><div style=\"display:none\">备用标题</div><div id=\"js_content\" style=\"visibility: hidden; opacity: 0;\">{Body}</div></body></html>", "a.html").Text);

    [Fact]
    public void Short_bold_paragraphs_in_the_body_are_marked_unless_they_are_sentences() =>
        Assert.Equal(
            ["Emphasis 3: 把小事办到心坎上", "Emphasis 3: 一、先学一步"],
            Reading.Hints(Reading.One($"<html><body><div><p><b>街道办供稿</b></p>{Body}<p><strong>　　把小事</strong><b>办到心坎上</b></p>{Body}<p><b>一、先学一步</b></p><p><b>要抓好落实。</b></p><p align=center><b>街道办事处</b></p>{Body}</div></body></html>", "a.html")));

    [Fact]
    public void Headings_lists_tables_and_line_breaks_keep_their_form()
    {
        var material = Reading.One(
            $"<html><body><h1>工作简报第七期</h1><h2>一、基本情况</h2>{Body}第一行，没有段落标记的文字。<br>第二行，也是这样。<ol><li>先学一步</li><li>学深一层</li></ol>"
            + "<table><tr><th>支部</th><th>人数</th></tr><tr><td>一支部</td><td>23</td></tr></table></body></html>",
            "a.htm");
        Assert.Equal(
            "工作简报第七期\n一、基本情况\n清河街道党工委坚持问题导向，把群众的小事当作大事来办，全年办结实事132件。\n街道还建立了“红色管家”队伍，定期入户走访，问题不过夜，群众满意度持续提升。\n"
            + "第一行，没有段落标记的文字。\n第二行，也是这样。\n1. 先学一步\n2. 学深一层\n支部\t人数\n一支部\t23",
            material.Text);
        Assert.Equal(["Title 0: 工作简报第七期", "Heading 2: 一、基本情况", "Table 0: 支部\t人数\n一支部\t23"], Reading.Hints(material));
    }

    [Theory]
    [InlineData("gb2312", "gb18030")]
    [InlineData("utf-8", "gb18030")]
    [InlineData("gb2312", "utf-8")]
    [InlineData("big5", "big5")]
    public void Charset_is_told_by_content_whatever_the_page_says(string says, string @is)
    {
        var body = @is == "big5" ? "<p>黨員幹部要深入學習，堅持以人民為中心，切實改進工作作風，為群眾辦實事、解難題。</p>" : Body;
        var html = $"<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset={says}\"></head><body>{body}</body></html>";
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(@is) ?? Encoding.GetEncoding(@is);
        var text = Reading.One(encoding.GetBytes(html), "a.html").Text;
        Assert.StartsWith(@is == "big5" ? "黨員幹部要深入學習" : "清河街道党工委坚持问题导向", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("守住“小节”_清河党建网", "守住“小节”")]
    [InlineData("守住“小节”-要闻-清河党建网", "守住“小节”")]
    [InlineData("守住“小节” | 云溪县人民政府", "守住“小节”")]
    [InlineData("守住“小节”——新年随笔——要闻——清河党建网", "守住“小节”——新年随笔")]
    [InlineData("守住“小节”——新年随笔", "守住“小节”——新年随笔")]
    public void Site_names_are_cut_off_the_windows_title(string window, string title) =>
        Assert.Equal([$"Title 0: {title}"], Reading.Hints(Reading.One($"<html><head><title>{window}</title></head><body><div>{Body}</div></body></html>", "a.html")));

    [Fact]
    public void A_doc_that_is_really_HTML_is_read_as_HTML() =>
        Assert.StartsWith("清河街道党工委", Reading.One($"<html xmlns:o=\"urn:schemas-microsoft-com:office:office\"><body>{Body}</body></html>", "报告.doc").Text, StringComparison.Ordinal);

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        Assert.Contains(
            "nested", Reading.Refused(Packing.Utf8("<html>" + string.Concat(Enumerable.Repeat("<div>", 200_000)) + "文"), "a.html"), StringComparison.Ordinal);
        Assert.Contains(
            "nested",
            Reading.Refused(Packing.Utf8("<html>" + string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<p><b id={i}>文</p>"))), "a.html"),
            StringComparison.Ordinal);
    }

    [Fact]
    public void Sloppy_markup_is_not_nesting() =>
        Assert.Equal(3000, Reading.One("<html><body>" + string.Concat(Enumerable.Repeat("<p>第一议题学习，研讨交流。<br><img src=a>", 3000)), "a.html").Text.Split('\n').Length);

    [Fact]
    public void A_page_without_text_is_refused() =>
        Assert.Equal("No text was found in it.", Reading.Refused(Packing.Utf8("<html><body><script>1</script></body></html>"), "a.html"));

    [Fact]
    public void Cancelling_stops_reading() =>
        Assert.Throws<OperationCanceledException>(
            () => new MaterialReader().Read(Packing.Utf8(Body), "a.html", null, new CancellationToken(canceled: true)));
}
