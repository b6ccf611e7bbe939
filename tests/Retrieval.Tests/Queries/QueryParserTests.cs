using System.Text;
using KnowledgeBase.Retrieval.Queries;

namespace KnowledgeBase.Retrieval.Tests.Queries;

public class QueryParserTests
{
    [Theory]
    [InlineData("党支部标准化", "党支部标准化")]
    [InlineData("形式主义 官僚主义", "(seq 形式主义 官僚主义)")]
    [InlineData("形式主义　官僚主义", "(seq 形式主义 官僚主义)")]
    [InlineData("\"双报到\"", "“双报到”")]
    [InlineData("“双报到”", "“双报到”")]
    [InlineData("＂双报到＂", "“双报到”")]
    [InlineData("「双报到」", "“双报到”")]
    [InlineData("『双报到』", "“双报到”")]
    [InlineData("《党章》", "《党章》")]
    [InlineData("党建“双报到”经验", "(seq 党建 “双报到” 经验)")]
    public void Words_stand_as_typed_and_marks_make_literals(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("党建 AND 品牌", "(and 党建 品牌)")]
    [InlineData("党建 ＡＮＤ 品牌", "(and 党建 品牌)")]
    [InlineData("党建 && 品牌", "(and 党建 品牌)")]
    [InlineData("党建 与 品牌", "(and 党建 品牌)")]
    [InlineData("党建 OR 品牌", "(or 党建 品牌)")]
    [InlineData("党建|品牌", "(or 党建 品牌)")]
    [InlineData("党建｜品牌", "(or 党建 品牌)")]
    [InlineData("党建 或 品牌", "(or 党建 品牌)")]
    [InlineData("党建 NOT 品牌", "(seq 党建 (not 品牌))")]
    [InlineData("党建 非 品牌", "(seq 党建 (not 品牌))")]
    [InlineData("党建 -品牌", "(seq 党建 (not 品牌))")]
    [InlineData("党建 －品牌", "(seq 党建 (not 品牌))")]
    [InlineData("党建 !品牌", "(seq 党建 (not 品牌))")]
    [InlineData("党建 ！品牌", "(seq 党建 (not 品牌))")]
    [InlineData("＋党建 品牌", "(seq (must 党建) 品牌)")]
    [InlineData("党建 AND NOT 品牌", "(and 党建 (not 品牌))")]
    [InlineData("党建 OR NOT 品牌", "(or 党建 (not 品牌))")]
    [InlineData("NOT NOT 党建", "党建")]
    [InlineData("“双报到”-“双报告”", "(seq “双报到” (not “双报告”))")]
    public void Operators_mean_the_same_in_ASCII_full_width_and_Chinese(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("a OR b AND c", "(or a (and b c))")]
    [InlineData("a b OR c d", "(or (seq a b) (seq c d))")]
    [InlineData("a AND b c", "(seq (and a b) c)")]
    [InlineData("(a OR b) AND c", "(and (or a b) c)")]
    [InlineData("（a 或 b）与 c", "(and (or a b) c)")]
    [InlineData("-(a OR b)", "(not (or a b))")]
    [InlineData("党建（品牌|典型）", "(seq 党建 (or 品牌 典型))")]
    public void And_binds_tighter_than_a_row_of_words_and_that_tighter_than_or(string text, string expected) =>
        AssertParses(text, expected);

    [Theory]
    [InlineData("党建与业务融合", "党建与业务融合")]
    [InlineData("非公企业", "非公企业")]
    [InlineData("T-34", "T-34")]
    [InlineData("2019-2021", "2019-2021")]
    [InlineData("同志们！", "同志们！")]
    [InlineData("党建 - 品牌", "(seq 党建 - 品牌)")]
    [InlineData("*县", "*县")]
    [InlineData("and or not", "(seq and or not)")]
    [InlineData("ORANGE NOTE", "(seq ORANGE NOTE)")]
    [InlineData("时间： 上午", "(seq 时间： 上午)")]
    [InlineData("https://example.org/a", "https://example.org/a")]
    [InlineData("党建（2019）号", "(seq 党建 2019 号)")]
    public void What_only_looks_like_an_operator_is_text(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("主题:作风建设", "(Theme=作风建设)")]
    [InlineData("theme：conduct 调研", "(seq (Theme=conduct) 调研)")]
    [InlineData("文种:讲话,新闻", "(Genre=讲话|新闻)")]
    [InlineData("文种:讲话、新闻", "(Genre=讲话|新闻)")]
    [InlineData("年:2021-2023", "(Year=2021-2023)")]
    [InlineData("-层级:省", "(not (Tier=省))")]
    [InlineData("年份:2021..2023 党建", "(seq (Year=2021..2023) 党建)")]
    [InlineData("标题: 云溪县", "(Title=云溪县)")]
    [InlineData("正文：标准化 领域：高校", "(seq (Body=标准化) (Sector=高校))")]
    [InlineData("地区:云溪 来源:学习强国", "(seq (Region=云溪) (Source=学习强国))")]
    [InlineData("文号:云组发（2019）12号 党建", "(seq (DocumentNumber=云组发（2019）12号) 党建)")]
    [InlineData("sector:学校 REGION:云溪 number:12号 source:网 body:三会", "(seq (Sector=学校) (Region=云溪) (DocumentNumber=12号) (Source=网) (Body=三会))")]
    [InlineData("单位:“某 区委”", "(Issuer=某 区委)")]
    [InlineData("TITLE:“工作要点”", "(Title=工作要点)")]
    [InlineData("(年:2020 OR 年:2021) 党建", "(seq (or (Year=2020) (Year=2021)) 党建)")]
    public void Known_names_before_a_colon_are_filters(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("近10:（党建 业务）", "(Near10 党建|业务)")]
    [InlineData("近１０：（党建　业务）", "(Near10 党建|业务)")]
    [InlineData("近:(党建 业务)", "(Near10 党建|业务)")]
    [InlineData("near3:(党建 业务)", "(Near3 党建|业务)")]
    [InlineData("依次5:（党建、业务，融合）", "(InOrder5 党建|业务|融合)")]
    [InlineData("InOrder5:(“党 建”AND业务 与 融合)", "(InOrder5 党 建|AND业务|融合)")]
    [InlineData("同句:（党建 业务）", "(Sentence 党建|业务)")]
    [InlineData("sentence:(党建 业务) 年:2023", "(seq (Sentence 党建|业务) (Year=2023))")]
    [InlineData("同段：(党建 业务)经验", "(seq (Paragraph 党建|业务) 经验)")]
    [InlineData("-同段:（党建 业务）", "(not (Paragraph 党建|业务))")]
    [InlineData("同句:（党建（业务）融合）", "(Sentence 党建|业务|融合)")]
    [InlineData("同句(党建 业务)", "(Sentence 党建|业务)")]
    [InlineData("同段（党建，业务）经验", "(seq (Paragraph 党建|业务) 经验)")]
    [InlineData("邻近(党建 业务,5)", "(Near5 党建|业务)")]
    [InlineData("邻近（党建，业务，１５）", "(Near15 党建|业务)")]
    [InlineData("邻近(党建 业务)", "(Near10 党建|业务)")]
    [InlineData("邻近8:(党建 业务)", "(Near8 党建|业务)")]
    [InlineData("依次(党建 业务 融合,20)", "(InOrder20 党建|业务|融合)")]
    [InlineData("近3(18 19)", "(Near3 18|19)")]
    [InlineData("新质*", "(Prefix 新质)")]
    [InlineData("新质＊ 经验", "(seq (Prefix 新质) 经验)")]
    [InlineData("三?一课", "(Wildcard 三?一课)")]
    [InlineData("党*制*", "(Wildcard 党*制*)")]
    [InlineData("以…为…", "(frame12 以|为)")]
    [InlineData("以……为抓手", "(frame12 以|为抓手)")]
    [InlineData("以...为...", "(frame12 以|为)")]
    [InlineData("-坚持…相统一", "(not (frame12 坚持|相统一))")]
    [InlineData("句式30:以…为… 党建", "(seq (frame30 以|为) 党建)")]
    [InlineData("frame5：以…为抓手", "(frame5 以|为抓手)")]
    [InlineData("……", "(frame12 )")]
    [InlineData("党建等等……", "党建等等……")]
    [InlineData("前缀:新质", "(Prefix 新质)")]
    [InlineData("前缀:新质,数字 经济", "(seq (Prefix 新质|数字) 经济)")]
    [InlineData("通配:三？一课", "(Wildcard 三？一课)")]
    [InlineData("wildcard:*办法 OR fuzzy:“不忘 初新”", "(or (Wildcard *办法) (Fuzzy 不忘 初新))")]
    [InlineData("近似:不忘初新", "(Fuzzy 不忘初新)")]
    public void Known_names_before_a_colon_ask_for_strings_together_or_words_by_a_pattern(string text, string expected) =>
        AssertParses(text, expected);

    [Theory]
    [InlineData("近10:30开会", "近10:30开会")]
    [InlineData("近99999999999999:（党建）", "(seq 近99999999999999: 党建)")]
    [InlineData("近（党建 业务）", "(seq 近 (seq 党建 业务))")]
    [InlineData("下降**%", "下降**%")]
    [InlineData("*河村", "*河村")]
    [InlineData("怎么办？", "怎么办？")]
    [InlineData("3*5", "3*5")]
    [InlineData("云组发（2019）12号", "云组发（2019）12号")]
    [InlineData("（2019）12号 党建", "(seq （2019）12号 党建)")]
    [InlineData("云组发(２０１９)第5号文件", "云组发(２０１９)第5号文件")]
    [InlineData("5～10天", "5～10天")]
    [InlineData("不忘初新~1", "不忘初新~1")]
    [InlineData("“前缀:新质*”", "“前缀:新质*”")]
    public void Nearness_without_parentheses_and_signs_of_patterns_are_text(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("\"他说“你好”\"", "“他说“你好””")]
    [InlineData("“甲“乙”丙”", "“甲“乙”丙”")]
    [InlineData("\"a\\\"b\\\\c\\d\"", "“a\"b\\c\\d”")]
    [InlineData("\"(a) OR -b|c\"", "“(a) OR -b|c”")]
    [InlineData("”党建”", "“党建”")]
    [InlineData("”党建“", "“党建”")]
    [InlineData("“党建“", "“党建”")]
    [InlineData("“党建\" 品牌", "(seq “党建” 品牌)")]
    public void Marks_of_quotation_nest_escape_and_forgive(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("", null)]
    [InlineData("  　", null)]
    public void Nothing_typed_is_nothing_without_a_warning(string text, string? expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("“党建", "“党建”", "引号 “ 没有右半边，已补在末尾。")]
    [InlineData("\"\" 党建", "党建", "空的引号已忽略。")]
    [InlineData("(党建", "党建", "括号没有右半边，已补在末尾。")]
    [InlineData("党建) 品牌", "(seq 党建 品牌)", "多出的右括号已忽略。")]
    [InlineData("党建 AND", "党建", "“与”（AND）的一边没有内容，已忽略。")]
    [InlineData("AND 党建", "党建", "“与”（AND）的一边没有内容，已忽略。")]
    [InlineData("党建 OR", "党建", "“或”（OR）的一边没有内容，已忽略。")]
    [InlineData("OR 党建", "党建", "“或”（OR）的一边没有内容，已忽略。")]
    [InlineData("党建 NOT", "党建", "“非”（NOT）后面没有内容，已忽略。")]
    [InlineData("党建 年:", "党建", "“年:”后面没有内容，已忽略。")]
    [InlineData("(党建 前缀: )", "党建", "“前缀:”后面没有内容，已忽略。")]
    [InlineData("近10:（） 党建", "党建", "“近10:”后面没有内容，已忽略。")]
    [InlineData("同句:（党建 业务", "(Sentence 党建|业务)", "括号没有右半边，已补在末尾。")]
    [InlineData("同句:（党建 OR -业务）", "(Sentence 党建|业务)", "“同句:”的括号里只写要一起出现的词语，运算符已忽略。")]
    [InlineData("()", null, null)]
    public void What_cannot_be_read_is_left_out_and_said(string text, string? expected, string? warning)
    {
        var parsed = QueryParser.Parse(text);
        Assert.Equal(expected, Show(parsed.Root));
        Assert.Equal(warning is null ? [] : [warning], parsed.Warnings);
    }

    [Theory]
    [InlineData("省份:江苏", "地区:江苏")]
    [InlineData("级别:县", "层级:县")]
    [InlineData("类型:讲话", "文种:讲话")]
    [InlineData("部门:组织部", "单位:组织部")]
    [InlineData("题名:要点", "标题:要点")]
    [InlineData("字号:云组发", "文号:云组发")]
    public void A_field_goes_by_several_names(string text, string same) =>
        Assert.Equal(Show(QueryParser.Parse(same).Root), Show(QueryParser.Parse(text).Root));

    [Theory]
    [InlineData("foo:bar", "foo:bar", "没有名为“foo”的栏目，已按文字查找；可用的栏目：主题、")]
    [InlineData("栏目：党建 经验", "(seq 栏目：党建 经验)", "没有名为“栏目”的栏目，已按文字查找；可用的栏目：主题、")]
    [InlineData("最近:（党建）", "(seq 最近: 党建)", "没有名为“最近”的栏目，已按文字查找；")]
    [InlineData("同句:党建", "同句:党建", "“同句:”后面要有括号")]
    [InlineData("近1000:（党建 业务）", "(seq 近1000: (seq 党建 业务))", "“近1000:”后面要有括号和至多三位的数")]
    [InlineData("同句2:（党建 业务）", "(seq 同句2: (seq 党建 业务))", "“同句2:”后面要有括号")]
    public void A_name_that_there_is_not_is_text_and_said(string text, string expected, string warning)
    {
        var parsed = QueryParser.Parse(text);
        Assert.Equal(expected, Show(parsed.Root));
        Assert.StartsWith(warning, Assert.Single(parsed.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_with_a_colon_has_no_field() => AssertParses(
        "会议强调：要坚持党建引领基层治理，把组织优势转化为治理效能，推动资源下沉、力量下沉、服务下沉，让群众在家门口就能享受到优质便捷的服务，不断增强获得感幸福感安全感。",
        "会议强调：要坚持党建引领基层治理，把组织优势转化为治理效能，推动资源下沉、力量下沉、服务下沉，让群众在家门口就能享受到优质便捷的服务，不断增强获得感幸福感安全感。");

    [Theory]
    [InlineData("云组发[2019]12号", "云组发", "(2019)12号 (2019)第12号", "")]
    [InlineData("云组发 〔 2019 〕 第 12 号", "云组发", "(2019)12号 (2019)第12号", "")]
    [InlineData("关于政办函【２０２０】０7号的落实", "关于政办函", "(2020)7号 (2020)第7号 (2020)07号 (2020)第07号", "的落实")]
    [InlineData("﹝2019﹞3號", "", "(2019)3号 (2019)第3号", "")]
    public void A_document_number_is_one_unit(string text, string before, string spellings, string behind)
    {
        var typed = Assert.IsType<WordsNode>(QueryParser.Parse(text).Root);
        var number = Assert.IsType<AskedNumber>(AskedNumber.In(typed.Text));

        Assert.Equal((before, spellings, behind), (number.Before, string.Join(' ', number.Spellings), number.Behind));
    }

    [Theory]
    [InlineData("党建 〔2019〕12号", "(seq 党建 〔2019〕12号)")]
    [InlineData("（2019）党建", "(seq 2019 党建)")]
    [InlineData("学习 （2019） 12", "(seq 学习 2019 12)")]
    public void Only_behind_the_name_of_a_body_white_space_parts_nothing(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("党建 -年份:2023 “双报到”", "党建|年份:2023|“双报到”")]
    [InlineData("（品牌 OR 典型）AND 同句(机关 党建)", "（品牌 OR 典型）|品牌|典型|同句(机关 党建)")]
    [InlineData(" +以…为… ", "以…为…")]
    public void Every_part_knows_where_it_was_typed(string text, string expected)
    {
        var spans = QueryParser.Parse(text).Spans.Values.Distinct().OrderBy(s => s.Start).ThenByDescending(s => s.End);
        Assert.Equal(expected, string.Join('|', spans.Select(s => s.In(text))));
    }

    [Fact]
    public void Input_that_no_one_would_type_neither_throws_nor_hangs()
    {
        string[] hostile =
        [
            new('(', 100_000), new('-', 100_000), new('"', 99_999), new('“', 100_000), string.Concat(Enumerable.Repeat("NOT ", 20_000)),
            string.Concat(Enumerable.Repeat("a OR ", 20_000)), string.Concat(Enumerable.Repeat("年:", 20_000)),
            "同句:" + new string('(', 100_000), string.Concat(Enumerable.Repeat("近:(", 20_000)), "\ud800", "\\\"\\", "&&||!+-)(》」",
        ];
        foreach (var text in hostile)
        {
            _ = QueryParser.Parse(text);
        }

        var random = new Random(7);
        const string alphabet = " 　党建AND与或非NOT\"“”《》（）()|-!+:：年近9,\\&ＯＲ";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Create(random.Next(1, 30), random, (span, r) =>
            {
                foreach (ref var c in span)
                {
                    c = alphabet[r.Next(alphabet.Length)];
                }
            });
            _ = QueryParser.Parse(text);
        }
    }

    private static void AssertParses(string text, string? expected)
    {
        var parsed = QueryParser.Parse(text);
        Assert.Equal(expected, Show(parsed.Root));
        Assert.Empty(parsed.Warnings);
    }

    private static string? Show(QueryNode? node) => node switch
    {
        null => null,
        WordsNode words => words.Text,
        LiteralNode { IsTitle: true } title => $"《{title.Text}》",
        LiteralNode literal => $"“{literal.Text}”",
        FilterNode filter => $"({filter.Field}={string.Join('|', filter.Values)})",
        TogetherNode together => $"({together.Where}{(together.Characters > 0 ? together.Characters : "")} {string.Join('|', together.Texts)})",
        FrameNode frame => $"(frame{frame.Gap} {string.Join('|', frame.Anchors)})",
        PatternNode pattern => $"({pattern.Kind} {string.Join('|', pattern.Values)})",
        NotNode not => $"(not {Show(not.Inner)})",
        RequiredNode required => $"(must {Show(required.Inner)})",
        SequenceNode sequence => ShowAll("seq", sequence.Parts),
        AllNode all => ShowAll("and", all.Parts),
        AnyNode any => ShowAll("or", any.Parts),
        _ => throw new InvalidOperationException(node.GetType().Name),
    };

    private static string ShowAll(string name, IReadOnlyList<QueryNode> parts)
    {
        var text = new StringBuilder("(").Append(name);
        foreach (var part in parts)
        {
            text.Append(' ').Append(Show(part));
        }

        return text.Append(')').ToString();
    }
}
