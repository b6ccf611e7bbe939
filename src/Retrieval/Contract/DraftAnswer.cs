using KnowledgeBase.Retrieval.Drafts;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>A checked draft as the command line gives it: what the API answers, with the text that it was read from in front.</summary>
/// <param name="Text">The draft's text, into which all offsets point; a file's is not the file.</param>
/// <param name="Findings">By ascending start, the longer first.</param>
/// <param name="LeftOut">How many more there were than are told.</param>
/// <param name="HasProblems">True when something should be looked at.</param>
public sealed record DraftAnswer(string Text, IReadOnlyList<DraftFinding> Findings, int LeftOut, bool HasProblems)
{
    /// <summary>The answer to a draft.</summary>
    public static DraftAnswer From(string text, DraftReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new DraftAnswer(text, report.Findings, report.LeftOut, report.HasProblems);
    }
}
