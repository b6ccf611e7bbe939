using System.Diagnostics;

namespace KnowledgeBase.Access.Tests;

public sealed class KeyVerifierTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Clock _clock = new();

    private StateFolder State => new(_folder.At("state"));

    private KeyRing Keys => new(State, _clock);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_key_is_recalled_only_after_it_was_verified_and_only_as_it_was()
    {
        var verifier = new KeyVerifier(State, _clock);
        Assert.False(verifier.HasKeys);
        var text = Keys.Create("甲", AccessRole.Reader, null, out var key);
        _clock.Pass(TimeSpan.FromSeconds(1));

        Assert.True(verifier.HasKeys);
        Assert.Null(verifier.Recall(text));
        Assert.Equal(key, verifier.Verify(text));
        Assert.Equal(key, verifier.Recall(text));
        Assert.Null(verifier.Recall(text[..^1]));
        Assert.Null(verifier.Verify(text[..^1] + (text[^1] == 'a' ? 'b' : 'a')));
        Assert.Equal(key, verifier.Find(key.Id));
        Assert.Null(verifier.Find("aaaaaaaa"));

        _clock.Pass(TimeSpan.FromMinutes(6));
        Assert.Null(verifier.Recall(text));
        Assert.Equal(key, verifier.Find(key.Id));
    }

    [Fact]
    public void A_key_that_was_made_a_moment_ago_is_good()
    {
        var verifier = new KeyVerifier(State, _clock);
        Assert.False(verifier.HasKeys);
        Keys.Create("甲", AccessRole.Reader, null, out _);
        Assert.True(verifier.HasKeys);

        var text = Keys.Create("乙", AccessRole.Librarian, null, out var key);

        Assert.Equal(key, verifier.Verify(text));
        Assert.Equal(key, verifier.Find(key.Id));
    }

    [Fact]
    public void What_is_revoked_is_forgotten_within_a_second_and_what_expires_at_once()
    {
        var verifier = new KeyVerifier(State, _clock);
        var text = Keys.Create("甲", AccessRole.Reader, null, out var one);
        var other = Keys.Create("乙", AccessRole.Reader, _clock.Now.AddMinutes(1), out var two);
        Assert.NotNull(verifier.Verify(text));
        Assert.NotNull(verifier.Verify(other));

        Keys.Revoke("甲");
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(verifier.Recall(text));
        Assert.Null(verifier.Verify(text));
        Assert.Null(verifier.Find(one.Id));

        Assert.NotNull(verifier.Verify(other));
        _clock.Pass(TimeSpan.FromMinutes(1));
        Assert.Null(verifier.Recall(other));
        Assert.Null(verifier.Find(two.Id));
        Assert.False(verifier.HasKeys);
    }

    [Fact]
    public void A_recall_takes_no_hash()
    {
        var verifier = new KeyVerifier(State, TimeProvider.System);
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        verifier.Verify(text);
        var watch = Stopwatch.StartNew();
        for (var i = 0; i < 1000; i++)
        {
            Assert.NotNull(verifier.Recall(text));
        }

        // A thousand hashes would take minutes.
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"{watch.Elapsed}");
    }

    [Fact]
    public void A_file_that_is_damaged_while_a_server_runs_lets_nobody_in()
    {
        var verifier = new KeyVerifier(State, _clock);
        var text = Keys.Create("甲", AccessRole.Reader, null, out _);
        Assert.NotNull(verifier.Verify(text));

        File.WriteAllText(_folder.At("state/keys.json"), "{");
        _clock.Pass(TimeSpan.FromSeconds(1));

        Assert.Throws<AccessException>(() => verifier.Recall(text));
        Assert.Throws<AccessException>(() => verifier.Verify(text));

        File.Delete(_folder.At("state/keys.json"));
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Null(verifier.Recall(text));
        Assert.Null(verifier.Verify(text));
    }
}
