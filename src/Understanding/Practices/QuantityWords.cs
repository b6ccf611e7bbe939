using System.Buffers;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// The words by which quantities are told: units, what is only the make-up of a scheme, and where a noun begins and ends.
/// </summary>
internal static class QuantityWords
{
    /// <summary>Units and measure words.</summary>
    public static WordTrie Units { get; } = WordList.Trie("quantities", "units");

    /// <summary>Those whom a round number counts without a measure word: 2.3万农民工.</summary>
    public static WordTrie Counted { get; } = WordList.Trie("quantities", "counted");

    /// <summary>What a scheme is made of: 27项指标, 5个方面. It isn't what came of the scheme.</summary>
    public static WordTrie SchemeParts { get; } = WordList.Trie("quantities", "scheme-parts");

    /// <summary>Units that never count a result.</summary>
    public static WordTrie NeverCounts { get; } = WordList.Trie("quantities", "never-counting");

    /// <summary>Units of extent and money: what is measured stands in front of the number.</summary>
    public static WordTrie Measures { get; } = WordList.Trie("quantities", "measures");

    /// <summary>A time in these words is a feat and no duration.</summary>
    public static IReadOnlyList<string> Feats { get; } = WordList.Words("quantities", "feats");

    /// <summary>In front of a number these say that it is hoped for.</summary>
    public static SearchValues<string> Expectations { get; } = WordList.AnyOf("quantities", "expectations");

    /// <summary>In front of a number these make it a norm, and no sum.</summary>
    public static SearchValues<string> EachOfThem { get; } = WordList.AnyOf("quantities", "each");

    /// <summary>What everyone of them got out of it is a result nevertheless: 每户增收3000元.</summary>
    public static SearchValues<string> Gains { get; } = WordList.AnyOf("quantities", "gains");

    /// <summary>In front of an ordinal these say that it is a rank.</summary>
    public static SearchValues<string> Rankings { get; } = WordList.AnyOf("quantities", "rankings");

    /// <summary>Times that stand in front of what is counted.</summary>
    public static IReadOnlyList<string> Times { get; } =
        WordList.Words("quantities", "times");

    /// <summary>Words that open a clause without saying what is counted.</summary>
    public static WordTrie Openers { get; } = WordList.Trie("quantities", "openers");

    /// <summary>Words that end what is counted without belonging to it: 满意率达, 征迁仅用.</summary>
    public static IReadOnlyList<string> Closers { get; } = WordList.Words("quantities", "closers");

    /// <summary>Behind 共 and 总: 共产党员, 总支 and the like are words of their own.</summary>
    public static SearchValues<char> CompoundsOfAll { get; } = WordList.Characters("quantities", "compounds-of-all");

    /// <summary>Verbs and adverbs that end the noun behind a unit: 436个机关党组织|开展….</summary>
    public static WordTrie NounEnds { get; } = WordList.Trie("quantities", "noun-ends");

    /// <summary>Words that a clause in front of a noun opens with, and no noun: 11家|存在用工困难的企业.</summary>
    public static WordTrie ClauseOpeners { get; } = WordList.Trie("quantities", "clause-openers");

    /// <summary>In front of a number these make it a limit or a demand: 不低于, 最高.</summary>
    public static IReadOnlyList<string> Limits { get; } = WordList.Words("quantities", "limits");

    /// <summary>What stands between a limit and its second number.</summary>
    public static SearchValues<char> Enumerating { get; } = SearchValues.Create("0123456789.．、和万亿元名个次人件项%％以上");

    /// <summary>Behind 的 these name no thing that the figure counts: 在800亿斤的|基础上.</summary>
    public static WordTrie Circumstances { get; } = WordList.Trie("quantities", "circumstances");

    /// <summary>What people have, and no figure of people counts: 800多人的|饮水问题.</summary>
    public static IReadOnlyList<string> Concerns { get; } = WordList.Words("quantities", "concerns");

    /// <summary>Units of extent, whose noun may stand behind them.</summary>
    public static WordTrie Extents { get; } = WordList.Trie("quantities", "extents");

    /// <summary>Between two figures these say that the second is the result: 从30%上升到65%.</summary>
    public static SearchValues<string> Movements { get; } = WordList.AnyOf("quantities", "movements");

    /// <summary>In front of the second figure of such a movement.</summary>
    public static IReadOnlyList<string> Reached { get; } = WordList.Words("quantities", "reached");

    /// <summary>In front of the first.</summary>
    public static SearchValues<char> Baselines { get; } = WordList.Characters("quantities", "baselines");

    /// <summary>What begins like a part of a scheme and is counted: 24项重点任务.</summary>
    public static WordTrie CountedParts { get; } = WordList.Trie("quantities", "counted-parts");

    /// <summary>Verbs at which a long noun ends: 644个村级党组织|实施….</summary>
    public static WordTrie Predicates { get; } = new(
        [.. WordList.Words("actors", "verbs").Concat(WordList.Words("signals", "act")).Concat(WordList.Words("quantities", "noun-ends"))
            .Concat(WordList.Words("quantities", "predicates")).Where(w => w.Length > 1).Distinct(StringComparer.Ordinal)]);

    /// <summary>What everybody has by one name, also inside of another noun: “两委”.</summary>
    public static WordTrie NationalNames { get; } = WordList.Trie("signals", "national-names");

    /// <summary>Behind a verb these make it a noun: 培训率, 参与面.</summary>
    public static SearchValues<char> Rates { get; } = WordList.Characters("quantities", "rates");

    /// <summary>Marks that end a clause or an item of a list.</summary>
    public static SearchValues<char> ItemMarks { get; } = SearchValues.Create("，；。：,、！？");

    /// <summary>In a long clause what is counted stands behind them.</summary>
    public static SearchValues<char> Particles { get; } = WordList.Characters("quantities", "particles");

    /// <summary>Marks that end a clause.</summary>
    public static SearchValues<char> ClauseMarks { get; } = SearchValues.Create("，；。：,！？");

    /// <summary>In front of a number these make it an ordinal, a rhythm, a formula or a name.</summary>
    public static SearchValues<char> NotInFront { get; } = SearchValues.Create("第每+-“‘．./／·*届0123456789");
}
