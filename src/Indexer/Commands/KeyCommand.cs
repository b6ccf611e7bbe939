using System.CommandLine;
using System.Globalization;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb key</c>: who may do what, by keys that are shown once and kept as hashes.</summary>
internal static class KeyCommand
{
    public static Command Create(KbConsole console) => new("key", "Make, list and revoke the keys by which people and programs are known.")
    {
        CreateCreate(console),
        CreateList(console),
        CreateRevoke(console),
    };

    private static Command CreateCreate(KbConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "Whose the key is, as the audit log will name them." };
        var role = new Option<string>("--role")
        {
            Description = "What its holder may do: reader (search and read), librarian (bring materials in and withdraw them too), "
                + "administrator (see what happened too).",
            HelpName = "ROLE",
            Required = true,
        };
        role.AcceptOnlyFromAmong([.. Enum.GetValues<AccessRole>().Select(NameOf)]);
        var expires = new Option<string?>("--expires")
        {
            Description = "The last day on which it is taken, as 2027-06-30. Without it: it does not expire.",
            HelpName = "DATE",
        };
        expires.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var text }] && LastDay(text) is null)
            {
                result.AddError($"--expires {text} is no day; write it as 2027-06-30.");
            }
        });
        var groups = new Option<string[]>("--group")
        {
            Description = "A group that a reader is of, whose materials they may read; may be given several times.",
            HelpName = "NAME",
        };
        groups.Validators.Add(result =>
        {
            if (result.Tokens.FirstOrDefault(t => !AccessLevel.IsGroup(t.Value.ToLowerInvariant())) is { } wrong)
            {
                result.AddError(
                    $"--group {wrong.Value} is no name of a group: 1 to {AccessLevel.LongestGroup} letters, digits, - and _, and none of "
                    + "the words for levels (public, internal).");
            }
        });
        var state = new StateOptions(console);
        var command = new Command("create", "Make a key and print it, this once.") { name, role, expires, groups };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var folder = state.Folder(parsed);
            var until = parsed.GetValue(expires) is { } day ? EndOf(LastDay(day)!.Value) : (DateTimeOffset?)null;
            string[] groupsOf = [.. (parsed.GetValue(groups) ?? []).Select(g => g.ToLowerInvariant())];
            var text = new KeyRing(folder, TimeProvider.System).Create(
                parsed.GetRequiredValue(name), Enum.Parse<AccessRole>(parsed.GetRequiredValue(role), ignoreCase: true), until, out var key,
                groupsOf);
            new AuditLog(folder, TimeProvider.System).Add(
                new AuditAct(StateOptions.Caller, AuditActions.KeyCreated, key.Name)
                {
                    Detail = $"{key.Id}, {NameOf(key.Role)}{(key.Groups.Count > 0 ? $", {string.Join('、', key.Groups)}" : "")}",
                });
            console.Out.WriteLine(text);
            console.Error.WriteLine(
                $"kb: this is the key of {key.Name} ({NameOf(key.Role)}{(key.Expires is null ? "" : $", to {parsed.GetValue(expires)}")}). "
                + $"It is shown this once; in {folder.Path} only a hash of it is kept.");
            if (key.Groups.Count > 0)
            {
                console.Error.WriteLine("kb: what is for their groups can be read from the next 'kb build' on.");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command CreateList(KbConsole console)
    {
        var json = KbOptions.Json("Print JSON.");
        var state = new StateOptions(console);
        var command = new Command("list", "List every key that was ever made, without the keys themselves.") { json };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var folder = state.Folder(parsed);
            var keys = folder.IsThere ? new KeyRing(folder, TimeProvider.System).List() : [];
            var now = TimeProvider.System.GetUtcNow();
            if (parsed.GetValue(json))
            {
                console.Out.WriteJsonObject(writer => writer.WriteObjects("keys", keys, key =>
                {
                    writer.WriteString("id", key.Id);
                    writer.WriteString("name", key.Name);
                    writer.WriteName("role", key.Role);
                    writer.WriteStrings("groups", key.Groups);
                    writer.WriteString("created", key.Created);
                    writer.WriteStringOrNull("expires", Iso(key.Expires));
                    writer.WriteStringOrNull("revoked", Iso(key.Revoked));
                    writer.WriteBoolean("good", key.IsGood(now));
                }));
            }
            else if (keys.Count == 0)
            {
                console.Error.WriteLine($"kb: there are no keys in {folder.Path}; 'kb key create NAME --role ROLE' makes one.");
            }
            else
            {
                console.Out.WriteTable(
                    ["id", "name", "role", "groups", "made", "state"],
                    [
                        .. keys.Select(IReadOnlyList<object> (k) =>
                            [k.Id, k.Name, NameOf(k.Role), string.Join('、', k.Groups), Day(k.Created), Standing(k, now)]),
                    ]);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static Command CreateRevoke(KbConsole console)
    {
        var name = new Argument<string>("NAME") { Description = "Whose key it is, or its id." };
        var state = new StateOptions(console);
        var command = new Command("revoke", "Revoke a key: from now on it is not taken, by a running server within two seconds.") { name };
        state.AddTo(command);
        command.SetAction((parsed, _) =>
        {
            var folder = state.Folder(parsed);
            var log = new AuditLog(folder, TimeProvider.System);
            foreach (var key in new KeyRing(folder, TimeProvider.System).Revoke(parsed.GetRequiredValue(name)))
            {
                log.Add(new AuditAct(StateOptions.Caller, AuditActions.KeyRevoked, key.Name) { Detail = $"{key.Id}, {NameOf(key.Role)}" });
                console.Error.WriteLine($"kb: the key {key.Id} of {key.Name} is revoked.");
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    private static string NameOf(AccessRole role) => role.ToString().ToLowerInvariant();

    private static string Standing(AccessKey key, DateTimeOffset now) =>
        key.Revoked is { } revoked ? $"revoked {Day(revoked)}"
        : key.Expires is not { } end ? "good"
        : $"{(key.IsGood(now) ? "good to" : "expired")} {Day(end.AddTicks(-1))}";

    private static string Day(DateTimeOffset time) => $"{time.ToLocalTime():yyyy-MM-dd}";

    private static string? Iso(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    private static DateOnly? LastDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year < 9999
            ? day : null;

    /// <summary>The midnight that ends a day, on the clock of this machine.</summary>
    private static DateTimeOffset EndOf(DateOnly day) => new(day.AddDays(1).ToDateTime(TimeOnly.MinValue, DateTimeKind.Local));
}
