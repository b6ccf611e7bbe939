using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Text.Numerals;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Finds the name of a practice in its sentence: a quoted coinage, or the document that was issued for it.</summary>
internal static class NameFinder
{
    private static readonly NameWeights Weights = NameWeights.Default;

    private const int LongestName = 30;
    private const int LongestInHeading = 14;
    private const int LongestUnquoted = 18;
    private const int LongestMakeUp = 60;
    private const int LongestMotto = 20;
    private const int Near = 7; // so far in front of a name stands what introduces it

    private static readonly SearchValues<char> Marks = SearchValues.Create("，、；。：“”《》（）,*＊ ");

    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("，；。：");

    private static readonly SearchValues<char> EndsOfMottos = SearchValues.Create(SentenceMarks.Ends + "…—");

    private static readonly SearchValues<char> SentenceParts = SearchValues.Create(SentenceMarks.Ends + "，…—");

    private static readonly IReadOnlyList<string> SettingUp = WordList.Words("practice-names", "setting-up");

    private static readonly WordTrie Verbs = new(SettingUp);

    private static readonly IReadOnlyList<string> Devices = WordList.Words("practice-names", "devices");

    // 长效机制, 相关制度: what everybody sets up has no name of its own.
    private static readonly WordTrie Nameless = WordList.Trie("practice-names", "nameless");

    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九双两");

    private static readonly SearchValues<string> Kinds = WordList.AnyOf("practice-names", "kinds");

    private static readonly SearchValues<string> Naming = WordList.AnyOf("practice-names", "naming");

    private static readonly SearchValues<string> MadeUp = WordList.AnyOf("practice-names", "made-up");

    private static readonly SearchValues<string> Using = WordList.AnyOf("practice-names", "using");

    // What a name in quotes may be introduced as, or be itself.
    private static readonly WordTrie KindsInFront = WordList.Trie("practice-names", "kinds-in-front");

    private static readonly SearchValues<string> KindsAtEnd = WordList.AnyOf("practice-names", "kinds-at-end");

    private static readonly WordTrie Mottos = WordList.Trie("practice-names", "motto-kinds");

    private static readonly SearchValues<string> Founding = WordList.AnyOf("practice-names", "founding");

    // Behind a name at the head of a clause these tell how it came about or fares.
    private static readonly WordTrie Thriving = WordList.Trie("practice-names", "thriving");

    private static readonly WordTrie ThatOne = WordList.Trie("practice-names", "that-one");

    private static readonly WordTrie NotNames = WordList.Trie("practice-names", "not-names");

    private static readonly SearchValues<string> Issuing = WordList.AnyOf("practice-names", "issuing");

    public static TextSpan? Find(string text, Statement statement)
    {
        TextSpan? best = null;
        var bestRank = 0;
        for (var i = statement.Start; i < statement.End; i++)
        {
            if (text[i] is not ('“' or '‘' or '《'))
            {
                continue;
            }

            var close = CloseOf(text, i, statement.End);
            // What is longer than a name is speech, and a name in it has quotes of its own.
            if (close < 0 || (text[i] != '《' && close - i - 1 > LongestName))
            {
                continue;
            }

            var (name, rank) = text[i] == '《'
                ? (new TextSpan(i + 1, close), RankOfDocument(text, statement, i, close))
                : OfQuotes(text, statement, i, ref close);
            if (rank > bestRank)
            {
                (best, bestRank) = (name, rank);
            }

            i = close;
        }

        return best ?? (statement.StrongActs > 0 ? Unquoted(text, statement) : null);
    }

    /// <summary>True for a sentence about what was named before it: 该机制运行以来….</summary>
    public static bool GoesOnAboutNamed(string text, Statement statement) =>
        ThatOne.LongestPrefix(text.AsSpan(statement.Start, statement.End - statement.Start)) > 0;

    /// <summary>The coinage that a heading announces (<c>拓展“四抓两整治”</c>), or null; a heading that is speech announces none.</summary>
    public static string? InHeading(string heading)
    {
        var open = heading.IndexOf('“', StringComparison.Ordinal);
        var close = open < 0 ? -1 : heading.IndexOf('”', open);
        if (close < 0 || (open == 0 && close == heading.Length - 1))
        {
            return null;
        }

        var name = heading[(open + 1)..close];
        return name.Length is >= 3 and <= LongestInHeading && !name.Contains('，', StringComparison.Ordinal)
            && !PracticeWords.IsNational(name)
            && (name.AsSpan().IndexOfAny(Numbers) >= 0 || name.Length >= 4) ? name : null;
    }

    private static int CloseOf(string text, int open, int end)
    {
        var length = text.AsSpan(open, end - open).IndexOf(text[open] switch { '“' => '”', '‘' => '’', _ => '》' });
        return length < 0 ? -1 : open + length;
    }

    // “甲”“乙”、“丙”等活动: what stands before and behind is said of all of them, and the first gives the name.
    private static (TextSpan Name, int Rank) OfQuotes(string text, Statement statement, int open, ref int close)
    {
        var first = new TextSpan(open + 1, close);
        var name = IsFit(text, first) ? first : default;
        for (var next = close + 1; ;)
        {
            if (next < statement.End && text[next] is '、' or '和' or '及')
            {
                next++;
            }

            if (next >= statement.End || text[next] != text[open] || CloseOf(text, next, statement.End) is < 0)
            {
                break;
            }

            close = CloseOf(text, next, statement.End);
            if (name == default && IsFit(text, new TextSpan(next + 1, close)))
            {
                name = new TextSpan(next + 1, close);
            }

            next = close + 1;
        }

        if (name == default)
        {
            return default;
        }

        var behind = text.AsSpan(close + 1, statement.End - close - 1);
        return (name, Rank(text.AsSpan(statement.Start, open - statement.Start), name.In(text), behind));
    }

    private static bool IsFit(string text, TextSpan name)
    {
        var words = text.AsSpan(name.Start, name.Length);
        return name.Length is >= 2 and <= LongestName && !PracticeWords.IsNational(words)
            && (!words.ContainsAny(SentenceParts) || (IsMotto(words) && Mottos.LongestPrefix(text.AsSpan(name.End + 1)) > 0));
    }

    // “亮身份、亮职责，做好开门一件事”行动
    private static bool IsMotto(ReadOnlySpan<char> words) => !words.ContainsAny(EndsOfMottos) && words.Length <= LongestMotto;

    // “…”工作法 is a name, and so is what somebody 打造s or 推行s; anything else in quotes may be a turn of phrase.
    internal static int Rank(ReadOnlySpan<char> front, ReadOnlySpan<char> name, ReadOnlySpan<char> behind)
    {
        // 形成“甲地经验”: praise of what was done.
        if (NotNames.LongestPrefix(behind) > 0 || name.EndsWith("经验", StringComparison.Ordinal))
        {
            return 0;
        }

        var clause = front[(front.LastIndexOfAny(ClauseMarks) + 1)..].TrimStart('“');
        var before = front[^Math.Min(front.Length, Near)..];
        var rank = RankOfIntroduction(before, behind);
        rank += RankOfParts(name, before, rank);

        // 平台“…”, 品牌“…”
        if (before.Length >= 2 && KindsInFront.LongestPrefix(before[^2..]) == 2)
        {
            rank += Weights.KindInFront;
        }

        if (rank == 0 && IsFounded(clause, name))
        {
            rank += Weights.Founded;
        }

        // “农民夜校”办得红火
        if (clause.IsEmpty && Thriving.LongestPrefix(behind) > 0)
        {
            rank += Weights.Thriving;
        }

        if ((rank > 0 || clause.IsEmpty || before.ContainsAny(Using)) && name.Length > 2 && name[^3..].ContainsAny(KindsAtEnd))
        {
            rank += Weights.KindAtEnd;
        }

        return rank > 0 && name.Length >= 4 ? rank + Weights.Long : rank;
    }

    /// <summary>What the words around a name call it: 以“…”为, “…”工作法, 命名为“…”.</summary>
    private static int RankOfIntroduction(ReadOnlySpan<char> before, ReadOnlySpan<char> behind)
    {
        var rank = before.EndsWith("以", StringComparison.Ordinal) && behind is ['为', ..] ? Weights.Theme : 0;
        var kind = behind[..Math.Min(behind.Length, 8)];
        var mark = kind.IndexOfAny(Marks);
        if (kind is not [>= '0' and <= '9', ..] && (mark < 0 ? kind : kind[..mark]).ContainsAny(Kinds))
        {
            rank += Weights.Kind;
        }

        return before.ContainsAny(Naming) || before.ContainsAny(Issuing) ? rank + Weights.Naming : rank;
    }

    /// <summary>What a name has for its parts, where it is introduced or used.</summary>
    private static int RankOfParts(ReadOnlySpan<char> name, ReadOnlySpan<char> before, int introduced)
    {
        // Parallel parts told by number: 四聚焦四强化, 双报到双报告.
        if (name.IndexOfAny(Numbers) >= 0 && name.Length >= 3 && (introduced > 0 || before.ContainsAny(Using)))
        {
            return Weights.Numbered;
        }

        // 新任培训、师徒结对、轮岗交流: parts side by side.
        return introduced == 0 && name.Count('、') >= 2 && before.ContainsAny(Using) ? Weights.SideBySide : 0;
    }

    // 创建了以党建引领为特色的“…”, 建立办理诉求“五步法”
    private static bool IsFounded(ReadOnlySpan<char> clause, ReadOnlySpan<char> name) =>
        (clause is [.., '的'] || name is [_, _, .., '法' or '制']) && clause.ContainsAny(Founding);

    private static int RankOfDocument(string text, Statement statement, int open, int close)
    {
        var from = Math.Max(statement.Start, open - 8);
        return close - open > 3 && text.AsSpan(from, open - from).ContainsAny(Issuing) ? Weights.Document : 0;
    }

    // 实行首接负责制, 执行按期换届提醒机制, 建成312个网格党群直通站: a coinage that needs no quotes.
    private static TextSpan? Unquoted(string text, Statement statement)
    {
        var sentence = text.AsSpan(statement.Start, statement.End - statement.Start);
        TextSpan? earliest = null;
        foreach (var verb in SettingUp)
        {
            var at = sentence.IndexOf(verb, StringComparison.Ordinal);
            if (at < 0 || (earliest is { } e && statement.Start + at > e.Start))
            {
                continue;
            }

            if (NamedAfter(sentence, at + verb.Length) is { } name)
            {
                earliest = new TextSpan(statement.Start + name.Start, statement.Start + name.End);
            }
        }

        return earliest;
    }

    private static int BehindMakeUp(ReadOnlySpan<char> sentence, int from)
    {
        var rest = sentence[from..Math.Min(sentence.Length, from + LongestMakeUp)];
        var made = rest.IndexOfAny(MadeUp);
        var particle = made < 0 ? -1 : rest[made..].IndexOf('的');
        return particle is >= 0 and <= 6 ? from + made + particle + 1 : from;
    }

    private static TextSpan? NamedAfter(ReadOnlySpan<char> sentence, int from)
    {
        if (from < sentence.Length && sentence[from] is '了' or '起')
        {
            from++;
        }

        if (NumeralReader.TryFind(sentence[..Math.Min(sentence.Length, from + 6)], from, out var number) && number.Start == from)
        {
            from = number.End + (number.End < sentence.Length && sentence[number.End] is '个' or '支' or '家' or '项' ? 1 : 0);
        }

        // 打造集分派、督办于一体的…平台, 建立以网格员为主的…队
        if (from < sentence.Length && sentence[from] is '集' or '以')
        {
            from = BehindMakeUp(sentence, from);
        }

        // 健全完善…制度
        while (from < sentence.Length && Verbs.LongestPrefix(sentence[from..]) is > 0 and var verb)
        {
            from += verb;
        }

        var rest = sentence[Math.Min(from, sentence.Length)..Math.Min(sentence.Length, from + LongestUnquoted)];
        var mark = rest.IndexOfAny(Marks);
        rest = mark < 0 ? rest : rest[..mark];
        var end = -1;
        foreach (var device in Devices)
        {
            var at = rest.IndexOf(device, StringComparison.Ordinal);
            if (at >= 2 && (end < 0 || at + device.Length < end))
            {
                end = at + device.Length;
            }
        }

        return end < 5 || PracticeWords.IsNational(rest[..end]) || rest[..end].Contains('的') || Nameless.LongestPrefix(rest) > 0
            ? null
            : new TextSpan(from, from + end);
    }
}
