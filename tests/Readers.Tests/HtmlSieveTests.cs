using System.Text;
using KnowledgeBase.Materials;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

/// <summary>What of a page is text: no word of it may go because of how a template calls it.</summary>
public sealed class HtmlSieveTests
{
    private const string First = "柏树乡党委把会议桌搬到田埂上，全年开了46场院坝会，当场答复群众提问218件。";
    private const string Last = "院坝会之后，乡里把答复写进台账，逐条销号，年底请群众代表打分，满意率达到97.6%。";

    /// <summary>Class names that templates give to furniture, and editors' programs to whatever they like.</summary>
    public static TheoryData<string> Names { get; } =
    [
        "hot", "side", "link", "normal_text_link", "wx_search_keyword_wrap", "MsoHeader", "MsoFooter", "page-next", "top", "share", "footer",
        "ad", "comment", "print", "related", "nav", "banner", "search", "logo", "copyright",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_name_takes_no_word_out_of_a_sentence_and_no_paragraph(string name)
    {
        foreach (var inline in (string[])["span", "em", "a", "i", "b", "font", "u"])
        {
            Assert.Equal(
                ["3月16日，银杏集团到柏树乡结对，带来项目5.2个百分点的增长。"],
                Between($"<p>3月16日，<{inline} class=\"{name}\" href=\"x\">银杏集团</{inline}>到柏树乡结对，带来项目<{inline} id=\"{name}\">5.2</{inline}>个百分点的增长。</p>"));
        }

        foreach (var block in (string[])["p", "div", "section", "li", "blockquote"])
        {
            Assert.Equal(
                ["组织委员牵头列出清单42项，逐项销号。", "（此件公开发布）"],
                Between($"<{block} class=\"{name}\">组织委员牵头列出清单42项，逐项销号。</{block}><{block} id=\"{name}\">（此件公开发布）</{block}>"));
        }
    }

    [Theory]
    [InlineData("热点问题整改到位，37件全部办结。")]
    [InlineData("相关文件由乡党委另行印发。")]
    [InlineData("政策解读会开到村民小组，共12场。")]
    [InlineData("下一篇文章要写在大地上，干部们这样说。")]
    [InlineData("打印学习手册3000份，发到每个支部。")]
    [InlineData("主办单位：柏树乡党委组织委员办公室")]
    [InlineData("关闭不合规的活动点7处，改建为服务站")]
    [InlineData("扫一扫门前雪，管一管身边事，成了村里的新风尚")]
    [InlineData("友情链接的是两个村的支部，连起来的是产业。")]
    [InlineData("版权所有的手写本党章陈列在村史馆里")]
    public void Words_with_which_furniture_opens_take_no_paragraph_away(string paragraph) =>
        Assert.Equal([paragraph], Between($"<p>{paragraph}</p>"));

    /// <summary>Found by changing files at random: words in front of it put the window's title into the page.</summary>
    [Fact]
    public void The_title_of_the_window_is_no_text_of_the_page()
    {
        var material = Reading.One(
            "551<p>&gt;<title>石桥镇2018年工作情况报告</title><h1>石桥镇2018年工作情况报告</h1><p>石桥镇党委把支部建在网格上，比上年又高了一截，开了46场院坝会，逐条销号。</p>",
            "a.html");
        Assert.Equal(0, material.Account!.Missing);
        Assert.StartsWith("石桥镇2018年工作情况报告\n551\n>\n石桥镇党委", material.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Paragraphs_of_links_and_lists_of_attachments_stay()
    {
        Assert.Equal(
            ["《院坝会议事规则》全文、《院坝会台账办法》全文"],
            Between("<p><a href=a>《院坝会议事规则》全文</a>、<a href=b>《院坝会台账办法》全文</a></p>"));
        Assert.Equal(
            ["院坝会登记表", "院坝会评分细则.docx"],
            Between("<ul class=\"fj-links\"><li><a href=/1>院坝会登记表</a></li><li><a href=/2>院坝会评分细则.docx</a></li></ul>"));
        Assert.Equal(
            ["附件：1.院坝会登记表", "2.院坝会评分细则"],
            Between("<div class=\"links\"><p>附件：<a href=/1>1.院坝会登记表</a></p><p><a href=/2>2.院坝会评分细则</a></p></div>"));
    }

    [Fact]
    public void Folded_paragraphs_are_read_and_hidden_scraps_are_counted()
    {
        Assert.Equal(["第二场院坝会讲低保评定，名单当场公布，没有异议。"], Between("<div style=\"display: none\"><p>第二场院坝会讲低保评定，名单当场公布，没有异议。</p></div>"));
        var material = Page($"<p>{First}</p><p style=\"display:none\">稿件编号7731</p><p>{Last}</p>");
        Assert.DoesNotContain("7731", material.Text, StringComparison.Ordinal);
        Assert.Equal([(LeftOutKind.Hidden, "稿件编号7731")], material.Account!.LeftOut.Select(l => (l.Kind, l.Text)));
    }

    [Fact]
    public void What_opens_and_what_closes_an_article_in_boxes_of_their_own_stays()
    {
        var material = Reading.One(
            $"""
            <html><head><title>田埂上的会议</title></head><body><div class="wrap"><div class="box"><h1>田埂上的会议</h1>
            <div class="article-top"><p>编者按：今天刊发柏树乡的做法，供各地参考。</p></div>
            <div class="article-body">{string.Concat(Enumerable.Repeat($"<p>{First}</p><p>{Last}</p>", 8))}</div>
            <div class="article-bottom"><p>柏树乡党委</p><p>2023年3月16日</p></div></div>
            <div class="side"><ul><li><a href=1>别处的另一篇文章的标题</a></li><li><a href=2>别处的又一篇文章的标题</a></li></ul></div></div></body></html>
            """,
            "a.html");
        Assert.Contains("编者按：今天刊发柏树乡的做法，供各地参考。", material.Text, StringComparison.Ordinal);
        Assert.EndsWith("柏树乡党委\n2023年3月16日", material.Text, StringComparison.Ordinal);
        Assert.Equal(["别处的另一篇文章的标题\n别处的又一篇文章的标题"], material.Account!.LeftOut.Select(l => l.Text));
    }

    [Fact]
    public void A_page_that_loses_much_running_text_says_so()
    {
        var notice = "本网站所登文字的版权所有，未经授权不得转载，转载请联系我们，并注明出处。技术支持：柏树乡信息站。";
        var material = Page($"<p>{First}</p><p>{Last}</p>", $"<div class=footer><p>{notice}</p></div>");
        Assert.DoesNotContain("技术支持", material.Text, StringComparison.Ordinal);
        Assert.Contains("--left-out", Assert.Single(material.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_with_several_paragraphs_are_not_glued_and_spans_keep_columns_right()
    {
        var material = Page(
            $"<p>{First}</p><table><caption>分工一览</caption><tr><th>站所</th><th>责任人</th><th colspan=2>事项</th></tr>"
            + "<tr><td rowspan=2><p>农技站</p></td><td><p>陈某</p><p>孙某</p></td><td>1.修渠<br>2.选种</td><td>甲</td></tr>"
            + $"<tr><td>吴某</td><td><ul><li>育苗</li><li>防虫</li></ul></td><td>乙</td></tr></table><p>{Last}</p>");
        Assert.Contains(
            "分工一览\n站所\t责任人\t事项\n农技站\t陈某 孙某\t1.修渠 2.选种\t甲\n农技站\t吴某\t育苗 防虫\t乙\n", material.Text, StringComparison.Ordinal);
        Assert.Equal(3, material.Account!.Added);
    }

    [Fact]
    public void Spans_without_end_cost_nothing()
    {
        var row = "<tr><td rowspan=65534 colspan=100000>田</td><td>埂</td></tr>";
        Assert.InRange(Page($"<p>{First}</p><table>{string.Concat(Enumerable.Repeat(row, 50))}</table><p>{Last}</p>").Text.Length, 1, 600_000);
    }

    [Fact]
    public void Breaks_that_fell_inside_of_a_sentence_are_mended_and_others_stay()
    {
        Assert.Equal(
            ["为了让群众说话有地方、办事有回音，柏树乡把会议桌搬到田埂上，一年开会46场、答复218件，件件有着落。", "乡里还请退休教师当记录员。"],
            Between("<div>　　为了让群众说话有地方、办事有回音，柏树<br>乡把会议桌搬到田埂上，一年开会46场、答复21<br>8件，件件有着落。<br>　　乡里还请退休教师当记录员。</div>"));
        Assert.Equal(
            ["会场：柏树乡一组晒场旁边的老槐树下", "时间：3月16日晚上", "主持：乡党委副书记"],
            Between("<p>会场：柏树乡一组晒场旁边的老槐树下<br>时间：3月16日晚上<br>主持：乡党委副书记</p>"));
        Assert.Equal(["陈家湾村", "孙家坝村", "吴家坪村"], Between("<p>陈家湾村<br>孙家坝村<br>吴家坪村</p>"));
    }

    [Fact]
    public void A_subtitle_that_has_a_word_of_furniture_stays_and_a_byline_is_a_fact()
    {
        var material = Reading.One(
            $"<html><body><div><h1>田埂上的会议</h1><h2>——党费来源与使用情况分享会侧记</h2><p>来源：柏树通讯　发布时间：2023-03-16 08:00　浏览次数：12　【打印】【关闭】</p><div>{First}</div><p>{Last}</p></div></body></html>",
            "a.html");
        Assert.Contains("——党费来源与使用情况分享会侧记\n", material.Text, StringComparison.Ordinal);
        Assert.Equal([LeftOutKind.Byline], material.Account!.LeftOut.Select(l => l.Kind));
        Assert.Equal("柏树通讯", material.FrontMatter.Source);
    }

    /// <summary>Pages put together at random from what pages are made of.</summary>
    [Fact]
    public void Every_character_of_a_page_is_delivered_or_left_out_by_name()
    {
        string[] pieces =
        [
            $"<p>{First}</p>", $"<div class=side>{Last}</div>", "<ul class=nav><li><a href=1>首页</a></li><li><a href=2>工作动态栏目</a></li></ul>",
            "<div hidden>藏起来的话</div>", "<p>相关阅读：<a href=1>另一篇</a></p>", "<h2>一、开会</h2>", "<ol start=3><li>先听<li>后答</ol>",
            "<table><tr><td rowspan=2>甲</td><td>乙<p>丙</td></tr><tr><td>丁</td></tr><tr><td></td></tr></table>", "<select><option>选项</select>",
            "<p>青<ruby>禾<rp>(</rp><rt>hé</rt><rp>)</rp></ruby>镇<br>来信</p>", "<script>var a = '不是字';</script><style>p{}</style>", "<svg><text>图中字</text></svg>",
            "<noscript>请打开脚本</noscript>", "<pre>一 行\n  又一行</pre>", "散落的文字", "<h1>田埂上的会议</h1>", "<h1>田埂上的会议</h1>", "<button>点我</button>",
            "<p>上一篇：<a href=9>没有标题的</a></p>", "<footer>版权所有 柏树乡</footer>", "<p>来源：柏树通讯 2023-03-16</p>", "<div>", "</div>", "<form>", "</form>", "<b>", "<td>",
            "<p>【打印】【关闭】</p>", "<textarea>写点什么</textarea>", "<iframe>框里的</iframe>", "<math><mi>x</mi></math>", "&#8203;&nbsp;　",
        ];
        var random = new Random(20260711);
        for (var i = 0; i < 500; i++)
        {
            var page = string.Concat(Enumerable.Range(0, random.Next(2, 25)).Select(_ => pieces[random.Next(pieces.Length)]));
            var title = random.Next(2) == 0 ? "<title>田埂上的会议_柏树乡政府网</title>" : "";
            var result = new MaterialReader().Read(Encoding.UTF8.GetBytes($"<html><head>{title}</head><body>{page}</body></html>"), "a.html");
            if (result.Materials is [var read])
            {
                Assert.True(read.Material.Account!.Missing == 0, $"{read.Material.Account.Missing} missing: {page}");
            }
        }
    }

    [Fact]
    public void Rows_of_a_layout_lose_their_menus_and_rows_of_data_nothing()
    {
        var material = Reading.One(
            "<html><head><title>院坝会议事办法_柏树乡</title></head><body><table><tr><td><a href=/>首页</a>|<a href=/1>公开</a>|<a href=/2>党建</a></td></tr><tr><td>您现在的位置：<a href=/>首页</a> &gt; 正文</td></tr></table>"
            + $"<table><tr><td>院坝会议事办法</td></tr><tr><td><p>{First}</p><p>{Last}</p><table><tr><td>文号：</td><td>柏党发〔2023〕7号</td></tr><tr><td>上一篇：</td><td><a href=/u>柏树乡党委</a></td></tr></table></td></tr><tr><td>上一篇：<a href=/3>评分细则</a></td></tr></table></body></html>",
            "a.html");
        Assert.Contains("文号：\t柏党发〔2023〕7号\n上一篇：\t柏树乡党委", material.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("您现在的位置", material.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("评分细则", material.Text, StringComparison.Ordinal);
        Assert.Equal(0, material.Account!.Missing);
    }

    [Fact]
    public void What_stands_below_a_title_in_a_font_element_stays() => Assert.Equal(
        $"院坝会简报\n第12期\n{First}\n{Last}",
        Reading.One($"<HTML><HEAD><TITLE>院坝会简报</TITLE></HEAD><BODY><CENTER><FONT size=5>院坝会简报</FONT><BR>第12期</CENTER><TABLE><TR><TD>　　{First}<BR>　　{Last}</TD></TR></TABLE></BODY></HTML>", "a.html").Text);

    [Fact]
    public void A_day_that_only_its_element_calls_one_is_the_day_of_the_page() => Assert.Equal(
        new DateOnly(2023, 5, 6),
        Page("<em id=\"publish_time\" class=\"meta\">2023年05月06日 08:30</em><p>今年计划开会46场，比2022-01-02那次会上说的多。</p>").FrontMatter.Date);

    [Fact]
    public void A_page_that_its_scripts_fill_is_told_of()
    {
        var material = Reading.One(
            $"<html><head><title>院坝会议事办法</title></head><body><div id=app></div><script>window.data={{\"text\":\"{First}{Last}\"}}</script></body></html>", "a.html");
        Assert.Contains("scripts", Assert.Single(material.Warnings), StringComparison.Ordinal);
    }

    private static RawMaterial Page(string body, string after = "") => Reading.One(
        $"<html><head><title>田埂上的会议</title></head><body><h1>田埂上的会议</h1><div id=\"content\">{body}</div>{after}</body></html>", "a.html");

    /// <summary>The lines that come of markup between two paragraphs of an article.</summary>
    private static string[] Between(string markup)
    {
        var lines = Page($"<p>{First}</p>{markup}<p>{Last}</p>").Text.Split('\n');
        Assert.Equal(["田埂上的会议", First], lines[..2]);
        Assert.Equal(Last, lines[^1]);
        return lines[2..^1];
    }
}
