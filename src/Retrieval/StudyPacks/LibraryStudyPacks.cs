using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.StudyPacks;

/// <summary>Study packs (学习包) of a library.</summary>
public static class LibraryStudyPacks
{
    /// <summary>
    /// Puts together what a group studies on a theme or a question: policy, speeches, cases, and questions for discussion. The same library
    /// and request give the same pack.
    /// </summary>
    /// <returns>The pack, which says so where the library has nothing; null when there is no theme of that id or name.</returns>
    /// <exception cref="ArgumentException">Neither a theme nor a question is asked for.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The minutes are outside of their range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static StudyPack? StudyPack(this Library library, StudyPackRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Minutes, StudyPackRequest.FewestMinutes, nameof(request));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.Minutes, StudyPackRequest.MostMinutes, nameof(request));
        var query = string.IsNullOrWhiteSpace(request.Query) ? null : request.Query.Trim();
        if (string.IsNullOrWhiteSpace(request.Theme))
        {
            return query is null
                ? throw new ArgumentException("A study pack is for a theme or a question.", nameof(request))
                : library.Read(still => new StudyPackMaker(still, theme: null, query, request.Minutes, cancellationToken).Make());
        }

        return library.Read(still => still.Using(snapshot => snapshot.Themes.Resolve(request.Theme.Trim()) is { } id
            ? (id, snapshot.Themes.NameOf(id))
            : ((string, string)?)null) is { } theme
            ? new StudyPackMaker(still, theme, query, request.Minutes, cancellationToken).Make()
            : null);
    }
}
