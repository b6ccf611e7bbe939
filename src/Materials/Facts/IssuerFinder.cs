using System.Buffers;

namespace KnowledgeBase.Materials;

/// <summary>Finds who speaks in a material, at which tier, about which region, in which sector, and to whom.</summary>
internal static class IssuerFinder
{
    private const int LongestUnit = 36;

    private static readonly SearchValues<char> NotInUnits = SearchValues.Create("，。：；！？“”《》");

    private static readonly SearchValues<char> BehindUnits = SearchValues.Create("，。：；—“（关辖");

    private static readonly string[] UnitEndings =
    [
        "委员会", "工作委员会", "工委", "党委", "党组", "党总支", "党支部", "支部", "人民政府", "办公室", "领导小组", "组织部",
        "宣传部", "统战部", "纪委监委", "纪委", "监委", "编辑部", "管理局", "委", "局", "厅", "司", "署", "院", "公司", "集团",
        "中心", "总队", "支队", "大队", "学校", "中学", "小学", "大学", "学院", "医院", "总工会", "妇联", "团委", "协会", "商会",
        "党校", "讲师团", "研究室", "编办", "工会", "街道", "社区", "村委会", "部", "银行", "站", "所", "政府", "法院", "检察院",
    ];

    private static readonly string[] CentralWords =
    [
        "中共中央", "届中央", "党中央", "国务院", "中央纪委", "中央组织部", "全国人民代表大会", "全国政协", "中央和国家机关",
        "中华人民共和国", "总书记", "国家主席", "全国各族人民", "工业和信息化部", "国家发展改革委", "教育部", "科技部", "财政部",
        "交通运输部", "农业农村部", "国家卫生健康委", "国家药监局", "国家邮政局", "国家能源局", "国务院国资委", "民政部", "司法部",
        "住房城乡建设部", "水利部", "商务部", "应急管理部", "人力资源社会保障部", "自然资源部", "生态环境部", "公安部",
        "文化和旅游部", "国家林业", "国家税务总局", "市场监管总局", "我们党", "全党",
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

    /// <summary>The unit that signs, or is named as author, or that the opening tells of.</summary>
    public static Fact<string>? FindIssuer(RawMaterial raw, Outline outline, string title, bool hasTitle)
    {
        if (raw.FrontMatter.Issuer is { } stated) return new Fact<string>(stated, 1, FactFinder.FrontMatterEvidence);
        var text = raw.Text;
        if (outline.Title.Author is { } author) return new Fact<string>(author.In(text), 0.9, author.In(text));
        if (Signature(text, outline) is { } signature) return new Fact<string>(signature, 0.85, signature);
        if (outline.Title.Kicker is { } kicker && UnitIn(kicker.In(text)) is { } unit) return new Fact<string>(unit, 0.7, kicker.In(text));
        if (outline.Title.Speaker is { } speaker) return new Fact<string>(SpeakerName(speaker.In(text)), 0.8, speaker.In(text));
        if (hasTitle && UnitIn(title) is { } titled) return new Fact<string>(titled, 0.6, title);
        return OpeningSubject(text, outline) is { } subject ? new Fact<string>(subject, 0.5, subject) : null;
    }

    /// <summary>The tier of the issuer, or failing that of the unit that the title and the opening tell of.</summary>
    public static (Fact<string>? Tier, Fact<string>? Region) FindPlace(RawMaterial raw, Outline outline, string title, bool hasTitle, Fact<string>? issuer)
    {
        var text = raw.Text;
        Fact<string>? tier = raw.FrontMatter.Tier is { } stated ? new Fact<string>(stated, 1, FactFinder.FrontMatterEvidence) : null;
        Fact<string>? region = null;
        foreach (var (words, confidence) in Evidence(text, outline, title, hasTitle, issuer))
        {
            if (words.Length == 0) continue;
            if (PlaceNames.TryFind(words, 24, out var chain))
            {
                var found = words[chain.Start..chain.End];
                if (chain.IsNamed) region ??= new Fact<string>(found, confidence, words);
                tier ??= new Fact<string>(IsOwnUnit(words, chain) ? Tiers.Unit : chain.Tier, confidence, words);
            }
            else if (UnitTier(words) is { } unit)
            {
                tier ??= new Fact<string>(unit, confidence, words);
            }

            if (tier is not null && region is not null) break;
        }

        return (tier ?? CentralTier(text, outline, title) ?? OwnTier(text) ?? MentionedCentre(text), region);
    }

    public static Fact<string>? FindSector(string text, Outline outline, string title)
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
                if (here > 0 && strongest.Length == 0) strongest = word;
                score += here;
            }

            if (score > bestScore) (best, bestScore, evidence) = (sector, score, strongest);
        }

        return bestScore >= 3 ? new Fact<string>(best, Math.Min(0.9, 0.4 + (bestScore * 0.04)), evidence) : null;
    }

    public static Fact<string>? FindAudience(string text, Outline outline)
    {
        if (outline.Title.Salutation is not { } salutation) return null;
        var words = salutation.In(text).Trim().TrimEnd('：', ':', '！', '!', '，', ',');
        return new Fact<string>(words, 0.95, salutation.In(text).Trim());
    }

    /// <summary>A unit's name on a line of its own: short, ending as units do, without a verb's object behind it.</summary>
    public static bool IsUnitLine(ReadOnlySpan<char> line)
    {
        var end = Glyphs.TrimEnd(line, 0, line.Length);
        if (end is < 4 or > LongestUnit || line[..end].ContainsAny(NotInUnits)) return false;
        line = line[..end];
        if (Label.OpensWithVerb(line) && !line.StartsWith("中共", StringComparison.Ordinal)) return false;
        foreach (var ending in UnitEndings)
        {
            if (ending.Length >= 2 && line.EndsWith(ending, StringComparison.Ordinal)) return line.Length > ending.Length + 1 && (line.StartsWith("中共", StringComparison.Ordinal) || HoldsPlaceOrMask(line) || line.Length <= 14);
        }

        return (line.EndsWith("委", StringComparison.Ordinal) || line.EndsWith("局", StringComparison.Ordinal) || line.EndsWith("厅", StringComparison.Ordinal) || line.EndsWith("部", StringComparison.Ordinal)) && HoldsPlaceOrMask(line);
    }

    private static bool HoldsPlaceOrMask(ReadOnlySpan<char> line) => PlaceNames.TryFind(line, 8, out _) || line.ContainsAny("*×某X");

    private static string? Signature(string text, Outline outline)
    {
        var last = outline.Paragraphs.Count - 1;
        for (var i = last; i > Math.Max(outline.Title.BodyParagraph, last - 6); i--)
        {
            var p = outline.Paragraphs[i];
            if (p.Length <= LongestUnit && IsUnitLine(text.AsSpan(p.Start, p.Length))) return text[p.Start..p.End];
        }

        return null;
    }

    /// <summary>The unit that a stretch opens with: up to the ending that units' names have.</summary>
    private static string? UnitIn(ReadOnlySpan<char> words)
    {
        words = words[..Math.Min(words.Length, LongestUnit)];

        // 2025年上海市政府工作报告 is of 上海市政府.
        if (DateLines.TryFind(words, out var at, out var length, out _, out _, out _) && at == 0) words = words[length..];
        var stop = words.IndexOfAny(BehindUnits);
        if (stop >= 0) words = words[..stop];
        var best = 0;
        foreach (var ending in UnitEndings)
        {
            if (ending.Length < 2 && ending is not ("委" or "局" or "厅")) continue;
            var found = words.IndexOf(ending, StringComparison.Ordinal);
            if (found >= 2 && found + ending.Length > best && !words[..found].ContainsAny("的把以在为")) best = found + ending.Length;
        }

        return best >= 4 ? words[..best].Trim().ToString() : null;
    }

    private static string SpeakerName(string line)
    {
        foreach (var prefix in (ReadOnlySpan<string>)["作者", "主讲人", "汇报人", "述职人", "发言人", "报告人"])
        {
            if (line.StartsWith(prefix, StringComparison.Ordinal)) return line[prefix.Length..].TrimStart('：', ':', ' ', '\u3000');
        }

        return line;
    }

    private static string? OpeningSubject(string text, Outline outline)
    {
        if (outline.Title.BodyParagraph >= outline.Paragraphs.Count) return null;
        var p = outline.Paragraphs[outline.Title.BodyParagraph];
        var opening = text.AsSpan(p.Start, Math.Min(p.Length, 70));
        foreach (var lead in (ReadOnlySpan<string>)["近年来，", "今年以来，", "一年来，"])
        {
            if (opening.StartsWith(lead, StringComparison.Ordinal)) opening = opening[lead.Length..];
        }

        if (DateLines.TryFind(opening, out var at, out var length, out _, out _, out _) && at == 0)
        {
            opening = opening[length..];
            if (opening.StartsWith("，", StringComparison.Ordinal)) opening = opening[1..];
        }

        if (UnitIn(opening) is { } unit && PlaceNames.TryFind(unit, 8, out _)) return unit;
        return PlaceNames.TryFind(opening, 1, out var chain) && chain.IsNamed ? opening[chain.Start..chain.End].ToString() : null;
    }

    private static IEnumerable<(string Words, double Confidence)> Evidence(string text, Outline outline, string title, bool hasTitle, Fact<string>? issuer)
    {
        if (issuer is { Confidence: >= 0.7 }) yield return (issuer.Value, Math.Min(0.95, issuer.Confidence));
        if (outline.Title.Kicker is { } kicker) yield return (kicker.In(text), 0.8);
        if (hasTitle) yield return (title, 0.75);
        if (outline.Title.Subtitle is { } subtitle) yield return (subtitle.In(text), 0.7);
        if (outline.Title.BodyParagraph < outline.Paragraphs.Count)
        {
            var p = outline.Paragraphs[outline.Title.BodyParagraph];
            yield return (text.Substring(p.Start, Math.Min(p.Length, 60)), 0.6);
        }
    }

    /// <summary>某县某镇中心小学党支部 speaks for itself, whatever place its name opens with; 某县财政局 speaks for the county's office.</summary>
    private static bool IsOwnUnit(string words, PlaceChain chain) =>
        chain.End < words.Length && UnitTier(words[chain.End..Math.Min(words.Length, chain.End + 16)]) == Tiers.Unit;

    private static string? UnitTier(string words)
    {
        foreach (var word in (ReadOnlySpan<string>)["集团", "公司", "学院", "大学", "中学", "一中", "小学", "医院", "银行", "厂", "航空工业", "港口", "合作社"])
        {
            var at = words.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && at <= 14) return Tiers.Unit;
        }

        return null;
    }

    /// <summary>The tier whose own bodies the text names most (县委, 全县, 县直机关).</summary>
    private static Fact<string>? OwnTier(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 6000));
        Fact<string>? best = null;
        var most = 1;
        foreach (var (sign, tier) in (ReadOnlySpan<(string, string)>)[("省", Tiers.Province), ("市", Tiers.City), ("县", Tiers.County), ("区", Tiers.County), ("镇", Tiers.Township), ("乡", Tiers.Township), ("街道", Tiers.Township)])
        {
            var count = 0;
            foreach (var form in (ReadOnlySpan<string>)["全" + sign, sign + "委", sign + "直", sign + "纪委", "我" + sign, sign + "党委", sign + "党工委"]) count += head.Count(form);
            if (count > most) (best, most) = (new Fact<string>(tier, 0.5, "全" + sign + "、" + sign + "委等" + count + "处"), count);
        }

        return best;
    }

    private static Fact<string>? CentralTier(string text, Outline outline, string title)
    {
        foreach (var word in CentralWords)
        {
            if (title.Contains(word, StringComparison.Ordinal)) return new Fact<string>(Tiers.Central, 0.7, word);
        }

        var start = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        if (text.AsSpan(0, start).Contains("习近平", StringComparison.Ordinal)) return new Fact<string>(Tiers.Central, 0.9, "习近平");
        return outline.Title.Salutation is { } salutation && salutation.In(text).Contains("各省", StringComparison.Ordinal) ? new Fact<string>(Tiers.Central, 0.8, salutation.In(text)) : null;
    }

    private static Fact<string>? MentionedCentre(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, 600));
        foreach (var word in CentralWords)
        {
            if (head.Contains(word, StringComparison.Ordinal)) return new Fact<string>(Tiers.Central, 0.45, word);
        }

        return null;
    }
}
