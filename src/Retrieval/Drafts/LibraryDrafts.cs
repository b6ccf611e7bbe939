using KnowledgeBase.Duplicates;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>What a library tells of somebody's draft.</summary>
public static class LibraryDrafts
{
    /// <summary>Materials that each sentence of a draft calls up, to be laid beside it.</summary>
    private const int MaterialsPerSentence = 3;

    /// <summary>Sentences that are looked up; of a longer draft, evenly chosen ones.</summary>
    private const int MostSentences = 300;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '\n'];

    /// <summary>
    /// Answers the questions of a draft check from a library: which titles and formulations it holds, and which stretches of the draft
    /// stand nearly verbatim in it. Near-verbatim stretches are looked for in the materials that the draft's sentences call up, so a
    /// stretch that many materials share is found in a few of them.
    /// </summary>
    /// <param name="library">The library; it must stay open while the answers are used.</param>
    public static DraftLibrary ForDrafts(this Library library)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new DraftLibrary
        {
            MaterialsWithTitle = library.CountMaterials,
            MaterialsWithWording = library.CountMaterials,
            VerbatimPassages = draft => VerbatimPassages(library, draft),
        };
    }

    /// <summary>Checks a draft with the glossary of the library and against its materials.</summary>
    /// <param name="library">The library.</param>
    /// <param name="text">The draft's text; line ends as <c>\n</c>.</param>
    public static DraftReport CheckDraft(this Library library, string text)
    {
        ArgumentNullException.ThrowIfNull(library);
        return new DraftCheck(library.Using(s => s.NearMisses), library.ForDrafts()).Check(text);
    }

    private static IReadOnlyList<VerbatimPassage> VerbatimPassages(Library library, string draft)
    {
        var sentences = draft.Split(SentenceEnds).Select(WordsOnly).Where(s => s.Length >= NearVerbatim.Least).ToList();
        var step = Math.Max(1, (sentences.Count + MostSentences - 1) / MostSentences);
        var candidates = new SortedSet<string>(StringComparer.Ordinal);
        var best = new (string Material, float Score)[MaterialsPerSentence];
        for (var i = 0; i < sentences.Count; i += step)
        {
            var count = library.Top(sentences[i], SearchMode.Or, best);
            for (var rank = 0; rank < count; rank++)
                candidates.Add(best[rank].Material);
        }

        var nearVerbatim = new NearVerbatim();
        foreach (var id in candidates)
        {
            if (library.Find(id) is { } found)
                nearVerbatim.Add(id, found.Material.Text);
        }

        return nearVerbatim.Find(draft);
    }

    /// <summary>A sentence without anything that the query language would take for an operator.</summary>
    private static string WordsOnly(string sentence)
    {
        var words = sentence.ToLowerInvariant().ToCharArray();
        for (var i = 0; i < words.Length; i++)
        {
            if (!char.IsLetterOrDigit(words[i]))
                words[i] = ' ';
        }

        return new string(words).Trim();
    }
}
