using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The library that the server answers from. A server may start before its index is built; once it has opened one, it answers from the
/// last state that was sound, whatever becomes of the files, until it can open a newer one. All checksums are compared before anything is
/// answered from a file. Safe for any number of threads.
/// </summary>
public sealed class LiveLibrary(IOptions<SearchApiOptions> options, TimeProvider time, MeaningModel meaning) : IDisposable
{
    private readonly string _folder = Path.GetFullPath(options.Value.Index);
    private readonly TimeSpan _interval = options.Value.RefreshInterval;
    private readonly Lock _opening = new();
    private readonly FormerLibraries _former = new(time);
    private readonly AsyncLocal<Library?> _asked = new();
    private volatile Library? _library;
    private volatile LibraryException? _problem;
    private long _lastTried;

    /// <summary>
    /// The library, as of the newest commit that was picked up; within a request that asks for an earlier one, as of that.
    /// </summary>
    /// <exception cref="LibraryException">There was no index yet that could be opened.</exception>
    public Library Current => _asked.Value ?? _library ?? Open();

    /// <summary>Lets whoever asks from here on, in this request alone, see an earlier commit.</summary>
    /// <param name="generation">Its number.</param>
    /// <returns>What ends it; null when the commit is no longer kept.</returns>
    public IDisposable? At(long generation) =>
        _former.Find(generation) is { } former ? new Asked(_asked, former) : null;

    /// <summary>Why the index on disk could not be opened when it was last looked at; null when it could.</summary>
    public LibraryException? Problem => _problem;

    /// <summary>Opens the index if none is open yet, and picks up the newest commit. Requests do not wait for it.</summary>
    /// <returns>True when there was a newer one than that which was open.</returns>
    /// <exception cref="LibraryException">The index on disk cannot be read. An older state goes on, if there is one.</exception>
    public bool Refresh()
    {
        try
        {
            var changed = false;
            if (_library is { } library)
            {
                _former.LetGo();
                changed = library.Refresh(_former.Keep);
            }
            else
            {
                Open();
            }

            _problem = null;
            return changed;
        }
        catch (LibraryException e)
        {
            _problem = e;
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _former.Dispose();
        _library?.Dispose();
    }

    private Library Open()
    {
        lock (_opening)
        {
            if (_library is { } opened)
            {
                return opened;
            }

            // Opening reads the index through: who asks while there is none must not make every request do that.
            if (_problem is { } problem && time.GetElapsedTime(_lastTried) < _interval)
            {
                throw new LibraryException(problem.Message, problem) { Fault = problem.Fault, DamagedFile = problem.DamagedFile };
            }

            try
            {
                return _library = LibraryFolder.Open(_folder, verifyChecksums: true, options.Value.IndexMemory, meaning);
            }
            catch (LibraryException e)
            {
                _problem = e;
                throw;
            }
            finally
            {
                _lastTried = time.GetTimestamp();
            }
        }
    }

    /// <summary>Within a request, an earlier commit.</summary>
    private sealed class Asked : IDisposable
    {
        private readonly AsyncLocal<Library?> _asked;
        private readonly Library _former;

        public Asked(AsyncLocal<Library?> asked, Library former)
        {
            (_asked, _former) = (asked, former);
            _asked.Value = former;
        }

        public void Dispose()
        {
            _asked.Value = null;
            _former.Dispose();
        }
    }
}
