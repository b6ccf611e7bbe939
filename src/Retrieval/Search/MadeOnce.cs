using System.Diagnostics.CodeAnalysis;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Made when it is first asked for, by one thread while the others wait, and kept. Unlike <see cref="Lazy{T}"/> it does not keep an error:
/// when making it fails, because a server is away for instance, who asks next tries again.
/// </summary>
internal sealed class MadeOnce<T>(Func<T> make)
    where T : notnull
{
    private readonly Lock _making = new();
    private volatile object? _made;

    /// <summary>It, if somebody has asked for it already.</summary>
    public bool TryGet([NotNullWhen(true)] out T? made)
    {
        made = _made is T value ? value : default;
        return _made is not null;
    }

    public T Value
    {
        get
        {
            if (_made is T made)
            {
                return made;
            }

            lock (_making)
            {
                _made ??= make();
                return (T)_made;
            }
        }
    }
}
