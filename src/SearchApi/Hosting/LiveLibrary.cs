using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The library that the server answers from. It is opened when it is first needed, so that a server may start before its index is
/// built, and moves on to newer commits. All checksums are compared before anything is answered from a file. Safe for any number of
/// threads.
/// </summary>
public sealed class LiveLibrary(IOptions<SearchApiOptions> options) : IDisposable
{
    private readonly string _folder = Path.GetFullPath(options.Value.Index);
    private readonly Lock _opening = new();
    private Library? _library;

    /// <summary>The library, as of the newest commit that was picked up.</summary>
    /// <exception cref="LibraryException">There is no index yet, or it cannot be read.</exception>
    public Library Current
    {
        get
        {
            lock (_opening)
            {
                return _library ??= LibraryFolder.Open(_folder, verifyChecksums: true);
            }
        }
    }

    /// <summary>Picks up the newest commit, if there is one.</summary>
    /// <returns>True when there was a newer one.</returns>
    /// <exception cref="LibraryException">The newest commit cannot be read; the last good one goes on.</exception>
    public bool Refresh()
    {
        lock (_opening)
        {
            return _library is not null && _library.Refresh();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _library?.Dispose();
}
