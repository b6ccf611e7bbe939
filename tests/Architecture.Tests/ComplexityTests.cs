using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>
/// What one method decides fits in a head. Counted is the cyclomatic complexity as McCabe has it: one, and one more for each place where
/// the way parts. The alternatives of a pattern (<c>is '、' or '，'</c>) are a set and one decision; a local function is a method of its own.
/// </summary>
[Collection(nameof(SourceCode))]
public sealed class ComplexityTests(SourceCode source)
{
    private const int Most = 22;

    [Fact]
    public void No_method_parts_its_way_more_than_22_times()
    {
        var methods = source.Files.SelectMany(f => f.GetRoot().DescendantNodes()).Where(IsMethod).ToList();
        var over = methods.Select(m => (Place: PlaceOf(m), Complexity: ComplexityOf(m)))
            .Where(m => m.Complexity > Most)
            .Select(m => $"{m.Place}: {m.Complexity}");

        Assert.True(methods.Count > 1000);
        Assert.Equal("", string.Join('\n', over.Order(StringComparer.Ordinal)));
    }

    [Theory]
    [InlineData("int M(int a) => a;", 1)]
    [InlineData("int M(int a) => a > 0 && a < 9 ? a : 0;", 3)]
    [InlineData("bool M(char c) => c is '、' or '，' or '。';", 1)]
    [InlineData("int M(int a) { if (a > 0) { return 1; } while (a < 0) { a++; } return a; }", 3)]
    [InlineData("int M(int a) { switch (a) { case 1: case 2: return 1; default: return 0; } }", 3)]
    [InlineData("int M(int a) => a switch { 1 => 2, 2 when a > 0 => 3, _ => 0 };", 3)]
    [InlineData("int M(int? a) { return a ?? Own(); int Own() { return a > 0 ? 1 : 2; } }", 2)]
    public void Each_parting_of_the_way_counts(string method, int complexity)
    {
        var tree = CSharpSyntaxTree.ParseText($"class C {{ {method} }}");

        Assert.Equal(complexity, ComplexityOf(tree.GetRoot().DescendantNodes().First(IsMethod)));
    }

    private static bool IsMethod(SyntaxNode node) =>
        node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax
        || node is PropertyDeclarationSyntax { ExpressionBody: not null };

    private static int ComplexityOf(SyntaxNode method) =>
        1 + method.DescendantNodes(n => n == method || n is not LocalFunctionStatementSyntax).Count(IsParting);

    private static bool IsParting(SyntaxNode node) => node switch
    {
        IfStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => true,
        CaseSwitchLabelSyntax or CasePatternSwitchLabelSyntax or CatchClauseSyntax or ConditionalExpressionSyntax => true,
        SwitchExpressionArmSyntax arm => arm.Pattern is not DiscardPatternSyntax || arm.WhenClause is not null,
        BinaryExpressionSyntax binary =>
            binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression,
        _ => false,
    };

    private static string PlaceOf(SyntaxNode method)
    {
        var name = method switch
        {
            MethodDeclarationSyntax m => m.Identifier.Text,
            LocalFunctionStatementSyntax local => local.Identifier.Text,
            PropertyDeclarationSyntax property => property.Identifier.Text,
            _ => method.Kind().ToString(),
        };
        return $"{method.SyntaxTree.FilePath}:{method.GetLocation().GetLineSpan().StartLinePosition.Line + 1} {name}";
    }
}
