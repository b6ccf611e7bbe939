using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// Finds where the sentences and paragraphs of a passage begin. A sentence ends behind 。！？ (<see cref="SentenceMarks.Ends"/>) or an
/// ellipsis, together with the quotation marks and brackets that close there; a paragraph, and with it a sentence, at the end of a line.
/// </summary>
internal static class UnitMarks
{
    private const string Closing = "”’」』》）)]】\"'";

    private static readonly string Sentence = EngineTerms.OfUnit(TextUnit.Sentence);
    private static readonly string Paragraph = EngineTerms.OfUnit(TextUnit.Paragraph);

    /// <summary>Fills a buffer with a mark where each unit but the first begins, as <see cref="PassageField.Units"/> wants them.</summary>
    public static void Find(ReadOnlySpan<char> text, FoldedText folded, TokenBuffer marks)
    {
        marks.Clear();
        var sentenceEnded = false;
        var lineEnded = false;
        var position = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            lineEnded |= c is '\n' or '\r' or '\u2028' or '\u2029';
            if (FoldedText.IsWhiteSpace(c))
            {
                continue;
            }

            var isEnd = SentenceMarks.IsEnd(c) || c == '…';
            if (lineEnded || (sentenceEnded && !isEnd && !Closing.Contains(c, StringComparison.Ordinal)))
            {
                position = Mark(folded, i, position, lineEnded, marks);
                (sentenceEnded, lineEnded) = (false, false);
            }

            sentenceEnded |= isEnd;
        }
    }

    /// <summary>Returns where the mark stands; one that would stand where there is one, or at the very beginning, is none.</summary>
    private static int Mark(FoldedText folded, int offset, int before, bool isParagraph, TokenBuffer marks)
    {
        var position = folded.IndexOf(offset);
        if (position <= before || position >= folded.Length)
        {
            return before;
        }

        marks.Add(position, 1, Sentence, isInner: false);
        if (isParagraph)
        {
            marks.Add(position, 1, Paragraph, isInner: false);
        }

        return position;
    }
}
