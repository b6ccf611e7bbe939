using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Access;

/// <summary>The salted, slow hash of a secret (PBKDF2 with HMAC-SHA-512).</summary>
internal static class KeyHash
{
    /// <summary>Rounds for new keys, as OWASP advises for PBKDF2 with SHA-512; each key has its own beside its hash.</summary>
    public const int Rounds = 210_000;

    public const int SaltLength = 16;

    private const int HashLength = 64;

    private static readonly byte[] NoSalt = new byte[SaltLength];
    private static readonly byte[] NoHash = new byte[HashLength];

    /// <summary>Whether a stored hash can be compared with, and nobody made it cheap or endless to compute.</summary>
    public static bool CanUse(StoredKey key) =>
        key.Rounds is >= 100_000 and <= 10_000_000 && key.Salt.Length >= SaltLength && key.Hash.Length == HashLength;

    /// <summary>Hashes a secret.</summary>
    public static byte[] Of(string secret, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(secret), salt, rounds, HashAlgorithmName.SHA512, HashLength);

    /// <summary>Compares a secret with a hash, in a time that does not depend on how much of it is right.</summary>
    public static bool Matches(string secret, StoredKey key) =>
        CryptographicOperations.FixedTimeEquals(Of(secret, key.Salt, key.Rounds), key.Hash);

    /// <summary>Takes as long as a comparison, for an id that there is not: the time of an answer must not tell them.</summary>
    public static void MatchNothing(string secret) =>
        CryptographicOperations.FixedTimeEquals(Of(secret, NoSalt, Rounds), NoHash);
}
