namespace KnowledgeBase.Readers;

/// <summary>
/// The other side of <see cref="ReaderProcess"/>: a process that reads the files it is given and does nothing else. It ends, with its
/// helper programs and their temporary folder, as soon as nobody holds the other end of its input any more, be that one killed.
/// </summary>
public static class ReaderService
{
    /// <summary>Exit code of a process that had no memory left.</summary>
    internal const int OutOfMemory = 71;

    /// <summary>The parsers go down into what is nested; <see cref="ReadLimits.MaxMarkupDepth"/> fits into this by far.</summary>
    private const int StackBytes = 16 << 20;

    /// <summary>
    /// Bytes from which on the memory that a file took is given back before the next: this process may wait for long, and the program that
    /// waits for it and its other readers have the same machine.
    /// </summary>
    private const long GivenBackFrom = 48 << 20;

    private static readonly Lock Busy = new();

    /// <summary>Serves until the input ends; then the process ends.</summary>
    /// <param name="input">Standard input.</param>
    /// <param name="output">Standard output; nothing else may be written to it.</param>
    public static void Serve(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        ProcessGroup.Lead();
        while (ReaderWire.ReadRequest(input) is var (request, content))
        {
            // This thread goes on to look whether anybody is still there.
            new Thread(() => Answer(request, content, output), StackBytes) { IsBackground = true }.Start();
        }

        HelperPrograms.EndAll();
        ScratchFolder.RemoveOwn();
        ProcessGroup.EndOwn();
    }

    private static void Answer(ReaderRequest request, byte[] content, Stream output)
    {
        try
        {
            lock (Busy)
            {
                Read(request, content, output);
                GiveBackMemory();
            }
        }
        catch (OutOfMemoryException)
        {
            Environment.Exit(OutOfMemory);
        }
        catch (IOException)
        {
            // Nobody is there to be told; the other thread sees that too.
        }
    }

    private static void Read(ReaderRequest request, byte[] content, Stream output)
    {
        var began = -1;
        var budget = new ReadBudget(request.Limits, TimeProvider.System, CancellationToken.None)
        {
            PassOver = request.PassOver,
            Began = (entry, name) =>
            {
                began = entry;
                ReaderWire.Write(output, new ReaderAnswer.Began(entry, ReadBudget.Shorten(name)));
            },
        };
        foreach (var item in new MaterialReader(request.ProgramPath).Each(content, request.FileName, budget))
        {
            // What came before the entry that this attempt begins with has been told.
            if (began >= request.PassOver || request.PassOver == 0)
            {
                ReaderWire.Write(output, new ReaderAnswer.Read(item));
            }
        }

        ReaderWire.Write(output, new ReaderAnswer.Done());
    }

    private static void GiveBackMemory()
    {
        if (Math.Max(GC.GetTotalMemory(forceFullCollection: false), GC.GetGCMemoryInfo().TotalCommittedBytes) >= GivenBackFrom)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        }
    }
}
