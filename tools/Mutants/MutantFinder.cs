using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace KnowledgeBase.Mutants;

/// <summary>
/// Finds the places of a source file that can be changed, and how. It leaves alone what no test of behaviour could notice: attributes,
/// messages of exceptions, guards of arguments, time limits, capacities, hash codes. A mutant need not compile; one that doesn't is not
/// counted.
/// </summary>
internal sealed class MutantFinder : CSharpSyntaxWalker
{
    /// <summary>A text that stands nowhere.</summary>
    private const string Nowhere = "\\u0001";

    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.LessThanToken] = ["<=", ">"],
        [SyntaxKind.LessThanEqualsToken] = ["<", ">"],
        [SyntaxKind.GreaterThanToken] = [">=", "<"],
        [SyntaxKind.GreaterThanEqualsToken] = [">", "<"],
        [SyntaxKind.EqualsEqualsToken] = ["!="],
        [SyntaxKind.ExclamationEqualsToken] = ["=="],
        [SyntaxKind.AmpersandAmpersandToken] = ["||"],
        [SyntaxKind.BarBarToken] = ["&&"],
        [SyntaxKind.PlusToken] = ["-"],
        [SyntaxKind.MinusToken] = ["+"],
        [SyntaxKind.AsteriskToken] = ["/"],
        [SyntaxKind.SlashToken] = ["*"],
        [SyntaxKind.PlusEqualsToken] = ["-="],
        [SyntaxKind.MinusEqualsToken] = ["+="],
    };

    private static readonly Dictionary<string, string> Opposites = Pairs(
        ("Min", "Max"), ("Any", "All"), ("First", "Last"), ("FirstOrDefault", "LastOrDefault"), ("StartsWith", "EndsWith"),
        ("OrderBy", "OrderByDescending"), ("ThenBy", "ThenByDescending"), ("IndexOf", "LastIndexOf"), ("Take", "Skip"),
        ("TrimStart", "TrimEnd"), ("Floor", "Ceiling"));

    private readonly string _file;
    private readonly SourceText _text;
    private readonly List<Mutant> _found = [];

    private MutantFinder(string file, SourceText text)
    {
        _file = file;
        _text = text;
    }

    /// <summary>The mutants of a C# file, in the order of the file.</summary>
    public static List<Mutant> InCode(string file, SyntaxTree tree)
    {
        var finder = new MutantFinder(file, tree.GetText());
        finder.Visit(tree.GetRoot());
        return finder._found;
    }

    /// <summary>The mutants of a data file: each word that is left out, where <c>#</c> begins a comment.</summary>
    public static List<Mutant> InData(string file, SourceText text)
    {
        var finder = new MutantFinder(file, text);
        foreach (var line in text.Lines)
        {
            var content = text.ToString(line.Span);
            var comment = content.IndexOf('#', StringComparison.Ordinal);
            finder.AddWords(comment < 0 ? content : content[..comment], line.Start, TextSpan.FromBounds(0, int.MaxValue));
        }

        return finder._found;
    }

    public override void VisitAttributeList(AttributeListSyntax node)
    {
    }

    public override void VisitThrowStatement(ThrowStatementSyntax node)
    {
    }

    public override void VisitThrowExpression(ThrowExpressionSyntax node)
    {
    }

    public override void VisitStackAllocArrayCreationExpression(StackAllocArrayCreationExpressionSyntax node)
    {
    }

    public override void VisitArrayRankSpecifier(ArrayRankSpecifierSyntax node)
    {
    }

    public override void VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (node.Identifier.Text is not ("GetHashCode" or "Dispose"))
        {
            base.VisitMethodDeclaration(node);
        }
    }

    public override void VisitVariableDeclarator(VariableDeclaratorSyntax node)
    {
        if (!IsGuard(node.Identifier.Text))
        {
            base.VisitVariableDeclarator(node);
        }
    }

    public override void VisitObjectCreationExpression(ObjectCreationExpressionSyntax node)
    {
        if (IsException(node))
        {
            return;
        }

        var isCapacity = node.ArgumentList is { Arguments: [{ Expression.RawKind: (int)SyntaxKind.NumericLiteralExpression }] };
        if (isCapacity)
        {
            Visit(node.Initializer);
        }
        else
        {
            base.VisitObjectCreationExpression(node);
        }
    }

    public override void VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (!IsGuard(node))
        {
            base.VisitInvocationExpression(node);
        }
    }

    public override void VisitIdentifierName(IdentifierNameSyntax node)
    {
        // Only a called name has an opposite: Math.Min and list.First(), not a property that happens to be called First.
        var called = node.Parent is MemberAccessExpressionSyntax member && member.Name == node ? member : (SyntaxNode)node;
        if (called.Parent is InvocationExpressionSyntax call && call.Expression == called
            && Opposites.TryGetValue(node.Identifier.Text, out var opposite))
        {
            Replace("call", node.Span, opposite);
        }
    }

    public override void VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (IsElement(node) || IsAlternative(node.Parent))
        {
            // It is left out instead.
            return;
        }

        switch (node.Kind())
        {
            case SyntaxKind.NumericLiteralExpression:
                AddNumbers(node.Token);
                break;
            case SyntaxKind.TrueLiteralExpression:
                Replace("constant", node.Span, "false");
                break;
            case SyntaxKind.FalseLiteralExpression:
                Replace("constant", node.Span, "true");
                break;
            case SyntaxKind.CharacterLiteralExpression:
                Replace("text", node.Span, $"'{Nowhere}'");
                break;
            case SyntaxKind.StringLiteralExpression when node.Token.ValueText.Length > 0:
                AddText(node);
                break;
        }
    }

    public override void VisitInterpolatedStringExpression(InterpolatedStringExpressionSyntax node)
    {
        foreach (var text in node.Contents.OfType<InterpolatedStringTextSyntax>())
        {
            Replace("text", text.Span, "");
        }
    }

    public override void VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        AddOperators(node.OperatorToken);
        base.VisitBinaryExpression(node);
    }

    public override void VisitAssignmentExpression(AssignmentExpressionSyntax node)
    {
        AddOperators(node.OperatorToken);
        base.VisitAssignmentExpression(node);
    }

    public override void VisitRelationalPattern(RelationalPatternSyntax node)
    {
        AddOperators(node.OperatorToken);
        base.VisitRelationalPattern(node);
    }

    public override void VisitBinaryPattern(BinaryPatternSyntax node)
    {
        if (node.IsKind(SyntaxKind.OrPattern))
        {
            Keep(node.Left, node.Right);
            Keep(node.Right, node.Left);
        }

        base.VisitBinaryPattern(node);

        void Keep(PatternSyntax kept, PatternSyntax dropped)
        {
            // A chain of alternatives nests to the left: its inner pairs drop their own.
            if (dropped is not BinaryPatternSyntax)
            {
                Add("element", node.Span, kept.ToString(), $"without {Short(dropped.ToString())}");
            }
        }
    }

    public override void VisitUnaryPattern(UnaryPatternSyntax node)
    {
        Replace("logic", node.Span, node.Pattern.ToString());
        base.VisitUnaryPattern(node);
    }

    public override void VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (node.IsKind(SyntaxKind.LogicalNotExpression))
        {
            Replace("logic", node.Span, node.Operand.ToString());
        }

        base.VisitPrefixUnaryExpression(node);
    }

    public override void VisitIfStatement(IfStatementSyntax node)
    {
        AddNegation(node.Condition);
        if (node.Else is null && Last(node.Statement) is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
            && node.Parent is BlockSyntax)
        {
            Add("statement", node.Span, ";", $"without {Short(node.ToString())}");
        }

        base.VisitIfStatement(node);
    }

    public override void VisitConditionalExpression(ConditionalExpressionSyntax node)
    {
        AddNegation(node.Condition);
        base.VisitConditionalExpression(node);
    }

    public override void VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        if (node.Expression is InvocationExpressionSyntax call && IsGuard(call))
        {
            return;
        }

        Add("statement", node.Span, ";", $"without {Short(node.ToString())}");
        base.VisitExpressionStatement(node);
    }

    public override void VisitForStatement(ForStatementSyntax node)
    {
        // Steps are left alone: a loop without its step only runs forever.
        Visit(node.Declaration);
        Visit(node.Condition);
        Visit(node.Statement);
    }

    public override void VisitCollectionExpression(CollectionExpressionSyntax node)
    {
        AddElements(node.Elements);
        base.VisitCollectionExpression(node);
    }

    public override void VisitInitializerExpression(InitializerExpressionSyntax node)
    {
        AddElements(node.Expressions);
        base.VisitInitializerExpression(node);
    }

    public override void VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        foreach (var arm in node.Arms.Where(a => a.Pattern is not DiscardPatternSyntax || a.WhenClause is not null))
        {
            Add("element", WithSeparator(arm), "", $"without {Short(arm.ToString())}");
        }

        base.VisitSwitchExpression(node);
    }

    private static Dictionary<string, string> Pairs(params (string One, string Other)[] pairs) =>
        pairs.Concat(pairs.Select(p => (One: p.Other, Other: p.One))).ToDictionary(p => p.One, p => p.Other, StringComparer.Ordinal);

    private static bool IsException(ObjectCreationExpressionSyntax node) =>
        node.Type.ToString().EndsWith("Exception", StringComparison.Ordinal);

    private static bool IsGuard(InvocationExpressionSyntax call)
    {
        var name = call.Expression.ToString();
        var last = name[(name.LastIndexOf('.') + 1)..];
        return last.StartsWith("Throw", StringComparison.Ordinal)
            || last is "Dispose" or "Assert" or "nameof"
            || name.StartsWith("TimeSpan.", StringComparison.Ordinal);
    }

    private static bool IsGuard(string name) =>
        name.Contains("Timeout", StringComparison.OrdinalIgnoreCase) || name.Contains("Capacity", StringComparison.OrdinalIgnoreCase);

    private static bool IsElement(SyntaxNode node) =>
        node.Parent is ExpressionElementSyntax { Parent: CollectionExpressionSyntax { Elements.Count: > 1 } }
        || (node.Parent is InitializerExpressionSyntax { Expressions.Count: > 1 } list
            && !list.IsKind(SyntaxKind.ObjectInitializerExpression));

    private static bool IsAlternative(SyntaxNode? pattern) => pattern is ConstantPatternSyntax { Parent: BinaryPatternSyntax };

    private static StatementSyntax? Last(StatementSyntax statement) =>
        statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement;

    private static string Short(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 80 ? line : line[..77] + "...";
    }

    /// <summary>The node with the comma that follows it, or else the one before it.</summary>
    private static TextSpan WithSeparator(SyntaxNode node)
    {
        var next = node.GetLastToken().GetNextToken();
        var previous = node.GetFirstToken().GetPreviousToken();
        return next.IsKind(SyntaxKind.CommaToken) ? TextSpan.FromBounds(node.SpanStart, next.Span.End)
            : previous.IsKind(SyntaxKind.CommaToken) ? TextSpan.FromBounds(previous.SpanStart, node.Span.End)
            : node.Span;
    }

    private void AddElements<T>(SeparatedSyntaxList<T> elements)
        where T : SyntaxNode
    {
        if (elements.Count > 1)
        {
            foreach (var element in elements)
            {
                Add("element", WithSeparator(element), "", $"without {Short(element.ToString())}");
            }
        }
    }

    private void AddOperators(SyntaxToken token)
    {
        foreach (var other in Operators.GetValueOrDefault(token.Kind(), []))
        {
            Replace("operator", token.Span, other);
        }
    }

    /// <summary>Adds the opposite of a condition that has no operator that is changed anyhow.</summary>
    private void AddNegation(ExpressionSyntax condition)
    {
        if (condition is not (BinaryExpressionSyntax or PrefixUnaryExpressionSyntax) || condition.IsKind(SyntaxKind.IsExpression))
        {
            Add("logic", condition.Span, $"!({condition})", $"not {Short(condition.ToString())}");
        }
    }

    /// <summary>Up and down: by one up to ten, by a fifth above that and for fractions.</summary>
    private void AddNumbers(SyntaxToken token)
    {
        var suffix = token.Text[token.Text.TrimEnd('L', 'l', 'u', 'U', 'f', 'd', 'm').Length..];
        switch (token.Value)
        {
            case double d:
                AddReal(d * 1.2);
                AddReal(d * 0.8);
                break;
            case float f:
                AddReal(f * 1.2);
                AddReal(f * 0.8);
                break;
            case int or long or uint or ulong when !token.Text.StartsWith("0x", StringComparison.OrdinalIgnoreCase):
                var value = Convert.ToDecimal(token.Value, CultureInfo.InvariantCulture);
                var step = value <= 10 ? 1 : Math.Ceiling(value / 5);
                Replace("number", token.Span, (value + step).ToString(CultureInfo.InvariantCulture) + suffix);
                if (value > 0)
                {
                    Replace("number", token.Span, (value - step).ToString(CultureInfo.InvariantCulture) + suffix);
                }

                break;
        }

        void AddReal(double value) => Replace("number", token.Span, value.ToString("0.0#########", CultureInfo.InvariantCulture) + suffix);
    }

    private void AddText(LiteralExpressionSyntax node)
    {
        var raw = node.Token.Text;
        if (raw.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length > 3)
        {
            var open = raw.Length - raw.TrimStart('@', '"').Length;
            var close = raw.Length - raw.TrimEnd('"').Length;
            AddWords(raw, node.SpanStart, TextSpan.FromBounds(node.SpanStart + open, node.Span.End - close));
        }
        else
        {
            Replace("text", node.Span, $"\"{Nowhere}\"");
        }
    }

    /// <summary>Adds a mutant for each word that is left out of a list that blanks part.</summary>
    private void AddWords(string content, int start, TextSpan within)
    {
        var i = 0;
        while (i < content.Length)
        {
            var end = i;
            while (end < content.Length && !char.IsWhiteSpace(content[end]))
            {
                end++;
            }

            var span = TextSpan.FromBounds(start + i, start + end);
            if (end > i && within.Contains(span))
            {
                Add("word", span, "", $"without {content[i..end]}");
            }

            i = end + 1;
        }
    }

    private void Replace(string kind, TextSpan span, string text)
    {
        // A fifth of nothing is nothing.
        if (_text.ToString(span) != text)
        {
            Add(kind, span, text, $"{Short(_text.ToString(span))} -> {Short(text)}");
        }
    }

    private void Add(string kind, TextSpan span, string text, string description) =>
        _found.Add(new Mutant(kind, _file, _text.Lines.GetLinePosition(span.Start).Line + 1, new TextChange(span, text), description));
}
