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
}
