using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Finds who speaks in a material, in which sector, and to whom.</summary>
internal static class IssuerFinder
{
    private const int LongestUnit = 36;

    /// <summary>A speaker's name with the office behind it has at most this many units.</summary>
    private const int LongestSpeaker = 6;

    private static readonly SearchValues<char> NotInUnits = SearchValues.Create("，。：；！？“”《》");

    private static readonly SearchValues<char> NotInNames = SearchValues.Create("的把以在为着了是");

    /// <summary>Characters that a sentence opens with and the name of a unit doesn't.</summary>
    private const string OpensSentence = "让使给请供被对向从由经据来就这那我你他各每";

    private static readonly SearchValues<char> BehindUnits = SearchValues.Create("，。：；—“（关辖");

    private static readonly string[] UnitEndings =
    [
        "委员会", "工作委员会", "工委", "党委", "党组", "党总支", "党支部", "支部", "人民政府", "办公室", "领导小组", "组织部",
        "宣传部", "统战部", "纪委监委", "纪委", "监委", "编辑部", "管理局", "委", "局", "厅", "司", "署", "院", "公司", "集团",
        "中心", "总队", "支队", "大队", "学校", "中学", "小学", "大学", "学院", "医院", "总工会", "妇联", "团委", "协会", "商会",
        "党校", "讲师团", "研究室", "编办", "工会", "街道", "社区", "村委会", "部", "银行", "站", "所", "政府", "法院", "检察院",
    ];

    private static readonly (string Sector, string[] Words)[] Sectors =
    [
        ("机关", ["机关党", "直属机关", "机关工委", "直机关", "机关单位", "机关干部", "党政机关", "模范机关", "纪检监察", "组织部", "统战部", "宣传部", "财政局", "税务局", "审批局", "政务服务", "检察院", "法院", "公安"]),
        ("农村", ["农村", "乡村", "村党支部", "村集体", "驻村", "村民", "乡镇", "脱贫攻坚", "村两委", "村“两委”", "农业", "农民"]),
        ("社区", ["社区", "街道", "网格", "小区", "居民", "楼栋", "物业"]),
        ("国企", ["国有企业", "国企", "集团", "公司党", "公司", "央企", "职工", "生产经营", "车间", "项目部"]),
        ("学校", ["学校", "高校", "教师", "学生", "师生", "校园", "教学", "立德树人", "思政课", "学院"]),
        ("两新", ["两新", "“两新”", "非公", "社会组织", "新业态", "新就业群体", "商会", "民营企业", "快递员", "外卖"]),
        ("医院", ["医院", "医护", "医务", "患者", "公立医院", "卫生院"]),
        ("军队", ["部队", "官兵", "军队", "强军", "解放军"]),
    ];

    /// <summary>
    /// The unit that signs, or is named as author, or whose paper the title says it is; for reports and the like, failing that, the unit
    /// that the first sentence tells of. News and essays tell of units that they aren't by.
    /// </summary>
    public static Fact<string>? FindIssuer(RawMaterial raw, DocumentOutline outline, string title, bool hasTitle, string genre)
    {
        if (raw.FrontMatter.Issuer is { } stated)
        {
            return new Fact<string>(stated, 1, FactFinder.FrontMatterEvidence);
        }

        var text = raw.Text;
        if (outline.Title.Author is { } author)
        {
            return new Fact<string>(author.In(text), 0.9, author.In(text));
        }

        if (Signature.Find(text, outline) is { } signature)
        {
            return new Fact<string>(signature.Unit.In(text), 0.85, signature.Unit.In(text));
        }

        if (outline.Title.Kicker is { } kicker && UnitIn(kicker.In(text)) is { } unit)
        {
            return new Fact<string>(unit, 0.7, kicker.In(text));
        }

        var titled = hasTitle ? UnitIn(title) : null;
        if (titled is not null && genre == Genres.Report)
        {
            return new Fact<string>(titled, 0.7, title);
        }

        if (outline.Title.Speaker is { } speaker && SpeakerName(speaker.In(text)) is { } name)
        {
            return new Fact<string>(name, 0.8, speaker.In(text));
        }

        if (genre == Genres.Speech && SpeakerInTitle(text, outline) is { } speaks)
        {
            return speaks;
        }

        if (titled is not null && (genre is not (Genres.News or Genres.Essay) || IsKnownUnit(titled)))
        {
            return new Fact<string>(titled, 0.6, title);
        }

        return genre is Genres.Experience or Genres.Report or Genres.Plan or Genres.DutyReport
            && OpeningSubject(text, outline) is { } subject
            ? new Fact<string>(subject, 0.5, subject)
            : null;
    }

    /// <summary>A unit that names its place, or one of the country.</summary>
    private static bool IsKnownUnit(string unit)
    {
        foreach (var country in (ReadOnlySpan<string>)["中共", "中央", "中国", "全国", "国家", "国务院"])
        {
            if (unit.StartsWith(country, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return PlaceNames.TryFind(unit, 1, out _);
    }

    public static Fact<string>? FindSector(string text, DocumentOutline outline, string title)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 2500));
        var headings = string.Join('\n', outline.Headings.Take(24).Select(h => h.Text));
        var best = "";
        var bestScore = 0;
        var evidence = "";
        foreach (var (sector, words) in Sectors)
        {
            var score = 0;
            var strongest = "";
            foreach (var word in words)
            {
                var here = head.Count(word) + headings.AsSpan().Count(word) + (title.Contains(word, StringComparison.Ordinal) ? 6 : 0);
                if (here > 0 && strongest.Length == 0)
                {
                    strongest = word;
                }

                score += here;
            }

            if (score > bestScore)
            {
                (best, bestScore, evidence) = (sector, score, strongest);
            }
        }

        return bestScore >= 3 ? new Fact<string>(best, Math.Min(0.9, 0.4 + (bestScore * 0.04)), evidence) : null;
    }

    public static Fact<string>? FindAudience(string text, DocumentOutline outline)
    {
        if (outline.Title.Salutation is not { } salutation)
        {
            return null;
        }

        var words = salutation.In(text).Trim().TrimEnd('：', ':', '！', '!', '，', ',');
        return new Fact<string>(words, 0.95, salutation.In(text).Trim());
    }

    /// <summary>A unit's name on a line of its own: short, ending as units do, without a verb's object behind it.</summary>
    public static bool IsUnitLine(ReadOnlySpan<char> line)
    {
        var end = Glyphs.TrimEnd(line, 0, line.Length);
        if (end is < 4 or > LongestUnit || line[..end].ContainsAny(NotInUnits))
        {
            return false;
        }

        line = line[..end];
        if (line.ContainsAny(NotInNames) || Marker.TryRead(line, 0, end, out _))
        {
            return false;
        }

        if (Label.OpensWithVerb(line) && !line.StartsWith("中共", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var ending in UnitEndings)
        {
            if (ending.Length >= 2 && line.EndsWith(ending, StringComparison.Ordinal))
            {
                return line.Length > ending.Length + 1
                    && (line.StartsWith("中共", StringComparison.Ordinal) || HoldsPlaceOrMask(line) || line.Length <= 14);
            }
        }

        return (line.EndsWith("委", StringComparison.Ordinal) || line.EndsWith("局", StringComparison.Ordinal)
            || line.EndsWith("厅", StringComparison.Ordinal) || line.EndsWith("部", StringComparison.Ordinal))
            && HoldsPlaceOrMask(line);
    }

    private static bool HoldsPlaceOrMask(ReadOnlySpan<char> line) => PlaceNames.TryFind(line, 8, out _) || line.ContainsAny("*×某X");

    /// <summary>
    /// The unit that a stretch opens with: up to the ending that units' names have; null when it opens with anything else.
    /// </summary>
    private static string? UnitIn(ReadOnlySpan<char> words)
    {
        words = words[..Math.Min(words.Length, LongestUnit)];

        // 2025年上海市政府工作报告 is of 上海市政府.
        if (DateLines.TryFind(words, out var at, out var length, out _, out _, out _) && at == 0)
        {
            words = words[length..];
        }

        words = words.TrimStart("0123456789０１２３４５６７８９ \u3000");
        var stop = words.IndexOfAny(BehindUnits);
        if (stop >= 0)
        {
            words = words[..stop];
        }

        var best = 0;
        foreach (var ending in UnitEndings)
        {
            if (ending.Length < 2 && ending is not ("委" or "局" or "厅"))
            {
                continue;
            }

            var found = words.IndexOf(ending, StringComparison.Ordinal);
            if (found >= 2 && found + ending.Length > best && !EndsOtherWord(words, found + ending.Length))
            {
                best = found + ending.Length;
            }
        }

        if (best < 4)
        {
            return null;
        }

        var unit = words[..best].Trim();
        if (!IsName(unit))
        {
            return null;
        }

        return unit.SequenceEqual("国务院政府") ? "国务院" : unit.ToString();
    }

    /// <summary>党组织, 委员, 局面: what ends here goes on as another word.</summary>
    private static bool EndsOtherWord(ReadOnlySpan<char> words, int end) =>
        end < words.Length && (words[end - 1], words[end]) is ('组', '织') or ('委', '员' or '托' or '派') or ('局', '面' or '部' or '限' or '势');

    /// <summary>False for stretches of a sentence that happen to end like a unit: 让每个党支部, 某某主持召开某委员会.</summary>
    private static bool IsName(ReadOnlySpan<char> words)
    {
        if (words.ContainsAny(NotInNames) || OpensSentence.Contains(words[0], StringComparison.Ordinal)
            || words.StartsWith("习近平", StringComparison.Ordinal))
        {
            return false;
        }

        if (Label.OpensWithVerb(words) && !PlaceNames.TryFind(words, 1, out _))
        {
            return false;
        }

        foreach (var word in (ReadOnlySpan<string>)["主持", "召开", "来到", "走进", "下沉", "出席", "考察", "党员到", "日电"])
        {
            if (words.Contains(word, StringComparison.Ordinal))
            {
                return false;
            }
        }

        // 工业和信息化局 is one unit; 党组织书记和居委 isn't.
        if (!words.Contains('和'))
        {
            return true;
        }

        foreach (var name in (ReadOnlySpan<string>)[
            "工业和", "农业和", "文化和", "资源和", "住房和", "发展和", "中央和国家", "卫生和", "党史和", "统战和", "民族和", "安全和", "监察和", "教育和", "体育和"
        ])
        {
            if (words.Contains(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who speaks, without 作者：; null for a reporter, who speaks for a newspaper that isn't named.</summary>
    private static string? SpeakerName(string line)
    {
        if (line.StartsWith("本报记者", StringComparison.Ordinal) || line.StartsWith("记者", StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var prefix in (ReadOnlySpan<string>)["作者", "主讲人", "汇报人", "述职人", "发言人", "报告人"])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal))
            {
                return line[prefix.Length..].TrimStart('：', ':', ' ', '\u3000');
            }
        }

        return line;
    }

    /// <summary>张三：在某会上的讲话, 张三在某会上的讲话: the title's line opens with who speaks.</summary>
    private static Fact<string>? SpeakerInTitle(string text, DocumentOutline outline)
    {
        if (outline.Title.Title is not { } title)
        {
            return null;
        }

        var start = text.LastIndexOf('\n', title.Start) + 1;
        var line = text.AsSpan(start, title.End - start).TrimStart();
        var behind = line.IndexOfAny('：', '在', '同');
        if (behind is < 2 or > LongestSpeaker || !TitleFinder.IsSurname(line[0]))
        {
            return null;
        }

        var name = line[..behind];
        foreach (var office in (ReadOnlySpan<string>)["总书记", "主席", "总理", "书记", "部长", "省长", "市长", "区长", "县长", "镇长", "局长", "同志"])
        {
            if (name.EndsWith(office, StringComparison.Ordinal))
            {
                name = name[..^office.Length];
            }
        }

        if (name.Length is < 2 or > 3)
        {
            return null;
        }

        foreach (var c in name)
        {
            if (!Glyphs.IsHan(c))
            {
                return null;
            }
        }

        return new Fact<string>(name.ToString(), 0.8, line.ToString());
    }

    private static string? OpeningSubject(string text, DocumentOutline outline)
    {
        if (outline.Title.BodyParagraph >= outline.Paragraphs.Count)
        {
            return null;
        }

        var p = outline.Paragraphs[outline.Title.BodyParagraph];
        var opening = text.AsSpan(p.Start, Math.Min(p.Length, 70));
        foreach (var lead in (ReadOnlySpan<string>)["近年来，", "今年以来，", "一年来，"])
        {
            if (opening.StartsWith(lead, StringComparison.Ordinal))
            {
                opening = opening[lead.Length..];
            }
        }

        if (DateLines.TryFind(opening, out var at, out var length, out _, out _, out _) && at == 0)
        {
            opening = opening[length..];
            if (opening.StartsWith("，", StringComparison.Ordinal))
            {
                opening = opening[1..];
            }
        }

        if (UnitIn(opening) is { } unit && PlaceNames.TryFind(unit, 8, out _))
        {
            return unit;
        }

        return PlaceNames.TryFind(opening, 1, out var chain) && chain.IsNamed ? opening[chain.Start..chain.End].ToString() : null;
    }
}
