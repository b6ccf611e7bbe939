using System.Diagnostics;
using KnowledgeBase.Meaning;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>
/// What a build does for meaning when the words are committed, and how it tells how far it is. Whatever goes wrong, words are found.
/// </summary>
internal sealed class VectorMaking(KbConsole console, string index)
{
    /// <summary>Makes all vectors before the build ends.</summary>
    public const string Wait = "wait";

    /// <summary>Takes over those that come with the project; the server makes the others, or another build.</summary>
    public const string Later = "later";

    /// <summary>Makes none.</summary>
    public const string Off = "off";

    /// <summary>Between two lines of progress.</summary>
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    private readonly long _started = Stopwatch.GetTimestamp();
    private readonly Lock _telling = new();
    private long _told = Stopwatch.GetTimestamp();
    private int? _atFirst;

    /// <summary>Makes them.</summary>
    /// <param name="when">One of <see cref="Wait"/>, <see cref="Later"/> and <see cref="Off"/>.</param>
    /// <param name="isUnchanged">Whether the build found nothing to do.</param>
    /// <param name="threads">Threads that work at once.</param>
    /// <param name="cancellation">Ends it; what was made is kept.</param>
    /// <returns>False when something went wrong, which was said.</returns>
    public bool Run(string when, bool isUnchanged, int threads, CancellationToken cancellation)
    {
        // What holds everything first: the others take their vectors from it.
        string[] folders = [.. LevelIndexes.Folders(index).Prepend(index).OrderBy(f => f != LibraryCommands.Widest(index))];
        if (when == Off || (when == Later && isUnchanged
            && folders.All(folder => LibraryVectors.Verify(folder) is { Vectors: > 0, Problems: [] })))
        {
            return true;
        }

        using var model = MeaningOptions.Model(console);
        if (model.Folder is null)
        {
            return when == Later || Fail("there is no model of meaning in models/; only words are searched.");
        }

        return folders.All(folder => RunOne(folder, model, when, threads, cancellation));
    }

    private bool RunOne(string folder, MeaningModel model, string when, int threads, CancellationToken cancellation)
    {
        try
        {
            _atFirst = null;
            using var library = LibraryCommands.OpenOne(folder, model);
            if (library.MakeVectors(when == Wait ? threads : 0, Tell, cancellation) is not { } made)
            {
                return when == Later || Fail("another process is making the vectors of this index; wait for it to end.");
            }

            if (made.Done < made.Total)
            {
                console.Error.WriteLine(
                    $"kb: {made.Done} of {made.Total} texts can be found by their meaning; 'kb serve' makes the others, or "
                    + $"'kb build --meaning {Wait}'.");
            }
            else if (when == Wait)
            {
                console.Error.WriteLine($"kb: all {made.Total} texts can be found by their meaning.");
            }

            return true;
        }
        catch (MeaningException e)
        {
            return Fail(e.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail($"stopped while vectors were made; what was made is kept, and 'kb build --meaning {Wait}' makes the rest.");
        }
    }

    private bool Fail(string problem)
    {
        console.Error.WriteLine($"kb: meaning: {problem}");
        return false;
    }

    /// <summary>Tells how far it is, now and then.</summary>
    private void Tell(VectorProgress progress)
    {
        lock (_telling)
        {
            _atFirst ??= progress.Done;
            if (Stopwatch.GetElapsedTime(_told) < BetweenLines)
            {
                return;
            }

            _told = Stopwatch.GetTimestamp();
            var rate = (progress.Done - _atFirst.Value) / Stopwatch.GetElapsedTime(_started).TotalSeconds;
            var left = rate > 0 ? TimeSpan.FromSeconds((progress.Total - progress.Done) / rate) : TimeSpan.Zero;
            console.Error.WriteLine(
                $"kb: meaning: {progress.Done} of {progress.Total} texts, {rate:0.0} a second, "
                + $"{Math.Ceiling(left.TotalMinutes):0} min left");
        }
    }
}
