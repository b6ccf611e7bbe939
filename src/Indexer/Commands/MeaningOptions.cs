using System.CommandLine;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>What commands have in common that can search by meaning.</summary>
internal static class MeaningOptions
{
    private const string On = "on";
    private const string Off = "off";

    /// <summary>How long a command waits for the vector of a question: nobody else waits for the model.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>The option <c>--meaning</c>.</summary>
    public static Option<string> Option(bool isOn, string description)
    {
        var option = new Option<string>("--meaning")
        {
            Description = description,
            HelpName = $"{On}|{Off}",
            DefaultValueFactory = _ => isOn ? On : Off,
        };
        option.AcceptOnlyFromAmong(On, Off);
        return option;
    }

    /// <summary>Whether it is on.</summary>
    public static bool IsOn(ParseResult parsed, Option<string> option) => parsed.GetValue(option) == On;

    /// <summary>The model of this process.</summary>
    public static MeaningModel Model(KbConsole console) => new(MeaningModel.FolderOf(
        Environment.GetEnvironmentVariable(MeaningModel.FolderVariable) ?? Environment.GetEnvironmentVariable(MeaningModel.SettingVariable),
        console.Root))
    {
        QuestionLimit = Patience,
    };

    /// <summary>
    /// Opens the index of a command, for questions to be answered by meaning as well where it has vectors. What is the matter with them is
    /// said, and words answer alone.
    /// </summary>
    /// <exception cref="KbException">There is no index, or it cannot be used.</exception>
    public static Library Open(KbConsole console, string index, MeaningModel model, CancellationToken cancellation)
    {
        var library = LibraryCommands.Open(index, File.Exists(LibraryVectors.FileOf(LibraryCommands.Widest(index))) ? model : null);
        library.PrepareMeaning(cancellation);
        if (library.Meaning.Problem is { } problem)
        {
            console.Error.WriteLine($"kb: searching by words alone, or by fewer vectors: {problem}");
        }

        return library;
    }
}
