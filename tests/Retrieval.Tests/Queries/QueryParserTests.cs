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
    public void And_binds_tighter_than_a_row_of_words_and_that_tighter_than_or(string text, string expected) => AssertParses(text, expected);

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
    [InlineData("时间：上午", "时间：上午")]
    public void What_only_looks_like_an_operator_is_text(string text, string expected) => AssertParses(text, expected);

    [Theory]
    [InlineData("主题:作风建设", "(Theme=作风建设)")]
    [InlineData("theme：conduct 调研", "(seq (Theme=conduct) 调研)")]
    [InlineData("文种:讲话,新闻", "(Genre=讲话|新闻)")]
    [InlineData("文种:讲话、新闻", "(Genre=讲话|新闻)")]
    [InlineData("年:2021-2023", "(Year=2021-2023)")]
    [InlineData("-层级:省", "(not (Tier=省))")]
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
    [InlineData("前缀:新质", "(Prefix 新质)")]
    [InlineData("前缀:新质,数字 经济", "(seq (Prefix 新质|数字) 经济)")]
    [InlineData("通配:三？一课", "(Wildcard 三？一课)")]
    [InlineData("wildcard:*办法 OR fuzzy:“不忘 初新”", "(or (Wildcard *办法) (Fuzzy 不忘 初新))")]
    [InlineData("近似:不忘初新", "(Fuzzy 不忘初新)")]
    public void Known_names_before_a_colon_ask_for_strings_together_or_words_by_a_pattern(string text, string expected) =>
        AssertParses(text, expected);

    [Theory]
    [InlineData("近10:30开会", "近10:30开会")]
    [InlineData("同句:党建", "同句:党建")]
    [InlineData("近1000:（党建 业务）", "(seq 近1000: (seq 党建 业务))")]
    [InlineData("近99999999999999:（党建）", "(seq 近99999999999999: 党建)")]
    [InlineData("同句2:（党建 业务）", "(seq 同句2: (seq 党建 业务))")]
    [InlineData("最近:（党建）", "(seq 最近: 党建)")]
    [InlineData("近（党建 业务）", "(seq 近 (seq 党建 业务))")]
    [InlineData("党建同句:（业务）", "(seq 党建同句: 业务)")]
    [InlineData("新质*", "新质*")]
    [InlineData("三?一课", "三?一课")]
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
    [InlineData("前缀: 党建", "党建", "“前缀:”后面没有内容，已忽略。")]
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
