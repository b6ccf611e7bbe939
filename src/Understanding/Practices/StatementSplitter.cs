using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Cuts passages into sentences; <see cref="StatementReader"/> notes what their words signal.</summary>
internal static class StatementSplitter
{
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

        new StatementLine(text, BehindDateline(text, start, end), end, passage, statements).Cut();
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
}
