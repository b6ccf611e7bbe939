using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Cuts passages into sentences; <see cref="StatementReader"/> notes what their words signal.</summary>
internal static class StatementSplitter
{
    private const int LongestTitle = 60;
    private const int LongestDateline = 60;
    private const int LongestNote = 600;
    private const int ShortestByline = 6;
    private const int LongestByline = 60;
    private const int LongestPerson = 4;

    private static readonly SearchValues<string> Advising = WordList.AnyOf("signals", "advising");
    private static readonly SearchValues<string> Posts = WordList.AnyOf("units", "posts");

    public static List<Statement> Split(
        string text, IReadOnlyList<Heading> headings, IReadOnlyList<Passage> passages, CancellationToken cancellation = default)
    {
        var statements = new List<Statement>();
        var nextHeading = 0;
        var isAdvice = false;
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
                    Cut(text, start, heading.MarkerStart, p, statements, ref isAdvice);
                }

                isAdvice = NamesWriter(text.AsSpan(heading.MarkerStart, heading.End - heading.MarkerStart)) ?? isAdvice;

                start = Math.Max(start, heading.End);
            }

            Cut(text, start, end, p, statements, ref isAdvice);
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

    private static void Cut(string text, int start, int end, int passage, List<Statement> statements, ref bool isAdvice)
    {
        var begin = start;
        while (begin < end)
        {
            var line = text.AsSpan(begin, end - begin).IndexOf('\n');
            var lineEnd = line < 0 ? end : begin + line;
            var first = statements.Count;
            isAdvice = NamesWriter(text.AsSpan(begin, lineEnd - begin)) ?? isAdvice;
            CutLine(text, begin, lineEnd, passage, statements);
            for (var i = first; isAdvice && i < statements.Count; i++)
            {
                statements[i].Demands++;
            }

            begin = lineEnd + 1;
        }
    }

    // 全国政协委员  某某, a line of its own: true when it names somebody who advises, false when it names somebody who reports, null when it
    // names nobody.
    private static bool? NamesWriter(ReadOnlySpan<char> line)
    {
        line = line.Trim();
        if (line.Length is < ShortestByline or > LongestByline || !char.IsLetter(line[^1]))
        {
            return null;
        }

        var gap = line.LastIndexOfAny(" \u00A0\u3000\u2003");
        if (gap < 0 || line.Length - gap - 1 is < 1 or > LongestPerson)
        {
            return null;
        }

        return line[..gap].ContainsAny(Advising) ? true : line[..gap].ContainsAny(Posts) ? false : null;
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

        // ——推进甲，落实乙。 announces what the lines below it tell.
        if (line.TrimStart().StartsWith("——", StringComparison.Ordinal) && line.Length < LongestTitle
            && line.IndexOfAny("。；") == line.Length - 1)
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
