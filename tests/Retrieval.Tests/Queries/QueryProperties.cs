using FsCheck;
using FsCheck.Fluent;
using KnowledgeBase.Retrieval.Queries;

namespace KnowledgeBase.Retrieval.Tests.Queries;

/// <summary>What holds of any query; a failure prints the smallest one that was found, and the seed.</summary>
public sealed class QueryProperties
{
    private static Gen<QueryNode> Leaves => Gen.OneOf<QueryNode>(
        Gen.Elements("党建", "T-34", "非公企业", "党建与业务").Select(QueryNode (text) => new WordsNode(text)),
        Gen.Elements("双报到", "最后 一公里", "a-b").Select(QueryNode (text) => new LiteralNode(text)),
        Gen.Constant<QueryNode>(new LiteralNode("中国共产党章程", IsTitle: true)),
        Gen.Constant<QueryNode>(new FilterNode(FilterField.Genre, ["讲话", "工作总结"])));

    [Fact]
    public void A_query_that_is_written_as_the_language_has_it_is_read_as_it_was_meant() =>
        Prop.ForAll(
            Trees(3).ToArbitrary(),
            tree =>
            {
                var parsed = QueryParser.Parse(Written(tree));

                Assert.Equal(Written(tree), Written(parsed.Root!));
                Assert.Empty(parsed.Warnings);
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void Nothing_that_is_typed_is_refused() =>
        Prop.ForAll(
            Gen.Elements(
                " ", "党建", "AND", "OR", "NOT", "与", "或", "非", "\"", "“", "”", "《", "》", "（", "(", ")", "|", "-", "!", "+", ":", "年:", "2021", ",",
                "\\", "&&", "\ud83d", "*", "~")
                .ArrayOf().Select(string.Concat).ToArbitrary(),
            text => Assert.NotNull(QueryParser.Parse(text).Warnings)).QuickCheckThrowOnFailure();

    /// <summary>Queries of at most so many layers. Signs stand before what has none itself: two cancel each other.</summary>
    private static Gen<QueryNode> Trees(int layers)
    {
        if (layers == 0)
        {
            return Leaves;
        }

        var parts = Trees(layers - 1);
        var several = parts.Two().Select(two => (IReadOnlyList<QueryNode>)[two.Item1, two.Item2]);
        return Gen.OneOf<QueryNode>(
            Leaves,
            Leaves.Select(QueryNode (leaf) => new NotNode(leaf)),
            Leaves.Select(QueryNode (leaf) => new RequiredNode(leaf)),
            several.Select(QueryNode (all) => new AllNode(all)),
            several.Select(QueryNode (any) => new AnyNode(any)));
    }

    /// <summary>A query as somebody would type it who trusts in no order of binding.</summary>
    private static string Written(QueryNode node) => node switch
    {
        WordsNode words => words.Text,
        LiteralNode { IsTitle: true } title => $"《{title.Text}》",
        LiteralNode literal => $"“{literal.Text}”",
        FilterNode filter => $"文种:{string.Join(',', filter.Values)}",
        NotNode not => $"-{Written(not.Inner)}",
        RequiredNode required => $"+{Written(required.Inner)}",
        AllNode all => $"({string.Join(" AND ", all.Parts.Select(Written))})",
        AnyNode any => $"({string.Join(" OR ", any.Parts.Select(Written))})",
        _ => throw new InvalidOperationException(node.GetType().Name),
    };
}
