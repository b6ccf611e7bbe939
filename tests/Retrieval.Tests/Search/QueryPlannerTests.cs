using KnowledgeBase.Engines.Tests;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>
/// What each kind of question asks of the engine, whole: every boost and every number of the planner decides one of these.
/// <c>KB_SAVE_ANSWERS=1 dotnet test tests/Retrieval.Tests --filter QueryPlanner</c> saves anew.
/// </summary>
public sealed class QueryPlannerTests
{
    private static readonly string PlansFile = Path.Combine(RepositoryRoot.Path, "tests", "Retrieval.Tests", "Search", "plans.txt");

    private static readonly Lazy<string> Asked = new(() => string.Join(
        '\n', File.ReadAllText(PlansFile).Split("\n\n").Where(b => !b.StartsWith('#')).Select(b => b.Split('\n')[0].Split('|')[1])));

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_question_is_planned_as_written_down(string asked, string plan)
    {
        var shown = Shown(Planner(), asked);
        if (Environment.GetEnvironmentVariable("KB_SAVE_ANSWERS") != "1")
        {
            Assert.Equal(plan, shown);
            return;
        }

        var written = plan.Split('\n').Prepend(asked);
        File.WriteAllText(
            PlansFile,
            File.ReadAllText(PlansFile).Replace(Block(written), Block(shown.Split('\n').Prepend(asked)), StringComparison.Ordinal));

        static string Block(IEnumerable<string> lines) => string.Join("\n    ", lines) + "\n";
    }

    [Theory]
    [InlineData("什么 什么样 怎么 怎么办 怎么样 怎样 如何 为何 为什么 哪些 哪个 哪里 哪种 有哪些 多少 请问 能否 可否 是否")]
    [InlineData("可以 应当 应该 需要 以及 或者 关于 方面 我们")]
    public void Words_that_questions_are_made_with_are_not_looked_for(string words)
    {
        var planner = Planner();
        foreach (var word in words.Split(' '))
        {
            var plan = planner.Plan($"党员 {word} 工作", SearchMode.Best);

            Assert.Equal(["党员", "工作"], plan.Words.Concat(plan.Literals));
            Assert.Contains($"“{word[..2]}”^0.4", PlanText.Of(plan.Query), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_planner_forgets_one_question_before_the_next()
    {
        var planner = Planner();
        planner.Plan("“初心” 怎么发展党员 年份:abc 前缀:新质", SearchMode.Best, bestOnly: true);

        Assert.Equal(Shown(Planner().Plan("党员 工作", SearchMode.Best)), Shown(planner.Plan("党员 工作", SearchMode.Best)));
    }

    /// <summary>Questions with their plans, from plans.txt.</summary>
    public static TheoryData<string, string> Plans()
    {
        var plans = new TheoryData<string, string>();
        foreach (var block in File.ReadAllText(PlansFile).Split("\n\n").Where(b => !b.StartsWith('#')))
        {
            var lines = block.TrimEnd('\n').Split('\n');
            plans.Add(lines[0], string.Join('\n', lines[1..].Select(l => l.Trim())));
        }

        return plans;
    }

    private static string Shown(QueryPlanner planner, string asked)
    {
        var parts = asked.Split('|');
        return Shown(planner.Plan(parts[1], Enum.Parse<SearchMode>(parts[0]), bestOnly: parts.Length > 2));
    }

    /// <summary>A plan line by line: the parts of its query, what is highlighted, and what was odd.</summary>
    private static string Shown(QueryPlan plan)
    {
        var lines = new List<string>(PlanText.Lines(plan.Query));
        Add("highlights strings", plan.Literals);
        Add("highlights words", plan.Words);
        Add("highlights parts", plan.Parts);
        Add("highlights patterns", [.. plan.Patterns.Select(p => $"{p.Kind}:{p.Text}")]);
        Add("warns", plan.Warnings);
        if (!plan.Ranks)
        {
            lines.Add("does not rank");
        }

        if (plan.IsLiteral)
        {
            lines.Add("is for strings alone");
        }

        return string.Join('\n', lines);

        void Add(string what, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                lines.Add($"{what}: {string.Join(' ', values)}");
            }
        }
    }

    [Theory]
    [InlineData("党员 创兴", "库中没有“创兴”，已按其余的词查找。", "党员")]
    [InlineData("扫黑除恶 党员 工作", "库中没有“扫黑除恶”，已按其余的词查找。", "党员 工作")]
    [InlineData("柳桥街道 党员", "库中没有“柳桥街道”，已按其余的词查找。", "党员")]
    [InlineData("扫黑除恶 营商环境", "库中没有“扫黑除恶”、“营商环境”。", "扫黑除恶 营商环境")]
    [InlineData("党员 创兴 工作 鑫垚", "库中没有“创兴”、“鑫垚”，已按其余的词查找。", "党员 工作")]
    [InlineData("党员 创兴 怎么 工作", "库中没有“创兴”，已按其余的词查找。", "党员 工作")]
    [InlineData("打工人", "库中没有“打工人”，已按其中的“打工”查找。", "打工", "打工")]
    public void A_word_that_nobody_wrote_is_named_and_hides_nothing(string question, string warning, string asked, string known = "")
    {
        var plan = Planner(known).Plan(question, SearchMode.Best);

        Assert.Contains(warning, plan.Warnings);
        Assert.Equal(asked, string.Join(' ', plan.Words.Concat(plan.Literals)));
    }

    [Theory]
    [InlineData("什么是“指尖减负”？", "减负", false)]
    [InlineData("什么是“指尖减负”？", "指尖减负", true)]
    [InlineData("“指尖减负” 党员", "减负 党员", true)]
    public void What_a_question_has_in_quotes_is_required_unless_no_text_has_it(string question, string known, bool isRequired)
    {
        var plan = Planner(known).Plan(question, SearchMode.Best);

        Assert.Equal(isRequired, PlanText.Of(plan.Query).Contains("+“指尖减负”", StringComparison.Ordinal));
        Assert.Equal(!isRequired, plan.Warnings.Contains("库中没有“指尖减负”这一写法，已按其中的词查找。"));
    }

    [Fact]
    public void A_long_word_that_nobody_wrote_is_looked_for_by_what_the_library_has_of_it()
    {
        var plan = Planner(known: "基层治理").Plan("党建引领基层治理", SearchMode.Best);

        Assert.Equal("库中没有“党建引领基层治理”，已按其中的“基层治理”查找。", Assert.Single(plan.Warnings));
        Assert.Equal(["基层治理"], plan.Words);
    }

    [Theory]
    [InlineData("①")]
    [InlineData("！")]
    [InlineData("， 、")]
    [InlineData("（）")]
    [InlineData("%")]
    public void Signs_alone_find_nothing_and_say_how_to_look_for_them(string signs)
    {
        var plan = Planner().Plan(signs, SearchMode.Best);

        Assert.Equal("nothing", PlanText.Of(plan.Query));
        Assert.Contains("请加引号", Assert.Single(plan.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("𬭳")]
    [InlineData("王𡋾")]
    [InlineData("\uE400湖")]
    public void A_character_that_no_lexicon_has_is_looked_for(string name) =>
        Assert.Equal([name], Planner(known: name).Plan(name, SearchMode.Best).Literals);

    [Fact]
    public void A_question_with_figures_and_names_is_counted_by_what_was_typed_and_meets_every_way_to_write_them()
    {
        var plan = Planner(known: "十八场 创兴").Plan("18场 党员 创兴", SearchMode.Best);

        Assert.Equal(3, plan.Apart.Count);
        Assert.Empty(plan.Warnings);
        Assert.Contains("18场", plan.Words);
    }

    [Theory]
    [InlineData("2023 年 3 月 5 日", "2023年3月5日")]
    [InlineData("18 场 党员", "18场 党员")]
    [InlineData("１8 名 党员", "18名 党员")]
    [InlineData("2023 党员", "2023 党员")]
    [InlineData("2022 组织生活会", "2022 组织生活会")]
    public void A_figure_and_its_unit_that_were_typed_apart_are_one(string question, string words) =>
        Assert.Equal(words, string.Join(' ', Planner(known: question.Replace(" ", "")).Plan(question, SearchMode.Best).Words));

    [Theory]
    [InlineData("云组发[2019]12号", "根据云组发〔2019〕12号办理", "")]
    [InlineData("根据云组发（2019）第12号", "根据云组发〔2019〕12号办理", "")]
    [InlineData("云组发[2019]12号", "云组发〔2019〕3号", "库中没有文号“云组发〔2019〕12号”，以下是同一机关同年的文号。")]
    [InlineData("云组发2019年12号", "云组发〔2019〕3号", "库中没有文号“云组发〔2019〕12号”，以下是同一机关同年的文号。")]
    [InlineData("云组发2019-12号", "云组发〔2019〕3号", "库中没有文号“云组发〔2019〕12号”，以下是同一机关同年的文号。")]
    [InlineData("云组发[2019]12号", "中组发〔2019〕12号", "库中没有文号“云组发〔2019〕12号”，以下是其他机关的同一文号。")]
    [InlineData("云组发[2019]12号", "云组发〔2021〕4号 中组发〔2019〕12号", "库中没有文号“云组发〔2019〕12号”，以下是同一机关其他年份的文号。")]
    [InlineData("云组发[2019]12号", "2019年有12号文件", "库中没有文号“云组发〔2019〕12号”，也没有同一机关或同一编号的文件。")]
    [InlineData("〔2019〕12号", "〔2019〕第112号", "库中没有文号“〔2019〕12号”。")]
    public void A_document_number_that_stands_nowhere_is_said_with_what_is_near(string question, string known, string warning) =>
        Assert.Equal(warning, string.Join(' ', Planner(known).Plan(question, SearchMode.Best).Warnings));

    [Theory]
    [InlineData("“18场”", true)]
    [InlineData("18场", false)]
    [InlineData("创兴", false)]
    [InlineData("云组发[2019]12号", false)]
    [InlineData("“创兴” 党员", false)]
    public void Every_place_is_wanted_of_what_stands_in_quotes_alone(string question, bool isLiteral) =>
        Assert.Equal(isLiteral, Planner(known: "创兴 18场 云组发〔2019〕12号").Plan(question, SearchMode.Best).IsLiteral);

    [Fact]
    public void What_was_typed_apart_is_required_together_until_no_passage_has_it_all()
    {
        var planner = Planner(known: "社区 党建");

        Assert.Equal(2, planner.Plan("社区 党建", SearchMode.Best).Apart.Count);
        Assert.Empty(planner.Plan("党建", SearchMode.Best).Apart);
        var relaxed = planner.Plan("社区 党建", SearchMode.Best, spread: new SpreadMaterials([], [], IsTogether: false));
        Assert.Equal("没有段落同时含有“社区”、“党建”，以下只含其中一部分。", Assert.Single(relaxed.Warnings));
    }

    /// <summary>Over a library in which 工作 is common, 党员 is less so, and everything that is asked for is there once.</summary>
    private static QueryPlanner Planner() => Planner(Asked.Value);

    private static QueryPlanner Planner(string known)
    {
        var engine = new ScanEngine();
        var analyzer = new WordAnalyzer(new Segmenter(Lexicon.Default));
        using var writer = engine.OpenWriter("");
        Add(writer, analyzer, known);
        for (var i = 0; i < 64; i++)
        {
            var block = writer.NewBlock();
            block.NextDocument();
            block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
            block.AddKeyword(PassageField.Material, $"{i}");
            var words = new TokenBuffer();
            words.Add(0, 2, "工作", isInner: false);
            if (i % 4 == 0)
            {
                words.Add(2, 2, "党员", isInner: false);
            }

            block.AddWords(PassageField.Words, words);
            writer.Replace($"{i}", block);
        }

        writer.Commit(new Dictionary<string, string>());
        return new QueryPlanner(analyzer, ThemeDirectory.Of(Taxonomy.Default), engine.Open("", new EngineReading()));
    }

    /// <summary>A passage in which each line of a text stands.</summary>
    private static void Add(IPassageWriter writer, WordAnalyzer analyzer, string text)
    {
        var words = new TokenBuffer();
        var block = writer.NewBlock();
        block.NextDocument();
        block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
        block.AddKeyword(PassageField.Material, "all");
        var folded = new FoldedText(text);
        analyzer.Analyze(folded, [], words);
        block.AddWords(PassageField.Words, words);
        block.AddText(folded.Text);
        writer.Replace("all", block);
    }
}
