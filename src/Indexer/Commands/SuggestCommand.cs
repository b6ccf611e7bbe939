using System.CommandLine;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb suggest</c>: what somebody may mean who has typed this.</summary>
internal static class SuggestCommand
{
    public static Command Create(KbConsole console)
    {
        var typed = new Argument<string>("TEXT") { Description = "What was typed: characters, pinyin (dangjian) or initials (djyl)." };
        var index = KbOptions.Index(console);
        var size = KbOptions.Number("--size", "Suggestions at most.", 10, 1, LibrarySuggestions.Most);
        var json = KbOptions.Json("Print JSON.");
        var command = new Command("suggest", "Suggest themes, terms, formulations, practices, units and headings of the library.")
        {
            typed, index, size, json,
        };
        command.SetAction((parsed, _) =>
        {
            using var library = LibraryCommands.Open(parsed.GetRequiredValue(index));
            var text = parsed.GetRequiredValue(typed);
            var suggestions = library.Suggest(text, parsed.GetValue(size));
            if (parsed.GetValue(json))
            {
                console.Out.WriteAnswer(new SuggestionList(text, suggestions), ContractJson.Answers.SuggestionList);
            }
            else
            {
                foreach (var suggestion in suggestions)
                {
                    console.Out.WriteLine($"{suggestion.Text}\t{suggestion.Kind.ChineseName()}\t{suggestion.Passages}");
                }
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
