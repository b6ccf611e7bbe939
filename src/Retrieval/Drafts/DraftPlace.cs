using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Drafts;

/// <summary>Where something stands in a draft, as a reader counts: from 1.</summary>
/// <param name="Paragraph">In which paragraph with words.</param>
/// <param name="Sentence">In which sentence of it.</param>
public readonly record struct DraftPlace(int Paragraph, int Sentence)
{
    /// <summary>The place of an offset in a draft.</summary>
    /// <param name="text">The draft's text; line ends as <c>\n</c>.</param>
    /// <param name="offset">UTF-16 offset, at most the text's length.</param>
    public static DraftPlace Of(string text, int offset) => Each(text, [offset]).Single();

    /// <summary>The places of offsets in a draft, in one walk through it.</summary>
    /// <param name="text">The draft's text; line ends as <c>\n</c>.</param>
    /// <param name="offsets">UTF-16 offsets in ascending order, at most the text's length.</param>
    public static IEnumerable<DraftPlace> Each(string text, IEnumerable<int> offsets)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(offsets);
        var (paragraph, sentence, words, at) = (0, 1, false, 0);
        foreach (var offset in offsets)
        {
            for (; at < offset; at++)
            {
                var c = text[at];
                if (c == '\n')
                {
                    (paragraph, sentence, words) = (paragraph + (words ? 1 : 0), 1, false);
                }
                else if (EndsSentence(text, at))
                {
                    sentence++;
                }
                else
                {
                    words |= !char.IsWhiteSpace(c);
                }
            }

            yield return new DraftPlace(paragraph + 1, sentence);
        }
    }

    /// <summary>第2段第3句.</summary>
    public override string ToString() => $"第{Paragraph}段第{Sentence}句";

    /// <summary>At a full stop, or at the quotation mark or bracket behind one.</summary>
    private static bool EndsSentence(string text, int at) => IsClosing(text[at])
        ? at > 0 && SentenceMarks.IsEnd(text[at - 1])
        : SentenceMarks.IsEnd(text[at]) && (at + 1 >= text.Length || !IsClosing(text[at + 1]));

    private static bool IsClosing(char c) => c is '”' or '’' or '」' or '』' or '）';
}
