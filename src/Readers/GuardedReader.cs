using System.Collections.Concurrent;
using System.ComponentModel;
using System.IO.Compression;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads files as <see cref="MaterialReader"/> does, and holds them to their limits by construction: plain text, and what is small and
/// ordinary, is read in this process, whose cost is bounded by its size; everything else is read by a process of its own, which has its
/// memory from the start and is ended when its time is up. A file that ends its process costs itself and no other one. Safe to use from
/// several threads at once; each has a process to itself while it reads.
/// </summary>
/// <param name="program">How to start such a process; null reads everything in this one.</param>
/// <param name="programPath">Folders to find helper programs in, written as in PATH; null for PATH itself.</param>
public sealed class GuardedReader(ReaderProgram? program, string? programPath = null) : IDisposable
{
    /// <summary>Bytes of the XML in a Word file up to which it is ordinary.</summary>
    private const long OrdinaryXml = 2 << 20;

    /// <summary>Entries of one container that may end their process; after them the rest is not read.</summary>
    private const int MaxLosses = 3;

    private readonly MaterialReader _reader = new(programPath);
    private readonly string _programPath = programPath ?? Environment.GetEnvironmentVariable("PATH") ?? "";
    private readonly ConcurrentBag<ReaderProcess> _idle = [];

    /// <summary>
    /// Removes what readers left among the temporary files that were killed, and nothing else: see docs/operations.md. To be called before
    /// a build.
    /// </summary>
    public static void RemoveLeftovers() => ScratchFolder.RemoveLeftovers();

    /// <summary>Reads a file, one material after another; the next is read when it is asked for.</summary>
    /// <param name="content">The file; it can be sought in, and stays open.</param>
    /// <param name="fileName">Its name, for the extension and for messages.</param>
    /// <param name="limits">What it may cost; null for <see cref="ReadLimits.Default"/>.</param>
    /// <param name="cancellationToken">Stops reading, at once.</param>
    /// <exception cref="OperationCanceledException">Thrown while going through them: reading was cancelled.</exception>
    /// <exception cref="IOException">Thrown while going through them: the file cannot be read on.</exception>
    public IEnumerable<ReadItem> Each(
        Stream content, string fileName, ReadLimits? limits = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(fileName);
        return ReadHereOrOutside(content, fileName, limits ?? ReadLimits.Default, cancellationToken);
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <param name="cancellationToken">Stops reading, at once.</param>
    /// <returns>Its materials and refusals; a file that cannot be opened is a refusal too.</returns>
    /// <exception cref="OperationCanceledException">Reading was cancelled.</exception>
    public ReadResult Read(string path, CancellationToken cancellationToken = default)
    {
        try
        {
            using var file = OrdinaryFile.OpenRead(path);
            return ReadResult.Of(Each(file, Path.GetFileName(path), cancellationToken: cancellationToken));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return MaterialReader.NotOpened(path, e);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    private IEnumerable<ReadItem> ReadHereOrOutside(Stream content, string fileName, ReadLimits limits, CancellationToken cancellation)
    {
        if (content.Length > limits.MaxFileBytes)
        {
            return [ReadItem.Refused(ReadBudget.TooLarge(content.Length, limits))];
        }

        return (program is null ? Whole(content) : Ordinary(content, fileName, limits)) is { } here
            ? _reader.Each(here, fileName, limits, cancellation)
            : ReadOutside(program!, content, fileName, limits, cancellation);
    }

    /// <summary>
    /// The file when it is to be read in this process, or as much of it as tells that it is not read at all; otherwise null.
    /// </summary>
    private static byte[]? Ordinary(Stream content, string fileName, ReadLimits limits)
    {
        content.Position = 0;
        var head = new byte[(int)Math.Min(content.Length, FileFormats.HeadBytes)];
        content.ReadExactly(head);
        FileFormat format;
        try
        {
            format = FileFormats.TellByHead(head, fileName);
        }
        catch (RefusedException)
        {
            return head;
        }

        if (format.OrdinaryBytes?.Invoke(limits) is not { } most || content.Length > most)
        {
            return null;
        }

        var whole = Whole(content);
        return format.Unpack is null || IsOrdinaryWord(whole, fileName, limits) ? whole : null;
    }

    private static byte[] Whole(Stream content)
    {
        content.Position = 0;
        var whole = new byte[content.Length];
        var read = content.ReadAtLeast(whole, whole.Length, throwOnEndOfStream: false);
        return read == whole.Length ? whole : whole[..read];
    }

    private static bool IsOrdinaryWord(byte[] content, string fileName, ReadLimits limits)
    {
        try
        {
            if (FileFormats.Tell(content, fileName) != WordReader.Format)
            {
                return false;
            }

            var budget = new ReadBudget(limits with { MaxExpandedBytes = OrdinaryXml }, TimeProvider.System, CancellationToken.None);
            using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read);
            foreach (var entry in zip.Entries.Where(PackageGuard.IsXml))
            {
                using var xml = PackageGuard.Open(entry, budget);
                xml.CopyTo(Stream.Null);
            }

            return true;
        }
        catch (Exception e) when (MaterialReader.ReasonOf(e) is not null)
        {
            return false;
        }
    }

    private IEnumerable<ReadItem> ReadOutside(
        ReaderProgram outside, Stream content, string fileName, ReadLimits limits, CancellationToken cancellation)
    {
        var request = new ReaderRequest(fileName, _programPath, PassOver: 0, limits);
        for (var losses = 1; ; losses++)
        {
            cancellation.ThrowIfCancellationRequested();
            content.Position = 0;
            ReaderAnswer.Began? entry = null;
            string? lost = null;
            var isSpent = false;
            if (Take(outside, limits, out var whyNot) is not { } process)
            {
                yield return ReadItem.Refused(whyNot!);
                yield break;
            }

            var isDone = false;
            try
            {
                using var answers = process.Read(content, content.Length, request, cancellation).GetEnumerator();
                while (Next(answers, process, cancellation, out lost) is { } answer)
                {
                    if (answer is ReaderAnswer.Read read)
                    {
                        yield return read.Item;
                    }
                    else if (answer is ReaderAnswer.Began began)
                    {
                        entry = began;
                    }
                    else
                    {
                        isDone = true;
                        yield break;
                    }
                }

                isSpent = process.IsSpent;
            }
            finally
            {
                if (isDone)
                {
                    _idle.Add(process);
                }
                else
                {
                    process.Dispose();
                    ScratchFolder.RemoveLeftovers();
                }
            }

            if (entry is null)
            {
                yield return ReadItem.Refused(lost!);
                yield break;
            }

            yield return new ReadItem(InnerItems.Clean(entry.Name), null, lost);
            if (isSpent || losses == MaxLosses)
            {
                yield return ReadItem.Refused(
                    $"What stands behind {InnerItems.Clean(entry.Name)} in it was not read: too much had to be ended.");
                yield break;
            }

            request = request with { PassOver = entry.Entry + 1 };
        }
    }

    /// <summary>The next answer; null, with the reason, when the process ended before it was done.</summary>
    private static ReaderAnswer? Next(
        IEnumerator<ReaderAnswer> answers, ReaderProcess process, CancellationToken cancellation, out string? lost)
    {
        try
        {
            lost = null;
            answers.MoveNext();
            return answers.Current;
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            lost = process.WhyEnded();
            cancellation.ThrowIfCancellationRequested();
        }
        catch (InvalidDataException e)
        {
            lost = e.Message;
        }

        return null;
    }

    private ReaderProcess? Take(ReaderProgram outside, ReadLimits limits, out string? whyNot)
    {
        whyNot = null;
        while (_idle.TryTake(out var idle))
        {
            if (idle.IsUsable)
            {
                return idle;
            }

            idle.Dispose();
        }

        try
        {
            return ReaderProcess.Start(outside, limits.ParserMemory);
        }
        catch (Exception e) when (e is IOException or Win32Exception or InvalidOperationException)
        {
            whyNot = $"No process could be started to read it: {e.Message}";
            return null;
        }
    }
}
