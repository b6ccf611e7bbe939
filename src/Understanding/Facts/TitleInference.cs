using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// Names a material that has no title from its first sentence: who, through what, to which end; or, where the sentence convenes a
/// meeting, the speech held there; or, where there is no sentence before the first heading, the genre and whose it is.
/// </summary>
internal static class TitleInference
{
    private static readonly InferredTitleLimits Limits = InferredTitleLimits.Default;

    private static readonly IReadOnlyList<string> PracticeVerbs = WordList.Words("facts", "naming-practice");

    private static readonly IReadOnlyList<string> BehindSubject = WordList.Words("facts", "behind-subject");

    private static readonly IReadOnlyList<string> PurposeLeads = WordList.Words("facts", "purpose-leads");

    private static readonly IReadOnlyList<string> PurposeTails = WordList.Words("facts", "purpose-tails");

    private static readonly IReadOnlyList<string> TimeLeads = WordList.Words("facts", "time-leads");

    private static readonly IReadOnlyList<string> ActingUnits = WordList.Words("units", "acting");

    private static readonly IReadOnlyList<string> Greetings = WordList.Words("facts", "greetings");

    private static readonly WordTrie CircumstanceLeads = WordList.Trie("facts", "circumstance-leads");

    private static readonly IReadOnlyList<string> CircumstanceTails = WordList.Words("facts", "circumstance-tails");

    private static readonly WordTrie OutcomeLeads = WordList.Trie("facts", "outcome-leads");

    private static readonly IReadOnlyList<string> ReportedAs = WordList.Words("facts", "reported-as");

    public static string Infer(string text, DocumentOutline outline, Fact<string> genre, string name)
    {
        var opening = Opening(text, outline);
        if (opening.Length > 0 && genre.Value != Genres.News && Meeting(opening, genre.Value) is { } meeting)
        {
            return "在" + meeting + "上的讲话";
        }

        if (opening.Length > 0 && genre.Value == Genres.Lecture && Lecture(outline) is { } lecture)
        {
            return lecture;
        }

        if (genre.Value is Genres.Report or Genres.DutyReport && Reported(text, outline, opening) is { } reported)
        {
            return reported;
        }

        if (Glued(opening) is { } glued)
        {
            return glued;
        }

        if (genre.Value is Genres.Scheme or Genres.Rules or Genres.Plan && Purpose(text, outline) is { } purpose)
        {
            return purpose;
        }

        var told = opening.Length > 0 ? FromSubject(opening) : FromWhole(text, outline, genre);
        return told is not null && Glyphs.HoldsWord(told) ? told : Path.GetFileNameWithoutExtension(name);
    }

    /// <summary>某某发展指导意见为认真贯彻……: a conversion glued the title to the first sentence.</summary>
    private static string? Glued(string sentence)
    {
        var purpose = sentence.IndexOf('为', StringComparison.Ordinal);
        return purpose >= Limits.ShortestGlued && purpose <= Limits.Longest && !sentence.AsSpan(0, purpose).ContainsAny("，、：是")
            && TitleFinder.EndsLikeGenre(sentence.AsSpan(0, purpose))
            ? sentence[..purpose]
            : null;
    }

    /// <summary>The first sentence of the body, empty when a heading comes first.</summary>
    private static string Opening(string text, DocumentOutline outline)
    {
        if (outline.Title.BodyParagraph >= outline.Paragraphs.Count)
        {
            return "";
        }

        var index = outline.Title.BodyParagraph;
        var p = outline.Paragraphs[index];
        if (outline.Title.Salutation is { } s && s.Start == p.Start && index + 1 < outline.Paragraphs.Count)
        {
            p = outline.Paragraphs[++index];
        }

        for (; index + 1 < outline.Paragraphs.Count && IsGreeting(text.AsSpan(p.Start, p.Length)); index++)
        {
            p = outline.Paragraphs[index + 1];
        }

        if (outline.Headings.Count > 0 && outline.Headings[0].MarkerStart <= p.Start)
        {
            return "";
        }

        var limit = Math.Min(p.End, p.Start + Limits.Opening);
        var start = p.Start;
        var end = Sentences.EndOf(text, start, limit);
        while (end < limit && IsGreeting(text.AsSpan(start, end - start)))
        {
            start = end;
            end = Sentences.EndOf(text, start, limit);
        }

        return Solid(text[start..end]);
    }

    private static bool IsGreeting(ReadOnlySpan<char> sentence)
    {
        var words = sentence.Trim().TrimEnd("！!。，");
        return words.Length <= Limits.LongestGreeting && WordList.EndsWithAny(words, Greetings);
    }

    /// <summary>A lecture without a title is called after its parts: 党课：党的性质、党的指导思想.</summary>
    private static string? Lecture(DocumentOutline outline)
    {
        var title = "";
        foreach (var heading in outline.Headings)
        {
            if (heading.Level != 1 || title.Length + heading.Text.Length >= Limits.Longest)
            {
                continue;
            }

            title += (title.Length == 0 ? "党课：" : "、") + heading.Text;
        }

        return title.Length > 0 ? title : null;
    }

    /// <summary>现将全年工作总结如下, behind a sentence of who did it: 某街道全年工作总结.</summary>
    private static string? Reported(string text, DocumentOutline outline, string opening)
    {
        var first = outline.Title.BodyParagraph;
        for (var i = first; i < outline.Paragraphs.Count && i < first + Limits.PurposeParagraphs; i++)
        {
            var p = outline.Paragraphs[i];
            var words = text.AsSpan(p.Start, p.Length);
            var at = words.LastIndexOf("现将", StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var said = words[(at + 2)..];
            foreach (var end in ReportedAs)
            {
                var stop = said.IndexOf(end, StringComparison.Ordinal);
                if (stop < 2 || stop > Limits.Longest || said[..stop].ContainsAny('，', '。', '；'))
                {
                    continue;
                }

                var genre = end.StartsWith("总结", StringComparison.Ordinal) ? "总结" : end[..2];
                var what = said[..stop].ToString();
                var subject = opening.Length == 0 ? "" : Unit(Subject(Main(opening)));
                var title = (what.StartsWith(subject, StringComparison.Ordinal) ? "" : subject)
                    + (what.EndsWith(genre, StringComparison.Ordinal) ? what : what + genre);
                if (title.Length >= Limits.ShortestReport)
                {
                    return title;
                }
            }
        }

        return null;
    }

    /// <summary>The subject if it is a unit; what else a sentence may open with names no paper.</summary>
    private static string Unit(string subject) =>
        ActingUnits.Any(u => subject.EndsWith(u, StringComparison.Ordinal)) && !subject.AsSpan().ContainsAnyInRange('0', '9')
            ? subject
            : "";

    /// <summary>A sentence without the limbs that only say when, under whose lead and to what purpose: 过去一年，, 在区委领导下，.</summary>
    private static string Main(string sentence)
    {
        for (var comma = sentence.IndexOf('，', StringComparison.Ordinal);
            comma > 0 && comma + Limits.ShortestLimb < sentence.Length && IsCircumstance(sentence.AsSpan(0, comma));
            comma = sentence.IndexOf('，', StringComparison.Ordinal))
        {
            if (sentence[comma + 1] is '现' or '特')
            {
                break; // what is behind only announces
            }

            sentence = sentence[(comma + 1)..];
        }

        return sentence;
    }

    private static bool IsTime(ReadOnlySpan<char> limb) =>
        limb[^1] is '来' or '日' or '年' or '月' or '度' || DateLines.TryFind(limb, out _, out _, out _, out _, out _);

    private static bool IsCircumstance(ReadOnlySpan<char> limb)
    {
        if (limb.Length <= Limits.LongestTime && IsTime(limb))
        {
            return true;
        }

        // 在…下, 以…为契机: a lead of one character says so only with what the limb ends in.
        var lead = CircumstanceLeads.LongestPrefix(limb);
        return lead > 1 || (lead == 1 && (limb[0] == '为' || WordList.EndsWithAny(limb, CircumstanceTails)));
    }

    /// <summary>A sentence without line breaks and without what closes it.</summary>
    private static string Solid(string sentence) =>
        string.Concat(sentence.Where(c => !Glyphs.IsBlank(c) || c == ' ')).Trim().TrimEnd('。', '！', '；', '：', ':');

    private static string? Meeting(string sentence, string genre)
    {
        var within = genre == Genres.Speech ? Limits.SpeechConvenedWithin : Limits.ConvenedWithin;
        foreach (var verb in (ReadOnlySpan<string>)["召开", "举行", "举办"])
        {
            var at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at < 0 || at > within)
            {
                continue;
            }

            var from = at + verb.Length;
            var stop = sentence.AsSpan(from).IndexOfAny("，。；");
            var words = stop < 0 ? sentence[from..] : sentence.Substring(from, stop);
            foreach (var end in (ReadOnlySpan<string>)["会", "班", "仪式"])
            {
                if (words.EndsWith(end, StringComparison.Ordinal)
                    && words.Length >= Limits.ShortestMeeting && words.Length <= Limits.Longest)
                {
                    return words.TrimStart('了', '这', '次');
                }
            }
        }

        return null;
    }

    /// <summary>
    /// Official papers without a title say in one of their first sentences what they are: 现将《某指南》印发给你们, 为推动某事，制定本方案,
    /// 现就某事提出如下意见.
    /// </summary>
    private static string? Purpose(string text, DocumentOutline outline)
    {
        var first = outline.Title.BodyParagraph;
        for (var i = first; i < outline.Paragraphs.Count && i < first + Limits.PurposeParagraphs; i++)
        {
            var p = outline.Paragraphs[i];
            var end = Math.Min(p.End, p.Start + Limits.PurposeWithin);
            var start = Marker.TryRead(text, p.Start, p.End, out var marker) ? p.Start + marker.Length : p.Start;
            for (int at = start, stop; at < end; at = stop)
            {
                stop = Sentences.EndOf(text, at, end);
                if (OfPurpose(Solid(text[at..stop]), text) is { } title)
                {
                    return title;
                }
            }
        }

        return null;
    }

    private static string? OfPurpose(string sentence, string text)
    {
        var issued = sentence.IndexOf("印发", StringComparison.Ordinal);
        var open = sentence.IndexOf('《', StringComparison.Ordinal);
        if (issued > open && open >= 0 && sentence.AsSpan(0, open).EndsWith("现将", StringComparison.Ordinal))
        {
            var close = sentence.IndexOf('》', open);
            if (close > open + 2)
            {
                return sentence[(open + 1)..close];
            }
        }

        var kind = Made(sentence);
        if (kind is null && !sentence.StartsWith('为'))
        {
            return null;
        }

        return Purpose(sentence, text) is not { } limb ? null : kind is null ? limb : "关于" + limb + "的" + kind;
    }

    /// <summary>The limb that says what a paper is for: of those that open with a verb, the one whose words the text uses most.</summary>
    private static string? Purpose(string sentence, string text)
    {
        string? best = null;
        var most = -1.0;
        foreach (var part in Limbs(sentence))
        {
            var limb = part;
            foreach (var lead in PurposeLeads)
            {
                if (limb.StartsWith(lead, StringComparison.Ordinal))
                {
                    limb = limb[lead.Length..];
                }
            }

            foreach (var tail in PurposeTails)
            {
                if (limb.EndsWith(tail, StringComparison.Ordinal))
                {
                    limb = limb[..^tail.Length];
                }
            }

            if (limb.Length < Limits.ShortestPurpose || limb.Length > Limits.Longest
                || !Label.OpensWithVerb(limb) || limb.AsSpan().ContainsAny("是《")
                || limb.Contains("制定", StringComparison.Ordinal) || limb.Contains("精神", StringComparison.Ordinal)
                || limb.Contains("部署", StringComparison.Ordinal))
            {
                continue;
            }

            var use = Use(limb, text);
            if (use > most)
            {
                (best, most) = (limb, use);
            }
        }

        return best;
    }

    /// <summary>How often the text uses this many neighbouring characters of the limb on average.</summary>
    private static double Use(string limb, string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, Limits.UseWithin));
        var sum = 0;
        for (var i = 0; i + Limits.UsedTogether <= limb.Length; i++)
        {
            sum += head.Count(limb.AsSpan(i, Limits.UsedTogether));
        }

        return (double)sum / (limb.Length - Limits.UsedTogether + 1);
    }

    /// <summary>What a sentence says is made: 方案 of 制定本方案, 意见 of 提出如下意见; null when it makes nothing.</summary>
    private static string? Made(string sentence)
    {
        foreach (var make in (ReadOnlySpan<string>)["制定本", "制订本", "编制本", "出台本"])
        {
            var at = sentence.IndexOf(make, StringComparison.Ordinal);
            if (at < 0)
            {
                continue;
            }

            var name = sentence[(at + make.Length)..];
            var stop = name.AsSpan().IndexOfAny("，。；：（");
            if (stop >= 0)
            {
                name = name[..stop];
            }

            return name.Length >= 2 && name.Length <= Limits.LongestKind ? name : null;
        }

        foreach (var (made, name) in (ReadOnlySpan<(string, string)>)[
            ("通知如下", "通知"), ("如下意见", "意见"), ("以下意见", "意见"), ("如下措施", "措施"), ("以下措施", "措施"), ("如下方案", "方案"), ("如下实施方案", "实施方案"),
            ("如下工作要点", "工作要点"), ("本指南", "指南"), ("本规划", "规划"), ("本方案", "方案"), ("本意见", "意见"), ("本办法", "办法")
        ])
        {
            if (sentence.Contains(made, StringComparison.Ordinal))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>Subject and the limb that says by what or to what end; the limbs between, and openings such as 近年来, are left out.</summary>
    private static string FromSubject(string sentence)
    {
        foreach (var lead in TimeLeads)
        {
            if (sentence.StartsWith(lead, StringComparison.Ordinal))
            {
                sentence = sentence[lead.Length..];
            }
        }

        // 2021年下半年以来， and the like say when, not what.
        var comma = sentence.IndexOf('，', StringComparison.Ordinal);
        if (comma > 0 && comma <= Limits.LongestTime && IsTime(sentence.AsSpan(0, comma)))
        {
            sentence = sentence[(comma + 1)..];
        }

        if (sentence.Length <= Limits.Longest)
        {
            return sentence;
        }

        sentence = Main(sentence);
        if (sentence.Length <= Limits.Longest)
        {
            return sentence;
        }

        var subject = Subject(sentence);
        var limbs = Limbs(sentence);
        if (Held(limbs[0]))
        {
            return limbs[0];
        }

        if (limbs[0].Contains('是', StringComparison.Ordinal))
        {
            return Beginning(limbs); // it says what something is
        }

        var chosen = "";
        foreach (var limb in limbs)
        {
            if (NamesPractice(limb))
            {
                chosen = limb;
            }
        }

        // Failing that, the last limb that names something in quotes, then the last that says what was done and not what came of it;
        // a limb with figures says how much.
        if (subject.Length > 0)
        {
            chosen = chosen.Length > 0 ? chosen : Last(limbs, static l => l.AsSpan().Contains('“') && Label.OpensWithVerb(l));
            chosen = chosen.Length > 0 ? chosen : Last(limbs, static l => Label.OpensWithVerb(l) && !TellsOutcome(l));
            chosen = chosen.Length > 0 ? chosen : Last(limbs, static l => Label.OpensWithVerb(l));
        }

        if (chosen.Length == 0)
        {
            return Beginning(limbs);
        }

        if (chosen.Length > Limits.Longest)
        {
            chosen = chosen[..Limits.Longest];
        }

        return subject.Length > 0 && !chosen.StartsWith(subject, StringComparison.Ordinal) ? subject + chosen : chosen;
    }

    /// <summary>全县机关党建工作会议召开: the limb is what newspapers would print above.</summary>
    private static bool Held(string limb) =>
        limb.Length >= Limits.ShortestMeeting && limb.Length <= Limits.Longest
        && (limb.EndsWith("召开", StringComparison.Ordinal) || limb.EndsWith("举行", StringComparison.Ordinal)
            || limb.EndsWith("举办", StringComparison.Ordinal) || limb.EndsWith("启动", StringComparison.Ordinal));

    /// <summary>The last limb behind the first that is long enough, holds no figure and is of a kind; empty when none is.</summary>
    private static string Last(string[] limbs, Func<string, bool> isOfKind)
    {
        for (var i = limbs.Length - 1; i > 0; i--)
        {
            if (limbs[i].Length >= Limits.ShortestLimb && !limbs[i].AsSpan().ContainsAnyInRange('0', '9')
                && !limbs[i].Contains('*', StringComparison.Ordinal) && isOfKind(limbs[i]))
            {
                return limbs[i];
            }
        }

        return "";
    }

    private static bool TellsOutcome(string limb) => OutcomeLeads.LongestPrefix(limb) > 0;

    /// <summary>Cuts a sentence at its commas, but for those inside quotes.</summary>
    private static string[] Limbs(string sentence)
    {
        var limbs = new List<string>();
        var start = 0;
        var depth = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            if (sentence[i] is '“' or '（' or '《')
            {
                depth++;
            }
            else if (sentence[i] is '”' or '）' or '》')
            {
                depth--;
            }
            else if (sentence[i] == '，' && depth <= 0)
            {
                limbs.Add(sentence[start..i]);
                start = i + 1;
            }
        }

        limbs.Add(sentence[start..]);
        return [.. limbs];
    }

    /// <summary>The first limbs, as many as a title holds.</summary>
    private static string Beginning(string[] limbs)
    {
        var title = limbs[0];
        for (var i = 1; i < limbs.Length && title.Length + limbs[i].Length < Limits.Longest; i++)
        {
            title += "，" + limbs[i];
        }

        return title.Length <= Limits.Longest ? title : title[..Limits.Longest];
    }

    /// <summary>A coinage in quotes behind a verb that makes it: 通过“四聚焦四强化”, 建立“纪律健康档案”.</summary>
    private static bool NamesPractice(string limb)
    {
        foreach (var verb in PracticeVerbs)
        {
            if (limb.Contains(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string Subject(string sentence)
    {
        var end = Limits.LongestSubject + 1;
        foreach (var verb in BehindSubject)
        {
            var at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at > 0 && at < end)
            {
                end = at;
            }
        }

        return end <= Limits.LongestSubject ? sentence[..end] : "";
    }

    /// <summary>A plan that opens with 一、: the unit that its text speaks of most, and the name of the genre.</summary>
    private static string? FromWhole(string text, DocumentOutline outline, Fact<string> genre)
    {
        var subject = Recurring(text);
        var what = genre.Value switch
        {
            Genres.Plan => "工作要点",
            Genres.Report => "工作总结",
            Genres.Scheme => "实施方案",
            Genres.Rules => "制度",
            Genres.DutyReport => "述职报告",
            Genres.Lecture => "学习材料",
            _ => null,
        };
        var topic = text.Contains("机关党建", StringComparison.Ordinal) ? "机关党建" : text.Contains("党建", StringComparison.Ordinal) ? "党建" : "";
        if (what is null || (subject.Length == 0 && topic.Length == 0))
        {
            return outline.Headings.Count > 0 ? outline.Headings[0].Text : null;
        }

        if (subject.EndsWith("机关", StringComparison.Ordinal) && topic.StartsWith("机关", StringComparison.Ordinal))
        {
            topic = "党建";
        }

        return subject + topic + what;
    }

    /// <summary>The unit named most often among those that open with a tier (县纪委监委机关, 市直机关).</summary>
    private static string Recurring(string text)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var span = text.AsSpan(0, Math.Min(text.Length, Limits.UnitsWithin));
        var quoted = 0;
        for (var i = 0; i + 3 < span.Length; i++)
        {
            if (span[i] == '《')
            {
                quoted++;
            }
            else if (span[i] == '》')
            {
                quoted = 0;
            }

            if (quoted > 0 || span[i] is not ('省' or '市' or '县' or '区' or '镇' or '乡'))
            {
                continue;
            }

            foreach (var (unit, name) in Units)
            {
                if (!span[(i + 1)..].StartsWith(unit, StringComparison.Ordinal))
                {
                    continue;
                }

                var full = span[i] + name;
                counts[full] = counts.GetValueOrDefault(full) + 1;
                break;
            }
        }

        var best = "";
        foreach (var (name, count) in counts)
        {
            if (best.Length == 0 || count > counts[best] || (count == counts[best] && name.Length > best.Length))
            {
                best = name;
            }
        }

        return best;
    }

    /// <summary>How a unit is mentioned, and how it is named as the subject of its own plan.</summary>
    private static readonly (string Mention, string Name)[] Units =
    [
        ("纪委监委", "纪委监委机关"), ("纪委", "纪委监委机关"), ("委直属机关", "直机关"), ("直机关", "直机关"), ("直属机关", "直机关"), ("委组织部", "委组织部"), ("委宣传部", "委宣传部"),
        ("委统战部", "委统战部"), ("财政局", "财政局"), ("税务局", "税务局"), ("人社局", "人社局"),
        ("卫健委", "卫健委"), ("教育局", "教育局"),
    ];
}
