using System.Text;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Comparison;

/// <summary>
/// What stays of a title in another place and another year: 政府工作报告 of 2025年江苏省政府工作报告. Papers of one form are written by one
/// office after another.
/// </summary>
internal static class TitleForm
{
    /// <summary>Letters of a form that tells anything.</summary>
    private const int Least = 5;

    private static readonly string[] Times = ["年度", "年", "上半", "下半", "季度", "月"];

    /// <summary>The form of a title; null where too little stays.</summary>
    public static string? Of(string title)
    {
        var form = string.Concat(PiecesOf(title));
        return form.Length < Least ? null : form;
    }

    /// <summary>The longest stretch of a title that stays, to look for it in other titles; null where none is long enough.</summary>
    public static string? LongestPiece(string title) =>
        PiecesOf(title).MaxBy(piece => piece.Length) is { Length: >= Least } piece ? piece : null;

    private static List<string> PiecesOf(string title)
    {
        var without = RegionNames.Without(title);
        var cut = title.Length == without.Length ? -1 : CutAt(title, without);
        var pieces = new List<string>();
        var piece = new StringBuilder();
        for (var i = 0; i < without.Length; i++)
        {
            if (i == cut)
            {
                Close();
            }

            if (char.IsDigit(without[i]) || Numerals.Contains(without[i], StringComparison.Ordinal))
            {
                Close();
                if (Array.Find(Times, time => without.AsSpan(i + 1).StartsWith(time, StringComparison.Ordinal)) is { } time)
                {
                    i += time.Length;
                }
            }
            else if (char.IsLetter(without[i]))
            {
                piece.Append(FoldedText.Fold(without.AsSpan(i, 1)));
            }
            else
            {
                Close();
            }
        }

        Close();
        return pieces;

        void Close()
        {
            if (piece.Length > 0)
            {
                pieces.Add(piece.ToString());
                piece.Clear();
            }
        }
    }

    private const string Numerals = "〇零一二三四五六七八九十";

    /// <summary>Where the place stood.</summary>
    private static int CutAt(string title, string without) => title.AsSpan().CommonPrefixLength(without);
}
