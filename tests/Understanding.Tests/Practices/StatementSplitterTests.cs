using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Practices;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>
/// Where sentences end, and what belongs to none. Sentences are written with a bar between them, speech in braces; 山 stands for words
/// that say nothing.
/// </summary>
public sealed class StatementSplitterTests
{
    [Theory]
    [InlineData("山山山山山山山。山山山山山山山！山山山山山山山？", "山山山山山山山。|山山山山山山山！|山山山山山山山？")]
    [InlineData("山山山山山山。", "")]
    [InlineData("山山山山山山山。", "山山山山山山山。")]
    [InlineData("　 山山山山山山山。 ", "山山山山山山山。")]
    [InlineData("山山山山山山（山。）山山山山山山山。", "山山山山山山（山。）|山山山山山山山。")]
    [InlineData("山山山山山山(山。)山山山山山山山。", "山山山山山山(山。)|山山山山山山山。")]
    [InlineData("山山山山山山“山。”山山山山山山山。", "山山山山山山“山。”|山山山山山山山。")]
    [InlineData("山山山山山山‘山。’山山山山山山山。", "山山山山山山‘山。’|山山山山山山山。")]
    public void A_sentence_ends_behind_its_mark_and_what_closes_with_it(string text, string sentences) => Splits(sentences, text);

    [Fact]
    public void A_line_without_a_mark_is_a_title_unless_it_is_long()
    {
        Splits("", Hills(59));
        Splits(Hills(60), Hills(60));
        Splits(Hills(50) + "。", Hills(50) + "。");
        Splits("", Hills(58) + "——");
        Splits("", Hills(80) + "——");
        Splits("山山山山山山山。", "\n\n果园\n山山山山山山山。\n");
        Splits("山山山山山山山。|果果果果果果果。", "山山山山山山山。\n果果果果果果果。");
    }

    [Theory]
    [InlineData("“山山山山山山山。果果果果果果果。”果农笑着说山山山。", "{“山山山山山山山。}|{果果果果果果果。”}|果农笑着说山山山。")]
    [InlineData("“山山山山山山？果果果果。”果农笑着说山山山。", "{“山山山山山山？}|果农笑着说山山山。")]
    [InlineData("“山山山山山山？果果果。”果农笑着说山山山。", "“山山山山山山？|果农笑着说山山山。")]
    [InlineData("“山山山山山山，山山山山…”果农笑着说山山山。", "{“山山山山山山，山山山山…”}|果农笑着说山山山。")]
    [InlineData("“山山山山山山，山山山山山”果农笑着说山山山。", "“山山山山山山，山山山山山”果农笑着说山山山。")]
    [InlineData("“山山山山山山，“山”山山！”果农笑着说山山山。", "{“山山山山山山，“山”山山！”}|果农笑着说山山山。")]
    public void Speech_of_twelve_units_with_a_sentence_in_it_is_kept_apart(string text, string sentences) => Splits(sentences, text);

    [Theory]
    [InlineData("石桥局成立山山山；该局成立山山山山。", "石桥局成立山山山；该局成立山山山山。")]
    [InlineData("石桥局成立山山山；云岭局成立山山山。", "石桥局成立山山山|云岭局成立山山山。")]
    [InlineData("石桥局成立山山；山云岭成立山山。", "石桥局成立山山；山云岭成立山山。")]
    [InlineData("石桥山成立山山；云岭局成立山山。", "石桥山成立山山；云岭局成立山山。")]
    public void Items_of_units_that_act_each_are_sentences(string text, string sentences) => Splits(sentences, text);

    [Theory]
    [InlineData("本报云岭6月1日电（记者张三）山山山山山山山。", "山山山山山山山。")]
    [InlineData("本报云岭6月1日电 （记者张三） 山山山山山山山。", "山山山山山山山。")]
    [InlineData("新华社云岭6月1日电山山山山山山山。", "山山山山山山山。")]
    [InlineData("本刊云岭6月1日电山山山山山山山。", "本刊云岭6月1日电山山山山山山山。")]
    [InlineData("本报云岭6月1日讯山山山山山山山。", "本报云岭6月1日讯山山山山山山山。")]
    [InlineData("本报云岭6月1日电（记者张三山山山山山山山。", "（记者张三山山山山山山山。")]
    public void A_dateline_belongs_to_no_sentence(string text, string sentences) => Splits(sentences, text);

    [Fact]
    public void A_dateline_is_in_the_first_sixty_units()
    {
        Splits("山山山山山山山。", $"本报{Hills(57)}电山山山山山山山。");
        Splits($"本报{Hills(58)}电山山山山山山山。", $"本报{Hills(58)}电山山山山山山山。");
    }

    [Theory]
    [InlineData("核心阅读\n山山山山山山山。\n果果果果果果果。", "果果果果果果果。")]
    [InlineData("核心阅读山山山山山山山。\n果果果果果果果。", "果果果果果果果。")]
    [InlineData("编者按：山山山山山山山。\n果果果果果果果。", "果果果果果果果。")]
    [InlineData("山山山山山山山。\n编者按：果果果果果果果。", "山山山山山山山。")]
    public void What_sums_an_article_up_belongs_to_no_sentence(string text, string sentences) => SplitsByLine(sentences, text);

    [Fact]
    public void An_editors_note_goes_on_for_600_units_where_an_empty_line_parts_it_from_the_article()
    {
        SplitsByLine("果果果果果果果。", "编者按：山山。\n山山山山山山山。\n\n果果果果果果果。");
        SplitsByLine("山山山山山山山。|果果果果果果果。", "编者按：山山。\n山山山山山山山。\n果果果果果果果。");
        SplitsByLine("果果果果果果果。", $"编者按：{Hills(590)}。\n山山山山山山山。\n\n果果果果果果果。");
        SplitsByLine("山山山山山山山。|果果果果果果果。", $"编者按：{Hills(600)}。\n山山山山山山山。\n\n果果果果果果果。");
        SplitsByLine(Hills(600) + "。|果果果果果果果。", $"编者按：山山。\n{Hills(600)}。\n\n果果果果果果果。");
    }

    [Fact]
    public void Headings_belong_to_no_sentence_and_part_them()
    {
        const string Text = "山山山山山山山。一、果园。果果果果果果果。";
        var heading = new Heading(1, HeadingKind.Numbered, "果园", 10, 12, "一、") { MarkerStart = 8 };

        var statements = StatementSplitter.Split(Text, [heading], [new Passage(0, Text.Length, [], [])]);

        Assert.Equal(["山山山山山山山。", "果果果果果果果。"], statements.Select(s => Text[s.Start..s.End]));
        Assert.Empty(StatementSplitter.Split(Text, [heading], [new Passage(8, 12, [], [])]));
    }

    [Fact]
    public void A_sentence_knows_its_passage()
    {
        const string Text = "山山山山山山山。果果果果果果果。";

        var statements = StatementSplitter.Split(Text, [], [new Passage(0, 8, [], []), new Passage(8, 16, [], [])]);

        Assert.Equal([0, 1], statements.Select(s => s.Passage));
    }

    [Fact]
    public void What_is_told_in_front_of_speech_is_parted_from_it_when_it_is_long()
    {
        const string Speech = "“山山山山山山山。果果果果果果果。”";

        Splits($"{Hills(29)}|{{“山山山山山山山。}}|{{果果果果果果果。”}}", $"{Hills(29)}，{Speech}");
        Splits($"{Hills(28)}，“山山山山山山山。|{{果果果果果果果。”}}", $"{Hills(28)}，{Speech}");
        Splits($"{Hills(30)}：“山山山山山山山。|{{果果果果果果果。”}}", $"{Hills(30)}：{Speech}");
    }

    private static void Splits(string sentences, string text) => Shows(sentences, text, [new Passage(0, text.Length, [], [])]);

    private static void SplitsByLine(string sentences, string text)
    {
        var passages = new List<Passage>();
        var at = 0;
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 4 || !text.StartsWith(line, StringComparison.Ordinal))
            {
                passages.Add(new Passage(at, at + line.Length, [], []));
            }

            at += line.Length + 1;
        }

        Shows(sentences, text, [.. passages.Where(p => p.End > p.Start)]);
    }

    private static void Shows(string sentences, string text, Passage[] passages)
    {
        var shown = StatementSplitter.Split(text, [], passages)
            .Select(s => s.Spoken ? $"{{{text[s.Start..s.End]}}}" : text[s.Start..s.End]);

        Assert.Equal(sentences, string.Join('|', shown));
    }

    private static string Hills(int count) => new('山', count);
}
