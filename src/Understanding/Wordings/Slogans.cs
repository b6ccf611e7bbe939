using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Tells clauses that everybody writes: the openings and closings of reports, and formulations with nothing of their own around them
/// (<c>Data/slogans.txt</c>). For as many threads as you like.
/// </summary>
/// <param name="finder">Knows the formulations.</param>
public sealed class Slogans(WordingFinder finder)
{
    /// <summary>Letters that a clause may have of its own, …</summary>
    private const int Own = 2;

    /// <summary>… or one in so many.</summary>
    private const int OwnShare = 5;

    private const char Gap = '…';

    private static readonly string[][] Frames = [.. WordList.Words("slogans", "frames").Select(frame => frame.Split(Gap))];

    private static readonly WordTrie Fillers = WordList.Trie("slogans", "fillers");

    /// <summary>True for a clause that says nothing of who wrote it.</summary>
    /// <param name="clause">A stretch between two marks; what stands around it is trimmed.</param>
    public bool Is(string clause)
    {
        ArgumentNullException.ThrowIfNull(clause);
        var letters = string.Concat(FoldedText.Fold(clause).Where(char.IsLetter));
        return letters.Length == 0 || Frames.Any(frame => Fits(letters, frame)) || IsMadeOfFormulations(clause);
    }

    private static bool Fits(string letters, string[] frame) => frame is [var whole]
        ? letters == whole
        : letters.Length >= frame[0].Length + frame[1].Length
            && letters.StartsWith(frame[0], StringComparison.Ordinal) && letters.EndsWith(frame[1], StringComparison.Ordinal);

    /// <summary>True when a formulation of the glossary stands in it, and little but that and words to go with it.</summary>
    private bool IsMadeOfFormulations(string clause)
    {
        var said = new bool[clause.Length];
        var knows = false;
        foreach (var hit in finder.FindHits(clause))
        {
            if (hit.Entry is not null)
            {
                knows = true;
                said.AsSpan(hit.Start, hit.End - hit.Start).Fill(true);
            }
        }

        if (!knows)
        {
            return false;
        }

        var (all, own) = (0, 0);
        for (var i = 0; i < clause.Length; i++)
        {
            if (!char.IsLetter(clause[i]))
            {
                continue;
            }

            all++;
            if (said[i])
            {
                continue;
            }

            var filler = Fillers.LongestPrefix(clause.AsSpan(i));
            if (filler == 0)
            {
                own++;
                continue;
            }

            all += filler - 1;
            i += filler - 1;
        }

        return own <= Math.Max(Own, all / OwnShare);
    }
}
