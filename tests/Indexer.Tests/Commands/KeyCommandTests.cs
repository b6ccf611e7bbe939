using System.Text.Json;
using KnowledgeBase.Access;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary><c>kb key</c> and <c>kb audit</c>.</summary>
public sealed class KeyCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.At("index");

    private string Log => _folder.At("state/audit.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_printed_once_and_is_the_one_that_is_kept()
    {
        var run = Kb("key", "create", "周远", "--role", "librarian");

        var text = Assert.Single(run.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("周远 (librarian)", run.Error, StringComparison.Ordinal);
        var key = new KeyRing(new StateFolder(_folder.At("state")), TimeProvider.System).Verify(text);
        Assert.Equal(("周远", AccessRole.Librarian), (key?.Name, key?.Role));

        var secret = text[^32..];
        Assert.All(
            [Kb("key", "list"), Kb("key", "list", "--json"), Kb("audit"), Kb("audit", "--json")],
            r => Assert.DoesNotContain(secret, r.Out + r.Error, StringComparison.Ordinal));
    }

    [Fact]
    public void The_list_has_every_key_with_what_became_of_it()
    {
        Kb("key", "create", "甲", "--role", "reader");
        Kb("key", "create", "乙", "--role", "administrator", "--expires", "2099-12-31");
        Assert.Equal(0, Kb("key", "revoke", "甲").ExitCode);

        var keys = Kb("key", "list", "--json").Json.GetProperty("keys").EnumerateArray().ToList();

        Assert.Equal(["甲", "乙"], keys.Select(k => k.GetProperty("name").GetString()));
        Assert.Equal(["reader", "administrator"], keys.Select(k => k.GetProperty("role").GetString()));
        Assert.Equal([false, true], keys.Select(k => k.GetProperty("good").GetBoolean()));
        Assert.Equal(JsonValueKind.String, keys[0].GetProperty("revoked").ValueKind);
        Assert.Equal(JsonValueKind.Null, keys[0].GetProperty("expires").ValueKind);
        Assert.Equal(
            new DateTimeOffset(new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Local)), keys[1].GetProperty("expires").GetDateTimeOffset());
        Assert.Contains("good to 2099-12-31", Kb("key", "list").Out, StringComparison.Ordinal);
        Assert.Contains("revoked 20", Kb("key", "list").Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_was_kept_there_is_nothing_and_nothing_is_made()
    {
        Assert.Equal((0, ""), (Kb("key", "list").ExitCode, Kb("key", "list").Out));
        Assert.Contains("there are no keys", Kb("key", "list").Error, StringComparison.Ordinal);
        Assert.Equal(0, Kb("audit").ExitCode);
        Assert.Equal("{\"entries\":[],\"chain\":{\"whole\":true,\"entries\":0,\"hash\":null,\"cutOff\":0,\"faults\":[]}}\n", Kb("audit", "--json").Out);
        Assert.Equal(2, Kb("key", "revoke", "甲").ExitCode);
        Assert.False(Directory.Exists(_folder.At("state")));
    }

    [Theory]
    [InlineData("'--role' is required", "key", "create", "甲")]
    [InlineData("boss", "key", "create", "甲", "--role", "boss")]
    [InlineData("--expires 2027-02-30 is no day", "key", "create", "甲", "--role", "reader", "--expires", "2027-02-30")]
    [InlineData("that has passed", "key", "create", "甲", "--role", "reader", "--expires", "2001-01-01")]
    [InlineData("1 to 64 characters", "key", "create", "", "--role", "reader")]
    [InlineData("no key of 丙", "key", "revoke", "丙")]
    [InlineData("--since soon is no day", "audit", "--since", "soon")]
    public void What_cannot_be_meant_is_refused_with_a_sentence(string error, params string[] args)
    {
        var run = Kb(args);

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains(error, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_has_a_good_key_gets_no_second_one()
    {
        Kb("key", "create", "甲", "--role", "reader");

        var run = Kb("key", "create", "甲", "--role", "administrator");

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Single(Kb("key", "list", "--json").Json.GetProperty("keys").EnumerateArray());
    }

    [Theory]
    [InlineData("index/state")]
    [InlineData("corpus/state")]
    [InlineData("index")]
    [InlineData(".")]
    public void State_is_apart_from_index_and_corpus(string state)
    {
        Directory.CreateDirectory(_folder.At("corpus"));
        Directory.CreateDirectory(Index);
        var run = KbRun.Of(
            "key", "create", "甲", "--role", "reader", "--state", _folder.At(state), "--index", Index, "--corpus", _folder.At("corpus"));

        Assert.Equal((2, ""), (run.ExitCode, run.Out));
        Assert.Contains("lie in one another", run.Error, StringComparison.Ordinal);
        Assert.False(File.Exists(_folder.At($"{state}/kb-state")));
    }

    [Fact]
    public void The_log_tells_who_did_what_and_is_sifted_by_time_and_name()
    {
        Kb("key", "create", "甲", "--role", "reader");
        Kb("key", "revoke", "甲");
        Add("林小满", DateTimeOffset.UtcNow);

        var all = Kb("audit", "--json").Json;
        Assert.Equal(
            [AuditActions.KeyCreated, AuditActions.KeyRevoked, "material.uploaded"],
            all.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("action").GetString()));
        Assert.Equal(Environment.UserName, all.GetProperty("entries")[0].GetProperty("who").GetString());
        Assert.True(all.GetProperty("chain").GetProperty("whole").GetBoolean());

        Assert.Single(Kb("audit", "--who", "林小满", "--json").Json.GetProperty("entries").EnumerateArray());
        Assert.Single(Kb("audit", "--who", "abcdefgh", "--json").Json.GetProperty("entries").EnumerateArray());
        Assert.Empty(Kb("audit", "--since", "2999-01-01", "--json").Json.GetProperty("entries").EnumerateArray());
        Assert.Equal(3, Kb("audit", "--since", $"{DateTime.Today.AddDays(-1):yyyy-MM-dd}").Out.Split('\n').Length - 1);
        Assert.Equal(3, Kb("audit", "--since", $"{DateTime.UtcNow.AddMinutes(-5):yyyy-MM-dd'T'HH:mm:ss'Z'}").Out.Split('\n').Length - 1);
    }

    [Fact]
    public void A_broken_chain_is_told_with_its_place_and_a_cut_off_entry_is_only_mentioned()
    {
        Kb("key", "create", "甲", "--role", "reader");
        Kb("key", "create", "乙", "--role", "reader");
        var whole = File.ReadAllText(Log);

        File.WriteAllText(Log, whole + "{\"number\":3,\"ti");
        var cut = Kb("audit", "--json");
        Assert.Equal(0, cut.ExitCode);
        Assert.Equal(15, cut.Json.GetProperty("chain").GetProperty("cutOff").GetInt32());
        Assert.Contains("15 bytes", cut.Error, StringComparison.Ordinal);

        File.WriteAllText(Log, whole.Replace("甲", "丁", StringComparison.Ordinal));
        var broken = Kb("audit", "--json");
        Assert.Equal(1, broken.ExitCode);
        Assert.Contains("kb: line 1: ", broken.Error, StringComparison.Ordinal);
        Assert.False(broken.Json.GetProperty("chain").GetProperty("whole").GetBoolean());
        Assert.Equal(1, broken.Json.GetProperty("chain").GetProperty("faults")[0].GetProperty("line").GetInt64());
        Assert.Equal(["乙"], broken.Json.GetProperty("entries").EnumerateArray().Select(e => e.GetProperty("subject").GetString()));
    }

    private void Add(string who, DateTimeOffset time)
    {
        var clock = new StandingClock(time);
        new AuditLog(new StateFolder(_folder.At("state")), clock).Add(
            new AuditAct(who, "material.uploaded", "inbox/a.txt") { Key = "abcdefgh" });
    }

    private KbRun Kb(params string[] args) => KbRun.Of([.. args, "--index", Index]);

    private sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
