using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.Web.Hosting;

/// <summary>
/// What is the same for everybody until the library moves on: made when it is first asked for, kept for one commit. Two who ask first may
/// both make it.
/// </summary>
internal sealed class PerCommit<T>(LiveLibrary library)
    where T : class
{
    // The library has several indexes where not everybody may read everything; some are enough to keep for most.
    private const int Most = 4;

    private volatile Kept[] _kept = [];

    /// <summary>What is kept of the commit that is searched now, or is made of it.</summary>
    public T Get(Func<Library, T> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        return library.Current.Read(still =>
        {
            if (_kept.FirstOrDefault(k => k.Identity == still.Identity && k.Generation == still.Generation) is { } kept)
            {
                return kept.Value;
            }

            var made = make(still);
            _kept = [new Kept(still.Identity, still.Generation, made), .. _kept.Where(k => k.Identity != still.Identity).Take(Most - 1)];
            return made;
        });
    }

    private sealed record Kept(Guid Identity, long Generation, T Value);
}
