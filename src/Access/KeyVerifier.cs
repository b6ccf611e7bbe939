using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Access;

/// <summary>
/// Tells a server whose a key is: what was found out stays known for some minutes, so that the slow hash is computed once for many
/// requests, and is forgotten as soon as the file of keys changes. That is looked for twice a second, and at once where somebody would be
/// turned away: when an unknown key is shown, and where there is none. May be asked by many at once.
/// </summary>
/// <param name="state">The folder of keys.</param>
/// <param name="time">Says when keys expire.</param>
public sealed class KeyVerifier(StateFolder state, TimeProvider time)
{
    private const int MostKnown = 1000;

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(5);

    private readonly KeyRing _ring = new(state, time);
    private readonly Lock _lock = new();

    /// <summary>What keys are known by here; nothing of this process tells anybody the keys.</summary>
    private readonly byte[] _own = RandomNumberGenerator.GetBytes(32);

    private volatile Snapshot? _snapshot;

    /// <summary>True when there is a key by which somebody could be known.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public bool HasKeys
    {
        get
        {
            // Who has just made the first key comes to sign in.
            return AnyIn(Current()) || AnyIn(Current(atOnce: true));
        }
    }

    /// <summary>Whose a key is that was verified a short time ago; null for any other.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public AccessKey? Recall(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Current().Known.TryGetValue(Fingerprint(text), out var known)
            && time.GetElapsedTime(known.Since) < Memory && known.Key.IsGood(time.GetUtcNow())
            ? known.Key : null;
    }

    /// <summary>Finds out whose a key is, which takes as long as its hash; null when it is not a good one.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public AccessKey? Verify(string text)
    {
        if (!KeyText.TryRead(text, out var id, out var secret))
        {
            return null;
        }

        // A key that was made a moment ago is good: beside its hash, one more look at the file costs nothing.
        var snapshot = Current(atOnce: true);
        var key = KeyRing.Match(snapshot.Keys, id, secret, time.GetUtcNow());
        if (key is not null)
        {
            if (snapshot.Known.Count >= MostKnown)
            {
                snapshot.Known.Clear();
            }

            snapshot.Known[Fingerprint(text)] = (key, time.GetTimestamp());
        }

        return key;
    }

    /// <summary>The good key with an id, for one who has shown it before; null when it is no longer good.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public AccessKey? Find(string id)
    {
        var now = time.GetUtcNow();
        return Current().Keys.FirstOrDefault(k => k.Id == id)?.Known is { } key && key.IsGood(now) ? key : null;
    }

    private bool AnyIn(Snapshot snapshot)
    {
        var now = time.GetUtcNow();
        return snapshot.Keys.Any(k => k.Known.IsGood(now));
    }

    private string Fingerprint(string text) => Convert.ToHexString(HMACSHA256.HashData(_own, Encoding.UTF8.GetBytes(text)));

    private Snapshot Current(bool atOnce = false)
    {
        if (!atOnce && _snapshot is { } snapshot && time.GetElapsedTime(snapshot.Looked) < Look)
        {
            return snapshot;
        }

        lock (_lock)
        {
            var looked = time.GetTimestamp();
            var stamp = Stamp();
            if (_snapshot is { } old && old.Stamp == stamp)
            {
                return _snapshot = old with { Looked = looked };
            }

            // When the file changes again while it is read, its stamp is another one than this at the next look.
            return _snapshot = new Snapshot(_ring.Read(), [], stamp, looked);
        }
    }

    private (DateTime Written, long Length) Stamp()
    {
        var file = new FileInfo(state.At(KeyRing.FileName));
        return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
    }

    private sealed record Snapshot(
        IReadOnlyList<StoredKey> Keys,
        ConcurrentDictionary<string, (AccessKey Key, long Since)> Known,
        (DateTime Written, long Length) Stamp,
        long Looked);
}
