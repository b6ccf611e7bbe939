using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>What is marked in a text that is shown. Expected texts carry the marks as brackets.</summary>
public sealed class HighlighterTests
{
    private static readonly WordAnalyzer Analyzer = new(new Segmenter(Lexicon.Default));

    [Theory]
    [InlineData("党员", "党员带头，党员示范", "[党员]带头，[党员]示范")]
    [InlineData("党", "党", "[党]")]
    [InlineData("示范", "党员示范", "党员[示范]")]
    [InlineData("ＰＡＲＴＹ", "a party", "a [party]")]
    [InlineData("党员 带头", "党员带头", "[党员][带头]")]
    [InlineData("党员 员带", "党员带头", "[党员带]头")]
    [InlineData("党员 员带 带头", "党员带头", "[党员带头]")]
    [InlineData("党员带头 员带", "党员带头", "[党员带头]")]
    [InlineData("党员带头 党员", "党员带头", "[党员带头]")]
    [InlineData("工作工", "工作工作工作", "[工作工作工]作")]
    [InlineData("哈哈", "哈哈哈", "[哈哈哈]")]
    [InlineData("群众", "党员", "党员")]
    [InlineData("党员带头作用", "党员带头", "党员带头")]
    [InlineData("", "党员", "党员")]
    public void Strings_are_marked_wherever_they_stand_and_those_that_touch_stay_apart(string literals, string text, string marked) =>
        Assert.Equal(marked, Marked(text, literals: literals));

    [Theory]
    [InlineData("党员", "党员带头，党员示范", "[党员]带头，[党员]示范")]
    [InlineData("党员 带头", "党员带头", "[党员带头]")]
    [InlineData("党员 工作", "党员、工作", "[党员]、[工作]")]
    [InlineData("三会", "落实三会一课", "落实三会一课")]
    [InlineData("三会一课 一课", "落实三会一课", "落实[三会一课]")]
    [InlineData("群众", "党员", "党员")]
    public void Words_are_marked_where_the_index_has_them_and_neighbours_make_one_stretch(string words, string text, string marked) =>
        Assert.Equal(marked, Marked(text, words: words));

    [Fact]
    public void Strings_and_words_are_marked_together() =>
        Assert.Equal("[党员带]头[示范]", Marked("党员带头示范", literals: "员带", words: "党员 示范"));

    [Theory]
    [InlineData("发展党员", "发展", "发展党员，发展", "[发展党员]，发展")]
    [InlineData("发展党员", "发展 党员", "党员的发展", "[党员]的[发展]")]
    [InlineData("", "发展", "经济发展", "经济[发展]")]
    [InlineData("", "经济 发展", "经济发展", "[经济][发展]")]
    public void Parts_of_words_are_marked_only_where_nothing_else_is(string words, string parts, string text, string marked) =>
        Assert.Equal(marked, Marked(text, words: words, parts: parts));

    [Theory]
    [InlineData("Prefix", "三会", "落实三会一课，三会", "落实[三会一课]，三会")]
    [InlineData("Wildcard", "三？*课", "落实三会一课，三会", "落实[三会一课]，三会")]
    [InlineData("Wildcard", "三会", "落实三会一课", "落实三会一课")]
    [InlineData("Fuzzy", "三全一课", "落实三会一课，一课", "落实[三会一课]，一课")]
    public void Words_that_fit_a_pattern_are_marked(string kind, string pattern, string text, string marked)
    {
        var spans = new Highlighter([], [], [], [WordPattern.Of(Enum.Parse<PatternKind>(kind), pattern)!], Analyzer).Find(text);

        Assert.Equal(marked, spans.Reverse().Aggregate(text, (t, s) => t.Insert(s.End, "]").Insert(s.Start, "[")));
    }

    [Fact]
    public void One_text_is_forgotten_before_the_next()
    {
        var highlighter = new Highlighter(["党员"], [], [], [], Analyzer);
        highlighter.Find("党员，党员");

        Assert.Equal([new(1, 3)], highlighter.Find("老党员").Select(s => (s.Start, s.End)).ToArray());
    }

    [Fact]
    public void Every_occurrence_is_marked_and_nothing_else_in_any_text()
    {
        var texts = Gen.Elements('a', 'b', 'B', '党', '，').ArrayOf().Select(units => new string(units));
        var strings = Gen.Elements('a', 'b', '党', ',').NonEmptyListOf().Select(units => string.Concat(units.Take(3)));

        Prop.ForAll(
            texts.ToArbitrary(),
            strings.NonEmptyListOf().ToArbitrary(),
            (text, literals) =>
            {
                var spans = new Highlighter(literals, [], [], [], Analyzer).Find(text);
                var covered = Enumerable.Range(0, text.Length).Select(i => spans.Any(s => s.Start <= i && i < s.End));
                return covered.SequenceEqual(Occurring(FoldedText.Fold(text), literals))
                    && spans.Zip(spans.Skip(1)).All(pair => pair.First.End <= pair.Second.Start)
                    && spans.All(s => s.Length > 0);
            })
            .QuickCheckThrowOnFailure();
    }

    /// <summary>Which units belong to an occurrence of one of the strings. The alphabet above folds unit by unit.</summary>
    private static bool[] Occurring(string folded, IEnumerable<string> literals)
    {
        var occurring = new bool[folded.Length];
        foreach (var literal in literals)
        {
            for (var i = 0; i + literal.Length <= folded.Length; i++)
            {
                if (folded.AsSpan(i, literal.Length).SequenceEqual(literal))
                {
                    occurring.AsSpan(i, literal.Length).Fill(true);
                }
            }
        }

        return occurring;
    }

    private static string Marked(string text, string literals = "", string words = "", string parts = "")
    {
        var spans = new Highlighter(literals.Split(' ').Select(l => FoldedText.Fold(l)), Split(words), Split(parts), [], Analyzer)
            .Find(text);
        var marked = text;
        foreach (var span in spans.Reverse())
        {
            marked = marked.Insert(span.End, "]").Insert(span.Start, "[");
        }

        return marked;
    }

    private static string[] Split(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
