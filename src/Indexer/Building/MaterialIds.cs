using System.Globalization;
using System.Text;

namespace KnowledgeBase.Indexer.Building;

/// <summary>Which ids a material may have: those that the index can hold and an address can name.</summary>
internal static class MaterialIds
{
    /// <summary>Bytes of UTF-8 that the index can hold as a key.</summary>
    public const int MaxBytes = 4096;

    /// <summary>Why a material cannot have this id; null when it can.</summary>
    public static string? ProblemOf(string id)
    {
        if (id.Length == 0)
        {
            return "Its id is empty.";
        }

        if (Encoding.UTF8.GetByteCount(id) is > MaxBytes and var bytes)
        {
            return string.Create(CultureInfo.InvariantCulture, $"Its id '{id[..40]}…' has {bytes:N0} bytes; an id may have {MaxBytes:N0}.");
        }

        if (id.AsSpan().IndexOfAnyInRange('\0', '\u001F') >= 0 || id.Contains('\u007F', StringComparison.Ordinal))
        {
            return $"Its id '{Visible(id)}' has a line break or another control character.";
        }

        // An address with these parts is another address.
        return id.Split('/').Any(part => part is "." or "..")
            ? $"Its id '{id}' has a part that is only dots, which no address can name."
            : null;
    }

    /// <summary>An id with its control characters made visible.</summary>
    private static string Visible(string id) => string.Concat(id.Select(c => c < ' ' ? (char)(0x2400 + c) : c == '\u007F' ? '\u2421' : c));
}
