using System.Globalization;
using KnowledgeBase.Materials;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace KnowledgeBase.Readers;

/// <summary>
/// Takes front matter from named values, whichever format they come from. Names are known in English and Chinese; a value that cannot be
/// taken is left out with a warning that names its field.
/// </summary>
internal static class FrontMatterReader
{
    /// <summary>The YAML scanner takes quadratic time over open brackets; nobody's front matter has this many.</summary>
    private const int MaxBrackets = 1000;

    /// <summary>Characters of a line before its colon that can be the name of a field.</summary>
    private const int MostBeforeColon = 20;

    private const string AccessField = "access";

    /// <summary>Names by which genres go in people's files, beside those of <see cref="Genres.All"/>.</summary>
    private static readonly Dictionary<string, string> GenreAliases = new(StringComparer.Ordinal)
    {
        ["经验交流材料"] = Genres.Experience,
        ["典型经验"] = Genres.Experience,
        ["总结"] = Genres.Report,
        ["汇报"] = Genres.Report,
        ["工作汇报"] = Genres.Report,
        ["报告"] = Genres.Report,
        ["工作报告"] = Genres.Report,
        ["致辞"] = Genres.Speech,
        ["讲话稿"] = Genres.Speech,
        ["计划"] = Genres.Plan,
        ["工作计划"] = Genres.Plan,
        ["要点"] = Genres.Plan,
        ["方案"] = Genres.Scheme,
        ["意见"] = Genres.Scheme,
        ["通知"] = Genres.Scheme,
        ["述职"] = Genres.DutyReport,
        ["条例"] = Genres.Rules,
        ["办法"] = Genres.Rules,
        ["规定"] = Genres.Rules,
        ["评论"] = Genres.Essay,
        ["党课"] = Genres.Lecture,
        ["简报"] = Genres.News,
        ["通讯"] = Genres.News,
    };

    /// <summary>
    /// Reads the YAML between the dashes. Only a flat mapping of scalars is taken, and of who may read it a list too; anchors and aliases
    /// are not followed. What speaks of who may read it and cannot be read is not passed over: <see cref="FrontMatter.Access"/> is empty
    /// then.
    /// </summary>
    public static FrontMatter ReadYaml(string yaml, List<string> warnings)
    {
        var result = ReadFields(yaml, warnings, out var isWhole);
        return isWhole || result.Access is not null || !SpeaksOfAccess(yaml) ? result : result with { Access = "" };
    }

    /// <summary>Whether a line of a text begins as one does that says who may read it.</summary>
    public static bool SpeaksOfAccess(string text)
    {
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var colon = line.IndexOfAny(':', '：');
            if (colon > 0 && colon <= MostBeforeColon && Canonical(line[..colon].Trim("\"' \t-").ToString()) == AccessField)
            {
                return true;
            }
        }

        return false;
    }

    private static FrontMatter ReadFields(string yaml, List<string> warnings, out bool isWhole)
    {
        isWhole = false;
        var result = FrontMatter.None;
        if (yaml.AsSpan().CountAny('[', '{') > MaxBrackets)
        {
            warnings.Add(Invariant($"Front matter holds more than {MaxBrackets} brackets and was left out."));
            return result;
        }

        try
        {
            var parser = new Parser(new StringReader(yaml));
            parser.Consume<StreamStart>();
            if (parser.Accept<StreamEnd>(out _))
            {
                isWhole = true;
                return result;
            }

            parser.Consume<DocumentStart>();
            if (!parser.TryConsume<MappingStart>(out _))
            {
                warnings.Add("Front matter is no list of «name: value» and was left out.");
                return result;
            }

            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (!parser.TryConsume<Scalar>(out var name))
                {
                    warnings.Add(
                        Invariant($"Front matter, line {parser.Current?.Start.Line}: a name was expected; the rest was left out."));
                    return result;
                }

                if (Canonical(name.Value) == AccessField)
                {
                    var said = ReadAccess(parser);
                    result = said is "~" or "null" ? result : WithAccess(result, said);
                }
                else if (parser.TryConsume<Scalar>(out var value))
                {
                    result = With(result, name.Value, value.Value, warnings);
                }
                else if (parser.Current is SequenceStart or MappingStart or AnchorAlias)
                {
                    Skip(parser);
                    if (IsKnown(name.Value))
                    {
                        warnings.Add(
                            $"Front matter field «{Short(name.Value)}» holds a list or an alias where one value was expected, "
                            + "and was left out.");
                    }
                }
                else
                {
                    parser.MoveNext();
                }
            }

            isWhole = true;
        }
        catch (YamlException e)
        {
            warnings.Add(
                Invariant($"Front matter is broken in its line {e.Start.Line}; fields from there on were left out: {Short(e.Message)}"));
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException)
        {
            // The scanner loses its place over some control characters.
            warnings.Add("Front matter is broken; fields from there on were left out.");
        }

        return result;
    }

    /// <summary>Takes one value.</summary>
    public static FrontMatter With(FrontMatter frontMatter, string name, string? value, List<string> warnings)
    {
        value = value?.Trim();
        if (string.IsNullOrEmpty(value) || value is "~" or "null")
        {
            return frontMatter;
        }

        void Bad(string expected) =>
            warnings.Add($"Front matter field «{Short(name)}» holds «{Short(value)}»; expected {expected}. It was left out.");
        switch (Canonical(name))
        {
            case "title":
                return frontMatter with { Title = value };
            case "issuer":
                return frontMatter with { Issuer = value };
            case "source":
                return frontMatter with { Source = value };
            case AccessField:
                return WithAccess(frontMatter, value);
            case "date":
                if (DateText.TryParse(value, out var date))
                {
                    return frontMatter with { Date = date };
                }

                if (TryYear(value, out var yearOfDate))
                {
                    return frontMatter with { Year = yearOfDate };
                }

                Bad("a day such as 2023-07-01 or 2023年7月1日");
                return frontMatter;
            case "year":
                if (TryYear(value, out var year))
                {
                    return frontMatter with { Year = year };
                }

                Bad("a year such as 2023");
                return frontMatter;
            case "genre":
                if (Genres.All.Contains(value, StringComparer.Ordinal))
                {
                    return frontMatter with { Genre = value };
                }

                if (GenreAliases.TryGetValue(value, out var genre))
                {
                    return frontMatter with { Genre = genre };
                }

                Bad($"one of {string.Join('、', Genres.All)}");
                return frontMatter;
            case "tier":
                if (Tiers.All.Contains(value, StringComparer.Ordinal))
                {
                    return frontMatter with { Tier = value };
                }

                Bad($"one of {string.Join('、', Tiers.All)}");
                return frontMatter;
            default:
                return frontMatter;
        }
    }

    /// <summary>Takes what is said of who may read it, where that is no value: it cannot be told then.</summary>
    public static FrontMatter WithAccess(FrontMatter frontMatter, string? value)
    {
        // Said twice, it is said once only when both agree.
        var said = value?.Trim() ?? "";
        return frontMatter with { Access = frontMatter.Access is { } before && before != said ? "" : said };
    }

    /// <summary>True when a field of that name says who may read it.</summary>
    public static bool IsAccess(string name) => Canonical(name) == AccessField;

    /// <summary>True when a field of that name has a meaning here.</summary>
    public static bool IsKnown(string name) => Canonical(name) is not null;

    private static string? Canonical(string name) => name.Trim().ToLowerInvariant() switch
    {
        "title" or "标题" or "题目" => "title",
        "issuer" or "发文单位" or "发文机关" or "单位" or "作者" or "author" => "issuer",
        "date" or "日期" or "发布日期" or "成文日期" => "date",
        "year" or "年份" or "年度" => "year",
        "genre" or "文种" or "体裁" => "genre",
        "tier" or "层级" => "tier",
        "source" or "url" or "来源" or "出处" => "source",
        "access" or "权限" or "范围" => AccessField,
        _ => null,
    };

    private static bool TryYear(string value, out int year)
    {
        var digits = value.EndsWith('年') ? value[..^1].Trim() : value;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out year) && year is >= 1900 and <= 2200;
    }

    /// <summary>A value, or a list of such; null for anything else, which is skipped.</summary>
    private static string? ReadAccess(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var value))
        {
            return value.Value;
        }

        if (!parser.TryConsume<SequenceStart>(out _))
        {
            Skip(parser);
            return null;
        }

        var values = new List<string>();
        var isFlat = true;
        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            if (parser.TryConsume<Scalar>(out var one))
            {
                values.Add(one.Value);
            }
            else
            {
                Skip(parser);
                isFlat = false;
            }
        }

        return isFlat ? string.Join('、', values) : null;
    }

    private static void Skip(Parser parser)
    {
        // Front matter is bounded in length, and the parser gives events, so that nothing expands and nothing recurses here.
        var depth = 0;
        do
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            parser.MoveNext();
        }
        while (depth > 0);
    }

    private static string Short(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
