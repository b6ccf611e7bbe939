namespace KnowledgeBase.Access;

/// <summary>Where the audit log ends: what the next entry follows.</summary>
/// <param name="Number">Number of the last entry; 0 when there is none.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="CutOff">Bytes behind it of an entry that was never finished.</param>
internal sealed record LogEnd(long Number, string Hash, int CutOff)
{
    /// <summary>
    /// Finds the end of a file. A last line that is damaged is followed as it stands, by the hash of its bytes: what happens next is
    /// written down all the same.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static LogEnd Of(Stream file)
    {
        var tail = Tail(file);
        var end = tail.AsSpan().LastIndexOf((byte)'\n');
        var cutOff = tail.Length - end - 1;
        if (end < 0)
        {
            return new LogEnd(0, AuditLine.NoHash, cutOff);
        }

        var from = tail.AsSpan(0, end).LastIndexOf((byte)'\n') + 1;
        var line = AuditLines.Beginning(tail.AsMemory(from, end - from)).Span;
        return AuditLine.TryRead(line, out var entry, out _, out var hash) is null
            ? new LogEnd(entry!.Number, hash, cutOff)
            : new LogEnd(CountLines(file), AuditLine.HashOf(line), cutOff);
    }

    /// <summary>The last entries of a file, the newest first, without such as are damaged.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<AuditEntry> Latest(Stream file, int most)
    {
        var entries = new List<AuditEntry>();
        ReadOnlyMemory<byte> tail = Tail(file, most + 1);
        for (int end; entries.Count < most && (end = tail.Span.LastIndexOf((byte)'\n')) >= 0; tail = tail[..end])
        {
            var line = tail.Span[(end + 1)..];
            if (AuditLine.TryRead(line, out var entry, out _, out _) is null)
            {
                entries.Add(entry!);
            }
        }

        if (entries.Count < most && AuditLine.TryRead(tail.Span, out var first, out _, out _) is null)
        {
            entries.Add(first!);
        }

        return entries;
    }

    /// <summary>The last bytes of the file: as many as hold so many line breaks, or all.</summary>
    private static byte[] Tail(Stream file, int breaks = 2)
    {
        for (long size = AuditLine.Longest; ; size *= 4)
        {
            var tail = new byte[Math.Min(size, file.Length)];
            file.Seek(-tail.Length, SeekOrigin.End);
            file.ReadExactly(tail);
            if (tail.Length == file.Length || tail.AsSpan().Count((byte)'\n') >= breaks)
            {
                return tail;
            }
        }
    }

    private static long CountLines(Stream file)
    {
        file.Seek(0, SeekOrigin.Begin);
        return AuditLines.Of(file).LongCount(l => l.IsWhole);
    }
}
