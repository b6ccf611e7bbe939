using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>What commands that read an index have in common.</summary>
internal static class LibraryCommands
{
    /// <summary>
    /// The index of a library that holds all of it: whoever calls a command has the files themselves, and reads what they like.
    /// </summary>
    /// <exception cref="KbException">It cannot be used.</exception>
    public static string Widest(string folder)
    {
        try
        {
            return LevelIndexes.Widest(folder);
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }
    }

    /// <summary>Opens the index of a command.</summary>
    /// <exception cref="KbException">There is none, or it cannot be used.</exception>
    public static Library Open(string folder) => Open(folder, meaning: null);

    /// <summary>Opens the index of a command, with the model by which it is searched too.</summary>
    /// <exception cref="KbException">There is none, or it cannot be used.</exception>
    public static Library Open(string folder, MeaningModel? meaning) => OpenOne(Widest(folder), meaning);

    /// <summary>Opens one index of a library.</summary>
    /// <exception cref="KbException">There is none, or it cannot be used.</exception>
    public static Library OpenOne(string folder, MeaningModel? meaning)
    {
        try
        {
            return LibraryFolder.Open(folder, meaning: meaning);
        }
        catch (LibraryException e)
        {
            throw new KbException(e.Message);
        }
    }

    /// <summary>When a material is from, as precisely as it is known.</summary>
    public static string Dated(DateOnly? date, int? year) => date?.ToString("yyyy-MM-dd") ?? year?.ToString() ?? "无日期";
}
