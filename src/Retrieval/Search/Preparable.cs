namespace KnowledgeBase.Retrieval.Search;

/// <summary>What a state of a library makes when it is first asked for, whatever it is.</summary>
internal abstract class Preparable
{
    /// <summary>Milliseconds of the machine's clock before which nothing was asked.</summary>
    private const long Never = long.MinValue;

    private long _asked = Never;

    /// <summary>Whether somebody has asked for it lately, in this state or in one before it.</summary>
    /// <param name="within">How long ago at most.</param>
    public bool IsInUse(TimeSpan within) =>
        Volatile.Read(ref _asked) is not Never and var asked && Environment.TickCount64 - asked <= within.TotalMilliseconds;

    /// <summary>Makes it before anybody asks, who then does not wait for it; it counts as asked for when the other one was.</summary>
    /// <param name="before">The same of the state before.</param>
    public void MakeAs(Preparable before)
    {
        Make();
        Volatile.Write(ref _asked, Math.Max(Volatile.Read(ref _asked), Volatile.Read(ref before._asked)));
    }

    /// <summary>Gives its memory back; it is made again when somebody asks.</summary>
    public abstract void Forget();

    protected abstract void Make();

    protected void NoteAsked() => Volatile.Write(ref _asked, Environment.TickCount64);
}
