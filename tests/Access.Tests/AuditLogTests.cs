using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Access.Tests;

public sealed class AuditLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();

    private string FileOfLog => _folder.At("state/audit.jsonl");

    private string Head => _folder.At("state/audit.head");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_down_is_read_again_in_its_order_also_when_the_clock_was_set_back()
    {
        Add(new AuditAct("林小满", "material.uploaded", "inbox/总结.docx") { Key = "abcdefgh", Address = "10.0.0.7", Detail = "一“引号”\n二" });
        _clock.Now = _clock.Now.AddHours(-5);
        Add(new AuditAct("", AuditActions.KeyRevoked, "甲"));

        var (found, entries) = Read();

        Assert.Equal((2, 0), (found.Entries, found.CutOff));
        Assert.Empty(found.Faults);
        Assert.Equal([1, 2], entries.Select(e => e.Number));
        Assert.Equal(new AuditAct("林小满", "material.uploaded", "inbox/总结.docx")
        {
            Key = "abcdefgh",
            Address = "10.0.0.7",
            Detail = "一“引号”\n二",
        }, entries[0].Act);
        Assert.Equal(_clock.Now, entries[1].Time);
        Assert.Equal(2, File.ReadAllLines(FileOfLog).Length);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(1, 3)]
    [InlineData(3, 3)]
    [InlineData(5, 2)]
    [InlineData(900, 400)]
    public void The_latest_entries_are_read_from_the_end(int entries, int most)
    {
        for (var i = 1; i <= entries; i++)
        {
            Add(new AuditAct("甲", AuditActions.MaterialUploaded, $"inbox/{i}.txt") { Detail = new string('字', 100) });
        }

        var latest = new AuditLog(new StateFolder(_folder.At("state")), _clock).Latest(most);

        Assert.Equal(Enumerable.Range(1, entries).Reverse().Take(most).Select(i => (long)i), latest.Select(e => e.Number));
        Assert.All(latest, e => Assert.Equal($"inbox/{e.Number}.txt", e.Act.Subject));
    }

    [Fact]
    public void Of_the_latest_entries_damaged_and_unfinished_ones_are_left_out()
    {
        Fill(4);
        var lines = File.ReadAllLines(FileOfLog);
        File.WriteAllText(FileOfLog, string.Join('\n', lines[0], lines[1].Replace('2', '7'), lines[2], lines[3]) + "\n{\"number\":5");

        Assert.Equal([4, 3, 1], new AuditLog(new StateFolder(_folder.At("state")), _clock).Latest(10).Select(e => e.Number));
    }

    [Fact]
    public void Anybody_can_compute_the_chain_from_the_lines()
    {
        Fill(3);
        var previous = new string('0', 64);
        foreach (var line in File.ReadAllLines(FileOfLog))
        {
            var hashed = line[..line.LastIndexOf(",\"hash\":", StringComparison.Ordinal)];
            var entry = JsonDocument.Parse(line).RootElement;
            Assert.Equal(previous, entry.GetProperty("previous").GetString());
            previous = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)));
            Assert.Equal(previous, entry.GetProperty("hash").GetString());
        }

        Assert.Equal(previous, Read().Found.Hash);
    }

    [Fact]
    public void A_changed_sign_anywhere_is_found_in_its_line()
    {
        Fill(6);
        var whole = File.ReadAllBytes(FileOfLog);
        var random = new Random(19);
        for (var i = 0; i < 200; i++)
        {
            var at = random.Next(whole.Length - 1); // the last line break is what makes an entry whole
            var changed = (byte[])whole.Clone();
            changed[at] ^= (byte)(1 << random.Next(7));
            File.WriteAllBytes(FileOfLog, changed);

            var line = whole.AsSpan(0, at).Count((byte)'\n') + 1;
            var fault = Read().Found.Faults[0];
            Assert.True(fault.Line == line, $"byte {at} of line {line}: told is line {fault.Line}, {fault.Reason}");
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2, 3)]
    [InlineData(4, 5)]
    [InlineData(5, 6)]
    public void A_line_that_is_missing_is_missed_where_it_stood_at_the_end_too(int missing, int place)
    {
        Fill(6);
        var lines = File.ReadAllLines(FileOfLog).ToList();
        lines.RemoveAt(missing);
        File.WriteAllText(FileOfLog, string.Join('\n', lines) + "\n");

        Assert.Equal(place, Read().Found.Faults.Single().Line);
    }

    [Fact]
    public void Lines_that_change_places_or_stand_twice_are_found()
    {
        Fill(5);
        var lines = File.ReadAllLines(FileOfLog);
        File.WriteAllText(FileOfLog, string.Join('\n', [lines[0], lines[2], lines[1], .. lines[3..]]) + "\n");
        Assert.Equal(2, Read().Found.Faults[0].Line);

        File.WriteAllText(FileOfLog, string.Join('\n', [.. lines[..2], lines[1], .. lines[2..]]) + "\n");
        Assert.Equal(3, Read().Found.Faults[0].Line);
    }

    [Fact]
    public void An_entry_that_was_written_anew_with_its_hash_breaks_the_chain_behind_it_and_the_last_one_at_the_end()
    {
        Fill(4);
        Forge(1);
        Assert.Equal([3], Read().Found.Faults.Select(f => f.Line));

        File.Delete(FileOfLog);
        File.Delete(Head);
        Fill(4);
        Forge(3);
        Assert.Equal([5], Read().Found.Faults.Select(f => f.Line));

        void Forge(int at)
        {
            var lines = File.ReadAllLines(FileOfLog);
            var hashed = lines[at][..lines[at].LastIndexOf(",\"hash\":", StringComparison.Ordinal)].Replace("甲", "乙", StringComparison.Ordinal);
            lines[at] = $"{hashed},\"hash\":\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(hashed)))}\"}}";
            File.WriteAllText(FileOfLog, string.Join('\n', lines) + "\n");
        }
    }

    [Fact]
    public void A_log_that_is_gone_is_missed()
    {
        Fill(3);
        File.Delete(FileOfLog);
        Assert.Single(Read().Found.Faults);

        File.Delete(Head);
        Fill(3);
        File.Delete(Head);
        Assert.Single(Read().Found.Faults);
    }

    [Fact]
    public void Wherever_the_last_entry_is_cut_off_the_others_hold_and_the_next_one_follows_them()
    {
        Fill(2);
        var before = File.ReadAllBytes(FileOfLog);
        var head = File.ReadAllBytes(Head);
        Fill(1);
        var last = File.ReadAllBytes(FileOfLog)[before.Length..];
        foreach (var kept in Enumerable.Range(0, last.Length).Where(n => n % 23 == 0 || n == last.Length - 1))
        {
            File.WriteAllBytes(FileOfLog, [.. before, .. last[..kept]]);
            File.WriteAllBytes(Head, head); // written after the entry, so not yet

            var (found, entries) = Read();
            Assert.Equal((2, kept), (found.Entries, found.CutOff));
            Assert.Empty(found.Faults);

            Add(new AuditAct("丙", AuditActions.KeyCreated, "丙"));
            (found, entries) = Read();
            Assert.Empty(found.Faults);
            Assert.Equal(0, found.CutOff);
            Assert.Equal(
                kept == 0 ? [AuditActions.KeyCreated] : [AuditActions.LogMended, AuditActions.KeyCreated],
                entries.Skip(2).Select(e => e.Act.Action));
        }
    }

    /// <summary>As a kill between the entry and the note of its number leaves it.</summary>
    [Fact]
    public void An_entry_that_is_not_noted_as_the_last_is_none_the_less_and_the_next_one_follows_it()
    {
        Fill(2);
        var head = File.ReadAllBytes(Head);
        Fill(1);
        File.WriteAllBytes(Head, head);
        File.WriteAllText(Head + ".part", "3 1234");

        Assert.Equal((3, 0), (Read().Found.Entries, Read().Found.Faults.Count));
        Add(new AuditAct("丙", AuditActions.KeyCreated, "丙"));

        var (found, entries) = Read();
        Assert.Empty(found.Faults);
        Assert.Equal([1, 2, 3, 4], entries.Select(e => e.Number));
        Assert.StartsWith("4 ", File.ReadAllText(Head), StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_damaged_last_line_the_log_goes_on_and_tells_of_that_line_alone()
    {
        Fill(3);
        var lines = File.ReadAllLines(FileOfLog);
        lines[2] = "rubbish";
        File.WriteAllText(FileOfLog, string.Join('\n', lines) + "\n");

        Fill(2);

        var (found, entries) = Read();
        Assert.Equal([3], found.Faults.Select(f => f.Line));
        Assert.Equal([1, 2, 4, 5], entries.Select(e => e.Number));
    }

    [Fact]
    public void Lines_of_any_length_are_read_and_told()
    {
        Fill(2);
        File.AppendAllText(FileOfLog, new string('x', 1_000_000) + "\n");
        Assert.Equal([3], Read().Found.Faults.Select(f => f.Line));
        Fill(1);
        Assert.Equal([3], Read().Found.Faults.Select(f => f.Line));

        // What is too long for an entry is cut before it is written.
        Add(new AuditAct(new string('甲', 100_000), AuditActions.KeyCreated, new string('\u0001', 100_000))
        {
            Detail = new string('\ud83d', 9000),
        });
        Assert.Equal([3], Read().Found.Faults.Select(f => f.Line));
    }

    [Fact]
    public async Task Entries_of_many_writers_at_once_make_one_chain()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() =>
        {
            for (var n = 0; n < 10; n++)
            {
                Add(new AuditAct($"第{i}人", AuditActions.KeyCreated, $"{n}"));
            }
        })));

        var (found, entries) = Read();
        Assert.Empty(found.Faults);
        Assert.Equal(60, found.Entries);
        Assert.All(entries.GroupBy(e => e.Act.Who, StringComparer.Ordinal), g =>
            Assert.Equal(Enumerable.Range(0, 10).Select(n => $"{n}"), g.Select(e => e.Act.Subject)));
    }

    private void Add(AuditAct act) => new AuditLog(new StateFolder(_folder.At("state")), _clock).Add(act);

    private void Fill(int entries)
    {
        for (var i = 0; i < entries; i++)
        {
            _clock.Now = _clock.Now.AddMinutes(1);
            Add(new AuditAct("甲", AuditActions.KeyCreated, $"第{i}人"));
        }
    }

    private (AuditVerification Found, List<AuditEntry> Entries) Read()
    {
        var entries = new List<AuditEntry>();
        return (new AuditLog(new StateFolder(_folder.At("state")), _clock).Read(entries.Add), entries);
    }
}
