using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>What a word signals about the sentence that it stands in.</summary>
internal enum Signal
{
    Act,
    WeakAct,
    Done,
    Device,
    Plan,
    Talk,
    Story,
    Slogan,
    Continuation,
    Nationwide,
    Leadership,
    Recognition,
    Question,
    Nation,
    Wrong,
    Righting,
}

/// <summary>The words by which sentences about things done are told from demands, slogans, stories and comments.</summary>
internal static class PracticeWords
{
    /// <summary>What units do: 建立, 推行, 整合.</summary>
    public static WordTrie Acts { get; } = WordList.Trie("signals", "act");

    private static readonly (string Word, Signal Signal)[] Words =
    [
        .. Of(Signal.Act, WordList.Words("signals", "act")),
        .. Of(Signal.WeakAct, WordList.Words("signals", "weak-act")),
        .. Of(Signal.Done, WordList.Words("signals", "done")),
        .. Of(Signal.Device, WordList.Words("signals", "device")),
        .. Of(Signal.Plan, WordList.Words("signals", "plan")),
        .. Of(Signal.Talk, WordList.Words("signals", "talk")),
        .. Of(Signal.Nation, WordList.Words("signals", "nation")),
        .. Of(Signal.Wrong, WordList.Words("signals", "wrong")),
        .. Of(Signal.Righting, WordList.Words("signals", "righting")),
        .. Of(Signal.Question, WordList.Words("signals", "question")),
        .. Of(Signal.Story, WordList.Words("signals", "story")),
        .. Of(Signal.Slogan, WordList.Words("signals", "slogan")),
        .. Of(Signal.Recognition, WordList.Words("signals", "recognition")),
        .. Of(Signal.Nationwide, WordList.Words("signals", "nationwide")),
        .. Of(Signal.Leadership, WordList.Words("signals", "leadership")),
        .. Of(Signal.Continuation, WordList.Words("signals", "continuation")),
    ];

    private static readonly string[] Distinct = [.. Words.Select(w => w.Word).Distinct(StringComparer.Ordinal)];

    private static readonly Signal[][] SignalsOf =
        [.. Distinct.Select(word => Words.Where(w => w.Word == word).Select(w => w.Signal).ToArray())];

    /// <summary>All words; <see cref="Signals"/> tells what each of them means.</summary>
    public static WordTrie Trie { get; } = new(Distinct);

    /// <summary>True when a text tells something done in words that begin before a place in it.</summary>
    public static bool TellAct(ReadOnlySpan<char> text, int before)
    {
        for (var i = 0; i < before; i++)
        {
            if (Acts.LongestPrefix(text[i..]) > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a word of the trie signals.</summary>
    public static ReadOnlySpan<Signal> Signals(int word) => SignalsOf[word];

    /// <summary>Names that everybody has and that therefore name no practice.</summary>
    public static bool IsNational(ReadOnlySpan<char> name)
    {
        if (name.EndsWith("工作法", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var national in National)
        {
            if (name.Contains(national, StringComparison.Ordinal) && name.Length <= national.Length + (national.Length == 1 ? 0 : 4))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly IReadOnlyList<string> National = WordList.Words("signals", "national-names");

    private static IEnumerable<(string Word, Signal Signal)> Of(Signal signal, IReadOnlyList<string> words) =>
        words.Select(w => (w, signal));
}
