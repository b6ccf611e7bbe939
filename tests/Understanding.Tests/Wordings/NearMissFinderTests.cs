using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class NearMissFinderTests
{
    private static readonly NearMissFinder Finder = new(new WordingFinder());

    /// <summary>[-taken out-] and {+put in+}.</summary>
    private static string Marked(NearMiss miss) => string.Concat(miss.Differences.Select(d => d.Kind switch
    {
        DifferenceKind.Written => $"[-{d.Text}-]",
        DifferenceKind.Expected => $"{{+{d.Text}+}}",
        _ => d.Text,
    }));

    private static string[] Found(string text) => [.. Finder.Find(text).Select(m => $"{m.Reason}: {Marked(m)}")];

    [Theory]
    [InlineData("做到“二个维护”。", "KnownWrong: [-二-]{+两+}个维护")]
    [InlineData("落实“一课三会”制度。", "KnownWrong: [-一课-]三会{+一课+}")]
    [InlineData("坚持统筹安全和发展。", "KnownWrong: 统筹[-安全和-]发展{+和安全+}")]
    [InlineData("落实“三会两课”制度。", "KnownWrong: 三会[-两-]{+一+}课")]
    [InlineData("落实一岗双职。", "KnownWrong: 一岗双[-职-]{+责+}")]
    [InlineData("深入贯切会议精神。", "KnownWrong: 贯[-切-]{+彻+}")]
    [InlineData("大力弘杨新风。", "KnownWrong: 弘[-杨-]{+扬+}")]
    [InlineData("强化宗旨意时。", "KnownWrong: 宗旨意[-时-]{+识+}")]
    [InlineData("按照总要球推进。", "KnownWrong: 总要[-球-]{+求+}")]
    [InlineData("要学惯贯彻会议精神。", "KnownWrong: 学[-惯-]{+习+}贯彻")]
    [InlineData("始终不忘使命、牢记初心。", "KnownWrong: 不忘[-使命-]{+初心+}、牢记[-初心-]{+使命+}")]
    [InlineData("组织党员干步走访。", "KnownWrong: 党员干[-步-]{+部+}")]
    public void A_form_that_the_glossary_lists_as_wrong(string text, string expected) => Assert.Equal([expected], Found(text));

    [Fact]
    public void Parts_in_another_order()
    {
        var text = "增强政治意识、核心意识、大局意识、看齐意识，";

        var miss = Assert.Single(Finder.Find(text));

        Assert.Equal("四个意识", miss.Entry.Same is [var same] ? same : miss.Entry.Text);
        Assert.Equal("政治意识、核心意识、大局意识、看齐意识", text[miss.Start..miss.End]);
        Assert.Equal("政治意识、大局意识、核心意识、看齐意识", miss.Expected);
    }

    [Fact]
    public void An_order_that_no_list_names() =>
        Assert.Equal([NearMissReason.Order], Finder.Find("树立自我革新、自我净化、自我提高、自我完善的意识。").Select(m => m.Reason));

    [Fact]
    public void One_part_of_four_left_out() =>
        Assert.Equal(["MissingPart: 自我净化、自我{+完善、自我+}革新、自我提高"], Found("不断自我净化、自我革新、自我提高。"));

    [Fact]
    public void One_part_of_four_replaced() =>
        Assert.Equal(["ChangedPart: 道路自信、理论自信、[-体-]制{+度+}自信、文化自信"], Found("坚定道路自信、理论自信、体制自信、文化自信。"));

    [Theory]
    [InlineData("增强政治意识、大局意识。")]
    [InlineData("增强政治意识、大局意识、核心意识、看齐意识。")]
    [InlineData("增强政治意识、大局意识、核心意识和看齐意识。")]
    [InlineData("统筹产业、人才、文化、生态等各项工作。")]
    [InlineData("反对形式主义和官僚主义。")]
    [InlineData("党的十八届五中全会精神、党的十八届四中全会精神。")]
    [InlineData("以习近平同志为核心的党中央。")]
    [InlineData("把全面从严治党引向深入。")]
    [InlineData("健全全面从严治党体系。")]
    [InlineData("这是第二个答案。")]
    [InlineData("逐条列出责任，日落时走访，凝聚利益各方。")]
    [InlineData("以实际行动迎接党的二十一大召开。")]
    [InlineData("推进“三网融合”。")]
    [InlineData("坚持学习，用新时代中国特色社会主义思想武装头脑。")]
    public void What_is_right_in_itself_is_no_near_miss(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("坚持以习近平新时代中国特色社会主意思想为指导。", "Characters: 习近平新时代中国特色社会主[-意-]{+义+}思想")]
    [InlineData("维护以习近平同志为中心的党中央权威。", "Characters: 以习近平同志为[-中-]{+核+}心的党中央")]
    [InlineData("推进国家治理体系和治理能力的现代化建设，铸牢中华民族共同意识。", "Characters: 铸牢中华民族共同{+体+}意识")]
    public void A_character_wrong_missing_or_too_many(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("反对形势主义。", "Sound: 形[-势-]{+式+}主义")]
    [InlineData("反对形式主义、官僚注意。", "Sound: 形式主义、官僚[-注意-]{+主义+}")]
    [InlineData("落实“四个全面”战略部局。", "Sound: 四个全面战略[-部-]{+布+}局")]
    [InlineData("推动全面从严制党向纵深发展。", "Sound: 全面从严[-制-]{+治+}党")]
    [InlineData("严明政治记律。", "Sound: 政治[-记-]{+纪+}律")]
    public void Words_that_only_sound_right(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("改革开放是决定当代中国命运的关键一招。")]
    [InlineData("参与国家改革开放事业。")]
    [InlineData("要严格按照时间要求办结。")]
    [InlineData("升级农村环境整治标准。")]
    [InlineData("凝聚社会之力。")]
    [InlineData("不允许任何人凌驾于人民之上。")]
    [InlineData("在历史关头作出抉择，每逢重大历史关头都是如此。")]
    [InlineData("建设孵化器等载体高质量发展。")]
    [InlineData("军民戮力同心。")]
    [InlineData("建立三项机制，完善三相电路。")]
    public void What_sounds_alike_by_chance_is_no_near_miss(string text) => Assert.Empty(Found(text));

    [Fact]
    public void Every_slip_of_a_sentence_without_end_is_found()
    {
        var text = string.Concat(Enumerable.Repeat("推动全面从严制党向纵深发展，", 5_000));

        Assert.Equal(5_000, Finder.Find(text).Count);
    }

    [Fact]
    public void A_contraction_in_quotes_with_one_character_wrong() =>
        Assert.Equal(["Characters: 两学一[-作-]{+做+}"], Found("推进“两学一作”。"));

    [Fact]
    public void Offsets_cut_out_the_words_as_they_stand_quotes_included()
    {
        var text = "要坚定“四个自信”、增强“四个意识”、做到“两个维护”。";

        var miss = Assert.Single(Finder.Find(text));

        Assert.Equal(miss.Text, text[miss.Start..miss.End]);
        Assert.Equal("增强“四个意识”、坚定“四个自信”、做到“两个维护”", miss.Expected);
    }
}
