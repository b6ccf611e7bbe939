using Microsoft.CodeAnalysis.Text;

namespace KnowledgeBase.Mutants;

/// <summary>One small change of one source file that a test should notice.</summary>
/// <param name="Kind">Which rule made it, as the report groups them.</param>
/// <param name="File">The file's path from the project's root.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Change">The change of the file's text.</param>
/// <param name="Description">Old and new, for the report.</param>
internal sealed record Mutant(string Kind, string File, int Line, TextChange Change, string Description)
{
    public override string ToString() => $"{File}:{Line}: {Description} [{Kind}]";
}
