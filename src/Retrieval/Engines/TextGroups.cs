using System.Text;

namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// How groups of ids are stored by engines that have no field to keep them in: count of groups, then of each its count and its ids.
/// </summary>
internal static class TextGroups
{
    public static byte[] Write(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes, Encoding.UTF8))
        {
            writer.Write7BitEncodedInt(groups.Count);
            foreach (var ids in groups)
            {
                writer.Write7BitEncodedInt(ids.Count);
                foreach (var id in ids)
                {
                    writer.Write(id);
                }
            }
        }

        return bytes.ToArray();
    }

    /// <exception cref="EndOfStreamException">The bytes end inside of it.</exception>
    /// <exception cref="FormatException">A count is no number.</exception>
    public static List<string[]> Read(byte[] stored)
    {
        using var reader = new BinaryReader(new MemoryStream(stored), Encoding.UTF8);
        var groups = new List<string[]>();
        for (var left = reader.Read7BitEncodedInt(); left > 0; left--)
        {
            // Every id takes a byte at least, so a count that lies cannot ask for more memory than that.
            var ids = new string[Math.Min(reader.Read7BitEncodedInt(), stored.Length)];
            for (var i = 0; i < ids.Length; i++)
            {
                ids[i] = reader.ReadString();
            }

            groups.Add(ids);
        }

        return groups;
    }
}
