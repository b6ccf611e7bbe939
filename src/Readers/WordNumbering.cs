using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>Resolves automatic numbering into the text that Word shows: 一、, （二）, 3., ①.</summary>
internal sealed class WordNumbering
{
    private const int Levels = 9;

    private readonly Dictionary<int, NumberingInstance> _instances = [];
    private readonly Dictionary<int, AbstractNum> _abstracts = [];
    private readonly Dictionary<string, AbstractNum> _byStyle = new(StringComparer.Ordinal);
    private readonly Dictionary<int, int?[]> _counters = [];
    private readonly HashSet<(int Instance, int Level)> _restarted = [];

    public WordNumbering(NumberingDefinitionsPart? part)
    {
        if (part?.Numbering is not { } numbering)
        {
            return;
        }

        foreach (var definition in numbering.Elements<AbstractNum>())
        {
            if (definition.AbstractNumberId?.Value is { } id)
            {
                _abstracts.TryAdd(id, definition);
            }

            if (definition.StyleLink?.Val?.Value is { } style)
            {
                _byStyle.TryAdd(style, definition);
            }
        }

        foreach (var instance in numbering.Elements<NumberingInstance>())
        {
            if (instance.NumberID?.Value is { } id)
            {
                _instances.TryAdd(id, instance);
            }
        }
    }

    /// <summary>
    /// Counts a paragraph and gives its mark, with the space that parts it from the text; empty for bullets and for unknown lists.
    /// </summary>
    /// <param name="id">numId of the paragraph.</param>
    /// <param name="given">ilvl of the paragraph; null when neither it nor its style names one.</param>
    /// <param name="styles">Ids of its style and of those that this one is based on.</param>
    public string Next(int id, int? given, IReadOnlyList<string> styles)
    {
        if (!_instances.TryGetValue(id, out var instance) || Abstract(instance) is not { } definition)
        {
            return "";
        }

        var level = given ?? LevelOf(styles, definition);
        if (level is < 0 or >= Levels)
        {
            return "";
        }

        var key = definition.AbstractNumberId?.Value ?? -id;
        if (!_counters.TryGetValue(key, out var counters))
        {
            _counters.Add(key, counters = new int?[Levels]);
        }

        var own = Override(instance, level);
        if (own?.StartOverrideNumberingValue?.Val?.Value is { } startOver && _restarted.Add((id, level)))
        {
            counters[level] = startOver;
        }
        else
        {
            counters[level] = counters[level] is { } last ? last + 1 : Start(instance, definition, level);
        }

        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            // A level begins anew behind every level above it, unless it says behind which, or behind none (0).
            if (Definition(instance, definition, deeper)?.LevelRestart?.Val?.Value is not { } restart || level < restart)
            {
                counters[deeper] = null;
            }
        }

        if (Definition(instance, definition, level) is not { } shown || Format(shown) is "bullet")
        {
            return "";
        }

        return Mark(instance, definition, shown, counters, level);
    }

    private static int LevelOf(IReadOnlyList<string> styles, AbstractNum definition)
    {
        foreach (var style in styles)
        {
            var own = definition.Elements<Level>().FirstOrDefault(l => l.ParagraphStyleIdInLevel?.Val?.Value == style);
            if (own?.LevelIndex?.Value is { } level)
            {
                return level;
            }
        }

        return 0;
    }

    private static string Mark(NumberingInstance instance, AbstractNum definition, Level shown, int?[] counters, int level)
    {
        var pattern = shown.LevelText?.Val?.Value ?? "";
        var legal = shown.IsLegalNumberingStyle is not null;
        var mark = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] != '%' || i + 1 == pattern.Length || pattern[i + 1] is < '1' or > '9')
            {
                mark.Append(pattern[i]);
                continue;
            }

            var other = pattern[++i] - '1';
            var format = Definition(instance, definition, other) is { } otherLevel ? Format(otherLevel) : "decimal";
            var number = counters[other] ??= Start(instance, definition, other);
            mark.Append(NumberText.Write(number, legal && other < level ? "decimal" : format));
        }

        if (mark.Length == 0)
        {
            return "";
        }

        // Chinese marks close themselves; Latin ones need the gap that the tab makes on paper.
        var follows = shown.LevelSuffix?.Val?.InnerText ?? "tab";
        if (mark[^1] != ' ' && (follows == "space" || (follows != "nothing" && !InlineText.IsWide(mark[^1]))))
        {
            mark.Append(' ');
        }

        return mark.ToString();
    }

    private AbstractNum? Abstract(NumberingInstance instance)
    {
        if (instance.AbstractNumId?.Val?.Value is not { } id || !_abstracts.TryGetValue(id, out var definition))
        {
            return null;
        }

        return definition.NumberingStyleLink?.Val?.Value is { } style && _byStyle.TryGetValue(style, out var linked) ? linked : definition;
    }

    private static LevelOverride? Override(NumberingInstance instance, int level) =>
        instance.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == level);

    private static Level? Definition(NumberingInstance instance, AbstractNum definition, int level) =>
        Override(instance, level)?.Level ?? definition.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == level);

    private static int Start(NumberingInstance instance, AbstractNum definition, int level) =>
        Definition(instance, definition, level)?.StartNumberingValue?.Val?.Value ?? 1;

    private static string Format(Level level) => level.NumberingFormat?.Val?.InnerText ?? "decimal";
}

/// <summary>Numbers in the formats of ECMA-376 part 1, 17.18.59 (ST_NumberFormat), that Chinese documents use.</summary>
internal static class NumberText
{
    private const string Digits = "〇一二三四五六七八九";
    private const string Heavenly = "甲乙丙丁戊己庚辛壬癸";
    private const string Earthly = "子丑寅卯辰巳午未申酉戌亥";
    private const string FullWidthDigits = "０１２３４５６７８９";
    private const string Circles = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿";
    private const string Parenthesized = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇";
    private const string WithFullStop = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛";
    private const string IdeographsInCircles = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉";

    public static string Write(int number, string format) => format switch
    {
        "chineseCounting" or "chineseCountingThousand" or "japaneseCounting" or "taiwaneseCounting" or "taiwaneseCountingThousand"
        or "koreanCounting" or "ideographLegalTraditional"
            => Chinese(number, "零一二三四五六七八九", ["", "十", "百", "千"]),
        "chineseLegalSimplified" => Chinese(number, "零壹贰叁肆伍陆柒捌玖", ["", "拾", "佰", "仟"], full: true),
        "ideographDigital" or "taiwaneseDigital" or "japaneseDigitalTenThousand" => InDigits(number, Digits),
        "ideographTraditional" => OneOf(Heavenly, number, Decimal(number)),
        "ideographZodiac" => OneOf(Earthly, number, Decimal(number)),
        "decimalEnclosedCircle" or "decimalEnclosedCircleChinese" => OneOf(Circles, number, Decimal(number)),
        "decimalEnclosedParen" => OneOf(Parenthesized, number, $"({Decimal(number)})"),
        "decimalEnclosedFullstop" => OneOf(WithFullStop, number, $"{Decimal(number)}."),
        "ideographEnclosedCircle" => OneOf(IdeographsInCircles, number, Decimal(number)),
        "decimalFullWidth" or "decimalFullWidth2" => InDigits(number, FullWidthDigits),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "upperLetter" => Letters(number, 'A'),
        "lowerLetter" => Letters(number, 'a'),
        "upperRoman" => Roman(number),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "none" => "",
        _ => Decimal(number),
    };

    private static string Decimal(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>The sign of a number, from 1; what is written instead where the signs end.</summary>
    private static string OneOf(string signs, int number, string otherwise) =>
        number >= 1 && number <= signs.Length ? signs[number - 1].ToString() : otherwise;

    private static string InDigits(int number, string digits) =>
        string.Concat(Decimal(number).Select(d => char.IsAsciiDigit(d) ? digits[d - '0'] : d));

    /// <summary>Up to 9999; 11 is 十一, and 一十一 never, unless in full.</summary>
    private static string Chinese(int number, string digits, string[] units, bool full = false)
    {
        if (number is < 0 or > 9999)
        {
            return Decimal(number);
        }

        if (number == 0)
        {
            return digits[..1];
        }

        var result = new StringBuilder();
        var zero = false;
        for (var (power, rest, scale) = (3, number, 1000); power >= 0; power--, scale /= 10)
        {
            var digit = rest / scale;
            rest %= scale;
            if (digit == 0)
            {
                zero = result.Length > 0;
                continue;
            }

            if (zero)
            {
                result.Append(digits[0]);
                zero = false;
            }

            if (full || digit != 1 || power != 1 || result.Length > 0)
            {
                result.Append(digits[digit]);
            }

            result.Append(units[power]);
        }

        return result.ToString();
    }

    /// <summary>A…Z, then AA, BB: Word repeats the letter.</summary>
    private static string Letters(int number, char first) =>
        number is >= 1 and <= 26 * 8 ? new string((char)(first + ((number - 1) % 26)), ((number - 1) / 26) + 1) : Decimal(number);

    private static string Roman(int number)
    {
        if (number is < 1 or > 3999)
        {
            return Decimal(number);
        }

        var result = new StringBuilder();
        foreach (var (value, letters) in ((int, string)[])[
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
            (5, "V"), (4, "IV"), (1, "I")
        ])
        {
            for (; number >= value; number -= value)
            {
                result.Append(letters);
            }
        }

        return result.ToString();
    }
}
