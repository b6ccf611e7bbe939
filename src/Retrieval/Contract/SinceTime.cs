using System.Globalization;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>The time that <c>since</c> asks from, as people and programs write it.</summary>
public static class SinceTime
{
    /// <summary>What can be written, to be told to who wrote something else.</summary>
    public const string Forms = "a day (2026-11-01, UTC) or a time (2026-11-01T08:00:00Z)";

    private static readonly string[] Patterns =
        ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>Reads a day, which begins in UTC, or a time with its zone; null for white space. False for anything else.</summary>
    public static bool TryRead(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var isRead = DateTimeOffset.TryParseExact(
            text.Trim(),
            Patterns,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var read);
        time = isRead ? read : null;
        return isRead;
    }
}
