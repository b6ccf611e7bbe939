using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>Files of queries, a line each: the query's id, a tab, its text.</summary>
internal static class QueryFile
{
    /// <summary>The queries of a file.</summary>
    /// <exception cref="KbException">It isn't there, a line has no id, or there are none.</exception>
    public static List<(string Id, string Text)> Read(string path)
    {
        var queries = new List<(string, string)>();
        var number = 0;
        foreach (var line in Lines(path))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            var tab = line.IndexOf('\t', StringComparison.Ordinal);
            var id = tab < 0 ? "" : line[..tab].Trim();
            if (id.Length == 0 || id.Any(char.IsWhiteSpace))
            {
                throw new KbException($"{path}, line {number}: a line is qid<TAB>text, the qid without white space.");
            }

            queries.Add((id, line[(tab + 1)..]));
        }

        return queries.Count > 0 ? queries : throw new KbException($"{path}: there are no queries in it.");
    }

    private static IEnumerable<string> Lines(string path)
    {
        try
        {
            return OrdinaryFile.ReadLines(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KbException($"--queries {path}{(e is FileNotFoundException ? ": no such file." : $" cannot be read: {e.Message}")}");
        }
    }

    /// <summary>A material's id as runs and judgments hold it: their columns are parted by white space, so that is masked.</summary>
    public static string RunName(string material) => string.Concat(material.Select(c => char.IsWhiteSpace(c) ? '_' : c));
}
