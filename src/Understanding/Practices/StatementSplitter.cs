using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Cuts passages into sentences; <see cref="StatementReader"/> notes what their words signal.</summary>
internal static class StatementSplitter
{
    private const int ShortestSpeech = 12;
    private const int ShortestTold = 30;
    private const int LongestTitle = 60;
    private const int LongestDateline = 60;
    private const int LongestNote = 600;

    public static List<Statement> Split(
        string text, IReadOnlyList<Heading> headings, IReadOnlyList<Passage> passages, CancellationToken cancellation = default)
    {
        var statements = new List<Statement>();
        var nextHeading = 0;
        for (var p = 0; p < passages.Count; p++)
        {
            cancellation.ThrowIfCancellationRequested();
            var (start, end) = (passages[p].Start, passages[p].End);
            if (IsAbstract(text, passages, p))
            {
                continue;
            }

            // Passages don't cross headings, but may begin with the one that they stand under.
            while (nextHeading < headings.Count && headings[nextHeading].Start < end)
            {
                var heading = headings[nextHeading++];
                if (heading.MarkerStart >= start)
                {
                    Cut(text, start, heading.MarkerStart, p, statements);
                }

                start = Math.Max(start, heading.End);
            }

            Cut(text, start, end, p, statements);
        }

        StatementReader.Read(text, statements);
        return statements;
    }

    // Newspapers sum an article up under 核心阅读 or 编者按; what it names is told below. An editor's note goes on up to the empty line that
    // parts it from the article.
    private static bool IsAbstract(string text, IReadOnlyList<Passage> passages, int p)
    {
        if (p > 0 && IsInsideNote(text, passages[p].Start))
        {
            return true;
        }

        var lead = text.AsSpan(0, passages[p].Start).TrimEnd();
        var passage = text.AsSpan(passages[p].Start, passages[p].End - passages[p].Start).TrimStart();
        return lead.EndsWith("核心阅读", StringComparison.Ordinal)
            || passage.StartsWith("核心阅读", StringComparison.Ordinal)
            || passage.StartsWith("编者按", StringComparison.Ordinal);
    }

    private static bool IsInsideNote(string text, int at)
    {
        var note = text.AsSpan(0, Math.Min(at, LongestNote)).IndexOf("编者按");
        return note >= 0 && at - note < LongestNote && !HasEmptyLine(text.AsSpan(note, at - note))
            && HasEmptyLine(text.AsSpan(at, Math.Min(text.Length - at, LongestNote)));
    }

    private static bool HasEmptyLine(ReadOnlySpan<char> text)
    {
        for (var line = text.IndexOf('\n'); line >= 0; line = text.IndexOf('\n'))
        {
            text = text[(line + 1)..];
            var next = text.IndexOf('\n');
            if (next >= 0 && text[..next].IsWhiteSpace())
            {
                return true;
            }
        }

        return false;
    }

    private static void Cut(string text, int start, int end, int passage, List<Statement> statements)
    {
        var begin = start;
        while (begin < end)
        {
            var line = text.AsSpan(begin, end - begin).IndexOf('\n');
            var lineEnd = line < 0 ? end : begin + line;
            CutLine(text, begin, lineEnd, passage, statements);
            begin = lineEnd + 1;
        }
    }

    private static void CutLine(string text, int start, int end, int passage, List<Statement> statements)
    {
        // A line that no mark closes is a title or a caption.
        var line = text.AsSpan(start, end - start).TrimEnd();
        if (line.IsEmpty || line.TrimStart().StartsWith("编者按", StringComparison.Ordinal) || line[^1] == '—'
            || (line.Length < LongestTitle && char.IsLetterOrDigit(line[^1])))
        {
            return;
        }

        start = BehindDateline(text, start, end);
        var speech = -1; // where the speech that we are in began
        var begin = start;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (c == '“' && speech < 0 && IsSpeech(text, i, end))
            {
                // 某某介绍，全村已有…，“我们要…”: what he is quoted with is parted from what is told.
                if (i - begin >= ShortestTold && text[i - 1] == '，')
                {
                    Add(text, begin, i - 1, passage, false, statements);
                    begin = i;
                }

                speech = i;
            }
            else if (c == '”' && speech >= 0 && ClosingQuote(text, speech, end) == i)
            {
                if (i > start && (text[i - 1] == '…' || SentenceMarks.IsEnd(text[i - 1])))
                {
                    Add(text, begin, i + 1, passage, speech <= begin + 1, statements);
                    begin = i + 1;
                }

                speech = -1;
            }
            else if (c == '…' && i > start && text[i - 1] == '…' && i + 1 < end && speech < 0 && text[begin] == '“' && text[i - 2] == '”')
            {
                // “…”“…”……: what people said, and behind it what was done.
                Add(text, begin, i + 1, passage, true, statements);
                begin = i + 1;
            }
            else if (c == '；' && speech < 0 && IsItemOfUnits(text, begin, i, end))
            {
                Add(text, begin, i, passage, false, statements);
                begin = i + 1;
            }
            else if (SentenceMarks.IsEnd(c))
            {
                var behind = i + 1;
                while (behind < end && text[behind] is '）' or ')' || (behind < end && speech < 0 && text[behind] is '”' or '’'))
                {
                    behind++;
                }

                if (behind < end && text[behind] == '”')
                {
                    continue; // the quote ends the sentence
                }

                Add(text, begin, behind, passage, speech >= 0 && speech <= begin + 1, statements);
                begin = behind;
                i = behind - 1;
                if (speech >= 0)
                {
                    speech = begin;
                }
            }
        }

        Add(text, begin, end, passage, speech >= 0 && speech <= begin + 1, statements);
    }

    // 甲局出台…；乙医院推出…: each tells what it did.
    private static bool IsItemOfUnits(string text, int begin, int mark, int end)
    {
        var stop = text.AsSpan(mark + 1, end - mark - 1).IndexOfAny("，；。");
        return ActorFinder.Find(text, begin, mark) is not null && stop > 0 && ActorFinder.BeginsWithUnit(text, mark + 1, mark + 1 + stop);
    }

    // 本报某地11月13日电  （记者某某）
    private static int BehindDateline(string text, int start, int end)
    {
        var line = text.AsSpan(start, Math.Min(end - start, LongestDateline));
        var paper = line.TrimStart();
        if (!paper.StartsWith("本报", StringComparison.Ordinal) && !paper.StartsWith("新华社", StringComparison.Ordinal))
        {
            return start;
        }

        var wire = line.IndexOf('电');
        if (wire < 0)
        {
            return start;
        }

        var behind = wire + 1;
        while (behind < line.Length && char.IsWhiteSpace(line[behind]))
        {
            behind++;
        }

        if (behind < line.Length && line[behind] == '（' && line[behind..].IndexOf('）') is > 0 and var close)
        {
            behind += close + 1;
        }

        return start + behind;
    }

    // “…” is speech when it holds a sentence or reads like one; a short quoted expression is a name.
    private static bool IsSpeech(string text, int open, int end)
    {
        var close = ClosingQuote(text, open, end);
        var inside = text.AsSpan(open + 1, close - open - 1);
        return inside.Length >= ShortestSpeech
            && (inside.IndexOfAny("。？！…") >= 0 || inside.IndexOf('，') >= 0 && (inside[^1] == '，' || inside.Length > 30));
    }

    private static int ClosingQuote(string text, int open, int end)
    {
        var depth = 0;
        for (var i = open; i < end; i++)
        {
            if (text[i] == '“')
            {
                depth++;
            }
            else if (text[i] == '”' && --depth <= 0)
            {
                return i;
            }
        }

        return end;
    }

    private static void Add(string text, int start, int end, int passage, bool spoken, List<Statement> statements)
    {
        while (start < end && (char.IsWhiteSpace(text[start]) || text[start] == '　'))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        if (end - start >= 8)
        {
            statements.Add(new Statement(start, end) { Passage = passage, Spoken = spoken });
        }
    }
}
