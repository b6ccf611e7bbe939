namespace KnowledgeBase.Access;

/// <summary>The lines of the audit log's file.</summary>
internal static class AuditLines
{
    /// <summary>What is returned of a line: of one that is too long to be an entry, as much as the longest entry has.</summary>
    public static ReadOnlyMemory<byte> Beginning(ReadOnlyMemory<byte> line) => line[..Math.Min(line.Length, AuditLine.Longest)];

    /// <summary>
    /// Each line without its line break; the last one may lack it, and is not whole then. Of a line that is too long to be an entry only
    /// its beginning is returned. A line holds until the next is asked for.
    /// </summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IEnumerable<(ReadOnlyMemory<byte> Line, bool IsWhole)> Of(Stream file)
    {
        var buffer = new byte[2 * AuditLine.Longest];
        var (length, skips) = (0, false);
        while (true)
        {
            var read = file.Read(buffer, length, buffer.Length - length);
            length += read;
            var from = 0;
            for (int end; (end = Array.IndexOf(buffer, (byte)'\n', from, length - from)) >= 0; from = end + 1)
            {
                if (!skips)
                {
                    yield return (Beginning(buffer.AsMemory(from, end - from)), true);
                }

                skips = false;
            }

            if (read == 0)
            {
                if (length > from && !skips)
                {
                    yield return (buffer.AsMemory(from, length - from), false);
                }

                yield break;
            }

            length -= from;
            Array.Copy(buffer, from, buffer, 0, length);
            if (skips)
            {
                length = 0;
            }
            else if (length > AuditLine.Longest)
            {
                yield return (Beginning(buffer.AsMemory(0, length)), true);
                (length, skips) = (0, true);
            }
        }
    }
}
