using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.StudyPacks;

/// <summary>Makes questions for discussion of what was chosen, so that each is about something that everybody has just read.</summary>
internal sealed class StudyQuestions(
    Library library, IReadOnlyList<StudyPiece> policy, IReadOnlyList<StudyPiece> speeches, IReadOnlyList<StudyPiece> cases)
{
    /// <summary>Longest stretch that a question quotes.</summary>
    private const int LongestQuote = 30;

    private static readonly char[] SentenceEnds = ['。', '！', '？', '；', '\n'];
    private static readonly char[] ClauseEnds = ['。', '！', '？', '；', '，', '：', '\n'];

    /// <summary>At least three where there is anything, each once, those that tie several pieces together first.</summary>
    public IReadOnlyList<string> Make() =>
    [
        .. Shared().Take(2)
            .Concat(cases.Take(2).Select(OfCase))
            .Concat(policy.Take(1).Select(OfPolicy))
            .Concat(speeches.Take(1).Select(OfSpeech))
            .Concat(policy.Concat(speeches).Concat(cases).Take(1).SelectMany(OfAny))
            .Distinct(StringComparer.Ordinal)
            .Take(StudyPackPlan.Default.MostQuestions),
    ];

    /// <summary>The first clause of a text that says something, cut where it is long.</summary>
    public static string Opening(string text)
    {
        var sentence = text.Trim().Split(SentenceEnds, 2)[0].Trim();
        var clause = sentence.Length <= LongestQuote ? sentence : sentence.Split(ClauseEnds, 2)[0].Trim();
        return clause.Length <= LongestQuote ? clause : $"{Cut(clause)}……";
    }

    /// <summary>Questions on formulations that a policy and a case have in common.</summary>
    private IEnumerable<string> Shared()
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var demand in policy)
        {
            foreach (var wording in Wordings(demand).Where(w => demand.Text.Contains(w, StringComparison.Ordinal)))
            {
                if (cases.FirstOrDefault(c => Says(c, wording)) is { } found && told.Add(wording))
                {
                    yield return $"《{demand.Material.Title}》讲到“{wording}”，{UnitOf(found)}在“{Quote(found.Head)}”中又是怎样落实的？"
                        + "两相对照，本单位差在哪里？";
                }
            }
        }
    }

    private static string OfCase(StudyPiece piece) =>
        $"{UnitOf(piece)}的“{Quote(piece.Head)}”，哪些做法可以照着做，哪些条件本单位还不具备？";

    private static string OfPolicy(StudyPiece piece) =>
        $"《{piece.Material.Title}》在“{Quote(piece.Head)}”中提出的要求，本单位由谁来抓、抓到什么程度？";

    private static string OfSpeech(StudyPiece piece) =>
        $"《{piece.Material.Title}》为什么强调“{Quote(piece.Head)}”？对照这一点，本单位还有哪些差距？";

    private static string[] OfAny(StudyPiece piece) =>
    [
        $"学了《{piece.Material.Title}》，“{Quote(Opening(piece.Text))}”对本单位意味着什么？",
        $"围绕“{Quote(piece.Head)}”，本单位下一步最该先做的一件事是什么？",
        $"《{piece.Material.Title}》讲“{Quote(piece.Head)}”，哪一句最有启发，为什么？",
    ];

    private bool Says(StudyPiece piece, string wording) =>
        piece.Text.Contains(wording, StringComparison.Ordinal) || Wordings(piece).Contains(wording, StringComparer.Ordinal);

    private IEnumerable<string> Wordings(StudyPiece piece) =>
        library.Find(piece.Material.Id)?.Material.Wordings.Where(w => w.Kind != WordingKind.Title).Select(w => w.Text) ?? [];

    private static string UnitOf(StudyPiece piece) => piece.Unit is { Length: > 0 } unit ? unit : $"《{piece.Material.Title}》";

    private static string Quote(string words) =>
        Cut(words.Trim().Trim('。', '“', '”')) is { Length: > 0 } quoted ? quoted.Replace('“', '‘').Replace('”', '’') : "这一做法";

    /// <summary>The beginning of words that are long, never half of a character.</summary>
    private static string Cut(string words)
    {
        if (words.Length <= LongestQuote)
        {
            return words;
        }

        return words[..(char.IsHighSurrogate(words[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)];
    }
}
