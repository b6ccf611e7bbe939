using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>Which clauses tell of an honour that the unit received, and which of something that sounds like it.</summary>
public sealed class RecognitionFinderTests
{
    [Theory]
    [InlineData("荣获全市先进，获评全省优秀；入选典型案例。作经验交流,受到县里肯定！", "荣获全市先进|获评全省优秀|入选典型案例|作经验交流|受到县里肯定")]
    [InlineData("作经验交流山", "作经验交流山")]
    [InlineData("获得先进", "")]
    [InlineData("获得先进山", "获得先进山")]
    [InlineData("荣获全市先进", "荣获全市先进")]
    [InlineData(" 并还也先荣获全市先进", "荣获全市先进")]
    public void Each_clause_of_five_units_and_more_tells_its_own(string text, string found) => Finds(found, text);

    [Theory]
    [InlineData("对荣获先进的党员好")]
    [InlineData("把荣获先进的党员好")]
    [InlineData("将荣获先进的党员好")]
    [InlineData("给荣获先进的党员好")]
    [InlineData("荣获先进的予以宣传")]
    [InlineData("先进的人获得果园")]
    [InlineData("山山全市先进好")]
    [InlineData("获得感示范明显")]
    [InlineData("受到教育示范明显")]
    [InlineData("取得示范的成效")]
    [InlineData("日报报道了山山")]
    [InlineData("推广示范的做法")]
    [InlineData("评为先进的人好")]
    public void Honours_of_others_and_acts_of_ones_own_are_no_recognition(string text) => Finds("", text);

    [Theory]
    [InlineData("受到省委表扬")]
    [InlineData("取得全市一等奖")]
    [InlineData("做法被日报报道")]
    [InlineData("做法获日报报道")]
    [InlineData("做法在全县推广")]
    [InlineData("石桥镇被评为先进")]
    [InlineData("在县里被列为示范")]
    [InlineData("《果园》被授予称号")]
    public void What_a_unit_received_is_told_in_the_passive_or_by_a_verb_of_receiving(string text) => Finds(text, text);

    private static void Finds(string recognitions, string text)
    {
        var statement = new Statement(0, text.Length);
        RecognitionFinder.Find(text, statement);

        Assert.Equal(recognitions, string.Join('|', statement.Recognitions.Select(r => r.Text)));
        Assert.All(statement.Recognitions, r => Assert.Equal(r.Text, text[r.Start..r.End]));
    }
}
