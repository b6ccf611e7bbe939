using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KnowledgeBase.Mutants;

/// <summary>
/// Gives each type of a file a static constructor that notes the file, so that a run of a test class tells which files it reaches.
/// </summary>
internal sealed class Footprints(string file, HashSet<string> seen) : CSharpSyntaxRewriter
{
    /// <summary>Names the file that a run appends to.</summary>
    public const string Variable = "MUTANTS_FOOTPRINTS";

    /// <summary>What the changed types call.</summary>
    public const string Source = $$"""
        internal static class MutantFootprints
        {
            public static void Leave(string file)
            {
                lock (typeof(MutantFootprints))
                {
                    System.IO.File.AppendAllText(System.Environment.GetEnvironmentVariable("{{Variable}}")!, file + "\n");
                }
            }
        }
        """;

    public override SyntaxNode? VisitClassDeclaration(ClassDeclarationSyntax node) =>
        Mark((TypeDeclarationSyntax)base.VisitClassDeclaration(node)!);

    public override SyntaxNode? VisitStructDeclaration(StructDeclarationSyntax node) =>
        Mark((TypeDeclarationSyntax)base.VisitStructDeclaration(node)!);

    public override SyntaxNode? VisitRecordDeclaration(RecordDeclarationSyntax node) =>
        Mark((TypeDeclarationSyntax)base.VisitRecordDeclaration(node)!);

    private TypeDeclarationSyntax Mark(TypeDeclarationSyntax node)
    {
        // A part of a type that another file has a part of may have only one static constructor: the first seen gets it.
        if (node.OpenBraceToken.IsKind(SyntaxKind.None)
            || (node.Modifiers.Any(SyntaxKind.PartialKeyword) && !seen.Add(node.Identifier.Text)))
        {
            return node;
        }

        var call = SyntaxFactory.ParseStatement($"global::MutantFootprints.Leave({SymbolDisplay.FormatLiteral(file, quote: true)});");
        var constructors = node.Members.OfType<ConstructorDeclarationSyntax>();
        if (constructors.FirstOrDefault(c => c.Modifiers.Any(SyntaxKind.StaticKeyword)) is { Body: { } body } own)
        {
            return node.ReplaceNode(own, own.WithBody(body.WithStatements(body.Statements.Insert(0, call))));
        }

        return node.AddMembers(SyntaxFactory.ParseMemberDeclaration($"static {node.Identifier.Text}() {{ {call} }}")!);
    }
}
