using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Words;

/// <summary>The ways to cut words that an index can be built with.</summary>
public static class WordAnalyzers
{
    /// <summary>Name of the one that is taken when nobody asks for another.</summary>
    public const string Default = WordAnalyzer.Lexical;

    /// <summary>Their names, the default first.</summary>
    public static IReadOnlyList<string> Names { get; } = [Default, SmartCnAnalyzer.SmartCn];

    /// <summary>Makes one.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="lexicon">The words that are known, the owner's among them, for those that go by a lexicon of ours.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is none of that name.</exception>
    public static IWordAnalyzer Create(string name, Lexicon lexicon) => name switch
    {
        WordAnalyzer.Lexical => new WordAnalyzer(new Segmenter(lexicon)),
        SmartCnAnalyzer.SmartCn => new SmartCnAnalyzer(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, $"Words are cut by {string.Join(" or ", Names)}."),
    };
}
