using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Finds the unit that acts: a name that ends like a unit's, at the head of a clause, with a verb behind it.</summary>
internal static class ActorFinder
{
    private const int LongestName = 36;

    /// <summary>
    /// A name is used again within this many units, more than articles and reports have: a bound on what a sentence of a whole book costs.
    /// </summary>
    private const int UsedWithin = 50_000;
    private const int LongestIntroduction = 70;
    private const int LongestInner = 8;
    private const int LongestDate = 11;
    private const int ShortestProper = 4;
    private const int ShortestCommon = 3;
    private const int AuthorNote = 4; // （作者为, （作者系

    private static readonly string[] Suffixes = [.. WordList.Words("units", "acting").OrderByDescending(s => s.Length)];

    private static readonly WordTrie Verbs = WordList.Trie("actors", "verbs");

    // 组织部, 对口帮扶 …: behind a name these are no verbs.
    private static readonly WordTrie NoVerbs = WordList.Trie("actors", "no-verbs");

    private static readonly WordTrie NoNames = WordList.Trie("actors", "no-names");

    // In the middle of a name these show that it is a clause.
    private static readonly SearchValues<string> InsideWords =
        WordList.AnyOf("actors", "inside-clauses");

    // 返乡入乡, 深入农村, 打开新局: they end like a unit's name and are none.
    private static readonly WordTrie NoUnitsEndings = WordList.Trie("actors", "no-unit-endings");

    private static readonly WordTrie Abstract = WordList.Trie("actors", "abstract");

    private static readonly IReadOnlyList<string> JointNames = WordList.Words("units", "joint-names");

    private static readonly WordTrie PeopleOfUnits = WordList.Trie("actors", "people");

    private static readonly SearchValues<char> NoUnits = WordList.Characters("actors", "particles");

    private static readonly SearchValues<char> NoLast = WordList.Characters("actors", "no-last");

    private static readonly SearchValues<char> LastUnits = SearchValues.Create([.. Suffixes.Select(s => s[^1])]);

    // A province may act under its bare name: 江苏积极推行….
    private static readonly WordTrie Provinces = WordList.Trie("places", "provinces");

    private static readonly WordTrie LeadIns = WordList.Trie("actors", "lead-ins");

    private static readonly WordTrie NationalBodies = WordList.Trie("units", "national-bodies");

    private static readonly WordTrie GoingThere = WordList.Trie("actors", "going-there");

    private static readonly WordTrie Introducing = WordList.Trie("actors", "introducing");

    private static readonly WordTrie Lying = WordList.Trie("actors", "lying");

    // What is left of a name made of these alone doesn't tell whose: 社区党委, 公司, 县纪委监委.
    private static readonly WordTrie CommonParts =
        new([.. Suffixes.Concat(WordList.Words("units", "common-parts")).Distinct(StringComparer.Ordinal)]);

    private static readonly SearchValues<string> Posts = WordList.AnyOf("units", "posts");

    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("，；。：、”“");

    /// <summary>The unit that the sentence says acted, or null.</summary>
    public static TextSpan? Find(string text, Statement statement)
    {
        if (Find(text, statement.Start, statement.End) is { } unit)
        {
            return unit;
        }

        // 一题一讲……某局党支部通过…: what was done may stand in front of who did it.
        var told = text.AsSpan(statement.Start, statement.End - statement.Start).LastIndexOf("……");
        return told < 0 ? null : Find(text, statement.Start + told + 2, statement.End);
    }

    /// <summary>The unit that a stretch of a sentence says acted, or null.</summary>
    public static TextSpan? Find(string text, int start, int stop)
    {
        var subjectIsLeftOut = false;
        var from = start;
        for (var clauses = 0; clauses < 4 && start < stop; clauses++)
        {
            var length = text.AsSpan(start, stop - start).IndexOfAny("，；：");
            var end = length < 0 ? stop : start + length;
            // 以“支部引领，中心推进”为内容的…: who acts in a name doesn't act in the sentence.
            var told = text.AsSpan(from, start - from);
            if (text[from] != '“' && told.Count('“') > told.Count('”'))
            {
                start = end + 1;
                continue;
            }

            // Behind 指导…，撤销…， it is no longer the unit that acts unless it has a name of its own.
            if (InClause(text, start, end) is { } actor && !(subjectIsLeftOut && IsCommon(actor.In(text))))
            {
                return actor;
            }

            subjectIsLeftOut |= LeadIns.LongestPrefix(text.AsSpan(start, end - start)) == 0
                && Verbs.LongestPrefix(text.AsSpan(start, end - start)) >= 2;
            start = end + 1;
        }

        return null;
    }

    /// <summary>The unit of the person who is introduced: <c>甲镇乙社区党委书记某某说</c>; null when nobody is, or nobody's unit is told.</summary>
    public static TextSpan? OfPerson(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, Math.Min(statement.End - statement.Start, LongestIntroduction));
        TextSpan? unit = null;
        // 甲县副县长、乙街道党工委书记某某: the unit at whose head he stands comes last.
        for (var from = 0; sentence[from..].IndexOfAny(Posts) is >= 0 and var at; from += at + 1)
        {
            var post = from + at;
            var start = sentence[..post].LastIndexOfAny(ClauseMarks) + 1;
            if (unit is not null && (start <= from || sentence[start - 1] != '、' || sentence[from..(start - 1)].ContainsAny(ClauseMarks)))
            {
                break;
            }

            if (start < post && sentence[start] == '据')
            {
                start++;
            }

            // 某某任甲市委书记后
            if (sentence[start..post].IndexOf('任') is >= 2 and <= 4 and var office)
            {
                start += office + 1;
            }

            for (var end = post; end >= start + 3; end--)
            {
                if (!EndsLikeUnit(sentence[start..end]) || HoldsVerb(sentence[start..end]))
                {
                    continue;
                }

                if (IsClauseOfItsOwn(sentence[start..end]) || IsJoined(sentence[start..end]))
                {
                    break;
                }

                if (unit is null || !IsCommon(sentence[start..end]))
                {
                    unit = new TextSpan(statement.Start + start, statement.Start + end);
                }

                break;
            }

            if (unit is null)
            {
                break;
            }
        }

        return unit;
    }

    /// <summary>
    /// The unit in which the sentence says that something happens: <c>在甲镇乙社区，…</c>, <c>走进丙村，…</c>, <c>丁镇，地处…</c>; or null.
    /// </summary>
    public static TextSpan? OfPlace(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, Math.Min(statement.End - statement.Start, LongestIntroduction));
        var start = GoingThere.LongestPrefix(sentence);
        var comma = sentence.IndexOf('，');
        if (comma < start + 3 || (start == 0 && Lying.LongestPrefix(sentence[(comma + 1)..]) == 0))
        {
            return Introduced(sentence) is var length and > 0 ? new TextSpan(statement.Start, statement.Start + length) : null;
        }

        for (var end = Math.Min(comma, start + LongestName); end >= start + 3; end--)
        {
            if ((end == comma || sentence[end] == '的' || sentence[comma - 1] == '里') && EndsLikeUnit(sentence[start..end])
                && !HoldsVerb(sentence[start..end]) && !IsCommon(sentence[start..end]))
            {
                return new TextSpan(statement.Start + start, statement.Start + end);
            }
        }

        return null;
    }

    // 甲社区是…, 乙村位于…: the next sentences go on about it.
    private static int Introduced(ReadOnlySpan<char> sentence)
    {
        for (var i = 3; i < Math.Min(sentence.Length, LongestName) && char.IsLetter(sentence[0]) && char.IsLetter(sentence[i - 1]); i++)
        {
            if (Introducing.LongestPrefix(sentence[i..]) > 0 && EndsLikeUnit(sentence[..i]) && !HoldsVerb(sentence[..i])
                && !IsCommon(sentence[..i]))
            {
                return i;
            }
        }

        return 0;
    }

    /// <summary>True when a sentence opens with a unit's name, and not with that of one that it is part of.</summary>
    public static bool Opens(string text, Statement statement, string name)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        if (!sentence.StartsWith(name, StringComparison.Ordinal) || CommonParts.LongestPrefix(sentence[name.Length..]) > 0)
        {
            return false;
        }

        // 甲省乙市某局…: another unit, in the one that was named.
        for (var i = name.Length + 1; i <= Math.Min(sentence.Length, name.Length + LongestInner); i++)
        {
            if (LastUnits.Contains(sentence[i - 1]) && EndsLikeUnit(sentence[..i]) && !HoldsVerb(sentence[..i]))
            {
                return false;
            }
        }

        return WordBorders.Begins(text, statement.Start + name.Length);
    }

    // 社区党委成立社区|委员会: a clause and no name.
    private static bool HoldsVerb(ReadOnlySpan<char> name)
    {
        if (name.ContainsAny(NoUnits))
        {
            return true;
        }

        for (var i = 2; i < name.Length; i++)
        {
            if (Verbs.LongestPrefix(name[i..]) >= 2 && NoVerbs.LongestPrefix(name[i..]) == 0 && name[i - 1] != '党')
            {
                // 党组织
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a name says what kind of unit it is and not which: 社区党委, 公司, 县纪委监委.</summary>
    public static bool IsCommon(ReadOnlySpan<char> name)
    {
        while (!name.IsEmpty && CommonParts.LongestPrefix(name) is > 0 and var length)
        {
            name = name[length..];
        }

        return name.IsEmpty;
    }

    // 责任制考核和党组织: two things, no name of one.
    private static bool IsJoined(ReadOnlySpan<char> name)
    {
        if (!name.ContainsAny('和', '及'))
        {
            return false;
        }

        foreach (var joint in JointNames)
        {
            if (name.Contains(joint, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The unit among those named before that a common name stands for (<c>社区党委</c> for <c>乙社区党委</c>), or null.</summary>
    /// <param name="name">A common name.</param>
    /// <param name="named">The units named so far, the last one last.</param>
    public static string? Resolve(string name, IReadOnlyList<string> named)
    {
        var kind = name.AsSpan().TrimStart("该本").TrimEnd('里');
        var head = kind[..CommonParts.LongestPrefix(kind)];
        var isPointing = kind.Length < name.Length;
        for (var i = named.Count - 1; i >= 0; i--)
        {
            // 市委组织部 is a department of its own, and no other word for the city that was named.
            if (named[i].AsSpan().EndsWith(kind, StringComparison.Ordinal)
                || ((head.Length > 1 || isPointing) && named[i].AsSpan().Contains(head, StringComparison.Ordinal)))
            {
                return named[i];
            }
        }

        return null;
    }

    /// <summary>
    /// A name without a unit's ending (<c>某某交控</c>) that the sentence begins with and that the text uses more than once; or null.
    /// </summary>
    public static TextSpan? Repeated(string text, Statement statement)
    {
        for (var i = statement.Start + 4; i < Math.Min(statement.End, statement.Start + 9); i++)
        {
            if (!char.IsLetter(text[i - 1]) || !char.IsLetter(text[statement.Start]) || NoLast.Contains(text[i - 1]))
            {
                return null;
            }

            if (Verbs.LongestPrefix(text.AsSpan(i, statement.End - i)) < 2 || NoVerbs.LongestPrefix(text.AsSpan(i, statement.End - i)) > 0)
            {
                continue;
            }

            var name = text.AsSpan(statement.Start, i - statement.Start);
            if (Verbs.LongestPrefix(name) > 0 || NoNames.LongestPrefix(name) > 0
                || LeadIns.LongestPrefix(name) > 0 || Abstract.LongestPrefix(name[^2..]) > 0)
            {
                return null;
            }

            var before = Math.Max(0, statement.Start - UsedWithin);
            return text.AsSpan(statement.End, Math.Min(UsedWithin, text.Length - statement.End)).Contains(name, StringComparison.Ordinal)
                || text.AsSpan(before, statement.Start - before).Contains(name, StringComparison.Ordinal)
                ? new TextSpan(statement.Start, i)
                : null;
        }

        return null;
    }

    /// <summary>True when a name can be a unit's, and is no clause, list or half sentence.</summary>
    public static bool IsUnit(string name) =>
        !name.AsSpan().ContainsAny("、和 　".AsSpan()) && !name.Contains("书记", StringComparison.Ordinal) && !IsClauseOfItsOwn(name)
            && !HoldsVerb(name);

    /// <summary>True when a stretch of a sentence begins with a unit that has a name of its own and acts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the stretch starts.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="mayBeCommon">True where 县检察院 will do, too: one of many that are told of one after the other.</param>
    public static bool BeginsWithUnit(string text, int start, int end, bool mayBeCommon = false) =>
        InClause(text, start, end) is { } unit && (!IsCommon(unit.In(text)) || (mayBeCommon && unit.Length >= ShortestCommon));

    /// <summary>
    /// The local committee whose head wrote a text that says so (<c>（作者为甲市乙区委书记）</c>), or null. What such a text tells with 我们 was
    /// done by that committee.
    /// </summary>
    public static string? OfAuthor(string text)
    {
        var note = text.LastIndexOf("（作者", StringComparison.Ordinal);
        var close = note < 0 ? -1 : text.IndexOf('）', note);
        if (close < 0 || OfPerson(text, new Statement(note + AuthorNote, close)) is not { } unit)
        {
            return null;
        }

        var name = unit.In(text);
        return name[^1] == '委' && !name.StartsWith("中央", StringComparison.Ordinal) ? name : null;
    }

    /// <summary>The first unit's name in a title such as <c>甲市乙区以…</c>, or null.</summary>
    public static string? InTitle(string title) => InClause(title, 0, title.Length) is { } span ? span.In(title) : null;

    private static TextSpan? InClause(string text, int start, int end)
    {
        // “镇里设立…: speech that goes on
        if (start < end && text[start] == '“' && !text.AsSpan(start, end - start).Contains('”'))
        {
            start++;
        }

        for (var lead = 2; lead > 1; start += lead > 1 ? lead : 0)
        {
            lead = LeadIns.LongestPrefix(text.AsSpan(start, end - start));
        }

        // 2022年某局…
        var year = text.AsSpan(start, Math.Min(6, end - start)).IndexOf('年');
        if (year > 1 && char.IsAsciiDigit(text[start]))
        {
            start += year + 1;
        }

        start = BehindTerm(text, start, end);
        var limit = Math.Min(end, start + LongestName);
        for (var i = start + 1; i < limit; i++)
        {
            if (text[i - 1] is '的' or '了' or '是' or '“' or '《' or '”' or '》' or '‘' or '：' || char.IsWhiteSpace(text[i - 1]))
            {
                return null;
            }

            var name = text.AsSpan(start, i - start);
            if (!IsVerb(text.AsSpan(i, end - i)) || !(EndsLikeUnit(name) || Provinces.LongestPrefix(name) == name.Length))
            {
                continue;
            }

            if (name.ContainsAny(NoUnits) || HoldsVerb(name) || RunsOn(text, start, i) || BeginsWithAct(name))
            {
                return null;
            }

            return text[i] == '“' && (name.Length < ShortestProper || IsCommon(name)) ? null : new TextSpan(start, i);
        }

        return null;
    }

    // 三天内|各乡镇…, 两个月后|某局…: when it was done is no part of who did it.
    private static int BehindTerm(string text, int start, int end)
    {
        var at = start;
        while (at < end && (Glyphs.IsDigit(text[at]) || Glyphs.IsChineseNumeral(text[at]) || text[at] is '两' or '几'))
        {
            at++;
        }

        if (at == start)
        {
            return start;
        }

        at += text.AsSpan(at, end - at) is ['个', ..] ? 1 : 0;
        return text.AsSpan(at, end - at) switch
        {
            ['天' or '日' or '周' or '月' or '年', '内' or '后' or '前' or '里' or '间', ..] => at + 2,
            ['小', '时', '内' or '后' or '前', ..] or ['分', '钟', '内' or '后', ..] or ['季', '度', '内' or '后', ..] => at + 3,
            _ => start,
        };
    }

    // 盘活闲置学校: a clause that begins with an act.
    private static bool BeginsWithAct(ReadOnlySpan<char> name) =>
        PracticeWords.Acts.LongestPrefix(name) > 1 && NoVerbs.LongestPrefix(name) == 0;

    // 考核和党组织|书记, 配强村|干部: the name ends inside of a word or in front of those who work in the unit.
    private static bool RunsOn(string text, int start, int end) =>
        PeopleOfUnits.LongestPrefix(text.AsSpan(end)) > 0
        || (Glyphs.IsHan(text[end - 1]) && end < text.Length && Glyphs.IsHan(text[end]) && !WordBorders.Begins(text, end)
            && !WordBorders.Begins(text, start));

    // A unit's own brand may stand in for the verb: 民政局党总支“六心六梦”….
    private static bool IsVerb(ReadOnlySpan<char> rest) => !rest.IsEmpty && char.IsAsciiDigit(rest[0]) ? IsVerb(BehindDate(rest)) :
        Verbs.LongestPrefix(rest) > 0 ? NoVerbs.LongestPrefix(rest) == 0 : rest is ['“', ..];

    private static bool EndsLikeUnit(ReadOnlySpan<char> name)
    {
        if (char.IsAsciiDigit(name[0]) || name.Count('（') != name.Count('）'))
        {
            return false;
        }

        if (!LastUnits.Contains(name[^1]))
        {
            return name.Length is >= 1 and <= 6 && name[^1] is '*' or '＊' && !IsClauseOfItsOwn(name);
        }

        if (!HasUnitsEnding(name) || IsClauseOfItsOwn(name) || NoUnitsEndings.LongestPrefix(name[^Math.Min(2, name.Length)..]) == 2)
        {
            return false;
        }

        // 甲镇党委、政府, but not 党员带头、村
        var last = name.LastIndexOf('、');
        return last < 0 || HasUnitsEnding(name[..last]);
    }

    // 某局9月8日印发…
    private static ReadOnlySpan<char> BehindDate(ReadOnlySpan<char> rest)
    {
        var day = rest[..Math.Min(rest.Length, LongestDate)].IndexOf('日');
        return day > 0 && rest[..day].Contains('月') ? rest[(day + 1)..] : [];
    }

    private static bool HasUnitsEnding(ReadOnlySpan<char> name)
    {
        foreach (var suffix in Suffixes)
        {
            if (name.EndsWith(suffix, StringComparison.Ordinal) && name.Length > Math.Min(suffix.Length, 1))
            {
                return true;
            }
        }

        return false;
    }

    // 深入农村、社区…: a verb in front makes it an object.
    private static bool IsClauseOfItsOwn(ReadOnlySpan<char> name) =>
        name.ContainsAny(InsideWords)
        || (Verbs.LongestPrefix(name) > 0 && name[0] != '成') // 成都, 成县
        || (NoNames.LongestPrefix(name) > 0 && NationalBodies.LongestPrefix(name) == 0);
}
