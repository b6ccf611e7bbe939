using System.Buffers;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Tells what sentences do with wordings.</summary>
public static class WordingUses
{
    /// <summary>Characters on either side of a wording that are looked at.</summary>
    private const int Reach = 60;

    private static readonly SearchValues<char> ClauseEnds =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，,\n");

    private const string Openers = "“‘「『\"";

    private const string Closers = "”’」』\"";

    private static readonly IReadOnlyList<string> DefinedBehind = WordList.Words("standing", "defined-behind");

    private static readonly IReadOnlyList<string> NotDefined = WordList.Words("standing", "not-defined");

    private static readonly IReadOnlyList<string> DefinedBefore = WordList.Words("standing", "defined-before");

    private static readonly IReadOnlyList<string> Required = WordList.Words("standing", "required");

    private static readonly IReadOnlyList<string> RequiredOpening = WordList.Words("standing", "required-opening");

    /// <summary>What a text does with the wording that stands at a place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">UTF-16 offset of the wording.</param>
    /// <param name="end">UTF-16 offset behind it.</param>
    public static WordingUse Of(string text, int start, int end)
    {
        ArgumentNullException.ThrowIfNull(text);
        var before = text[Math.Max(0, start - Reach)..start];
        var behind = text[end..Math.Min(text.Length, end + Reach)];
        if (IsInTitle(before, behind))
        {
            return WordingUse.Cited;
        }

        var from = before.AsSpan().TrimEnd(Openers).ToString();
        var to = behind.AsSpan().TrimStart(Closers).ToString();
        if (DefinedBefore.Any(word => from.EndsWith(word, StringComparison.Ordinal))
            || (DefinedBehind.Any(word => to.StartsWith(word, StringComparison.Ordinal))
                && !NotDefined.Any(word => to.StartsWith(word, StringComparison.Ordinal))))
        {
            return WordingUse.Defined;
        }

        // The wording may be the demand itself: 坚持和加强党的全面领导.
        var clause = string.Concat(before.AsSpan(before.AsSpan().LastIndexOfAny(ClauseEnds) + 1), text.AsSpan(start, end - start));
        return RequiredOpening.Any(word => clause.TrimStart().StartsWith(word, StringComparison.Ordinal))
            || Required.Any(word => clause.Contains(word, StringComparison.Ordinal))
            ? WordingUse.Required
            : WordingUse.Mentioned;
    }

    private static bool IsInTitle(string before, string behind) =>
        before.LastIndexOf('《') > before.LastIndexOf('》')
        && behind.AsSpan().IndexOfAny('《', '》') is >= 0 and var mark
        && behind[mark] == '》';
}
