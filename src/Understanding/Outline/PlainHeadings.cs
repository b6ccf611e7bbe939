using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Finds headings that are a line of their own without mark and without final punctuation, as newspapers and magazines set them:
/// often two lines that belong together, now and then in quotes or closed by a dash.
/// </summary>
internal static class PlainHeadings
{
    private const int LongestLine = 46;

    /// <summary>More lines than this in a row are a list, a poem or a letterhead.</summary>
    private const int MostLines = 2;

    /// <summary>One line in brackets is a note or a caption; several are headings.</summary>
    private const int FewestBracketed = 2;

    /// <summary>What stands below a heading is a paragraph of at least this many units.</summary>
    private const int ShortestBody = 18;

    /// <summary>A title is repeated within this many paragraphs of the body …</summary>
    private const int ReachOfTitle = 4;

    /// <summary>… in at least this many units.</summary>
    private const int ShortestRepeated = 4;

    /// <summary>A line that breaks off within a sentence has at least this many units.</summary>
    private const int ShortestBroken = 10;

    /// <summary>What is read of a line and the next to see a word that stands on both.</summary>
    private const int ReachOfWord = 8;

    /// <summary>A line has no more digits in a row than this, unless it holds a number to call.</summary>
    private const int MostDigits = 6;

    /// <summary>Words of one character that want another behind them.</summary>
    private static readonly SearchValues<char> Particles = WordList.Characters("outline", "particles");

    /// <summary>Longer ones.</summary>
    private static readonly IReadOnlyList<string> Unfinished = WordList.Words("outline", "unfinished");

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(SentenceMarks.Ends);

    private static readonly IReadOnlyList<string> FieldNames = WordList.Words("outline", "form-fields");

    private static readonly IReadOnlyList<string> CaptionOpenings = WordList.Words("outline", "captions");

    public static void Add(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, TitleBlock title, List<HeadingCandidate> found)
    {
        var bracketed = 0;
        for (var i = title.BodyParagraph; i < paragraphs.Count; i++)
        {
            if (IsBracketed(text[paragraphs[i].Start..paragraphs[i].End]))
            {
                bracketed++;
            }
        }

        var inBrackets = bracketed >= FewestBracketed;
        var taken = new HashSet<int>();
        foreach (var c in found)
        {
            if (c.OwnLine)
            {
                taken.Add(c.Paragraph);
            }
        }

        var additions = new List<HeadingCandidate>();
        for (var i = title.BodyParagraph; i < paragraphs.Count; i++)
        {
            if (taken.Contains(i) || !IsBare(text, paragraphs[i], inBrackets))
            {
                continue;
            }

            var last = i;
            while (last + 1 < paragraphs.Count && !taken.Contains(last + 1) && IsBare(text, paragraphs[last + 1], inBrackets))
            {
                last++;
            }

            var lines = last - i + 1;

            // A line that names who speaks stands below the heading, not in it.
            var to = last;
            while (to > i && IsByline(text, paragraphs[to]))
            {
                to--;
            }

            if (RepeatsTitle(text, paragraphs, i, to, title))
            {
                continue;
            }

            if (to - i + 1 <= MostLines && HeadsBody(text, paragraphs, i, last, taken) && !(to == i && IsByline(text, paragraphs[i]))
                && !(lines == 1 && i == title.BodyParagraph && title.Title is null))
            {
                AddLines(text, paragraphs, i, to, additions);
            }

            i = last;
        }

        AddDashed(text, paragraphs, title, taken, additions);
        found.AddRange(additions);
    }

    /// <summary>
    /// True when a line says the title again: anywhere when it stands alone, near the head of the body also below or above a line of
    /// its own, as web pages set a title without its column (深度关注 | 清风过佳节 above, 守住节点 and 清风过佳节 below).
    /// </summary>
    private static bool RepeatsTitle(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int to, TitleBlock title)
    {
        if (title.Title is not { } span)
        {
            return false;
        }

        var name = text[span.Start..span.End];
        for (var i = from; i <= to; i++)
        {
            var line = text[paragraphs[i].Start..paragraphs[i].End];
            if (from == to && line.SequenceEqual(name))
            {
                return true;
            }

            if (i - title.BodyParagraph <= ReachOfTitle && line.Length >= ShortestRepeated && name.Contains(line, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HeadsBody(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int last, HashSet<int> taken) =>
        HasBody(text, paragraphs, last + 1, taken) && !IsValue(text, paragraphs, from, last) && !IsBrokenOff(text, paragraphs, last);

    /// <summary>
    /// True for lines that are all that stands between a numbered line and the next of its series or one above (三、活动地点, 镇政府会议室,
    /// 四、活动安排): they fill a field, they head nothing.
    /// </summary>
    private static bool IsValue(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int to)
    {
        if (from == 0 || to + 1 >= paragraphs.Count || !TryReadNumber(text, paragraphs[from - 1], out var before)
            || !TryReadNumber(text, paragraphs[to + 1], out var after) || Glyphs.IsStop(text[paragraphs[from - 1].End - 1]))
        {
            return false;
        }

        return after.Style == before.Style ? after.Number == before.Number + 1 : after.Style < before.Style && after.Number > 1;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, TextParagraph p, out Marker marker) =>
        Marker.TryRead(text, p.Start, p.End, out marker) && marker.Style is >= MarkerStyle.Chinese and <= MarkerStyle.Circled;

    /// <summary>
    /// True for half a sentence that an editor broke off at the width of a page: its last word wants another (…把党建工作放在), or a word of
    /// the next line begins on it (突|出).
    /// </summary>
    private static bool IsBrokenOff(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int index)
    {
        var p = paragraphs[index];
        if (index + 1 >= paragraphs.Count || p.Length < ShortestBroken || !Glyphs.IsHan(text[p.End - 1]))
        {
            return false;
        }

        var line = text[p.Start..p.End];
        if (WordList.EndsWithAny(line, Unfinished))
        {
            return true;
        }

        if (!WordBorders.Begins(line, line.Length - 1))
        {
            return false;
        }

        var next = paragraphs[index + 1];
        if (Particles.Contains(line[^1]))
        {
            return true;
        }

        var reach = Math.Min(next.Length, ReachOfWord);
        Span<char> joined = stackalloc char[(2 * ReachOfWord) + 1];
        var tail = line[^Math.Min(line.Length, ReachOfWord)..];
        tail.CopyTo(joined);
        text.Slice(next.Start, reach).CopyTo(joined[tail.Length..]);
        return Glyphs.IsHan(text[next.Start]) && !WordBorders.Begins(joined[..(tail.Length + reach)], tail.Length);
    }

    private static void AddLines(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int from, int to, List<HeadingCandidate> additions)
    {
        var p = paragraphs[from];
        var start = p.Start;
        Marker marker = default;
        if (Marker.TryRead(text, p.Start, p.End, out var bullet) && bullet.Style == MarkerStyle.Bullet)
        {
            marker = bullet;
            start += bullet.Length;
        }

        var end = paragraphs[to].End;
        if (from == to && IsBracketed(text[p.Start..p.End]))
        {
            marker = new Marker(MarkerStyle.Bullet, 0, 1);
            (start, end) = (start + 1, end - 1);
        }

        while (end > start && text[end - 1] is '—' or '－' or '-')
        {
            end--;
        }

        if (end <= start)
        {
            return;
        }

        additions.Add(
            new HeadingCandidate(
                HeadingKind.Plain, marker, p.Start, start, end, paragraphs[to].End, from)
            { OpensParagraph = true, OwnLine = true });
    }

    /// <summary>
    /// Headings that end with a dash (提高政治站位——) look like lines that lead in a quotation, so they count only as a series that the
    /// text consists of.
    /// </summary>
    private static void AddDashed(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, TitleBlock title, HashSet<int> taken, List<HeadingCandidate> additions)
    {
        if (additions.Count > 0)
        {
            return;
        }

        var dashed = new List<int>();
        for (var i = title.BodyParagraph; i < paragraphs.Count; i++)
        {
            var p = paragraphs[i];
            if (p.Kind != ParagraphKind.Body || p.Length is < 6 or > LongestLine
                || !text[p.Start..p.End].EndsWith("——", StringComparison.Ordinal))
            {
                continue;
            }

            if (taken.Contains(i) || text[p.Start..p.End].ContainsAny(SentenceEnds))
            {
                continue;
            }

            if (dashed.Count > 0 && i - dashed[^1] < 2)
            {
                return;
            }

            if (!Label.HasShape(text[p.Start..(p.End - 2)]) || !Label.OpensWithVerb(text[p.Start..p.End]))
            {
                return;
            }

            dashed.Add(i);
        }

        if (dashed.Count < 2)
        {
            return;
        }

        foreach (var i in dashed)
        {
            AddLines(text, paragraphs, i, i, additions);
        }
    }

    /// <summary>A line of words without final punctuation that isn't a date, a signature, a source or a caption.</summary>
    private static bool IsBare(ReadOnlySpan<char> text, TextParagraph p, bool inBrackets)
    {
        if (p.Kind != ParagraphKind.Body || p.Length is < 2 or > LongestLine + 14)
        {
            return false;
        }

        var line = text[p.Start..p.End];
        if (inBrackets && IsBracketed(line))
        {
            return true;
        }

        if (Marker.TryRead(text, p.Start, p.End, out var marker))
        {
            if (marker.Style != MarkerStyle.Bullet)
            {
                return false;
            }

            line = line[marker.Length..];
            if (Glyphs.CountSolid(line) < 4 || line[0] is '“' or '·')
            {
                return false;
            }
        }

        return Glyphs.CountSolid(line) is >= 2 and <= LongestLine
            && !EndsLikeSentence(line)
            && line[0] is not ('（' or '(' or '[' or '【' or '〔' or '*' or '#' or '<' or '|' or '/' or '=' or '+')
            && HoldsHan(line) && !line.ContainsAny('\t', '|', '丨') && !line.ContainsAny('。', '；')
            && !IsOfForm(line) && !IsCaption(line);
    }

    /// <summary>True for a date, and for a field of a form, filled in or not.</summary>
    private static bool IsOfForm(ReadOnlySpan<char> line) => DateLines.IsDate(line) || IsField(line) || IsBlankOfForm(line);

    /// <summary>True for a date to be filled in (年　月　日) and for a line with a number to call.</summary>
    private static bool IsBlankOfForm(ReadOnlySpan<char> line)
    {
        var (date, digits) = (0, 0);
        foreach (var c in line)
        {
            digits = Glyphs.IsDigit(c) || (c is '-' or '－' && digits > 0) ? digits + 1 : 0;
            if (digits > MostDigits)
            {
                return true;
            }

            date = date switch
            {
                < 0 => date,
                _ when Glyphs.IsBlank(c) || c is '_' or '×' or 'X' or 'x' or '0' or '2' => date,
                < 3 when c == "年月日"[date] => date + 1,
                _ => -1,
            };
        }

        return date == 3;
    }

    /// <summary>True for a line that a mark closes, within a closing quote or bracket too, or that a dash leaves open.</summary>
    private static bool EndsLikeSentence(ReadOnlySpan<char> line)
    {
        var last = line[^1];
        return Glyphs.IsStop(last) || Glyphs.IsPause(last) || last is '…' or '.' or '>' or '|'
            || (Glyphs.IsCloser(last) && line.Length >= 2 && (Glyphs.IsStop(line[^2]) || line[^2] is '…'))
            || (last is '—' && !IsQuoted(line));
    }

    /// <summary>【建强堡垒】: a name in brackets on a line of its own.</summary>
    private static bool IsBracketed(ReadOnlySpan<char> line) =>
        line.Length is >= 6 and <= LongestLine && line[0] == '【' && line[^1] == '】' && !line[1..^1].ContainsAny('】', '【', '。')
            && HoldsHan(line);

    /// <summary>责任单位：…, 完成时限：…: a field with its value.</summary>
    private static bool IsField(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf('：');
        if (colon is < 2 or > 6)
        {
            return false;
        }

        foreach (var name in FieldNames)
        {
            if (line[..colon].EndsWith(name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>“…”—— in front of a second line is one heading of two lines.</summary>
    private static bool IsQuoted(ReadOnlySpan<char> line) => line[0] == '“' && line.EndsWith("”——", StringComparison.Ordinal);

    private static bool HoldsHan(ReadOnlySpan<char> line)
    {
        var han = 0;
        foreach (var c in line)
        {
            if (Glyphs.IsHan(c))
            {
                han++;
            }
        }

        return han >= 2 && han * 2 >= Glyphs.CountSolid(line);
    }

    private static bool IsCaption(ReadOnlySpan<char> line)
    {
        foreach (var opening in CaptionOpenings)
        {
            if (!line.StartsWith(opening, StringComparison.Ordinal))
            {
                continue;
            }

            if (opening.Length > 1)
            {
                return true;
            }

            if (line.Length > 1 && (Glyphs.IsDigit(line[1]) || Glyphs.IsBlank(line[1]) || line[1] is '：'))
            {
                return true;
            }
        }

        return line.Contains("来源：", StringComparison.Ordinal) || line.EndsWith("摄", StringComparison.Ordinal)
            || line.EndsWith("供图", StringComparison.Ordinal) || line.EndsWith("报道", StringComparison.Ordinal)
            || line.EndsWith("（略）", StringComparison.Ordinal)
            || line.EndsWith("电", StringComparison.Ordinal) && line.StartsWith("新华社", StringComparison.Ordinal);
    }

    /// <summary>A line that ends in a gap and one or more names behind an office or a house: 全国政协委员　　莫　荣, 某县融媒体中心 张三 李四.</summary>
    internal static bool IsByline(ReadOnlySpan<char> text, TextParagraph p)
    {
        var line = text[p.Start..p.End];
        if (line.Length is < 5 or > 60)
        {
            return false;
        }

        var end = line.Length;
        var names = 0;
        while (TryPeelName(line, ref end))
        {
            names++;
        }

        return names > 0 && end >= 2
            && ("长员任记席授委裁理辑师士者事监站社报台局校院室部组心厅司处".Contains(line[end - 1], StringComparison.Ordinal)
                || (PlaceNames.TryFind(line[..end], 1, out var home) && home.End == end));
    }

    /// <summary>Takes the last name off: two to four characters behind a gap, or two characters set apart.</summary>
    private static bool TryPeelName(ReadOnlySpan<char> line, ref int end)
    {
        var start = end;
        while (start > 0 && Glyphs.IsHan(line[start - 1]) && end - start < 5)
        {
            start--;
        }

        if (end - start == 1)
        {
            // 谢　茹
            var gap = Glyphs.TrimEnd(line, 0, start);
            if (gap == start || gap < 2 || !Glyphs.IsHan(line[gap - 1]) || !Glyphs.IsBlank(line[gap - 2]))
            {
                return false;
            }

            start = gap - 1;
        }

        if (end - start < 2 || start == 0 || !Glyphs.IsBlank(line[start - 1]) || !TitleFinder.IsSurname(line[start]))
        {
            return false;
        }

        end = Glyphs.TrimEnd(line, 0, start);
        return true;
    }

    /// <summary>A heading has text below it: a paragraph that is a sentence, or a marked heading.</summary>
    private static bool HasBody(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int index, HashSet<int> taken)
    {
        while (index < paragraphs.Count && paragraphs[index].Kind is ParagraphKind.PageNumber)
        {
            index++;
        }

        if (index >= paragraphs.Count)
        {
            return false;
        }

        var p = paragraphs[index];
        if (p.Kind == ParagraphKind.TableRow)
        {
            return true;
        }

        if (p.Kind is not ParagraphKind.Body)
        {
            return false;
        }

        if (taken.Contains(index))
        {
            return true;
        }

        // Lines above a date or a salutation are the title lines of a speech that a report introduces.
        var line = text[p.Start..p.End];
        if (line.Length <= 40 && (DateLines.IsDate(line) || TitleFinder.IsSalutation(line)))
        {
            return false;
        }

        return p.Length >= ShortestBody || Glyphs.IsStop(text[p.End - 1]) || text[p.End - 1] is '：' or '”' or '…';
    }
}
