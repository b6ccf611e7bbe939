using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Notes what the words of sentences signal: acts, demands, speech of one's own deeds, stories.</summary>
internal static class StatementReader
{
    private static readonly PracticeWeights Weights = PracticeWeights.Default;

    /// <summary>A sentence that explains says so in this many units.</summary>
    private const int AimWithin = 24;

    private static readonly WordTrie DoneByCentre = WordList.Trie("signals", "done-by-centre");

    // Behind these 要 and 应 demand something of them; in front of those they are part of another word.
    private static readonly SearchValues<char> Addressed = WordList.Characters("signals", "addressed");
    private static readonly SearchValues<char> OtherWords = WordList.Characters("signals", "demand-compounds");

    private static readonly SearchValues<char> BeforeOrganisation = WordList.Characters("signals", "before-organisation");
    private static readonly SearchValues<char> BehindOrganisation = WordList.Characters("signals", "behind-organisation");

    private static readonly SearchValues<char> NotMe = WordList.Characters("signals", "not-me");
    private static readonly SearchValues<char> NoDeeds = WordList.Characters("signals", "no-deeds");

    // What everybody does sums up what some will be told to have done.
    private static readonly WordTrie Nobody = WordList.Trie("signals", "nobody");
    private static readonly WordTrie Everybody = WordList.Trie("signals", "everybody");

    // 建成后可…: to come; 将甲纳入乙: done.
    private static readonly WordTrie Completed = WordList.Trie("signals", "completed");
    private static readonly SearchValues<string> Prospects = WordList.AnyOf("signals", "prospects");
    private static readonly SearchValues<string> Moving = WordList.AnyOf("signals", "moving");

    // Around 了 and 共 these make another word of them: 了解, 共享, 公共.
    private static readonly SearchValues<char> NotDoneInFront = WordList.Characters("signals", "not-done-in-front");
    private static readonly SearchValues<char> NotDoneBehindLe = WordList.Characters("signals", "not-done-behind-le");
    private static readonly SearchValues<char> NotDoneBehindGong = WordList.Characters("signals", "not-done-behind-gong");

    private static readonly IReadOnlyList<string> OnlyGrowing = WordList.Words("signals", "only-growing");
    private static readonly WordTrie Scenes = WordList.Trie("signals", "scenes");
    private static readonly IReadOnlyList<string> Attempts = WordList.Words("signals", "attempts");
    private static readonly IReadOnlyList<string> IntroducingSpeech = WordList.Words("signals", "introducing-speech");

    private static readonly WordTrie SummingUp = WordList.Trie("signals", "summing-up");
    private static readonly WordTrie Turns = WordList.Trie("signals", "turns");
    private static readonly SearchValues<string> Aims = WordList.AnyOf("signals", "aims");
    private static readonly SearchValues<string> Survey = WordList.AnyOf("signals", "survey");
    private static readonly SearchValues<string> Inventory = WordList.AnyOf("signals", "inventory");
    private static readonly IReadOnlyList<string> Routines = WordList.Words("signals", "routines");

    private static readonly WordTrie Verdicts = WordList.Trie("signals", "verdicts");
    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("，；：、,。");

    /// <summary>Reads every sentence of a text.</summary>
    public static void Read(string text, List<Statement> statements)
    {
        var found = new List<WordTrie.Occurrence>();
        foreach (var s in statements)
        {
            found.Clear();
            var sentence = text.AsSpan(s.Start, s.End - s.Start);
            PracticeWords.Trie.FindAll(sentence, found);
            var covered = 0;
            var rights = false;
            s.Steps = StepsWithPreposition(sentence);
            foreach (var hit in CollectionsMarshal.AsSpan(found))
            {
                // The longest word at a place speaks for it.
                if (hit.End <= covered)
                {
                    continue;
                }

                covered = hit.End;
                foreach (var signal in PracticeWords.Signals(hit.Word))
                {
                    Count(s, signal, hit, sentence);
                    rights |= signal == Signal.Righting;
                }
            }

            s.TellsWrong &= !rights;

            if (IsAttribution(sentence) || (!s.Spoken && WordList.EndsWithAny(sentence.TrimEnd(SentenceMarks.Ends), IntroducingSpeech)))
            {
                var tellsDeeds = s.StrongActs >= Weights.DeedsOfSpeech || s.Steps >= Weights.DeedsOfSpeech
                    || sentence.ContainsAnyInRange('0', '9');
                s.Talk += tellsDeeds ? Weights.DeedsSaidBySomebody : Weights.SaidBySomebody;
            }

            NoteTalk(s, sentence);
            if (TellsOfEverybody(sentence))
            {
                s.Talk += Weights.Everybody;
            }

            s.TellsOwnDeeds = TellsOwnDeeds(sentence) || (s.Spoken && s.StrongActs >= Weights.OwnActs);
            if (s.Demands == 0 && (BeginsWithDemand(sentence) || (s.Done == 0 && IsProspect(sentence))))
            {
                s.Demands++;
            }
        }
    }

    /// <summary>What a sentence says without telling a deed: a verdict, a summing up, a survey, a routine.</summary>
    private static void NoteTalk(Statement s, ReadOnlySpan<char> sentence)
    {
        if (IsVerdict(sentence) || Nobody.LongestPrefix(sentence) > 0 || IsSummary(sentence))
        {
            s.Talk += Weights.Verdict;
        }

        s.Turns = Turns.LongestPrefix(sentence) > 0;
        if (SummingUp.LongestPrefix(sentence) > 0 || sentence[..Math.Min(sentence.Length, AimWithin)].ContainsAny(Aims)
            || IsByWhichNotOnly(sentence) || IsFromThereToHere(sentence) || sentence.Contains("，目的是", StringComparison.Ordinal)
            || sentence.Contains("具有重要", StringComparison.Ordinal))
        {
            s.Talk += Weights.Verdict;
        }

        if (Scenes.LongestPrefix(sentence) > 0 && !sentence.ContainsAnyInRange('0', '9'))
        {
            s.Talk += Weights.Everybody;
        }

        if (sentence.IndexOfAny(Inventory) is >= 0 and var stock
            && (s.StrongActs < Weights.DeedsOfSpeech || CountFigures(sentence) > s.StrongActs))
        {
            // 采取甲模式，集体收入达…: what there is came of what was done.
            s.Describes = !PracticeWords.TellAct(sentence, before: stock);
            s.Talk += s.Describes ? Weights.Everybody : Weights.Verdict;
        }

        s.Talk += sentence.ContainsAny(Survey) ? Weights.Everybody : 0;
        s.Demands += IsContentOfPaper(sentence) || IsAttempt(sentence) ? 1 : 0;
        s.Routines = CountRoutines(sentence);
    }

    private static void Count(Statement s, Signal signal, WordTrie.Occurrence hit, ReadOnlySpan<char> sentence)
    {
        switch (signal)
        {
            case Signal.Act or Signal.WeakAct: CountAct(s, signal, hit, sentence); break;
            case Signal.Done: s.Done += IsDone(sentence, hit) ? 1 : 0; break;
            case Signal.Device: s.Devices++; break;
            case Signal.Plan: s.Demands += IsDemand(sentence, hit) ? 1 : 0; break;
            case Signal.Talk: s.Talk++; break;
            case Signal.Story: s.Story += IsOtherWord(sentence, hit) ? 0 : IsPersonAtHead(sentence, hit) ? 1 + Weights.Person : 1; break;
            case Signal.Slogan: s.Slogans++; break;
            case Signal.Recognition: s.MayBeRecognised = true; break;
            // Only as the one that acts: guided by the centre is everybody.
            case Signal.Nationwide: s.Nationwide |= IsSubject(sentence, hit); break;
            case Signal.Leadership: s.OfLeadership |= IsClauseStart(sentence, hit.Start); break;
            case Signal.Nation:
                s.Nationwide |= IsClauseStart(sentence, hit.Start);
                s.OfLeadership |= IsLawOfParty(sentence, hit.Start);
                break;
            case Signal.Wrong: s.TellsWrong = true; break;
            // 谁来评、怎么评 is told, not asked.
            case Signal.Question: s.Asks |= hit.Start == 0 || sentence[hit.Start - 1] != '、'; break;
            case Signal.Continuation: s.Continues |= hit.Start == 0; break;
        }
    }

    private static void CountAct(Statement s, Signal signal, WordTrie.Occurrence hit, ReadOnlySpan<char> sentence)
    {
        if (signal == Signal.WeakAct)
        {
            s.Acts += Weights.WeakAct;
        }
        else if (IsNoun(sentence, hit))
        {
            return;
        }
        else
        {
            (s.Acts, s.StrongActs) = (s.Acts + 1, s.StrongActs + 1);
        }

        s.Steps += IsClauseStart(sentence, hit.Start) ? 1 : 0;
    }

    // 提出建议：… asks for all that follows.
    private static bool IsDemand(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit) =>
        !IsObject(sentence, hit)
        && (IsClauseStart(sentence, hit.Start) || hit.End - hit.Start > 2 || sentence[hit.End..] is ['：', ..]);

    private static int StepsWithPreposition(ReadOnlySpan<char> sentence)
    {
        var steps = 0;
        for (var i = 1; i < sentence.Length; i++)
        {
            if (sentence[i] is '将' or '对' or '把' or '每' or '为' && sentence[i - 1] is '，' or '；')
            {
                steps++;
            }
        }

        return steps;
    }

    // 党组织, 组织部 and 组织生活 organise nothing.
    private static bool IsNoun(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit) =>
        sentence[hit.Start..hit.End] is "组织"
        && ((hit.Start > 0 && BeforeOrganisation.Contains(sentence[hit.Start - 1]))
            || (hit.End < sentence.Length && BehindOrganisation.Contains(sentence[hit.End])));

    private static bool IsSubject(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit)
    {
        if (!IsClauseStart(sentence, hit.Start) && sentence[hit.Start - 1] != '是')
        {
            return false;
        }

        var behind = sentence[hit.End..];
        return DoneByCentre.LongestPrefix(behind) > 0;
    }

    // 我们将甲纳入乙 was done; 我们将加快… is a plan.
    private static bool IsObject(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit)
    {
        if (sentence[hit.End - 1] != '将')
        {
            return false;
        }

        var rest = sentence[hit.End..];
        var mark = rest.IndexOfAny(ClauseMarks);
        return (mark < 0 ? rest : rest[..mark]).ContainsAny(Moving);
    }

    private static bool IsClauseStart(ReadOnlySpan<char> sentence, int i) => i == 0 || ClauseMarks.Contains(sentence[i - 1]);

    // 某某说，… tells what somebody wants or thinks; …介绍，… may well tell what was done.
    private static bool IsAttribution(ReadOnlySpan<char> sentence)
    {
        var comma = sentence.IndexOfAny("，：");
        return comma is >= 2 and <= 24 && sentence[comma - 1] is '说' or '道'
            || comma is >= 3 and <= 40 && sentence[..comma].EndsWith("表示", StringComparison.Ordinal)
            || (sentence.Length < 40 && (sentence.EndsWith("说。", StringComparison.Ordinal)
                || sentence.EndsWith("介绍。", StringComparison.Ordinal) || sentence.EndsWith("表示。", StringComparison.Ordinal)));
    }

    // 他把…: what one person did.
    private static bool IsPersonAtHead(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit) =>
        hit.Start == 0 && sentence[..hit.End] is "他" or "她" && !(hit.End < sentence.Length && sentence[hit.End] == '们');

    // 其他, 他们 and 你追我赶 are no persons of a story.
    private static bool IsOtherWord(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit) =>
        hit.End - hit.Start == 1 && IsPartOfOtherWord(sentence, hit);

    private static bool IsPartOfOtherWord(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit) =>
        (hit.Start > 0 && sentence[hit.Start - 1] is '其' or '吉' or '排' or '利' or '自' or '“' or '‘')
        || (hit.End < sentence.Length && sentence[hit.End] is '追' or '乡' or '人' or '山'
            || sentence[hit.Start] == '我' && hit.End < sentence.Length && NotMe.Contains(sentence[hit.End]));

    // …是一个行之有效的办法: says what something is worth, not what was done.
    private static bool IsVerdict(ReadOnlySpan<char> sentence)
    {
        var last = sentence[(sentence.LastIndexOf('，') + 1)..].TrimEnd(SentenceMarks.Ends + "”");
        return last.Contains('是') && Verdicts.LongestPrefix(last[^Math.Min(2, last.Length)..]) == 2;
    }

    // 建立联合党委，是某县…的积极探索，…: says what a deed was.
    private static bool IsAttempt(ReadOnlySpan<char> sentence)
    {
        for (var comma = sentence.IndexOf('，'); comma > 0; comma = sentence.IndexOf('，'))
        {
            var clause = sentence[..comma];
            if (clause[0] == '是' && clause.Contains('的') && WordList.EndsWithAny(clause, Attempts))
            {
                return true;
            }

            sentence = sentence[(comma + 1)..];
        }

        return false;
    }

    // 从…，到…，再到…: sums up years.
    private static bool IsFromThereToHere(ReadOnlySpan<char> sentence) =>
        sentence[0] == '从' && (sentence.Contains("再到", StringComparison.Ordinal) || sentence.Contains("；到", StringComparison.Ordinal));

    // 新修订的《中国共产党…条例》…: the sentence is about what the Party laid down for all.
    private static bool IsLawOfParty(ReadOnlySpan<char> sentence, int at) =>
        at > 0 && sentence[at - 1] == '《' && !sentence[..at].ContainsAny(ClauseMarks)
        && sentence[at..].StartsWith("中国共产党", StringComparison.Ordinal);

    // 开展了 and 共解决 tell that it was done; 了解, 为了, 共享 and 公共 don't.
    private static bool IsDone(ReadOnlySpan<char> sentence, WordTrie.Occurrence hit)
    {
        if (sentence[hit.Start..hit.End] is not ("了" or "共"))
        {
            return true;
        }

        var others = sentence[hit.Start] == '了' ? NotDoneBehindLe : NotDoneBehindGong;
        return !((hit.Start > 0 && NotDoneInFront.Contains(sentence[hit.Start - 1]))
            || (hit.End < sentence.Length && others.Contains(sentence[hit.End])));
    }

    // 建成通车后，到景区仅需十分钟: not yet built.
    private static bool IsProspect(ReadOnlySpan<char> sentence)
    {
        var comma = sentence.IndexOf('，');
        return comma is > 0 and <= 10 && sentence[comma - 1] == '后' && Completed.LongestPrefix(sentence) > 0
            && sentence[(comma + 1)..].ContainsAny(Prospects);
    }

    // 通过结对，不仅…，还…, 通过…，合力不断增强: says what it was good for.
    private static bool IsByWhichNotOnly(ReadOnlySpan<char> sentence) =>
        sentence.StartsWith("通过", StringComparison.Ordinal)
        && (sentence.Contains("，不仅", StringComparison.Ordinal) || sentence.Contains("得到加强", StringComparison.Ordinal)
            || sentence.Contains("得到提", StringComparison.Ordinal)
            || WordList.EndsWithAny(sentence.TrimEnd(SentenceMarks.Ends), OnlyGrowing));

    // 《指引》要求…, 《意见》明确…: what a paper asks for.
    private static bool IsContentOfPaper(ReadOnlySpan<char> sentence)
    {
        var close = sentence[0] == '《' ? sentence.IndexOf('》') : -1;
        return close > 0 && (sentence[(close + 1)..].StartsWith("要求", StringComparison.Ordinal)
            || sentence[(close + 1)..].StartsWith("明确", StringComparison.Ordinal)
            || sentence[(close + 1)..].StartsWith("规定", StringComparison.Ordinal)
            || sentence[(close + 1)..].StartsWith("提出", StringComparison.Ordinal));
    }

    private static int CountFigures(ReadOnlySpan<char> sentence)
    {
        var count = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            count += char.IsAsciiDigit(sentence[i]) && (i == 0 || !(char.IsAsciiDigit(sentence[i - 1]) || sentence[i - 1] is '.')) ? 1 : 0;
        }

        return count;
    }

    private static int CountRoutines(ReadOnlySpan<char> sentence)
    {
        var count = 0;
        foreach (var routine in Routines)
        {
            count += sentence.Contains(routine, StringComparison.Ordinal) ? 1 : 0;
        }

        return count;
    }

    private static bool TellsOfEverybody(ReadOnlySpan<char> sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if ((IsClauseStart(sentence, i) || sentence[i - 1] == '…') && Everybody.LongestPrefix(sentence[i..]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    // 学习贯彻…主题教育开展以来，某省…: what an article begins with sums up what it is going to tell.
    private static bool IsSummary(ReadOnlySpan<char> sentence)
    {
        var comma = sentence.IndexOf('，');
        return comma > 0 && sentence.StartsWith("学习贯彻", StringComparison.Ordinal)
            && sentence[..comma].EndsWith("以来", StringComparison.Ordinal);
    }

    // “我们把服务时长存入积分卡”; what 我们 are going to do is a plan.
    private static bool TellsOwnDeeds(ReadOnlySpan<char> speech)
    {
        var at = speech.IndexOf("我们", StringComparison.Ordinal);
        return at >= 0 && at + 2 < speech.Length && !NoDeeds.Contains(speech[at + 2]);
    }

    // 要… and 应… at the head of a clause or behind those of whom it is demanded: 各支部要, 党员干部都应.
    private static bool BeginsWithDemand(ReadOnlySpan<char> sentence)
    {
        for (var i = 0; i < sentence.Length; i++)
        {
            if (sentence[i] is '要' or '应' or '须' or '需'
                && (IsClauseStart(sentence, i) || Addressed.Contains(sentence[i - 1]))
                && !(i + 1 < sentence.Length && OtherWords.Contains(sentence[i + 1]))
                && !(i + 2 < sentence.Length && sentence[i + 2] == '尽')) // 应转尽转
            {
                return true;
            }
        }

        return false;
    }
}
