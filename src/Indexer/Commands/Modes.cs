using System.CommandLine;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The option <c>--mode</c>.</summary>
internal static class Modes
{
    private static readonly string[] Names = ["best", "or", "and", "phrase", "literal"];

    public static Option<string> Option()
    {
        var option = new Option<string>("--mode")
        {
            Description = "How words combine: best (most of them, phrases preferred), or, and, phrase (one behind the other), "
                + "literal (exactly this string).",
            HelpName = "MODE",
            DefaultValueFactory = _ => "best",
        };
        option.AcceptOnlyFromAmong(Names);
        return option;
    }

    public static SearchMode Parse(string name) => (SearchMode)Array.IndexOf(Names, name);
}
