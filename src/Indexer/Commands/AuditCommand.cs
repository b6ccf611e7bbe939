using System.CommandLine;
using System.Globalization;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Output;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb audit</c>: what happened to a library and who did it, and whether the log of it is as it was written.</summary>
internal static class AuditCommand
{
    public static Command Create(KbConsole console)
    {
        var since = new Option<string?>("--since")
        {
            Description = "Only what happened from a day or a moment on: 2026-11-01, 2026-11-01T09:30.",
            HelpName = "TIME",
        };
        since.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && Moment(text) is null)
            {
                result.AddError($"--since {text} is no day and no moment; write 2026-11-01 or 2026-11-01T09:30.");
            }
        });
        var who = new Option<string?>("--who") { Description = "Only what somebody did: the name or the id of a key.", HelpName = "NAME" };
        var json = KbOptions.Json("Print JSON.");
        var state = new StateOptions(console);
        var command = new Command(
            "audit",
            "List what was done to the library and by whom, and check the whole chain of hashes that holds the log together. "
            + "Exit code 1 when it is broken, with the places.") { since, who, json };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var folder = state.Folder(parsed);
            var from = parsed.GetValue(since) is { } text ? Moment(text) : null;
            var name = parsed.GetValue(who);
            var entries = new List<AuditEntry>();
            var found = new AuditLog(folder, TimeProvider.System).Read(entry =>
            {
                if (!(entry.Time < from) && (name is null || entry.Act.Who == name || entry.Act.Key == name))
                {
                    entries.Add(entry);
                }
            });
            if (parsed.GetValue(json))
            {
                WriteJson(console, entries, found);
            }
            else
            {
                foreach (var entry in entries)
                {
                    console.Out.WriteLine(Line(entry));
                }
            }

            Tell(console, found, folder);
            return Task.FromResult(found.Faults.Count == 0 ? ExitCode.Done : ExitCode.Problems);
        });
        return command;
    }

    private static string Line(AuditEntry entry)
    {
        var act = entry.Act;
        var who = act.Who.Length > 0 ? act.Who : "-";
        string?[] parts = [act.Key is null ? who : $"{who} ({act.Key})", act.Address, act.Action, act.Subject, act.Detail];
        return $"{entry.Time.ToLocalTime():yyyy-MM-dd HH:mm:ss}\t{string.Join('\t', parts.Where(p => p is { Length: > 0 }))}";
    }

    private static void Tell(KbConsole console, AuditVerification found, StateFolder folder)
    {
        if (found.CutOff > 0)
        {
            console.Error.WriteLine(
                $"kb: the last {found.CutOff} bytes of the log are an entry that was never finished (a program was killed, or the disk "
                + "full); the next entry takes their place.");
        }

        foreach (var fault in found.Faults)
        {
            console.Error.WriteLine($"kb: line {fault.Line}: {fault.Reason}");
        }

        console.Error.WriteLine(
            found.Faults.Count > 0
                ? $"kb: the chain of {folder.Path} is broken; what stands behind the first place may not be as it was written."
            : found.Hash is null ? $"kb: there is no entry in {folder.Path}."
            : $"kb: {found.Entries} entries, the chain is whole; its last hash is {found.Hash}.");
    }

    private static void WriteJson(KbConsole console, List<AuditEntry> entries, AuditVerification found) =>
        console.Out.WriteJsonObject(writer =>
        {
            writer.WriteObjects("entries", entries, entry =>
            {
                writer.WriteNumber("number", entry.Number);
                writer.WriteString("time", entry.Time);
                writer.WriteString("who", entry.Act.Who);
                writer.WriteStringOrNull("key", entry.Act.Key);
                writer.WriteStringOrNull("address", entry.Act.Address);
                writer.WriteString("action", entry.Act.Action);
                writer.WriteString("subject", entry.Act.Subject);
                writer.WriteStringOrNull("detail", entry.Act.Detail);
            });
            writer.WriteObject("chain", () =>
            {
                writer.WriteBoolean("whole", found.Faults.Count == 0);
                writer.WriteNumber("entries", found.Entries);
                writer.WriteStringOrNull("hash", found.Hash);
                writer.WriteNumber("cutOff", found.CutOff);
                writer.WriteObjects("faults", found.Faults, fault =>
                {
                    writer.WriteNumber("line", fault.Line);
                    writer.WriteString("reason", fault.Reason);
                });
            });
        });

    /// <summary>A moment on the clock of this machine, unless it names another; a day is its midnight. Null for anything else.</summary>
    private static DateTimeOffset? Moment(string text)
    {
        string[] forms =
        [
            "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK",
            "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss",
        ];
        return DateTimeOffset.TryParseExact(text, forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var moment)
            ? moment : null;
    }
}
