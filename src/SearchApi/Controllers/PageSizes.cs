using System.ComponentModel.DataAnnotations;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>How much one page of a list holds, and how far down a list one can page.</summary>
internal static class PageSizes
{
    /// <summary>Entries of a page of JSON at most.</summary>
    public const int Most = 100;

    /// <summary>Entries of a file at most: what people take away at once.</summary>
    public const int MostInFile = LibraryRequest.MostEntries;

    /// <summary>What is said of a size that is none.</summary>
    public const string Limits = "size is 1 to 100, and up to {2} in a file (format=docx, md or csv).";

    /// <summary>What is wrong with a page that is too long or too deep.</summary>
    /// <param name="page">Number of the page, from 1.</param>
    /// <param name="size">Entries a page.</param>
    /// <param name="format">The format that was asked for, as it was written.</param>
    public static IEnumerable<ValidationResult> TooMany(int page, int size, string? format)
    {
        foreach (var problem in TooMany(size, Most, MostInFile, format))
        {
            yield return problem;
        }

        if ((long)page * size > SearchParameters.DeepestResult)
        {
            yield return new($"page × size is at most {SearchParameters.DeepestResult}: narrow the question instead.", ["page"]);
        }
    }

    /// <summary>What is wrong with a page of JSON that only a file may be as long as.</summary>
    public static IEnumerable<ValidationResult> TooMany(int size, int most, int mostInFile, string? format) =>
        size > most && ExportFile.Wanted(format) is null
            ? [new($"size is at most {most}, and {mostInFile} in a file (format=docx, md or csv).", ["size"])]
            : [];
}
