using System.Xml;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads files of every supported format. The format is told by the content, with the extension as tie-breaker. Never throws on what a
/// file holds: whatever cannot be read becomes a refusal with its reason. Safe to use from several threads at once.
/// </summary>
/// <remarks>
/// Most formats are read by the program itself. Some need helper programs on the machine, which each declares; docs/readers.md lists all.
/// </remarks>
public sealed class MaterialReader
{
    private readonly HelperPrograms _helpers;
    private readonly TimeProvider _time;

    /// <summary>Makes a reader.</summary>
    /// <param name="programPath">Folders to find helper programs in, written as in PATH; null for PATH itself.</param>
    /// <param name="time">Clock for the limits; null for the machine's.</param>
    public MaterialReader(string? programPath = null, TimeProvider? time = null)
    {
        _helpers = new HelperPrograms(programPath ?? Environment.GetEnvironmentVariable("PATH") ?? "");
        _time = time ?? TimeProvider.System;
    }

    /// <summary>Extensions, lower case with their dot, of the files that are read when a folder is walked.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [.. FileFormats.All.SelectMany(f => f.Extensions)];

    /// <summary>Those of containers, which hold other files.</summary>
    public static IReadOnlyList<string> ContainerExtensions { get; } =
        [.. FileFormats.All.Where(f => f.ReadEntries is not null).SelectMany(f => f.Extensions)];

    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops reading, and ends helper programs that are running.</param>
    /// <returns>Its materials and refusals; a file that cannot be opened is a refusal too.</returns>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public ReadResult Read(string path, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        try
        {
            using var file = OrdinaryFile.OpenRead(path);
            return Read(file, Path.GetFileName(path), limits, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return NotOpened(path, e);
        }
    }

    /// <summary>What comes of a file that cannot be opened.</summary>
    internal static ReadResult NotOpened(string path, Exception reason) =>
        ReadResult.Of([ReadItem.Refused($"It cannot be opened: {WithoutPath(reason.Message, path)}")]);

    /// <summary>Reads a file from a stream.</summary>
    /// <param name="content">The file from its first byte on; it stays open.</param>
    /// <param name="fileName">Its name, for the extension and for messages.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public ReadResult Read(Stream content, string fileName, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        var budget = new ReadBudget(limits ?? ReadLimits.Default, _time, cancellationToken);
        try
        {
            return ReadResult.Of(Each(ReadAll(content, budget), fileName, budget));
        }
        catch (RefusedException e)
        {
            return ReadResult.Of([ReadItem.Refused(e.Message)]);
        }
    }

    /// <summary>Reads a file that is in memory.</summary>
    /// <param name="content">The whole file; it is not changed.</param>
    /// <param name="fileName">Its name, for the extension and for messages.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public ReadResult Read(byte[] content, string fileName, ReadLimits? limits = null, CancellationToken cancellationToken = default) =>
        ReadResult.Of(Each(content, fileName, limits, cancellationToken));

    /// <summary>
    /// Reads a file that is in memory, one material after another: what a container holds is read when it is asked for, so that no more
    /// than one of its materials is in memory at a time.
    /// </summary>
    /// <param name="content">The whole file; it is not changed.</param>
    /// <param name="fileName">Its name, for the extension and for messages.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="OperationCanceledException">Thrown while going through them: reading was cancelled.</exception>
    public IEnumerable<ReadItem> Each(
        byte[] content, string fileName, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        return Each(content, fileName, new ReadBudget(limits ?? ReadLimits.Default, _time, cancellationToken));
    }

    /// <summary>Reads a file from the outside, under a budget of its own.</summary>
    internal IEnumerable<ReadItem> Each(byte[] content, string fileName, ReadBudget budget)
    {
        try
        {
            budget.BeginFile(content.Length);
        }
        catch (RefusedException e)
        {
            return [ReadItem.Refused(e.Message)];
        }

        return Each(content, fileName, budget, nesting: 0);
    }

    /// <summary>Reads a file, or an entry of a container: everything that goes wrong with it becomes its own refusal.</summary>
    internal IEnumerable<ReadItem> Each(byte[] content, string fileName, ReadBudget budget, int nesting)
    {
        IEnumerator<ReadItem>? entries = null;
        ReadItem? next;
        try
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            budget.CheckFileBytes(content.Length);
            var format = FileFormats.Tell(content, fileName);
            var file = new FileContent(content, fileName, budget, nesting, this, _helpers);
            entries = format.ReadEntries?.Invoke(file).GetEnumerator();
            next = entries is null ? ReadItem.Of(budget.WithinLines(ReadOne(format, file))) : null;
        }
        catch (Exception e) when (ReasonOf(e) is { } reason)
        {
            next = ReadItem.Refused(reason);
        }

        if (next is not null)
        {
            yield return next;
        }

        using (entries)
        {
            for (var ended = entries is null; !ended;)
            {
                // Only what the entries themselves throw is theirs; what whoever asks for them throws is not seen here.
                try
                {
                    next = entries!.MoveNext() ? entries.Current : null;
                    ended = next is null;
                }
                catch (Exception e) when (ReasonOf(e) is { } reason)
                {
                    next = ReadItem.Refused(reason);
                    ended = true;
                }

                if (next is not null)
                {
                    yield return next;
                }
            }
        }
    }

    private static RawMaterial ReadOne(FileFormat format, FileContent file) => format.ReadOne?.Invoke(file) ?? throw new RefusedException(
        $"It holds a material in every line ({format.Extensions[0]}) and is read as such only when it is named itself, "
        + "not inside of something else.");

    /// <summary>Why a file was not read, in words for people; null for what is not the file's fault.</summary>
    internal static string? ReasonOf(Exception e) => e switch
    {
        RefusedException => e.Message,
        OperationCanceledException or OutOfMemoryException => null,
        XmlException xml => $"Its XML is broken or forbidden (line {xml.LineNumber}): {e.Message}",
        InvalidDataException or IOException or NotSupportedException
        or UnauthorizedAccessException => $"It is damaged or cut short: {e.Message}",

        // The parsers of the formats are not ours. One that trips over a damaged file must not cost the other files of a build.
        _ => $"It is damaged in a way that its parser did not expect ({e.GetType().Name}: {e.Message})",
    };

    private static byte[] ReadAll(Stream stream, ReadBudget budget)
    {
        if (stream.CanSeek)
        {
            var length = stream.Length - stream.Position;
            budget.CheckFileBytes(length);
            if (length > 0)
            {
                var bytes = new byte[length];
                var read = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
                return read == bytes.Length ? bytes : bytes[..read];
            }
        }

        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0;)
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            all.Write(buffer, 0, read);
            budget.CheckFileBytes(all.Length);
        }

        return all.ToArray();
    }

    private static string WithoutPath(string message, string path) =>
        message.Replace($"'{Path.GetFullPath(path)}'", "the file", StringComparison.Ordinal).Replace(
            $"'{path}'", "the file", StringComparison.Ordinal);
}
