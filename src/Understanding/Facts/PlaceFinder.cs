using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Finds at which tier and about which region a material speaks.</summary>
internal static class PlaceFinder
{
    private static readonly FactConfidence Confidence = FactConfidence.Default;

    private static readonly IReadOnlyList<string> CentralWords = WordList.Words("units", "central");

    /// <summary>What a tier's bodies are named after; of two that begin alike the longer one stands first.</summary>
    private static readonly (string Sign, string Tier)[] Signs =
    [
        ("自治区", Tiers.Province), ("省", Tiers.Province), ("市", Tiers.City), ("县", Tiers.County), ("区", Tiers.County),
        ("乡镇", Tiers.Township), ("镇街", Tiers.Township), ("镇", Tiers.Township), ("乡", Tiers.Township), ("街道", Tiers.Township),
        ("社区", Tiers.Village), ("村", Tiers.Village),
    ];

    private static readonly IReadOnlyList<string> TierBodies = WordList.Words("units", "tier-bodies");

    private static readonly IReadOnlyList<string> LocalBodies = WordList.Words("units", "local-bodies");

    private static readonly IReadOnlyList<string> OwnUnitWords = WordList.Words("units", "own-units");

    private static readonly IReadOnlyList<string> OwnBodies = WordList.Words("units", "own-bodies");

    /// <summary>A place is looked for in this much of a line, and of the opening.</summary>
    private const int PlaceWithin = 24;

    private const int OpeningLength = 60;

    /// <summary>What comes before the body proper, such as captions and addressees, is at most this many paragraphs.</summary>
    private const int MostBeforeOpening = 4;

    /// <summary>The place that a text is about is named again: so often in all.</summary>
    private const int FewestMentions = 2;

    /// <summary>Provinces, and the bodies of a tier, are counted in this much of the text.</summary>
    private const int HeadLength = 6000;

    /// <summary>A tier's own bodies are named so often at least.</summary>
    private const int FewestBodies = 2;

    /// <summary>… and so many times as often as those of any other tier.</summary>
    private const double AheadOfOthers = 1.5;

    /// <summary>A text that names this many provinces is about none of them.</summary>
    private const int FewestProvincesOfNation = 3;

    /// <summary>A unit that speaks for itself is told so near behind its place.</summary>
    private const int OwnUnitWithin = 14;

    /// <summary>A first sentence names the unit that it tells of in this many units.</summary>
    private const int OpeningUnit = 16;

    private static readonly SearchValues<char> PlaceSigns = SearchValues.Create("省市县区镇乡村");

    /// <summary>A limb that only says when has at most this many units.</summary>
    private const int LongestTime = 14;

    /// <summary>The 电 of 新华社某地某日电 stands in this much of a line.</summary>
    private const int LongestDateline = 40;

    /// <summary>More mentions of one body than these say nothing new.</summary>
    private const int MostMentions = 20;

    private static readonly IReadOnlyList<string> OwnUnits = WordList.Words("units", "enterprises");

    /// <summary>
    /// The tier of the issuer, or failing that of the unit that the title and the opening tell of. No tier rather than the centre's: one of
    /// its bodies must sign, speak or stand at the head of the text, and a mention says nothing.
    /// </summary>
    public static (Fact<string>? Tier, Fact<string>? Region) Find(
        RawMaterial raw, DocumentOutline outline, string title, bool hasTitle, Fact<string>? issuer)
    {
        var text = raw.Text;
        title = hasTitle ? title : ""; // what was inferred says nothing that the text doesn't
        Fact<string>? tier = raw.FrontMatter.Tier is { } stated
            ? new Fact<string>(stated, 1, FactFinder.FrontMatterEvidence)
            : LeaderTier(text, outline, title, issuer) ?? CentralIssuer(issuer);
        Fact<string>? region = null;
        var isOfNation = tier is { Value: Tiers.Central } || CountProvinces(text) >= FewestProvincesOfNation;
        foreach (var (words, confidence, isOpening) in Evidence(text, outline, title, hasTitle, issuer, isOfNation))
        {
            if (PlaceNames.TryFind(words, PlaceWithin, out var chain))
            {
                if (!IsMeant(text, words, chain, isOpening))
                {
                    continue;
                }

                if (chain.IsNamed)
                {
                    region ??= new Fact<string>(words[chain.Start..chain.End], confidence, words);
                }

                tier ??= new Fact<string>(IsOwnUnit(words, chain) ? Tiers.Unit : chain.Tier, confidence, words);
            }
            else if ((UnitTier(words) ?? BodyTier(words)) is { } unit)
            {
                tier ??= new Fact<string>(unit, confidence, words);
            }
        }

        return (tier
            ?? CentralTier(text, outline, title) ?? TitledTier(title)
            ?? (isOfNation ? null : OwnTier(text, title, hasTitle ? "" : Opening(text, outline))),
            region);
    }

    private static IEnumerable<(string Words, double Confidence, bool IsOpening)> Evidence(
        string text, DocumentOutline outline, string title, bool hasTitle, Fact<string>? issuer, bool isOfNation)
    {
        if (issuer is not null && issuer.Confidence >= Confidence.SureIssuer)
        {
            yield return (issuer.Value, Math.Min(Confidence.MostOfIssuer, issuer.Confidence), false);
        }

        if (outline.Title.Kicker is { } kicker)
        {
            yield return (kicker.In(text), Confidence.PlaceInKicker, false);
        }

        if (hasTitle)
        {
            yield return (title, Confidence.PlaceInTitle, false);
        }

        // （2016年9月29日，北京） says where it was said.
        if (outline.Title.Subtitle is { } subtitle && text[subtitle.Start] is not ('（' or '('))
        {
            yield return (subtitle.In(text), Confidence.PlaceInSubtitle, false);
        }

        if (!isOfNation)
        {
            yield return (Opening(text, outline), Confidence.PlaceInOpening, true);
        }
    }

    /// <summary>
    /// The first words of the body, without whom it addresses, what its first picture shows, and where a report was filed.
    /// </summary>
    private static string Opening(string text, DocumentOutline outline)
    {
        var first = outline.Title.BodyParagraph;
        for (var i = first; i < outline.Paragraphs.Count && i < first + MostBeforeOpening; i++)
        {
            var p = outline.Paragraphs[i];
            var words = text.AsSpan(p.Start, p.Length);
            if (words[^1] is '：' or ':' or '摄' || words.Contains("图为", StringComparison.Ordinal))
            {
                continue;
            }

            words = words[Dateline(words)..];
            words = words[Time(words)..];
            return words[..Math.Min(words.Length, OpeningLength)].ToString();
        }

        return "";
    }

    /// <summary>Length of the limb that says when: 近年来，, 2025年，, 4月18日，.</summary>
    private static int Time(ReadOnlySpan<char> words)
    {
        var comma = words[..Math.Min(words.Length, LongestTime)].IndexOf('，');
        return comma > 0 && (words[comma - 1] is '来' or '年' or '日' or '月' or '度') && !words[..comma].ContainsAny(PlaceSigns)
            ? comma + 1
            : 0;
    }

    /// <summary>Length of 新华社某地某日电（记者某某）.</summary>
    private static int Dateline(ReadOnlySpan<char> words)
    {
        if (!words.StartsWith("本报", StringComparison.Ordinal) && !words.StartsWith("新华社", StringComparison.Ordinal)
            && !words.StartsWith("人民网", StringComparison.Ordinal))
        {
            return 0;
        }

        var wire = words[..Math.Min(words.Length, LongestDateline)].IndexOf('电');
        if (wire < 0)
        {
            return 0;
        }

        var at = Glyphs.SkipBlanks(words, wire + 1, words.Length);
        if (at < words.Length && words[at] is '（' or '(' && words[at..].IndexOfAny('）', ')') is > 0 and var close)
        {
            at += close + 1;
        }

        return Glyphs.SkipBlanks(words, at, words.Length);
    }

    /// <summary>
    /// True when the material is about the place: it is no member of a list (北京、天津…), and what runs on from other words, or stands
    /// in the opening only, is named again.
    /// </summary>
    private static bool IsMeant(string text, string words, PlaceChain chain, bool isOpening)
    {
        if (chain.End < words.Length && words[chain.End] == '、')
        {
            return false;
        }

        if (!chain.IsNamed || PlaceNames.IsMasked(words.AsSpan(chain.Start, chain.End - chain.Start)))
        {
            return true;
        }

        if (!isOpening && PlaceNames.IsParted(words, chain.Start))
        {
            return true;
        }

        // 青山县以果园为抓手: what the first sentence is about.
        if (isOpening && chain.Start == 0 && chain.End < words.Length
            && (words[chain.End] is '以' or '把' or '将' || Label.OpensWithVerb(words.AsSpan(chain.End))))
        {
            return true;
        }

        var name = words.AsSpan(chain.Deepest, chain.End - chain.Deepest);
        var stem = name.Length > 2 ? name[..^1] : name;
        return text.AsSpan().Count(stem) >= FewestMentions;
    }

    /// <summary>某县某镇中心小学党支部 speaks for itself, whatever place its name opens with; 某县财政局 speaks for the county's office.</summary>
    private static bool IsOwnUnit(string words, PlaceChain chain) =>
        chain.End < words.Length && UnitTier(words[chain.End..]) is not null;

    /// <summary><see cref="Tiers.Unit"/> when the words name a unit that speaks for itself (集团, 学院, 医院); else null.</summary>
    internal static string? UnitTier(string words)
    {
        foreach (var word in OwnUnits)
        {
            var at = words.IndexOf(word, StringComparison.Ordinal);
            if (at >= 0 && at <= OwnUnitWithin)
            {
                return Tiers.Unit;
            }
        }

        return null;
    }

    private static int CountProvinces(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, HeadLength));
        var count = 0;
        foreach (var province in PlaceNames.Provinces)
        {
            if (head.Contains(province, StringComparison.Ordinal))
            {
                count++;
            }
        }

        return count;
    }

    /// <summary>
    /// The tier of a body that words open with and that is called by its kind alone: 区总工会, 市委直属机关工委, 社区党委; else null.
    /// </summary>
    internal static string? BodyTier(ReadOnlySpan<char> words)
    {
        foreach (var (sign, tier) in Signs)
        {
            if (!words.StartsWith(sign, StringComparison.Ordinal))
            {
                continue;
            }

            // 乡镇2023年党建工作计划: the plural names nothing but the tier.
            if (sign is "乡镇" or "镇街" && words.Length > sign.Length && Glyphs.IsDigit(words[sign.Length]))
            {
                return tier;
            }

            foreach (var body in BodiesOf(tier))
            {
                if (words[sign.Length..].StartsWith(body, StringComparison.Ordinal))
                {
                    return tier;
                }
            }
        }

        return null;
    }

    private static IReadOnlyList<string> BodiesOf(string tier) => tier is Tiers.Township or Tiers.Village ? LocalBodies : TierBodies;

    /// <summary>市直机关, 县委: a title that names a tier's own bodies.</summary>
    private static Fact<string>? TitledTier(string title)
    {
        foreach (var (sign, tier) in Signs)
        {
            if (tier == Tiers.Village || sign is "乡镇" or "镇街")
            {
                continue; // 村委 is no body of the Party, and 乡镇党委书记 are many
            }

            foreach (var body in (ReadOnlySpan<string>)["直", "委", "纪委"])
            {
                if (WordBorders.CountBeginning(title, sign + body, 1) is { Count: > 0, First: var at }
                    && !title.AsSpan(at + sign.Length + body.Length).StartsWith("书记", StringComparison.Ordinal))
                {
                    return new Fact<string>(tier, Confidence.TierInTitle, title);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// The tier whose own bodies the text names (县委, 全县, 县直机关), where no other tier's are named nearly as often. A text of a school, a
    /// company or a branch is of none of those that it mentions.
    /// </summary>
    private static Fact<string>? OwnTier(string text, string title, string opening)
    {
        var subject = opening.AsSpan(0, Math.Min(opening.Length, OpeningUnit));
        foreach (var body in OwnBodies)
        {
            if (title.Contains(body, StringComparison.Ordinal) || subject.Contains(body, StringComparison.Ordinal))
            {
                return null;
            }
        }

        var head = text.AsSpan(0, Math.Min(text.Length, HeadLength));
        foreach (var own in OwnUnitWords)
        {
            if (WordBorders.CountBeginning(head, own, FewestBodies) is { Count: FewestBodies })
            {
                return new Fact<string>(Tiers.Unit, Confidence.TierOfBodies, own);
            }
        }

        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var shown = new Dictionary<string, (string Form, int Count)>(StringComparer.Ordinal);
        foreach (var (sign, tier) in Signs)
        {
            foreach (var form in FormsOf(sign, tier))
            {
                var (count, _) = WordBorders.CountBeginning(head, form, MostMentions);
                counts[tier] = counts.GetValueOrDefault(tier) + count;
                if (count > shown.GetValueOrDefault(tier).Count)
                {
                    shown[tier] = (form, count);
                }
            }
        }

        // 全区 in a text of an autonomous region is all of it.
        if (shown.GetValueOrDefault(Tiers.Province).Form?.StartsWith("自治区", StringComparison.Ordinal) == true)
        {
            counts.Remove(Tiers.County);
        }

        var ranked = counts.OrderByDescending(c => c.Value).ToList();
        return ranked.Count > 0 && ranked[0].Value >= FewestBodies
            && (ranked.Count == 1 || ranked[1].Value * AheadOfOthers <= ranked[0].Value)
            ? new Fact<string>(ranked[0].Key, Confidence.TierOfBodies, shown[ranked[0].Key].Form)
            : null;
    }

    private static string[] FormsOf(string sign, string tier) => tier switch
    {
        _ when sign is "自治区" => ["自治区党委", "自治区直", "自治区人民政府"],
        _ when sign is "乡镇" or "镇街" => [],
        Tiers.Township => ["全" + sign, sign + "党委", sign + "党工委", "我" + sign, sign + "纪委", sign + "直"],
        Tiers.Village => ["全" + sign, sign + "党支部", sign + "党总支", sign + "党委", "我" + sign, sign + "“两委”", sign + "两委"],
        _ => ["全" + sign, sign + "委", sign + "直", sign + "纪委", "我" + sign],
    };

    /// <summary>Speeches and articles of the country's leader are the centre's, whatever place they are held at or about.</summary>
    private static Fact<string>? LeaderTier(string text, DocumentOutline outline, string title, Fact<string>? issuer)
    {
        var speaks = outline.Title.Speaker is { } speaker ? speaker.In(text) : "";
        foreach (var line in (ReadOnlySpan<string>)[speaks, issuer?.Value ?? "", title])
        {
            foreach (var leader in (ReadOnlySpan<string>)["习近平", "国家主席", "国务院总理"])
            {
                if (line.StartsWith(leader, StringComparison.Ordinal) && !line.StartsWith("习近平新时代", StringComparison.Ordinal)
                    || line.EndsWith(leader, StringComparison.Ordinal))
                {
                    return new Fact<string>(Tiers.Central, Confidence.TierOfLeader, line);
                }
            }
        }

        return null;
    }

    private static Fact<string>? CentralIssuer(Fact<string>? issuer) =>
        issuer is not null && issuer.Confidence >= Confidence.SureIssuer && UnitOrigin.IsCentral(issuer.Value)
            ? new Fact<string>(Tiers.Central, Math.Min(Confidence.MostOfIssuer, issuer.Confidence), issuer.Value)
            : null;

    /// <summary>
    /// The centre, because one of its bodies opens the title or another line above the body, a speech is held at its meeting, the lines
    /// above name its leader, or all provinces are addressed.
    /// </summary>
    private static Fact<string>? CentralTier(string text, DocumentOutline outline, string title)
    {
        var isSpeech = title.EndsWith("讲话", StringComparison.Ordinal) || title.EndsWith("报告", StringComparison.Ordinal);
        var start = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        foreach (var word in CentralWords)
        {
            if (WordBorders.IndexOf(title, word) == 0
                || (isSpeech && title[0] is '在' or '同' && title.Contains(word, StringComparison.Ordinal)))
            {
                return new Fact<string>(Tiers.Central, Confidence.TierInTitle, word);
            }

            foreach (var line in text.AsSpan(0, start).Split('\n'))
            {
                var words = text.AsSpan(line).TrimStart();
                if (words.StartsWith(word, StringComparison.Ordinal) && WordBorders.Covers(words, 0, word.Length))
                {
                    return new Fact<string>(Tiers.Central, Confidence.TierInTitle, word);
                }
            }
        }

        foreach (var leader in (ReadOnlySpan<string>)["主席习近平", "总书记习近平", "习近平主席"])
        {
            if (text.AsSpan(0, start).Contains(leader, StringComparison.Ordinal))
            {
                return new Fact<string>(Tiers.Central, Confidence.TierOfAddress, leader);
            }
        }

        return outline.Title.Salutation is { } salutation && salutation.In(text).Contains("各省", StringComparison.Ordinal)
            ? new Fact<string>(Tiers.Central, Confidence.TierOfAddress, salutation.In(text))
            : null;
    }
}
