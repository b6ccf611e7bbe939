using System.Diagnostics.CodeAnalysis;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Made when it is first asked for, by one thread while the others wait, and kept. Unlike <see cref="Lazy{T}"/> it does not keep an error:
/// when making it fails, because a server is away for instance, who asks next tries again. It knows when it was last asked for, so that the
/// state that comes after this one makes beforehand what people use, and no more.
/// </summary>
internal sealed class MadeOnce<T>(Func<T> make) : Preparable
    where T : notnull
{
    private readonly Lock _making = new();
    private volatile object? _made;

    /// <summary>It, if it is there already.</summary>
    public bool TryGet([NotNullWhen(true)] out T? made)
    {
        var there = _made;
        made = there is T value ? value : default;
        return there is not null;
    }

    public T Value
    {
        get
        {
            NoteAsked();
            return Made();
        }
    }

    /// <inheritdoc/>
    public override void Forget()
    {
        lock (_making)
        {
            _made = null;
        }
    }

    protected override void Make() => _ = Made();

    private T Made()
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
