using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Finds who speaks in a material, in which sector, and to whom.</summary>
internal static class IssuerFinder
{
    private static readonly FactConfidence Confidence = FactConfidence.Default;

    /// <summary>A speaker's name with the office behind it has at most this many units.</summary>
    private const int LongestSpeaker = 6;

    /// <summary>Words of a sector are counted in this much of the text …</summary>
    private const int SectorWithin = 2500;

    /// <summary>… and in this many headings.</summary>
    private const int SectorHeadings = 24;

    /// <summary>A word in the title counts as this many in the text.</summary>
    private const int WordsForTitle = 6;

    /// <summary>A material is of a sector for which it has this many words.</summary>
    private const int FewestSectorWords = 3;

    /// <summary>Characters that a sentence opens with and the name of a unit doesn't.</summary>
    private static readonly SearchValues<char> OpensSentence = WordList.Characters("units", "sentence-openings");

    private static readonly SearchValues<char> BehindUnits = SearchValues.Create("，。：；—“（关辖");

    private static readonly (string Sector, IReadOnlyList<string> Words)[] Sectors =
        [.. WordList.Of("sectors").Sections.Select(s => (s, WordList.Words("sectors", s)))];

    private static readonly IReadOnlyList<string> Offices = WordList.Words("units", "speaker-posts");

    private static readonly IReadOnlyList<string> NationalOpenings = WordList.Words("units", "national-openings");

    private static readonly IReadOnlyList<string> ClauseWords = WordList.Words("units", "clause-words");

    private static readonly IReadOnlyList<string> JointNames = WordList.Words("units", "joint-names");

    private static readonly SearchValues<string> Bylines = WordList.AnyOf("titles", "bylines");

    private static readonly IReadOnlyList<string> SpeakerLabels = WordList.Words("titles", "speaker-labels");

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
            return new Fact<string>(author.In(text), Confidence.AuthorLine, author.In(text));
        }

        if (Signature.Find(text, outline) is { } signature)
        {
            return new Fact<string>(signature.Unit.In(text), Confidence.Signature, signature.Unit.In(text));
        }

        if (outline.Title.Kicker is { } kicker && UnitIn(kicker.In(text)) is { } unit)
        {
            return new Fact<string>(unit, Confidence.UnitOfReport, kicker.In(text));
        }

        var titled = hasTitle ? UnitIn(title) : null;
        if (titled is not null && genre == Genres.Report)
        {
            return new Fact<string>(titled, Confidence.UnitOfReport, title);
        }

        if (outline.Title.Speaker is { } speaker && SpeakerName(speaker.In(text)) is { } name)
        {
            return new Fact<string>(name, Confidence.Speaker, speaker.In(text));
        }

        if (genre == Genres.Speech && SpeakerInTitle(text, outline) is { } speaks)
        {
            return speaks;
        }

        if (titled is not null && (genre is not (Genres.News or Genres.Essay) || IsKnownUnit(titled)))
        {
            return new Fact<string>(titled, Confidence.UnitInTitle, title);
        }

        return genre is Genres.Experience or Genres.Report or Genres.Plan or Genres.DutyReport
            && OpeningSubject(text, outline) is { } subject
            ? new Fact<string>(subject, Confidence.UnitOfOpening, subject)
            : null;
    }

    /// <summary>A unit that names its place, or one of the country.</summary>
    private static bool IsKnownUnit(string unit)
    {
        foreach (var country in NationalOpenings)
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
        var head = text.AsSpan(0, Math.Min(text.Length, SectorWithin));
        var headings = string.Join('\n', outline.Headings.Take(SectorHeadings).Select(h => h.Text));
        var best = "";
        var bestScore = 0;
        var evidence = "";
        foreach (var (sector, words) in Sectors)
        {
            var score = 0;
            var strongest = "";
            foreach (var word in words)
            {
                var here = head.Count(word) + headings.AsSpan().Count(word)
                    + (title.Contains(word, StringComparison.Ordinal) ? WordsForTitle : 0);
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

        var confidence = Math.Min(Confidence.MostOfSector, Confidence.SectorAtLeast + (bestScore * Confidence.EachSectorWord));
        return bestScore >= FewestSectorWords ? new Fact<string>(best, confidence, evidence) : null;
    }

    public static Fact<string>? FindAudience(string text, DocumentOutline outline)
    {
        if (outline.Title.Salutation is not { } salutation)
        {
            return null;
        }

        var words = salutation.In(text).Trim().TrimEnd('：', ':', '！', '!', '，', ',');
        return new Fact<string>(words, Confidence.OwnLine, salutation.In(text).Trim());
    }

    /// <summary>
    /// The unit that a stretch opens with: up to the ending that units' names have; null when it opens with anything else.
    /// </summary>
    private static string? UnitIn(ReadOnlySpan<char> words)
    {
        words = words[..Math.Min(words.Length, UnitLines.LongestUnit)];

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
        foreach (var ending in UnitLines.Endings)
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
        if (UnitLines.HoldsGrammar(words) || OpensSentence.Contains(words[0])
            || words.StartsWith("习近平", StringComparison.Ordinal))
        {
            return false;
        }

        if (Label.OpensWithVerb(words) && !PlaceNames.TryFind(words, 1, out _))
        {
            return false;
        }

        foreach (var word in ClauseWords)
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

        foreach (var name in JointNames)
        {
            if (words.Contains(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Who speaks, without 作者：; null for a reporter: 某某网站 张三 tells who wrote, and no unit speaks.</summary>
    private static string? SpeakerName(string line)
    {
        if (line.AsSpan().ContainsAny(Bylines))
        {
            return null;
        }

        foreach (var prefix in SpeakerLabels)
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
        foreach (var office in Offices)
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

        return new Fact<string>(name.ToString(), Confidence.Speaker, line.ToString());
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
