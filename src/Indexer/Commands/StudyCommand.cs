using System.CommandLine;
using KnowledgeBase.Export.StudyPacks;
using KnowledgeBase.Retrieval.StudyPacks;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb study</c>: puts together what a group studies on a theme or a question.</summary>
internal static class StudyCommand
{
    public static Command Create(KbConsole console)
    {
        var query = new Argument<string[]>("QUERY")
        {
            Description = "A question; with --theme, within it.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var theme = new Option<string?>("--theme") { Description = "Id or name of a theme.", HelpName = "THEME" };
        var minutes = KbOptions.Number(
            "--minutes", "Minutes that there are for reading.", 60, StudyPackRequest.FewestMinutes, StudyPackRequest.MostMinutes);
        var index = KbOptions.Index(console);
        var output = new OutputFile(StudyPackExport.PackFormats);
        var command = new Command("study", "Put together policy, speeches, cases and questions for discussion on a theme or a question.")
        {
            query, theme, minutes, index,
        };
        output.AddTo(command);
        command.Validators.Add(result =>
        {
            if (string.IsNullOrWhiteSpace(result.GetValue(theme)) && (result.GetValue(query) ?? []).All(string.IsNullOrWhiteSpace))
            {
                result.AddError("A study pack is for a theme or a question; give QUERY or --theme.");
            }
        });
        command.SetAction((parsed, cancellation) =>
        {
            var folder = parsed.GetRequiredValue(index);
            output.Check(parsed, console, folder);
            using var library = LibraryCommands.Open(folder);
            var request = new StudyPackRequest
            {
                Theme = parsed.GetValue(theme),
                Query = string.Join(' ', parsed.GetValue(query) ?? []),
                Minutes = parsed.GetValue(minutes),
            };
            var pack = library.StudyPack(request, cancellation)
                ?? throw new KbException(
                    $"There is no theme '{request.Theme}'; there are {string.Join('、', library.ThemesNear(request.Theme!))} and others.");
            output.Write(parsed, console, new StudyPackExport(pack), cancellation);
            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }
}
