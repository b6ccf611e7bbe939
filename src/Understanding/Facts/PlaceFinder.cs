using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Finds at which tier and about which region a material speaks.</summary>
internal static class PlaceFinder
{
    private static readonly FactConfidence Confidence = FactConfidence.Default;

    private static readonly IReadOnlyList<string> CentralWords = WordList.Words("units", "central");

    private static readonly (string Sign, string Tier)[] Signs =
    [
        ("省", Tiers.Province), ("市", Tiers.City), ("县", Tiers.County), ("区", Tiers.County), ("镇", Tiers.Township), ("乡", Tiers.Township),
        ("街道", Tiers.Township),
    ];

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

    /// <summary>A text that names this many provinces is about none of them.</summary>
    private const int FewestProvincesOfNation = 3;

    /// <summary>A unit that speaks for itself is told so near behind its place.</summary>
    private const int OwnUnitWithin = 14;

    /// <summary>The 电 of 新华社某地某日电 stands in this much of a line.</summary>
    private const int LongestDateline = 40;

    /// <summary>Failing all else, the centre's bodies are looked for in this much of the text.</summary>
    private const int CentreWithin = 600;

    private static readonly IReadOnlyList<string> OwnUnits = WordList.Words("units", "enterprises");

    /// <summary>The tier of the issuer, or failing that of the unit that the title and the opening tell of.</summary>
    public static (Fact<string>? Tier, Fact<string>? Region) Find(
        RawMaterial raw, DocumentOutline outline, string title, bool hasTitle, Fact<string>? issuer)
    {
        var text = raw.Text;
        Fact<string>? tier = raw.FrontMatter.Tier is { } stated
            ? new Fact<string>(stated, 1, FactFinder.FrontMatterEvidence)
            : LeaderTier(text, outline, title);
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
            else if (UnitTier(words) is { } unit)
            {
                tier ??= new Fact<string>(unit, confidence, words);
            }
        }

        return (tier
            ?? CentralTier(text, outline, title) ?? TitledTier(title) ?? (isOfNation ? null : OwnTier(text)) ?? MentionedCentre(text),
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
            return words[..Math.Min(words.Length, OpeningLength)].ToString();
        }

        return "";
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

    /// <summary>市直机关, 县委: a title that names a tier's own bodies.</summary>
    private static Fact<string>? TitledTier(string title)
    {
        foreach (var (sign, tier) in Signs)
        {
            foreach (var body in (ReadOnlySpan<string>)["直", "委", "纪委"])
            {
                if (title.Contains(sign + body, StringComparison.Ordinal))
                {
                    return new Fact<string>(tier, Confidence.TierInTitle, title);
                }
            }
        }

        return null;
    }

    /// <summary>The tier whose own bodies the text names most (县委, 全县, 县直机关).</summary>
    private static Fact<string>? OwnTier(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, HeadLength));
        Fact<string>? best = null;
        var most = FewestBodies - 1;
        foreach (var (sign, tier) in Signs)
        {
            var count = 0;
            foreach (var form in (ReadOnlySpan<string>)[
                "全" + sign, sign + "委", sign + "直", sign + "纪委", "我" + sign, sign + "党委", sign + "党工委"
            ])
            {
                count += head.Count(form);
            }

            if (count > most)
            {
                (best, most) = (new Fact<string>(tier, Confidence.TierOfBodies, "全" + sign + "、" + sign + "委等" + count + "处"), count);
            }
        }

        return best;
    }

    /// <summary>Speeches and articles of the country's leader are the centre's, whatever place they are held at or about.</summary>
    private static Fact<string>? LeaderTier(string text, DocumentOutline outline, string title)
    {
        foreach (var line in (ReadOnlySpan<string>)[outline.Title.Speaker is { } speaker ? speaker.In(text) : "", title])
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

    private static Fact<string>? CentralTier(string text, DocumentOutline outline, string title)
    {
        foreach (var word in CentralWords)
        {
            if (title.Contains(word, StringComparison.Ordinal))
            {
                return new Fact<string>(Tiers.Central, Confidence.TierInTitle, word);
            }
        }

        var start = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
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

    private static Fact<string>? MentionedCentre(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, CentreWithin));
        foreach (var word in CentralWords)
        {
            if (head.Contains(word, StringComparison.Ordinal))
            {
                return new Fact<string>(Tiers.Central, Confidence.CentreMentioned, word);
            }
        }

        return null;
    }
}
