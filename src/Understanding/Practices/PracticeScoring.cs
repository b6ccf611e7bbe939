using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>When a sentence tells a practice, and how copyable the practice is.</summary>
internal static class PracticeScoring
{
    private const int LongestHead = 200;

    private static readonly WordTrie CentralBodies = WordList.Trie("signals", "nationwide");

    private static readonly IReadOnlyList<string> Advisers = WordList.Words("signals", "advisers");

    private static readonly PracticeWeights Weights = PracticeWeights.Default;

    private const int LongestNumberOfCases = 8;

    /// <summary>The score that a sentence needs; null where nothing is told that a unit did.</summary>
    /// <param name="facts">Genre and title.</param>
    /// <param name="text">
    /// The text. A government's report to its congress tells policies, and half of it is a plan; the report of a leader's words tells what
    /// is demanded.
    /// </param>
    public static double? ThresholdFor(MaterialFacts facts, string text) => facts.Genre.Value switch
    {
        _ when IsGovernmentReport(facts, text) || IsReportOfWords(text) || IsBulletinOfWrongs(facts.Title) => null,
        Genres.Experience or Genres.Report or Genres.DutyReport or Genres.News => Weights.Told,
        Genres.Other => Weights.ToldByUnknown,
        Genres.Essay when ActorFinder.OfAuthor(text) is not null => Weights.Told,
        Genres.Essay or Genres.Lecture => Weights.ToldByScholar,
        Genres.Speech when facts.Tier?.Value != Tiers.Central => Weights.ToldBySpeaker,
        _ when facts.Genre.Confidence < Weights.UnsureGenre => Weights.ToldByUnknown,
        _ => null,
    };

    /// <summary>
    /// False for what an essay or a lecture asks for in general: it must name who did it or what came of it, or go on from a 我们… that
    /// demands nothing, when the head of a local committee wrote it.
    /// </summary>
    public static bool IsAttested(MaterialFacts facts, bool hasAuthor, List<Statement> statements, int index)
    {
        var s = statements[index];
        if (facts.Genre.Value is Genres.Experience or Genres.Report or Genres.DutyReport or Genres.News)
        {
            return true;
        }

        // A unit and a figure of a paper that says what is to be done may be the one that is to do it and one that is to be reached.
        if (IsDirective(facts))
        {
            return s.Done > 0 || TellsMoreDoneThanToDo(statements);
        }

        if (s.NamesUnit || s.Results.Count > 0)
        {
            return true;
        }

        for (var i = index; hasAuthor && i >= 0 && statements[i].Passage == s.Passage && statements[i].Demands == 0; i--)
        {
            if (statements[i].TellsOwnDeeds)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsDirective(MaterialFacts facts) => facts.Genre.Value is Genres.Scheme or Genres.Plan or Genres.Rules;

    // A report that was taken for a scheme says of some of its deeds that they were done.
    private static bool TellsMoreDoneThanToDo(List<Statement> statements)
    {
        var (done, toDo) = (0, 0);
        foreach (var s in statements)
        {
            done += s.Done > 0 && s.StrongActs > 0 && s.Demands == 0 ? 1 : 0;
            toDo += s.Demands > 0 ? 1 : 0;
        }

        return done >= Weights.LeastDoneOfReport && done * Weights.MostStatementsForEachDone >= statements.Count && done > toDo;
    }

    /// <summary>
    /// True for what the centre did, and in news, which tell of many, for what nobody is said to have done and that shows neither a name
    /// nor a figure.
    /// </summary>
    public static bool IsNobodys(IReadOnlyList<Statement> parts, MaterialFacts facts, string? actor, string? name) =>
        (actor is not null && (CentralBodies.LongestPrefix(actor) > 0 || Advisers.Contains(actor, StringComparer.Ordinal)))
        || (facts.Genre.Value == Genres.News && (actor is null || ActorFinder.IsCommon(actor)) && name is null
            && parts.All(p => p.Results.Count == 0 && p.Recognitions.Count == 0 && p.Done == 0));

    // 公开通报六起…典型问题: what it tells was wrong.
    private static bool IsBulletinOfWrongs(string title)
    {
        var told = title.LastIndexOf("通报", StringComparison.Ordinal);
        var cases = told < 0 ? -1 : title.AsSpan(told, Math.Min(LongestNumberOfCases, title.Length - told)).IndexOf('起');
        return cases > 0 && (title.Contains("问题", StringComparison.Ordinal) || title.Contains('案', StringComparison.Ordinal));
    }

    private static bool IsGovernmentReport(MaterialFacts facts, string text) =>
        facts.Title.EndsWith("政府工作报告", StringComparison.Ordinal)
        || (facts.Genre.Value == Genres.Report && text.Contains("各位代表", StringComparison.Ordinal));

    private static bool IsReportOfWords(string text)
    {
        var head = text.AsSpan(0, Math.Min(text.Length, LongestHead));
        var line = head.IndexOf('\n');
        return (line < 0 ? head : head[..line]).TrimEnd().EndsWith("强调", StringComparison.Ordinal);
    }

    /// <summary>How strongly a sentence tells that something was done.</summary>
    public static double Score(Statement s)
    {
        var isNamed = s.Actor is not null && s.Name is not null;
        if (!MayCount(s, isNamed))
        {
            return 0;
        }

        return Math.Min(s.Acts, Weights.MostActs)
            + (Weights.Step * Math.Min(s.Steps, Weights.MostSteps))
            + (Weights.Device * Math.Min(s.Devices, Weights.MostDevices))
            + (Weights.Done * Math.Min(s.Done, Weights.MostDone))
            + (s.Name is null ? 0 : Weights.Name)
            + (s.Actor is null ? 0 : Weights.Actor)
            + (s.Results.Count == 0 || s.Describes
                ? 0
                : Weights.AnyResult + (Weights.Result * Math.Min(s.Results.Count, Weights.MostResults)))
            + (s.Recognitions.Count == 0 ? 0 : Weights.Recognition)
            - (s.StrongActs == 0 && s.Results.Count == 0 && s.Name is null ? Weights.OnlyWeakActs : 0)
            - (Weights.Talk * Math.Min(s.Talk + OfRoutine(s), Weights.MostTalk))
            - (Weights.Story * Math.Min(s.Story, s.NamesUnit && s.Results.Count > 0 ? Weights.MostStoryOfUnit : Weights.MostStory))
            - (Weights.Slogan * Math.Min(s.Slogans, Weights.MostSlogans))
            + OfSpeech(s, isNamed);
    }

    private static bool MayCount(Statement s, bool isNamed)
    {
        if (s.Demands > 0 || s.Nationwide || s.Asks || s.TellsWrong)
        {
            return false;
        }

        // Figures of which nobody says what was done for them describe a place.
        // A unit that goes by a method of its own name needs fewer words for it.
        return s.Acts >= (isNamed ? Weights.LeastActsOfNamed : Weights.LeastActs)
            && (!s.Spoken || s.TellsOwnDeeds || s.Results.Count > 0 || isNamed);
    }

    // How often it is done (每月2次) is no figure of a routine.
    private static int OfRoutine(Statement s) =>
        s.Results.Count > 0 || s.StrongActs > Weights.ActsOfRoutine ? 0 : Math.Min(s.Routines, Weights.MostRoutines) * Weights.Routine;

    private static double OfSpeech(Statement s, bool isNamed) => s switch
    {
        { Spoken: false } => 0,
        { TellsOwnDeeds: true } => Weights.OwnDeeds,
        _ => isNamed ? -Weights.SpokenOfNamed : -Weights.Spoken,
    };

    /// <summary>
    /// True for what is a practice whatever its subject, because it names the unit that acted and shows figures or tells much that was
    /// done.
    /// </summary>
    public static bool StandsWithoutTheme(IReadOnlyList<Statement> parts) =>
        (parts[0].NamesUnit || parts[0].Place is not null) && (parts.Any(p => p.Results.Count > 0) || Score(parts[0]) >= Weights.ClearAct);

    /// <summary>How copyable a practice is, 1 to 3, and why, in Chinese.</summary>
    public static (int Grade, string Reason) Grade(
        IReadOnlyList<Statement> parts, IReadOnlyList<PracticeResult> results, IReadOnlyList<Recognition> recognitions, bool named)
    {
        var acts = parts.Sum(p => p.StrongActs);
        var figures = results.Count(r => r.Value is not null);
        var concrete = acts >= Weights.ConcreteActs
            || (acts >= Weights.ConcreteActsOfLong && parts[^1].End - parts[0].Start >= Weights.Long);
        var has = new List<string>();
        if (named)
        {
            has.Add("有名称");
        }

        if (concrete)
        {
            has.Add("做法具体");
        }

        if (figures > 0)
        {
            has.Add($"有{figures}项数据");
        }
        else if (results.Count > 0)
        {
            has.Add("数据已隐去");
        }

        if (recognitions.Count > 0)
        {
            has.Add("获得认可");
        }

        var grade = concrete && (figures > 0 || recognitions.Count > 0 || (named && acts >= Weights.ActsToCopy)) ? 3
            : concrete || figures > 0 || recognitions.Count > 0 ? 2
            : 1;
        var verdict = grade switch { 3 => "可照着做", 2 => "可参考", _ => "仅提及" };
        return (grade, has.Count == 0 ? $"{verdict}：未写明具体做法和数据" : $"{verdict}：{string.Join("、", has)}");
    }
}
