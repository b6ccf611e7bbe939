using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Retrieval;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>What is said when a command could not run: one sentence, and never a stack trace unless KB_TRACE asks for it.</summary>
internal static class Failures
{
    /// <summary>Set to anything, this variable of the environment shows where a failure came from.</summary>
    public const string TraceVariable = "KB_TRACE";

    /// <summary>Tells a failure on standard error.</summary>
    /// <returns>The exit code.</returns>
    public static int Tell(Exception failure, TextWriter error)
    {
        var cause = failure;
        while (cause is AggregateException { InnerExceptions: [var only] })
        {
            cause = only;
        }

        if (cause is OutputClosedException)
        {
            return ExitCode.Done;
        }

        error.WriteLine($"kb: {Sentence(cause)}");
        foreach (var detail in (cause as KbException)?.Details ?? [])
        {
            error.WriteLine($"  {detail}");
        }

        if (Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 })
        {
            foreach (var line in failure.ToString().Split('\n'))
            {
                error.WriteLine(line.TrimEnd('\r'));
            }
        }

        return ExitCode.CouldNotRun;
    }

    private static string Sentence(Exception cause) => cause switch
    {
        KbException or AccessException or CorpusException or LibraryException or OutputFailedException => cause.Message,
        OperationCanceledException => "stopped; nothing was changed.",
        IOException or UnauthorizedAccessException => $"A file or folder cannot be used: {cause.Message}",
        OutOfMemoryException => "There is not enough memory. Give the program more, or less to do at once.",
        _ =>
            $"This is a bug in the program ({cause.GetType().Name}: {cause.Message}). "
            + $"With {TraceVariable}=1 in the environment it tells where it happened.",
    };
}
