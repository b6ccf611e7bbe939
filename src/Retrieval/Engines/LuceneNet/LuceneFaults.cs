using System.Text.RegularExpressions;
using Lucene.Net.Index;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Tells what Lucene throws as the port's own exception.</summary>
internal static partial class LuceneFaults
{
    public static T Guarded<T>(Func<T> use)
    {
        try
        {
            return use();
        }
        catch (Exception e) when (IsTold(e))
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
        catch (Exception e) when (IsTold(e))
        {
            throw ToldOf(e);
        }
    }

    public static EngineException Missing(string folder) => new(EngineFault.Missing, $"There is no index in {folder}.");

    public static EngineException OtherFormat() =>
        new(EngineFault.OtherFormat, "It was written by another version of the program. Build it anew with 'kb build'.");

    /// <summary>
    /// Whether an error says that the files do not hold what was written. Lucene trusts what it reads, so damage that no checksum has
    /// shown comes out as whatever error the wrong number leads to.
    /// </summary>
    public static bool IsDamage(Exception error) => IsWrongChecksum(error)
        || (error is not ObjectDisposedException && error is CorruptIndexException or EndOfStreamException or FileNotFoundException
            or DirectoryNotFoundException or IndexOutOfRangeException or ArgumentException or OverflowException or FormatException
            or InvalidOperationException or InvalidCastException or NullReferenceException or KeyNotFoundException or OutOfMemoryException);

    public static EngineException ToldOf(Exception error) => error switch
    {
        IndexNotFoundException => new(EngineFault.Missing, error.Message, error),
        IndexFormatTooNewException or IndexFormatTooOldException => new(EngineFault.OtherFormat, error.Message, error),
        _ => Damaged(FileIn(error.Message), error),
    };

    /// <summary>A line of a report.</summary>
    /// <param name="error">What was met.</param>
    /// <param name="file">The file that was being read when the error names none.</param>
    public static string ProblemOf(Exception error, string file) => $"{FileIn(error.Message) ?? file}, byte 0: {error.Message}";

    /// <param name="file">The file, as far as it is known.</param>
    /// <param name="error">What said so.</param>
    private static EngineException Damaged(string? file, Exception error) => new(
        EngineFault.Damaged,
        $"The index is damaged: {(file is null ? "" : file + ": ")}{error.Message.TrimEnd('.')}. "
        + "Rebuild it, or restore its folder from a copy.",
        error)
    {
        File = file,
    };

    /// <summary>
    /// Of a footer or a checksum that is wrong Lucene says so as if the disk had failed; an error of the system has a number of the
    /// system's.
    /// </summary>
    private static bool IsWrongChecksum(Exception error)
    {
        const int NoNumber = unchecked((int)0x80131620);
        return error.GetType() == typeof(IOException) && error.HResult == NoNumber && error.InnerException is null;
    }

    private static bool IsTold(Exception error) =>
        error is IndexNotFoundException or IndexFormatTooNewException or IndexFormatTooOldException || IsDamage(error);

    private static string? FileIn(string message) => FileName().Match(message) is { Success: true } found ? found.Value : null;

    [GeneratedRegex(
        @"\b(segments_[0-9a-z]+|_[0-9a-z]+(_[0-9A-Za-z]+)*\.[a-z]+)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName();
}
