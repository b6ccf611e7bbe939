using System.Text.RegularExpressions;

namespace KnowledgeBase.Access.Tests;

public sealed partial class KeyRingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();

    private StateFolder State => new(_folder.At("state"));

    private KeyRing Keys => new(State, _clock);

    private string FileOfKeys => _folder.At("state/keys.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_known_again_with_its_name_and_role_and_nothing_of_it_is_kept_but_a_hash()
    {
        var text = Keys.Create("林小满", AccessRole.Librarian, expires: null, out var key);

        Assert.Matches(Written(), text);
        Assert.Equal(key, Keys.Verify(text));
        Assert.Equal(("林小满", AccessRole.Librarian, null), (key.Name, key.Role, key.Expires));
        Assert.Contains(key.Id, File.ReadAllText(FileOfKeys), StringComparison.Ordinal);
        Assert.All(
            Directory.GetFiles(State.Path), f => Assert.DoesNotContain(text[^32..], File.ReadAllText(f), StringComparison.Ordinal));
    }

    [Fact]
    public void Every_key_has_a_salt_of_its_own_and_rounds_enough()
    {
        Keys.Create("甲", AccessRole.Reader, null, out _);
        Keys.Create("乙", AccessRole.Reader, null, out _);

        var file = File.ReadAllText(FileOfKeys);
        Assert.Equal(2, SaltOf().Matches(file).Select(m => m.Value).Distinct(StringComparer.Ordinal).Count());
        Assert.All(RoundsOf().Matches(file), m => Assert.True(int.Parse(m.Groups[1].Value) >= 210_000));
    }

    [Fact]
    public void What_is_not_exactly_a_key_is_nobody()
    {
        var text = Keys.Create("甲", AccessRole.Administrator, null, out var key);
        var other = Keys.Create("乙", AccessRole.Reader, null, out _);
        char[] signs = [.. "abcdefghjkmnpqrstuvwxyz23456789"];

        // Each sign of the secret counts; each other id with this secret is nobody.
        foreach (var at in new[] { 12, 20, 43 })
        {
            var wrong = text.ToCharArray();
            wrong[at] = signs[(Array.IndexOf(signs, wrong[at]) + 1) % signs.Length];
            Assert.Null(Keys.Verify(new string(wrong)));
        }

        Assert.Null(Keys.Verify(other[..12] + text[12..]));
        Assert.All(
            (string?[])[null, "", " ", "kb-", key.Id, text[..^1], text + "a", " " + text, text.ToUpperInvariant(), text.Replace('-', '_'),
                "kb-" + key.Id + "-" + new string('党', 32), new string('a', 100_000)],
            wrong => Assert.Null(Keys.Verify(wrong)));
    }

    [Fact]
    public void A_key_is_taken_until_it_expires_and_not_from_then_on()
    {
        var end = _clock.Now.AddDays(30);
        var text = Keys.Create("甲", AccessRole.Reader, end, out _);

        _clock.Now = end.AddTicks(-1);
        Assert.NotNull(Keys.Verify(text));
        _clock.Now = end;
        Assert.Null(Keys.Verify(text));

        // The name is free again.
        Assert.NotNull(Keys.Verify(Keys.Create("甲", AccessRole.Reader, null, out _)));
        Assert.Equal(2, Keys.List().Count);
    }

    [Fact]
    public void A_revoked_key_is_nobody_and_stays_in_the_list_by_name_or_by_id()
    {
        var first = Keys.Create("甲", AccessRole.Reader, null, out var one);
        var second = Keys.Create("乙", AccessRole.Reader, null, out var two);

        Assert.Equal([one.Id], Keys.Revoke("甲").Select(k => k.Id));
        Assert.Null(Keys.Verify(first));
        Assert.NotNull(Keys.Verify(second));
        Assert.Equal([two.Id], Keys.Revoke(two.Id).Select(k => k.Id));
        Assert.Null(Keys.Verify(second));
        Assert.Equal([_clock.Now, _clock.Now], Keys.List().Select(k => k.Revoked));
        Assert.Contains("no key of 甲", Assert.Throws<AccessException>(() => Keys.Revoke("甲")).Message, StringComparison.Ordinal);
        Assert.Throws<AccessException>(() => Keys.Revoke("\ud83d"));
    }

    [Fact]
    public void A_name_is_one_visible_line_and_of_one_good_key()
    {
        Keys.Create("𠮷野同志", AccessRole.Reader, null, out var key);
        Assert.Equal("𠮷野同志", Keys.List().Single().Name);
        Assert.Contains(
            key.Id, Assert.Throws<AccessException>(() => Keys.Create("𠮷野同志", AccessRole.Reader, null, out _)).Message,
            StringComparison.Ordinal);
        Assert.All(
            (string[])["", " 甲", "甲 ", "甲\n乙", "甲\u202e乙", "甲\u2028", "\ud83d", new string('甲', 65)],
            name => Assert.Throws<AccessException>(() => Keys.Create(name, AccessRole.Reader, null, out _)));
        Assert.Throws<AccessException>(() => Keys.Create("丙", AccessRole.Reader, _clock.Now, out _));
        Assert.Single(Keys.List());
    }

    [Fact]
    public async Task Keys_that_are_made_at_once_are_all_there()
    {
        var texts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(
            () => Keys.Create($"第{i}人", AccessRole.Reader, null, out _))));

        Assert.Equal(8, Keys.List().Count);
        Assert.Equal(Enumerable.Range(0, 8).Select(i => $"第{i}人"), texts.Select(t => Keys.Verify(t)!.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{")]
    [InlineData("""{"format":2,"keys":[]}""")]
    [InlineData("""{"format":1}""")]
    [InlineData("""{"format":1,"keys":[{"id":"abcdefgh"}]}""")]
    [InlineData("""{"format":1,"keys":[null]}""")]
    [InlineData("""{"format":1,"keys":[{"id":"abcdefgh","name":"甲","role":"reader","created":"2026-01-01T00:00:00Z","expires":null,"revoked":null,"method":"PBKDF2-HMAC-SHA512","rounds":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","hash":"AAAA"}]}""")]
    [InlineData("""{"format":1,"keys":[{"id":"abcdefgh","name":"甲","role":"reader","created":"2026-01-01T00:00:00Z","expires":null,"revoked":null,"method":"MD5","rounds":210000,"salt":"AAAAAAAAAAAAAAAAAAAAAA==","hash":"AAAA"}]}""")]
    public void A_damaged_file_of_keys_lets_nobody_in_and_is_not_written_over(string content)
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        File.WriteAllText(FileOfKeys, content);

        Assert.Contains("keys.json", Assert.Throws<AccessException>(() => Keys.Verify(text)).Message, StringComparison.Ordinal);
        Assert.Throws<AccessException>(() => Keys.Create("乙", AccessRole.Reader, null, out _));
        Assert.Throws<AccessException>(() => Keys.List());
        Assert.Equal(content, File.ReadAllText(FileOfKeys));
    }

    [Fact]
    public void What_a_killed_writer_left_does_not_hinder_the_next()
    {
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        _folder.Write("state/keys.json.part", "{ half");

        Keys.Create("乙", AccessRole.Reader, null, out _);

        Assert.NotNull(Keys.Verify(text));
        Assert.Equal(2, Keys.List().Count);
    }

    [GeneratedRegex("^kb-[a-z2-9]{8}-[a-z2-9]{32}$", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Written();

    [GeneratedRegex("\"salt\": \"[^\"]+\"", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SaltOf();

    [GeneratedRegex("\"rounds\": ([0-9]+)", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex RoundsOf();
}
