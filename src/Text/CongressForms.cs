using System.Globalization;

namespace KnowledgeBase.Text;

/// <summary>
/// National congresses of the party and plenary sessions of its central committee by their full names: 中国共产党第二十次全国代表大会 is 二十大,
/// 党的第二十届中央委员会第三次全体会议 is 二十届三中全会. Those of another body have its name in front, and those of a place no 全国.
/// </summary>
internal static class CongressForms
{
    private static readonly string[] Parties = ["中国共产党", "中共", "党的", "我们党", "我党"];

    public static bool MayBegin(char c) => c is '中' or '党' or '我' or '全';

    public static void At(FoldedText text, int start, Lexicon lexicon, List<WrittenForm> forms)
    {
        var all = text.Text;
        var party = Array.Find(Parties, p => text.Text[start..].StartsWith(p, StringComparison.Ordinal));

        // Without the party's name it is the party's where nobody else's stands in front.
        if (party is null && WrittenForms.Joins(text, start) && Signs.IsHan(all[start - 1]))
        {
            return;
        }

        var at = start + (party?.Length ?? 0);
        var isNational = Skip(all, ref at, "全国");
        var isOrdinal = Skip(all, ref at, "第");
        if (at >= text.Length || !WrittenForms.IsNumeral(all[at]) || !WrittenForms.TryInteger(text, ref at, out var number)
            || number is < 1 or > 99 || at >= text.Length || all[at] is not ('次' or '届'))
        {
            return;
        }

        var (name, end) = isNational ? ("", 0) : Session(text, at, number);
        if (end == 0 && Congress(all, at + 1, party is not null, isNational, isOrdinal) is > 0 and var behind)
        {
            (name, end) = ($"{number}大", behind);
        }

        if (end > 0)
        {
            var known = InChineseNumerals(name);
            forms.Add(new WrittenForm(end - start, lexicon.Find(known) >= 0 ? known : name, WordKind.Term));
        }
    }

    /// <summary>
    /// The end of 全国代表大会; 0 where it doesn't stand here, or where neither its number nor 全国 and the party tell whose it is.
    /// </summary>
    private static int Congress(ReadOnlySpan<char> text, int at, bool isOfParty, bool isNational, bool isOrdinal)
    {
        isNational |= Skip(text, ref at, "全国");
        Skip(text, ref at, "党员");
        var isMeant = isOrdinal ? isNational || isOfParty : isNational && isOfParty;
        return isMeant && Skip(text, ref at, "代表大会") ? at : 0;
    }

    /// <summary>届中央委员会第三次全体会议: the name of the session and its end, 0 where it doesn't stand here.</summary>
    private static (string Name, int End) Session(FoldedText text, int at, int number)
    {
        var all = text.Text;
        if (!Skip(all, ref at, "届中央委员会"))
        {
            return ("", 0);
        }

        Skip(all, ref at, "第");
        return at < text.Length && WrittenForms.IsNumeral(all[at]) && WrittenForms.TryInteger(text, ref at, out var session)
            && session is >= 1 and <= 20 && (Skip(all, ref at, "次全体会议") || Skip(all, ref at, "次全会"))
                ? ($"{number}届{session}中全会", at)
                : ("", 0);
    }

    private static bool Skip(ReadOnlySpan<char> text, ref int at, string word)
    {
        if (!text[at..].StartsWith(word, StringComparison.Ordinal))
        {
            return false;
        }

        at += word.Length;
        return true;
    }

    private static string InChineseNumerals(string name)
    {
        var written = new System.Text.StringBuilder();
        for (var i = 0; i < name.Length;)
        {
            var end = i;
            while (end < name.Length && Signs.IsDigit(name[end]))
            {
                end++;
            }

            if (end > i)
            {
                written.Append(NumberForms.InChinese(long.Parse(name.AsSpan(i, end - i), CultureInfo.InvariantCulture)));
                i = end;
            }
            else
            {
                written.Append(name[i++]);
            }
        }

        return written.ToString();
    }
}
