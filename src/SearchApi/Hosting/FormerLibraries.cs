using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The states that a library had before its last commits, for those who page through results meanwhile. Each keeps its files open and what
/// it has read of them in memory: few are kept, and not for long. Safe for any number of threads.
/// </summary>
/// <param name="time">Tells how old they are.</param>
internal sealed class FormerLibraries(TimeProvider time) : IDisposable
{
    /// <summary>States that are kept at most.</summary>
    public const int Most = 2;

    /// <summary>How long a state is kept: as long as somebody takes to read some pages.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromMinutes(5);

    /// <summary>How long searches may still run that were begun before a commit; then a state gives memory back.</summary>
    public static readonly TimeSpan InUse = TimeSpan.FromSeconds(2);

    private readonly Lock _lock = new();
    private readonly List<Former> _kept = [];

    /// <summary>Takes a state over.</summary>
    public void Keep(Library library)
    {
        lock (_lock)
        {
            _kept.Add(new Former(library, library.Generation, time.GetTimestamp()));
            LetGo();
        }
    }

    /// <summary>
    /// Closes what is too much, and what has been kept long enough; of the others, what only new questions need is given back.
    /// </summary>
    public void LetGo()
    {
        lock (_lock)
        {
            while (_kept.Count > Most || (_kept.Count > 0 && time.GetElapsedTime(_kept[0].Since) >= Kept))
            {
                _kept[0].Library.Dispose();
                _kept.RemoveAt(0);
            }

            foreach (var former in _kept.Where(k => !k.IsShrunk && time.GetElapsedTime(k.Since) >= InUse))
            {
                former.Library.Shrink();
                former.IsShrunk = true;
            }
        }
    }

    /// <summary>A state by the number of its commit, to be disposed of; null when it is not kept.</summary>
    public Library? Find(long generation)
    {
        lock (_lock)
        {
            return _kept.FindLast(k => k.Generation == generation)?.Library.Fork();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _kept.ForEach(k => k.Library.Dispose());
            _kept.Clear();
        }
    }

    private sealed record Former(Library Library, long Generation, long Since)
    {
        public bool IsShrunk { get; set; }
    }
}
