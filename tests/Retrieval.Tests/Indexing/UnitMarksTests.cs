using System.Text;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Tests.Indexing;

public class UnitMarksTests
{
    /// <summary>Sentences are parted by one stroke, paragraphs by two, in the folded text.</summary>
    [Theory]
    [InlineData("党建引领。业务融合！怎么办？就这样办", "党建引领。|业务融合!|怎么办?|就这样办")]
    [InlineData("他说：“好！”大家说：“干。”（完）。下一句", "他说:\"好!\"|大家说:\"干。\"|(完)。|下一句")]
    [InlineData("等一等……再说！！！行吗？！行", "等一等......|再说!!!|行吗?!|行")]
    [InlineData("一、总体要求\n　　坚持党建引领。\r\n　　抓实融合", "一、总体要求||坚持党建引领。||抓实融合")]
    [InlineData("\n\n第一段\n\n\n\"第二段\"\n", "第一段||\"第二段\"")]
    [InlineData("版本3.5，第2章；其二", "版本3.5,第2章;其二")]
    [InlineData("。开头", "。|开头")]
    [InlineData("只有一句。", "只有一句。")]
    [InlineData("", "")]
    public void A_sentence_ends_with_its_mark_and_what_closes_there_and_a_paragraph_with_its_line(string text, string units)
    {
        var folded = new FoldedText(text);
        var marks = new TokenBuffer();

        UnitMarks.Find(text, folded, marks);

        var shown = new StringBuilder(folded.ToString());
        for (var i = marks.Count - 1; i >= 0; i--)
        {
            shown.Insert(marks.Tokens[i].Position, '|');
        }

        Assert.Equal(units, shown.ToString());
        Assert.Equal(units.Split("||").Length - 1, Enumerable.Range(0, marks.Count).Count(i => marks.Term(i).SequenceEqual("p"u8)));
    }

    [Fact]
    public void Marks_ascend_even_where_a_line_holds_nothing_that_can_be_found()
    {
        const string text = "甲\n\u0301\n\u200D\n乙\n\u0301丙";
        var marks = new TokenBuffer();
        var folded = new FoldedText(text);

        UnitMarks.Find(text, folded, marks);

        var positions = marks.Tokens.ToArray().Where((_, i) => marks.Term(i).SequenceEqual("p"u8)).Select(token => token.Position).ToArray();
        Assert.Equal([1, 2], positions);
    }
}
