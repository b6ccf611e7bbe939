using KnowledgeBase.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Architecture.Tests;

/// <summary>Lines of code fit beside each other on a screen.</summary>
public class LinesTests
{
    private const int Longest = 140;

    [Fact]
    public void No_line_of_the_source_is_longer_than_140_characters()
    {
        Assert.Empty(Longer("src", texts: true));
    }

    /// <summary>The texts that tests are made of stay in one piece: what is quoted in a line does not count there.</summary>
    [Theory]
    [InlineData("tests")]
    [InlineData("tools")]
    [InlineData("bench")]
    public void No_line_of_tests_tools_and_benchmarks_is_longer_but_by_the_texts_in_it(string folder)
    {
        Assert.Empty(Longer(folder, texts: false));
    }

    private static List<string> Longer(string folder, bool texts)
    {
        var files = RepositoryFiles.In(folder).ToList();
        Assert.NotEmpty(files);
        return
        [
            .. files.SelectMany(file =>
            {
                var lines = File.ReadAllLines(file);
                var quoted = texts || Array.TrueForAll(lines, l => l.Length <= Longest) ? [] : Quoted(lines);
                return lines.Index()
                    .Where(line => line.Item.Length - quoted.GetValueOrDefault(line.Index) > Longest)
                    .Select(line => $"{Path.GetRelativePath(RepositoryRoot.Path, file)}:{line.Index + 1}: {line.Item.Length}");
            }),
        ];
    }

    /// <summary>How many characters of each line are part of texts; lines without any are not there.</summary>
    private static Dictionary<int, int> Quoted(string[] lines)
    {
        var tree = CSharpSyntaxTree.ParseText(string.Join('\n', lines));
        var quoted = new Dictionary<int, int>();
        foreach (var text in tree.GetRoot().DescendantNodesAndTokens(n => n is not InterpolatedStringExpressionSyntax).Where(IsText))
        {
            var span = tree.GetLineSpan(text.Span);
            for (var line = span.StartLinePosition.Line; line <= span.EndLinePosition.Line; line++)
            {
                var from = line == span.StartLinePosition.Line ? span.StartLinePosition.Character : 0;
                var to = line == span.EndLinePosition.Line ? span.EndLinePosition.Character : lines[line].Length;
                quoted[line] = quoted.GetValueOrDefault(line) + to - from;
            }
        }

        return quoted;
    }

    private static bool IsText(SyntaxNodeOrToken syntax) =>
        syntax.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
            or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.InterpolatedStringExpression;
}
