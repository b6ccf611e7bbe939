using KnowledgeBase.FullText;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>Tells what the embedded engine throws as the port's own exception, in the same words.</summary>
internal static class EmbeddedFaults
{
    public static T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (IndexException e)
        {
            throw ToldOf(e);
        }
    }

    public static void Guarded(Action use)
    {
        try
        {
            use();
        }
        catch (IndexException e)
        {
            throw ToldOf(e);
        }
    }

    public static EngineException ToldOf(IndexException error) => error switch
    {
        IndexNotFoundException => new(EngineFault.Missing, error.Message, error),
        IndexLockedException => new(EngineFault.Locked, error.Message, error),
        IndexVersionException => new(EngineFault.OtherFormat, error.Message, error),
        IndexCorruptException { File: var file } => new(EngineFault.Damaged, error.Message, error) { File = file },
        _ => new(EngineFault.Unusable, error.Message, error),
    };
}
