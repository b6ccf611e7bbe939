using System.CommandLine;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>
/// <c>kb decisions</c>: what librarians decided through a server, and the way back. What is decided by hand is in the files alone.
/// </summary>
internal static class DecisionsCommand
{
    private const int Usual = 50;

    public static Command Create(KbConsole console) =>
        new("decisions", "List what librarians decided through a server about materials and settings, and take it back.")
        {
            CreateList(console),
            CreateUndo(console),
        };

    private static Command CreateList(KbConsole console)
    {
        var subject = new Option<string?>("--subject")
        {
            Description = "Only what is about it: the id of a material, or the name of a file of settings.",
            HelpName = "NAME",
        };
        var size = new Option<int>("--size") { Description = "How many at most.", HelpName = "N", DefaultValueFactory = _ => Usual };
        size.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && (!int.TryParse(text, out var number) || number < 1))
            {
                result.AddError($"--size {text} is no number of changes; give 1 or more.");
            }
        });
        var json = KbOptions.Json("Print JSON, with the files before and after.");
        var state = new StateOptions(console);
        var command = new Command("list", "List the changes, the newest first.") { subject, size, json };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var changes = new FileHistory(state.Folder(parsed), TimeProvider.System)
                .Latest(parsed.GetValue(size), parsed.GetValue(subject));
            if (parsed.GetValue(json))
            {
                WriteJson(console, changes);
                return Task.FromResult(ExitCode.Done);
            }

            foreach (var change in changes)
            {
                console.Out.WriteLine(string.Join('\t',
                    $"{change.Number}", $"{change.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss}", change.Who, change.Kind, change.Subject,
                    change.Undoes is { } undone ? $"takes back {undone}"
                        : change.Before is null ? "new" : change.After is null ? "removed" : "changed"));
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command CreateUndo(KbConsole console)
    {
        var number = new Argument<long>("NUMBER") { Description = "The number of the change, as 'kb decisions list' has it." };
        var state = new StateOptions(console);
        var command = new Command(
            "undo", "Take a change back: the file gets what it held before, as a new change. The next 'kb build' takes it up.") { number };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var places = state.Places(parsed);
            var history = new FileHistory(places.State, TimeProvider.System);
            var change = history.Find(parsed.GetRequiredValue(number))
                ?? throw new KbException($"There is no change {parsed.GetRequiredValue(number)}. 'kb decisions list' lists them.");
            string[] corpora = [.. places.Corpora.Where(Directory.Exists).Select(Path.GetFullPath)];
            var corpus = change.CorpusAmong(corpora)
                ?? throw new KbException($"The corpus of the change is not there: {change.Corpus}. Name where it is with --corpus.");
            try
            {
                var undone = history.Undo(
                    change, corpus, BuildNotes.NewIncomingName(), new AuditAct(StateOptions.Caller, "", ""));
                console.Out.WriteLine(undone is null
                    ? $"{change.Path} holds already what it held before change {change.Number}."
                    : $"{change.Path} holds again what it held before change {change.Number}; that is change {undone.Number}.");
                return Task.FromResult(ExitCode.Done);
            }
            catch (ChangedMeanwhileException e)
            {
                throw new KbException(
                    $"{Path.Combine(corpus, change.Path)} has been changed since change {change.Number}, so nothing was taken back. "
                    + "Put in by hand what it shall hold.",
                    ["It held:", .. Lines(e.Expected), "It holds:", .. Lines(e.Current)]);
            }
        });
        return command;
    }

    private static IEnumerable<string> Lines(string? text) =>
        text is null ? ["  (there was no such file)"] : text.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(l => $"  {l}");

    private static void WriteJson(KbConsole console, IReadOnlyList<FileChange> changes) => console.Out.WriteJsonObject(writer =>
        writer.WriteObjects("changes", changes, change =>
        {
            writer.WriteNumber("number", change.Number);
            writer.WriteString("time", change.Time);
            writer.WriteString("who", change.Who);
            writer.WriteString("kind", change.Kind);
            writer.WriteString("subject", change.Subject);
            writer.WriteString("path", change.Path);
            writer.WriteStringOrNull("before", change.Before);
            writer.WriteStringOrNull("after", change.After);
            writer.WriteNumberOrNull("undoes", change.Undoes);
        }));
}
