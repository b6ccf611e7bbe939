using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>What commands that read an index have in common.</summary>
internal static class LibraryCommands
{
    /// <summary>Opens the index of a command.</summary>
    /// <exception cref="KbException">There is none, or it cannot be used.</exception>
    public static Library Open(string folder)
    {
        try
        {
            return LibraryFolder.Open(folder);
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }
    }

    /// <summary>When a material is from, as precisely as it is known.</summary>
    public static string Dated(DateOnly? date, int? year) => date?.ToString("yyyy-MM-dd") ?? year?.ToString() ?? "无日期";
}
