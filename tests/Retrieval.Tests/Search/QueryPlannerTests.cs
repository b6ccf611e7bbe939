using KnowledgeBase.Engines.Tests;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>
/// What each kind of question asks of the engine, whole: every boost and every number of the planner decides one of these.
/// </summary>
public sealed class QueryPlannerTests
{
    private static readonly string PlansFile = Path.Combine(RepositoryRoot.Path, "tests", "Retrieval.Tests", "Search", "plans.txt");

    [Theory]
    [MemberData(nameof(Plans))]
    public void A_question_is_planned_as_written_down(string asked, string plan)
    {
        var parts = asked.Split('|');

        Assert.Equal(plan, Shown(Planner().Plan(parts[1], Enum.Parse<SearchMode>(parts[0]), bestOnly: parts.Length > 2)));
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
        planner.Plan("“初心” 怎么发展党员 年份:abc", SearchMode.Best, bestOnly: true);

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

    /// <summary>Over a library in which 工作 is common, 党员 is less so, and everything else is rare.</summary>
    private static QueryPlanner Planner()
    {
        var engine = new ScanEngine();
        using var writer = engine.OpenWriter("");
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
        return new QueryPlanner(new WordAnalyzer(new Segmenter(Lexicon.Default)), ThemeDirectory.Of(Taxonomy.Default), engine.Open("", new EngineReading()));
    }
}
