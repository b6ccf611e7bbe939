using System.Text;

namespace KnowledgeBase.Tests;

/// <summary>
/// Texts and queries that nobody would write, made of what the program looks for: marks of headings, brackets and quotes that close
/// nothing, numbers of every form and size, dates that never were, half characters, and real texts cut and shuffled at any unit. The same
/// seed makes the same ones. Compiled into the tests, and into the attack that makes a million of them.
/// </summary>
internal sealed class HostileText
{
    private const int LongestRun = 300;

    private static readonly string[] Pieces =
    [
        // Marks of headings and of items.
        "一、", "（一）", "(十二)", "1．", "1.", "１、", "①", "⑳", "㈠", "Ⅳ.", "第一，", "第一章", "第九百九十九条", "第二个问题：", "一是", "二要", "三者",
        "首先，", "其次，", "最后，", "做法一：", "启示之一：", "——", "•", "- ", "* ", "# ", "A.", "99999999999、", "（一", "一）", "）", "目录", "……………………3",

        // Brackets and quotes, which pair only by accident.
        "“", "”", "‘", "’", "\"", "'", "「", "」", "『", "』", "《", "》", "〈", "〉", "（", "(", ")", "【", "】", "[", "]", "〔", "〕", "全文）",
        "全文)", "：“",

        // Numbers.
        "0", "1", "9", "〇", "零", "○", "两", "十", "廿", "百", "千", "万", "亿", "萬", "億", "亿亿", "壹", "佰", "1亿亿亿亿", "1234567890123456789", "３０",
        "40％", "40%", "‰", "百分之", "百分之三十", "十分之零", "三分之二", "1/2", "0.000001", "1,234,567", ".5", "1.2.3", "3至5", "100—260", "十几", "余", "多",
        "近", "超过", "不到", "从", "到", "提高到", "下降", "个百分点", "成", "半", "点", "第", "¾", "²", "Ⅻ", "零下", "-1", "NaN", "∞",

        // Dates.
        "2023年", "2023年13月32日", "二〇二三年五月六日", "0年", "0000年", "99999999999年", "2023-02-30", "1900.2.29", "2100/12/31",
        "9999年12月31日", "月", "日", "号",
        "2023年2月29日", "今年以来", "去年", "“十四五”", "五年", "2000—2023年",

        // What is counted, and who does it.
        "名党员", "个", "户", "件", "万元", "人次", "全局共有党员", "我县现有", "县委组织部", "某某区直机关工委", "**市", "X县", "某", "张三", "欧阳", "书记", "局党组",
        "青发〔2023〕5号", "〔〕号", "试行", "附件：", "附件1", "（此件公开发布）", "同志们：", "各县区党委，", "尊敬的各位代表：", "新华社北京1月1日电", "记者", "来源：",
        "关于", "的通知", "的讲话", "工作总结", "实施方案", "习近平新时代中国特色社会主义思想", "四个意识", "三会一课", "“三会一课”", "两个维护", "党建引领", "网格",
        "坚持", "坚决", "打造", "探索", "推行", "建立", "机制", "模式", "工作法", "有效", "提升", "实现", "获评", "荣获", "全国先进", "被评为", "位列第一", "要", "必须",

        // Stops, blanks and line ends.
        "，", "。", "、", "；", "：", "！", "？", "…", ",", ".", ";", ":", "!", "?", "\n", "\n\n", "\r\n", "\r", " ", "\t", "　", "　　",
        "\u00A0", "\u2028", "\u2029", "\u0085", "\v",
        "|", "||", "\t\t", "---", "+",

        // What breaks programs.
        "\0", "\uFFFE", "\uFFFF", "\uFEFF", "\uFFFD", "\u200B", "\u200D", "\u202E", "\u2066", "\u2069", "\u0301", "\uFE0F",
        "\U000E0100", "\uD842\uDFB7", "\uD83D\uDE00",
        "\uD800", "\uDC00", "\uDBFF", "\uDFFF", "\u1E9E", "İ", "ß", "ﬁ", "㎡", "㍿", "ﷺ", "ཀྵ", "e\u0301", "가", "\u1100\u1161", "́",
        "<b>", "&amp;", "</script>", "\\", "%s", "{0}",
    ];

    private static readonly string[] Operators =
    [
        "AND", "OR", "NOT", "与", "或", "非", "且", "&&", "||", "|", "！", "!", "-", "－", "+", "＋", "(", ")", "（", "）", "\"", "“", "”",
        "＂", "《", "》", "~", "*", "?", "^", ":",
        "：", "主题:", "主题：", "年:", "年份：", "year:", "ｙｅａｒ：", "文种:", "层级:", "单位:", "标题:", "标题：", "title:\"", "2020-2023", "2020..",
        "..2023", "2023至2020",
        "99999999999999999999", "-2147483648", " ", "　", "党建引领", "三会一课", "1亿亿亿亿", "30%", "a", "主题", "的", "是什么", "如何", "有哪些",
    ];

    private readonly Random _random;
    private readonly IReadOnlyList<string> _texts;

    /// <summary>Makes texts.</summary>
    /// <param name="seed">Decides all of them.</param>
    /// <param name="texts">Real texts, to be cut and shuffled; none is well too.</param>
    public HostileText(int seed, IReadOnlyList<string> texts)
    {
        _random = new Random(seed);
        _texts = texts;
    }

    /// <summary>The next text.</summary>
    /// <param name="longest">About how long it may be.</param>
    public string Next(int longest) => _random.Next(20) switch
    {
        0 => "",
        1 => Piece(Pieces),
        2 => Run(longest),
        < 10 when _texts.Count > 0 => Mutated(longest),
        _ => Composed(Pieces, longest),
    };

    /// <summary>The next query.</summary>
    /// <param name="longest">About how long it may be.</param>
    public string NextQuery(int longest) => _random.Next(12) switch
    {
        0 => Next(longest),
        1 => Run(longest),
        2 => string.Concat(Enumerable.Repeat(Piece(Operators), _random.Next(1, 5000))),
        3 => string.Concat(Enumerable.Repeat(Piece(Operators) + Piece(Operators), _random.Next(1, 2500))),
        _ => Composed(_random.Next(3) == 0 ? Pieces : Operators, longest),
    };

    private string Piece(string[] pieces) => pieces[_random.Next(pieces.Length)];

    private string Composed(string[] pieces, int longest)
    {
        var length = _random.Next(longest);
        var text = new StringBuilder();

        // A few pieces over and over make what their finders look for far more often than all of them at once.
        var few = Enumerable.Range(0, _random.Next(2, 40)).Select(_ => Piece(pieces)).ToArray();
        while (text.Length < length)
        {
            switch (_random.Next(24))
            {
                case 0:
                    text.Append((char)_random.Next(0x10000));
                    break;
                case 1:
                    text.Append((char)_random.Next('一', '龥'));
                    break;
                case 2:
                    text.Append(Piece(few)[0], _random.Next(1, 12));
                    break;
                case < 6 when _texts.Count > 0:
                    text.Append(Stretch(_random.Next(1, 60)));
                    break;
                case < 10:
                    text.Append(Piece(pieces));
                    break;
                default:
                    text.Append(Piece(few));
                    break;
            }
        }

        return text.ToString();
    }

    private string Run(int longest) => string.Concat(Enumerable.Repeat(Piece(Pieces), _random.Next(1, Math.Min(longest, LongestRun))));

    // A stretch of a real text with a few wounds.
    private string Mutated(int longest)
    {
        var text = new StringBuilder(Stretch(_random.Next(1, longest)));
        for (var wounds = _random.Next(1, 12); wounds > 0; wounds--)
        {
            var at = _random.Next(text.Length + 1);
            var length = Math.Min(_random.Next(1, 30), text.Length - at);
            switch (_random.Next(5))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    var moved = text.ToString(at, length);
                    text.Remove(at, length).Insert(_random.Next(text.Length + 1), moved);
                    break;
                case 3:
                    text.Length = at;
                    break;
                default:
                    text.Insert(at, Piece(Pieces));
                    break;
            }
        }

        return text.ToString();
    }

    private string Stretch(int length)
    {
        var text = _texts[_random.Next(_texts.Count)];
        var start = _random.Next(3) == 0 ? 0 : _random.Next(text.Length);
        return text.Substring(start, Math.Min(length, text.Length - start));
    }
}
