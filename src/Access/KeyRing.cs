using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Access;

/// <summary>The keys of a library, kept in its folder of state as salted hashes.</summary>
/// <param name="state">The folder.</param>
/// <param name="time">Says when a key is made and whether it has expired.</param>
public sealed class KeyRing(StateFolder state, TimeProvider time)
{
    /// <summary>Longest name of a key, in UTF-16 units.</summary>
    public const int LongestName = 64;

    /// <summary>The file of keys.</summary>
    internal const string FileName = "keys.json";

    private const int Format = 1;
    private const int MostBytes = 16 << 20;
    private const string Method = "PBKDF2-HMAC-SHA512";

    /// <summary>Makes a key. It is returned this once; from then on only its hash is there.</summary>
    /// <param name="name">Whose it is: at most <see cref="LongestName"/> visible characters. Nobody else's good key has that name.</param>
    /// <param name="role">What its holder may do.</param>
    /// <param name="expires">From when on it is no longer taken; null for a key that does not expire.</param>
    /// <param name="key">What is known of it.</param>
    /// <param name="groups">The groups that its holder is of; null for none.</param>
    /// <returns>The key.</returns>
    /// <exception cref="AccessException">The name cannot be used or is taken, the time is over, or the folder cannot be used.</exception>
    public string Create(
        string name, AccessRole role, DateTimeOffset? expires, out AccessKey key, IReadOnlyCollection<string>? groups = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        Check(name);
        var now = time.GetUtcNow();
        if (expires <= now)
        {
            throw new AccessException($"A key that expires at {expires:yyyy-MM-dd HH:mm} would be of no use: that has passed.");
        }

        state.Prepare();
        using var turn = state.Lock();
        var keys = Read();
        if (keys.FirstOrDefault(k => k.Name == name && k.Known.IsGood(now)) is { } other)
        {
            throw new AccessException(
                $"There is a key of {name} already ({other.Id}). Revoke it first ('kb key revoke'), or give another name.");
        }

        var secret = KeyText.NewSecret();
        var salt = RandomNumberGenerator.GetBytes(KeyHash.SaltLength);
        var id = KeyText.NewId(keys.Select(k => k.Id).ToHashSet(StringComparer.Ordinal));
        var made = new StoredKey(
            id, name, role, now, expires?.ToUniversalTime(), Revoked: null,
            Method, KeyHash.Rounds, salt, KeyHash.Of(secret, salt, KeyHash.Rounds),
            groups is { Count: > 0 } ? [.. groups.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null);
        Write([.. keys, made]);
        key = made.Known;
        return KeyText.Write(id, secret);
    }

    /// <summary>Every key that was ever made, oldest first, revoked and expired ones too.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public IReadOnlyList<AccessKey> List() => [.. Read().Select(k => k.Known)];

    /// <summary>Revokes the keys that a name or an id names and that are not revoked yet.</summary>
    /// <param name="nameOrId">The name or the id of a key.</param>
    /// <returns>What was revoked, as it is known now; at least one.</returns>
    /// <exception cref="AccessException">There is none, or the folder cannot be used.</exception>
    public IReadOnlyList<AccessKey> Revoke(string nameOrId)
    {
        ArgumentNullException.ThrowIfNull(nameOrId);
        if (!state.IsThere)
        {
            throw NoSuch(nameOrId);
        }

        using var turn = state.Lock();
        var now = time.GetUtcNow();
        var keys = Read();
        var revoked = keys.Select(k => IsMeant(k) ? k with { Revoked = now } : k).ToList();
        var changed = revoked.Where((k, i) => !ReferenceEquals(k, keys[i])).Select(k => k.Known).ToList();
        if (changed.Count == 0)
        {
            throw NoSuch(nameOrId);
        }

        Write(revoked);
        return changed;

        bool IsMeant(StoredKey key) => key.Revoked is null && (key.Id == nameOrId || key.Name == nameOrId);

        static AccessException NoSuch(string name) =>
            new($"There is no key of {name} that could be revoked; 'kb key list' lists what there is.");
    }

    /// <summary>
    /// Finds out whose a key is. It takes some tenths of a second, because the hash is slow on purpose, and as long for one that there is
    /// not.
    /// </summary>
    /// <param name="text">The key, as its holder gave it.</param>
    /// <returns>What is known of it; null when it is not a key, is wrong, has expired or was revoked.</returns>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    public AccessKey? Verify(string? text)
    {
        return KeyText.TryRead(text, out var id, out var secret) ? Match(Read(), id, secret, time.GetUtcNow()) : null;
    }

    /// <summary>Finds out whose a key is among those that were read.</summary>
    internal static AccessKey? Match(IReadOnlyList<StoredKey> keys, string id, string secret, DateTimeOffset now)
    {
        if (keys.FirstOrDefault(k => k.Id == id) is not { } stored)
        {
            KeyHash.MatchNothing(secret);
            return null;
        }

        return KeyHash.Matches(secret, stored) && stored.Known.IsGood(now) ? stored.Known : null;
    }

    private static void Check(string name)
    {
        if (name.Length is 0 or > LongestName || name.Trim().Length != name.Length || name.EnumerateRunes().Any(IsUnfit))
        {
            throw new AccessException(
                $"A key's name has 1 to {LongestName} characters, begins and ends with no space, and has no control characters.");
        }
    }

    /// <summary>Half characters would not come back from the file; marks of format and direction make a name look like another.</summary>
    private static bool IsUnfit(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Every key as it is kept.</summary>
    /// <exception cref="AccessException">The file of keys cannot be used.</exception>
    internal IReadOnlyList<StoredKey> Read()
    {
        if (state.ReadWhole(FileName, MostBytes) is not { } bytes)
        {
            return [];
        }

        KeyFile? file;
        try
        {
            file = JsonSerializer.Deserialize(bytes, KeyFileJson.Default.KeyFile);
        }
        catch (JsonException e)
        {
            throw Damaged(e.Message, e);
        }

        return file switch
        {
            null => throw Damaged("it is empty", null),
            { Format: not Format } => throw Damaged($"its format is {file.Format}, and this program knows {Format}", null),
            _ when file.Keys.Any(k => k is null || k.Method != Method || !KeyHash.CanUse(k)) =>
                throw Damaged("a key in it has no hash that this program knows", null),
            _ => file.Keys,
        };

        AccessException Damaged(string what, Exception? cause)
        {
            var message = $"The keys in {state.At(FileName)} cannot be used: {what}. Bring the file back from a backup, "
                + "or move it away and make new keys.";
            return cause is null ? new AccessException(message) : new AccessException(message, cause);
        }
    }

    private void Write(IReadOnlyList<StoredKey> keys) =>
        state.WriteWhole(FileName, JsonSerializer.SerializeToUtf8Bytes(new KeyFile(Format, keys), KeyFileJson.Default.KeyFile));
}
