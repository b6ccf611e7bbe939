using System.Buffers;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>What kinds of recognition there are, by the names that people filter with.</summary>
public static class RecognitionKinds
{
    /// <summary>批示, 肯定: a leader or a higher body praised it.</summary>
    public const string Praise = "批示肯定";

    /// <summary>推广, 经验交流, 典型案例: others are to copy it.</summary>
    public const string Spread = "推广交流";

    /// <summary>报道, 刊发: the press told of it.</summary>
    public const string Press = "媒体报道";

    /// <summary>荣誉, 称号, 奖: an award; any other recognition as well.</summary>
    public const string Honour = "荣誉称号";

    private static readonly SearchValues<string> PraiseWords = WordList.AnyOf("signals", "recognition-praise");

    private static readonly SearchValues<string> SpreadWords = WordList.AnyOf("signals", "recognition-spread");

    private static readonly SearchValues<string> PressWords = WordList.AnyOf("signals", "recognition-press");

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Honour, Praise, Spread, Press];

    /// <summary>The kind of a recognition, by its words.</summary>
    public static string Of(string recognition)
    {
        ArgumentNullException.ThrowIfNull(recognition);
        var words = recognition.AsSpan();
        return words.ContainsAny(PraiseWords) ? Praise
            : words.ContainsAny(SpreadWords) ? Spread
            : words.ContainsAny(PressWords) ? Press
            : Honour;
    }
}
