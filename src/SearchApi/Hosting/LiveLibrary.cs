using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using Microsoft.Extensions.Options;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The library that the server answers from: of its indexes (<see cref="LevelIndexes"/>) the widest that is made for the rights of who
/// asks, and no other. Who has shown nothing has the rights of everyone. A server may start before its index is built; once it has opened
/// one, it answers from the last state that was sound, whatever becomes of the files, until it can open a newer one. All checksums are
/// compared before anything is answered from a file. Safe for any number of threads.
/// </summary>
public sealed class LiveLibrary(IOptions<SearchApiOptions> options, TimeProvider time, MeaningModel meaning) : IDisposable
{
    private readonly string _folder = Path.GetFullPath(options.Value.Index);
    private readonly TimeSpan _interval = options.Value.RefreshInterval;
    private readonly Lock _opening = new();
    private readonly Lock _refreshing = new();
    private readonly List<FormerLibraries> _gone = [];
    private readonly AsyncLocal<ReadingRights?> _rights = new();
    private readonly AsyncLocal<Library?> _asked = new();

    // The one of what is public first; never changed, but replaced by another.
    private volatile OpenedIndex[] _open = [];
    private volatile LibraryException? _problem;
    private long _lastTried;

    /// <summary>
    /// The library as who asks may read it, as of the newest commit that was picked up; within a request that asks for an earlier one, as
    /// of that.
    /// </summary>
    /// <exception cref="LibraryException">There was no index yet that could be opened, or none that is made for these rights.</exception>
    public Library Current => _asked.Value ?? OfReader().Library;

    /// <summary>All indexes, the widest first, for who keeps them ready and shows nobody what is in them.</summary>
    /// <exception cref="LibraryException">There was no index yet that could be opened.</exception>
    internal IReadOnlyList<Library> All =>
        [.. Opened().OrderByDescending(o => o.Library.Rights, ReadingRights.ByWidth).Select(o => o.Library)];

    /// <summary>Why the index on disk could not be opened when it was last looked at; null when it could.</summary>
    public LibraryException? Problem => _problem;

    /// <summary>Says what whoever asks from here on, in this request alone, may read.</summary>
    internal void ReadAs(ReadingRights rights) => _rights.Value = rights;

    /// <summary>Lets whoever asks from here on, in this request alone, see an earlier commit.</summary>
    /// <param name="generation">Its number.</param>
    /// <returns>What ends it; null when the commit is no longer kept.</returns>
    public IDisposable? At(long generation)
    {
        var index = OfReader();
        if (index.Former.Find(generation) is not { } former)
        {
            return null;
        }

        if (former.Epoch == index.Library.Epoch)
        {
            return new Asked(_asked, former);
        }

        former.Dispose();
        return null;
    }

    /// <summary>
    /// Opens the index if none is open yet, and picks up the newest commit of each, and what indexes there are. Requests do not wait for
    /// it.
    /// </summary>
    /// <returns>True when there was something newer than what was open.</returns>
    /// <exception cref="LibraryException">An index on disk cannot be read. An older state goes on, if there is one.</exception>
    public bool Refresh()
    {
        lock (_refreshing)
        {
            if (_open.Length == 0)
            {
                _ = Open();
                _problem = null;
                return false;
            }

            LibraryException? problem = null;
            var changed = false;
            IReadOnlyList<string> folders = LibraryFolder.Exists(_folder)
                ? LevelIndexes.Folders(_folder)
                : [.. _open.Select(o => o.Folder)];
            OpenedIndex[] gone = [.. _open.Where(o => o.Folder != _folder && !folders.Contains(o.Folder, StringComparer.Ordinal))];
            foreach (var index in gone)
            {
                // Requests under way go on with it.
                _open = [.. _open.Where(o => o != index)];
                index.Former.Keep(index.Library);
                _gone.Add(index.Former);
                changed = true;
            }

            foreach (var index in _open)
            {
                index.Former.LetGo();
                Try(() => changed |= index.Library.Refresh(index.Former.Keep));
            }

            foreach (var folder in folders.Where(f => f != _folder && !Array.Exists(_open, o => o.Folder == f)))
            {
                Try(() =>
                {
                    _open = [.. _open, OpenOne(folder, 1 + folders.Count)];
                    changed = true;
                });
            }

            _gone.ForEach(former => former.LetGo());
            _problem = problem;
            return problem is null ? changed : throw problem;

            void Try(Action open)
            {
                try
                {
                    open();
                }
                catch (LibraryException e)
                {
                    problem ??= e;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var index in _open)
        {
            index.Former.Dispose();
            index.Library.Dispose();
        }

        _gone.ForEach(former => former.Dispose());
    }

    /// <summary>The widest index that is made for the rights of who asks.</summary>
    private OpenedIndex OfReader()
    {
        var rights = _rights.Value ?? ReadingRights.Everyone;
        return Opened().Where(o => rights.Include(o.Library.Rights)).MaxBy(o => o.Library.Rights, ReadingRights.ByWidth)
            ?? throw new LibraryException(
                $"The index in {_folder} does not say for whom it is: it was built by a program that heeded no level of materials. Bring "
                + "it in line with its corpus ('kb build'); until then librarians and administrators alone may read it.")
            {
                Fault = LibraryFault.OtherVersion,
            };
    }

    private OpenedIndex[] Opened() => _open is { Length: > 0 } open ? open : Open();

    private OpenedIndex[] Open()
    {
        lock (_opening)
        {
            if (_open is { Length: > 0 } opened)
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
                var levels = LevelIndexes.Folders(_folder);
                List<OpenedIndex> indexes = [OpenOne(_folder, 1 + levels.Count)];
                foreach (var folder in levels)
                {
                    try
                    {
                        indexes.Add(OpenOne(folder, 1 + levels.Count));
                    }
                    catch (LibraryException e)
                    {
                        _problem = e; // what is narrower serves until it can be opened
                    }
                }

                return _open = [.. indexes];
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

    /// <summary>Opens an index, with its share of the memory that indexes may take.</summary>
    private OpenedIndex OpenOne(string folder, int indexes) => new(
        folder,
        LibraryFolder.Open(folder, verifyChecksums: true, options.Value.IndexMemory / indexes, meaning),
        new FormerLibraries(time));

    /// <summary>An index that is open, and its states before the present one.</summary>
    private sealed record OpenedIndex(string Folder, Library Library, FormerLibraries Former);

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
