using System.Buffers;
using System.Collections.Frozen;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// The styles of marks that number headings and list items, in the order in which documents nest them when nothing else is known.
/// </summary>
internal enum MarkerStyle
{
    /// <summary>No mark.</summary>
    None,

    /// <summary>附件1.</summary>
    Attachment,

    /// <summary>第一编, 第一篇, 第一部分.</summary>
    Part,

    /// <summary>第一章.</summary>
    Chapter,

    /// <summary>第一节.</summary>
    Section,

    /// <summary>第一条.</summary>
    Article,

    /// <summary>一、.</summary>
    Chinese,

    /// <summary>做法一：, 启示之一：, 第一个问题：.</summary>
    Named,

    /// <summary>（一）.</summary>
    ChineseBracket,

    /// <summary>1． 1. 1、.</summary>
    Arabic,

    /// <summary>1.1.</summary>
    Decimal,

    /// <summary>1.1.1.</summary>
    Decimal3,

    /// <summary>（1）.</summary>
    ArabicBracket,

    /// <summary>1）.</summary>
    ArabicParenthesis,

    /// <summary>① ⑴ ⒈.</summary>
    Circled,

    /// <summary>A. B. C.</summary>
    Letter,

    /// <summary>第一，.</summary>
    OrdinalFirst,

    /// <summary>其一，.</summary>
    OrdinalOfThese,

    /// <summary>首先， 其次， 再次，.</summary>
    OrdinalOfOrder,

    /// <summary>一是.</summary>
    OrdinalIs,

    /// <summary>一要.</summary>
    OrdinalMust,

    /// <summary>——, •.</summary>
    Bullet,
}

/// <summary>A mark in front of a heading or a list item.</summary>
/// <param name="Style">Its style.</param>
/// <param name="Number">Its number, from 1; 0 for marks that don't count.</param>
/// <param name="Length">Its length in UTF-16 units, white space behind it included.</param>
internal readonly record struct Marker(MarkerStyle Style, int Number, int Length)
{
    /// <summary>Nobody counts more than this by name.</summary>
    private const int MostNamed = 30;

    /// <summary>What the parts of a paper are counted as.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> NamedLookup =
        WordList.Set("outline", "counted-parts");

    private static readonly SearchValues<char> NamedOpeners =
        SearchValues.Create([.. WordList.Words("outline", "counted-parts").Select(w => w[0]).Distinct()]);

    /// <summary>Reads the mark that stands at <paramref name="at"/>; false when there is none.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, int at, int end, out Marker marker)
    {
        marker = default;
        if (at >= end)
        {
            return false;
        }

        var c = text[at];
        var read = c switch
        {
            '第' => ReadOrdinalWord(text, at, end),
            '其' => text[at..end].StartsWith("其次", StringComparison.Ordinal) ? ReadOfOrder(text, at, end, 2) : ReadOfThese(text, at, end),
            '首' when text[at..end].StartsWith("首先", StringComparison.Ordinal) => ReadOfOrder(text, at, end, 1),
            '再' when text[at..end].StartsWith("再次", StringComparison.Ordinal)
                || text[at..end].StartsWith("再者", StringComparison.Ordinal) => ReadOfOrder(text, at, end, 3),
            '（' or '(' or '〔' or '﹙' => ReadBracketed(text, at, end),
            '附' => ReadAttachment(text, at, end),
            '—' or '-' or '─' or '―' or '－' => ReadDash(text, at, end),
            _ when Glyphs.IsDigit(c) => ReadArabic(text, at, end),
            _ when Glyphs.IsChineseNumeral(c) => ReadChinese(text, at, end),
            >= 'A' and <= 'H' => ReadLetter(text, at, end),
            _ when NamedOpeners.Contains(c) => ReadNamed(text, at, end),
            _ => OfOneCharacter(c),
        };
        if (read.Style == MarkerStyle.None)
        {
            return false;
        }

        var behind = Glyphs.SkipBlanks(text, at + read.Length, end);
        marker = read with { Length = behind - at };
        return true;
    }

    /// <summary>A bullet, or a number and its ring or brackets in one character.</summary>
    private static Marker OfOneCharacter(char c) => c switch
    {
        '•' or '●' or '■' or '◆' or '▲' or '○' or '□' or '★' or '·' or '◇' or '◎' or '➢' or '►' or '▶'
            or '※' => new Marker(MarkerStyle.Bullet, 0, 1),
        >= '①' and <= '⑳' => new Marker(MarkerStyle.Circled, c - '①' + 1, 1),
        >= '⑴' and <= '⒇' => new Marker(MarkerStyle.Circled, c - '⑴' + 1, 1),
        >= '⒈' and <= '⒛' => new Marker(MarkerStyle.Arabic, c - '⒈' + 1, 1),
        >= '㈠' and <= '㈩' => new Marker(MarkerStyle.ChineseBracket, c - '㈠' + 1, 1),
        >= '❶' and <= '❿' => new Marker(MarkerStyle.Circled, c - '❶' + 1, 1),
        _ => default,
    };

    private static Marker ReadOrdinalWord(ReadOnlySpan<char> text, int at, int end)
    {
        var i = Glyphs.SkipBlanks(text, at + 1, end);
        if (!SmallNumbers.TryRead(text, ref i, end, out var number))
        {
            return default;
        }

        i = Glyphs.SkipBlanks(text, i, end);
        if (i >= end)
        {
            return default;
        }

        switch (text[i])
        {
            case '，' or ',' or '、' or '：' or ':':
                // 第一、第二轮 and 第一、二轮 count rounds.
                if (text[i] == '、' && i + 1 < end && (text[i + 1] == '第' || Glyphs.IsChineseNumeral(text[i + 1])))
                {
                    return default;
                }

                return new Marker(MarkerStyle.OrdinalFirst, number, i + 1 - at);
            case '是' or '要' when number <= 20 && !IsDuty(text, i, end):
                return new Marker(MarkerStyle.OrdinalFirst, number, i + 1 - at);
            case '章': return BehindUnit(text, at, i, end, MarkerStyle.Chapter, number);
            case '节': return BehindUnit(text, at, i, end, MarkerStyle.Section, number);
            case '条': return BehindUnit(text, at, i, end, MarkerStyle.Article, number);
            case '编' or '篇': return BehindUnit(text, at, i, end, MarkerStyle.Part, number);
            case '个' or '方' or '点' or '步' or '招': return ReadCounted(text, at, i, end, number);
            case '部' when i + 1 < end && text[i + 1] == '分': return BehindUnit(text, at, i + 1, end, MarkerStyle.Part, number);
            default: return default;
        }
    }

    /// <summary>第一要务, 第一要义: the first duty counts nothing.</summary>
    private static bool IsDuty(ReadOnlySpan<char> text, int at, int end) =>
        text[at] == '要' && at + 1 < end && text[at + 1] is '务' or '义' or '件' or '素' or '点' or '事';

    /// <summary>第一个问题：…, 第二方面：…, 第三步：…: what is counted stands behind its number, and a colon closes the mark.</summary>
    private static Marker ReadCounted(ReadOnlySpan<char> text, int at, int unit, int end, int number)
    {
        if (number > MostNamed)
        {
            return default;
        }

        var i = text[unit] switch
        {
            '个' when unit + 3 < end && NamedLookup.Contains(text.Slice(unit + 1, 2)) => unit + 3,
            '方' when unit + 2 < end && text[unit + 1] == '面' => unit + 2,
            '点' or '步' or '招' => unit + 1,
            _ => end,
        };
        return i < end && text[i] is '：' or ':' ? new Marker(MarkerStyle.Named, number, i + 1 - at) : default;
    }

    /// <summary>第一章 opens a line as 第一章 总则 or 第一章：总则 or alone; 第一条规定 is a sentence about it.</summary>
    private static Marker BehindUnit(ReadOnlySpan<char> text, int at, int unit, int end, MarkerStyle style, int number)
    {
        var i = unit + 1;
        if (i < end && text[i] is '之' or '至' or '和' or '规' or '的' or '第')
        {
            return default;
        }

        if (i < end && text[i] is '：' or ':' or '、' or '，' or '．' or '.')
        {
            i++;
        }
        else if (i < end && !Glyphs.IsBlank(text[i]) && text[i] is not ('【' or '（' or '(') && style != MarkerStyle.Chapter)
        {
            return default;
        }

        return new Marker(style, number, i - at);
    }

    private static Marker ReadOfThese(ReadOnlySpan<char> text, int at, int end)
    {
        var i = at + 1;
        if (!SmallNumbers.TryRead(text, ref i, end, out var number) || i >= end)
        {
            return default;
        }

        return text[i] is '，' or ',' or '、' or '：' or '是' ? new Marker(MarkerStyle.OrdinalOfThese, number, i + 1 - at) : default;
    }

    private static Marker ReadOfOrder(ReadOnlySpan<char> text, int at, int end, int number) =>
        at + 2 < end && text[at + 2] is '，' or ',' or '：' ? new Marker(MarkerStyle.OrdinalOfOrder, number, 3) : default;

    /// <summary>做法一：…, 启示之一：…, 案例2 …: a word for what is counted, its number, and a mark that closes it.</summary>
    private static Marker ReadNamed(ReadOnlySpan<char> text, int at, int end)
    {
        if (at + 3 >= end || !NamedLookup.Contains(text[at..(at + 2)]))
        {
            return default;
        }

        var i = at + 2;
        if (text[i] == '之')
        {
            i++;
        }

        if (!SmallNumbers.TryRead(text, ref i, end, out var number) || number > MostNamed || i >= end)
        {
            return default;
        }

        if (text[i] is '：' or ':' or '、' or '．')
        {
            return new Marker(MarkerStyle.Named, number, i + 1 - at);
        }

        return Glyphs.IsBlank(text[i]) ? new Marker(MarkerStyle.Named, number, i - at) : default;
    }

    private static Marker ReadBracketed(ReadOnlySpan<char> text, int at, int end)
    {
        var i = Glyphs.SkipBlanks(text, at + 1, end);
        if (i >= end)
        {
            return default;
        }

        var style = Glyphs.IsDigit(text[i]) ? MarkerStyle.ArabicBracket : MarkerStyle.ChineseBracket;
        if (!SmallNumbers.TryRead(text, ref i, end, out var number))
        {
            return default;
        }

        i = Glyphs.SkipBlanks(text, i, end);
        if (i >= end || text[i] is not ('）' or ')' or '〕' or '﹚'))
        {
            return default;
        }

        i++;
        if (i < end && text[i] is '、' or '．' or '.')
        {
            i++;
        }

        return new Marker(style, number, i - at);
    }

    private static Marker ReadAttachment(ReadOnlySpan<char> text, int at, int end)
    {
        if (at + 1 >= end || text[at + 1] is not ('件' or '录' or '表'))
        {
            return default;
        }

        var i = Glyphs.SkipBlanks(text, at + 2, end);
        var number = 0;
        if (i < end && (Glyphs.IsDigit(text[i]) || Glyphs.IsChineseNumeral(text[i])) && !SmallNumbers.TryRead(text, ref i, end, out number))
        {
            return default;
        }

        if (i < end && text[i] is '：' or ':' or '、' or '．' or '.')
        {
            return new Marker(MarkerStyle.Attachment, number, i + 1 - at);
        }

        return i >= end || Glyphs.IsBlank(text[i]) ? new Marker(MarkerStyle.Attachment, number, i - at) : default;
    }

    private static Marker ReadDash(ReadOnlySpan<char> text, int at, int end)
    {
        var i = at;
        while (i < end && text[i] is '—' or '-' or '─' or '―' or '－')
        {
            i++;
        }

        return i - at >= 2 || i < end && text[at] is '—' or '―' && !Glyphs.IsBlank(text[i]) && !Glyphs.IsDigit(text[i]) && text[i] != ' '
            ? new Marker(MarkerStyle.Bullet, 0, i - at)
            : default;
    }

    private static Marker ReadArabic(ReadOnlySpan<char> text, int at, int end)
    {
        var i = at;
        if (!SmallNumbers.TryRead(text, ref i, end, out var number))
        {
            return default;
        }

        if (i >= end)
        {
            return default;
        }

        i = BeforeStop(text, i, end);
        switch (text[i])
        {
            case '、' when i + 1 < end && Glyphs.IsDigit(text[i + 1]): // 7、8月份
                return default;
            case '、' or '．':
                return i + 1 < end && text[i] == '．' && Glyphs.IsDigit(text[i + 1])
                    ? ReadDecimal(text, at, i, end, number)
                    : new Marker(MarkerStyle.Arabic, number, i + 1 - at);
            case '.':
                if (i + 1 >= end)
                {
                    return default;
                }

                return Glyphs.IsDigit(text[i + 1])
                    ? ReadDecimal(text, at, i, end, number)
                    : new Marker(MarkerStyle.Arabic, number, i + 1 - at);
            case '）' or ')':
                return new Marker(MarkerStyle.ArabicParenthesis, number, i + 1 - at);
            default:
                return default;
        }
    }

    /// <summary>一 、 and 1 ． are typed with a space now and then: the place of the stop behind it, else the place itself.</summary>
    private static int BeforeStop(ReadOnlySpan<char> text, int at, int end)
    {
        var behind = Glyphs.SkipBlanks(text, at, end);
        return behind < end && text[behind] is '、' or '．' ? behind : at;
    }

    /// <summary>
    /// 1.1 总体要求 is a mark; 1.1万元, 1.5% and 3.15晚会 aren't: a mark has white space, a stop or a Chinese word that is no unit behind it.
    /// </summary>
    private static Marker ReadDecimal(ReadOnlySpan<char> text, int at, int dot, int end, int number)
    {
        var i = dot + 1;
        var style = MarkerStyle.Decimal;
        var last = number;
        if (!SmallNumbers.TryRead(text, ref i, end, out last))
        {
            return default;
        }

        while (i + 1 < end && text[i] is '.' or '．' && Glyphs.IsDigit(text[i + 1]))
        {
            i++;
            if (!SmallNumbers.TryRead(text, ref i, end, out last))
            {
                return default;
            }

            style = MarkerStyle.Decimal3;
        }

        if (i >= end)
        {
            return default;
        }

        if (text[i] is '、' or '.' or '．')
        {
            return new Marker(style, last, i + 1 - at);
        }

        if (Glyphs.IsBlank(text[i]))
        {
            return new Marker(style, last, i - at);
        }

        return style == MarkerStyle.Decimal3 && Glyphs.IsHan(text[i]) && !"万亿元倍个年月日人次公平米吨件户名".Contains(text[i], StringComparison.Ordinal)
            ? new Marker(style, last, i - at)
            : default;
    }

    private static Marker ReadChinese(ReadOnlySpan<char> text, int at, int end)
    {
        var i = at;
        if (!SmallNumbers.TryRead(text, ref i, end, out var number) || i >= end)
        {
            return default;
        }

        i = BeforeStop(text, i, end);
        return text[i] switch
        {
            '、' or '．' => new Marker(MarkerStyle.Chinese, number, i + 1 - at),
            '.' when i + 1 < end && !Glyphs.IsDigit(text[i + 1]) => new Marker(MarkerStyle.Chinese, number, i + 1 - at),
            '）' or ')' => new Marker(MarkerStyle.ChineseBracket, number, i + 1 - at),
            '是' when number <= 20 && !(i + 1 < end && text[i + 1] is '一' or '二') => new Marker(MarkerStyle.OrdinalIs, number, i + 1 - at),
            // 三，强化作风建设。: a comma typed for the 、 of a mark; only the numbers beside it tell (MarkedHeadings).
            '，' or ',' when i - at <= 2 => new Marker(MarkerStyle.Chinese, number, i + 1 - at),
            '要' when number <= 20 => new Marker(MarkerStyle.OrdinalMust, number, i + 1 - at),
            _ => default,
        };
    }

    private static Marker ReadLetter(ReadOnlySpan<char> text, int at, int end)
    {
        if (at + 2 >= end || text[at + 1] is not ('.' or '．' or '、'))
        {
            return default;
        }

        return Glyphs.IsHan(text[at + 2]) || Glyphs.IsBlank(text[at + 2]) ? new Marker(MarkerStyle.Letter, text[at] - 'A' + 1, 2) : default;
    }
}
