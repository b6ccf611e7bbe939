using System.Security.Cryptography;

namespace KnowledgeBase.Access;

/// <summary>
/// How a key is written: <c>kb-</c>, its id of eight characters, <c>-</c>, and the secret of 32 characters, 158 random bits. All
/// of them are small letters and digits that are not taken for each other when they are read aloud or copied by hand.
/// </summary>
internal static class KeyText
{
    private const string Prefix = "kb-";
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int IdLength = 8;
    private const int SecretLength = 32;
    private const int Length = 3 + IdLength + 1 + SecretLength;

    /// <summary>Makes an id that is none of others.</summary>
    public static string NewId(IReadOnlySet<string> taken)
    {
        string id;
        do
        {
            id = Random(IdLength);
        }
        while (taken.Contains(id));
        return id;
    }

    /// <summary>Makes a secret.</summary>
    public static string NewSecret() => Random(SecretLength);

    /// <summary>The key of both.</summary>
    public static string Write(string id, string secret) => $"{Prefix}{id}-{secret}";

    /// <summary>Takes a key apart; false when it is not written like one.</summary>
    public static bool TryRead(string? text, out string id, out string secret)
    {
        (id, secret) = ("", "");
        if (text?.Length != Length || !text.StartsWith(Prefix, StringComparison.Ordinal) || text[Prefix.Length + IdLength] != '-')
        {
            return false;
        }

        id = text.Substring(Prefix.Length, IdLength);
        secret = text[^SecretLength..];
        return id.All(IsSign) && secret.All(IsSign);
    }

    private static bool IsSign(char c) => Alphabet.Contains(c, StringComparison.Ordinal);

    private static string Random(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
