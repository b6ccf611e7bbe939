using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Readers;

/// <summary>
/// Tells asterisks that mark emphasis from those that mask a name or figure (<c>**县</c>, <c>*个支部</c>, <c>**%</c>). CommonMark cannot serve
/// here: it takes the text between two masked names for emphasis, and it does not close <c>**抓实作风。**把</c>, because Chinese has no spaces
/// around its marks.
/// </summary>
/// <remarks>
/// Runs of one length are paired from the left. A run whose next character is a usual head of a masked name is taken for a mask, unless the
/// run that would close it is followed by something else; a pair is emphasis, and a run without partner is text.
/// </remarks>
internal static partial class Asterisks
{
    /// <summary>Stands for an asterisk that was escaped or stood in code, until the others are resolved.</summary>
    public const string Protected = "\uE02A";

    /// <summary>What follows the asterisks of a masked name or figure.</summary>
    private const string MaskedHeads = "省市县区州盟旗乡镇村街社局委办厅部院校厂站所队组长同个名人次件项条家户万亿元余多年月日号期届%％";

    /// <summary>Drops the marks of emphasis from the text of a paragraph.</summary>
    public static string Resolve(string text)
    {
        if (!text.Contains('*', StringComparison.Ordinal))
        {
            return text.Replace(Protected, "*", StringComparison.Ordinal);
        }

        var runs = Run().Matches(text).Select(m => (Start: m.Index, m.Length)).ToList();
        var dropped = new bool[runs.Count];
        for (var i = 0; i < runs.Count; i++)
        {
            var close = dropped[i] ? -1 : runs.FindIndex(i + 1, r => r.Length == runs[i].Length);
            if (close < 0)
            {
                continue;
            }

            var content = text.AsSpan(runs[i].Start + runs[i].Length, runs[close].Start - runs[i].Start - runs[i].Length);
            if (IsEmphasis(content, IsMasked(text, runs[i]), IsMasked(text, runs[close])))
            {
                dropped[i] = dropped[close] = true;
            }
        }

        var result = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (run, isDropped) in runs.Zip(dropped))
        {
            result.Append(text, at, run.Start - at + (isDropped ? 0 : run.Length));
            at = run.Start + run.Length;
        }

        return result.Append(text, at, text.Length - at).Replace(Protected, "*").ToString();
    }

    private static bool IsEmphasis(ReadOnlySpan<char> content, bool openMasks, bool closeMasks)
    {
        if (content.IsWhiteSpace() || char.IsWhiteSpace(content[0]) || content.Contains('\n'))
        {
            return false;
        }

        return content[^1] is '。' or '：' or ':' or '；' || !(openMasks && closeMasks);
    }

    private static bool IsMasked(string text, (int Start, int Length) run) =>
        run.Start + run.Length < text.Length && MaskedHeads.Contains(text[run.Start + run.Length], StringComparison.Ordinal);

    [GeneratedRegex(@"\*+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Run();
}
