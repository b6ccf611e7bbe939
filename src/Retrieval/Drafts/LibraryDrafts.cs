using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>Draft checks as a library does them.</summary>
public static class LibraryDrafts
{
    /// <summary>Checks a draft with the glossary of the library and against its materials, in one state of it.</summary>
    /// <param name="library">The library.</param>
    /// <param name="text">The draft's text; line ends as <c>\n</c>.</param>
    /// <param name="cancellationToken">Looked at between findings, by each search and for each material that is compared.</param>
    /// <exception cref="OperationCanceledException">The check was cancelled.</exception>
    public static DraftReport CheckDraft(this Library library, string text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        return library.Read(still => new DraftCheck(still.Using(s => s.NearMisses), still).Check(text, cancellationToken));
    }
}
