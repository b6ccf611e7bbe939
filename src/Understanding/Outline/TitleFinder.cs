using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Outline;

/// <summary>
/// Tells the lines that a material opens with apart: kicker, title (on one line or two), subtitle, 文号, date, speaker, salutation.
/// </summary>
internal static class TitleFinder
{
    /// <summary>A title has at most this many units.</summary>
    internal const int LongestTitle = 76;

    /// <summary>What a page prints around a text is on lines of at most this many units.</summary>
    private const int LongestMeta = 130;

    /// <summary>The name of a column in 【】 has at most this many units, …</summary>
    private const int LongestColumn = 14;

    /// <summary>… and a title behind it more than this many.</summary>
    private const int ShortestBehindColumn = 6;

    /// <summary>A day and a unit on one line have at most this many units.</summary>
    private const int LongestDatedUnit = 44;

    /// <summary>Nobody is addressed in more units than this: 全省各级党组织和全体共产党员.</summary>
    private const int LongestAddress = 24;

    /// <summary>Whoever is addressed as 们 and nothing else is so in this many units.</summary>
    private const int ShortestAddress = 8;

    /// <summary>The block of title lines has at most this many lines; what looks like more is a list.</summary>
    private const int MostLines = 14;

    private static readonly SearchValues<char> CommonSurnames =
        WordList.Characters("titles", "surnames");

    private static readonly IReadOnlyList<string> NotNames = WordList.Words("titles", "not-names");

    private static readonly IReadOnlyList<string> SalutationWords =
    WordList.Words("titles", "salutations");

    private static readonly IReadOnlyList<string> MetaWords =
    WordList.Words("titles", "page-furniture");

    private static readonly IReadOnlyList<string> GenreEndings =
    WordList.Words("titles", "genre-endings");

    /// <summary>A line that ends in these goes on, or is a sentence.</summary>
    private static readonly SearchValues<char> GoesOn = SearchValues.Create("。：:；，,;、");

    /// <summary>A subtitle may open with these.</summary>
    private static readonly SearchValues<char> Dashes = SearchValues.Create("—-─―－");

    private static readonly SearchValues<char> PlaceSuffixes = SearchValues.Create("省市县区旗州镇局");

    private static readonly IReadOnlyList<string> TitleNotes = WordList.Words("titles", "title-notes");

    /// <summary>签发人：某某　某某 has at most this many units.</summary>
    private const int LongestSigned = 24;

    private enum LineKind
    {
        Title,
        Subtitle,
        Date,
        Meta,
        Speaker,
        Author,
        DocumentNumber,
        Salutation,
        ContentsTitle,
        Body,
    }

    public static TitleBlock Find(RawMaterial raw, List<TextParagraph> paragraphs)
    {
        var text = raw.Text.AsSpan();
        var hinted = HintedTitle(raw, paragraphs);
        var head = ReadHead(text, paragraphs, hinted);
        var titles = head.Titles;

        // Lines that only look like a title because nothing but such lines is there are the text itself.
        if (titles.Count == 0 || (head.End >= paragraphs.Count && titles.Count > 3))
        {
            return new TitleBlock
            {
                BodyParagraph = titles.Count == 0 && head.Subtitle is null
                    ? FirstBody(head.End, head.Date, head.Speaker, head.DocumentNumber)
                    : 0,
                Salutation = head.Salutation,
                DateLine = head.Date,
                Speaker = head.Speaker,
                DocumentNumber = head.DocumentNumber,
            };
        }

        var (first, last, kicker) = hinted >= 0 ? (hinted, hinted, -1) : ChooseTitle(text, paragraphs, titles, head.BeforeSubtitle);
        var start = paragraphs[first].Start;
        var end = paragraphs[last].End;
        CleanTitle(text, ref start, ref end);
        if (!Glyphs.HoldsWord(text[start..end]))
        {
            // What was taken for a note or a date beside the title is all that the lines say.
            (start, end) = (paragraphs[first].Start, paragraphs[last].End);
        }

        var behindTitle = titles.FindIndex(t => t > last);
        return new TitleBlock
        {
            Title = new TextSpan(start, end),
            Text = OnOneLine(text[start..end]),
            Kicker = kicker >= 0 ? SpanOf(paragraphs[kicker]) : null,
            Subtitle = head.Subtitle ?? (behindTitle >= 0 ? SpanOf(paragraphs[titles[behindTitle]]) : null),
            DateLine = head.Date,
            Speaker = head.Speaker,
            Author = head.Author,
            DocumentNumber = head.DocumentNumber,
            Salutation = head.Salutation,
            BodyParagraph = head.End,
        };
    }

    /// <summary>Reads the lines above the body, up to a salutation or to the first line that is of the body.</summary>
    private static Head ReadHead(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, int hinted)
    {
        var head = new Head();
        var blockEnd = LastHeadLine(text, paragraphs);
        for (; head.End < paragraphs.Count && head.End < MostLines; head.End++)
        {
            var i = head.End;
            if (i == hinted)
            {
                head.Titles.Add(i);
                continue;
            }

            var p = paragraphs[i];
            var kind = p.Kind == ParagraphKind.PageNumber ? LineKind.Meta : KindOf(text, p, head.Titles.Count > 0 || hinted >= 0);
            if (kind == LineKind.Title && hinted >= 0 && i > hinted)
            {
                kind = IsTail(text[p.Start..p.End]) || EndsLikeGenre(text[p.Start..p.End]) ? LineKind.Subtitle : LineKind.Body;
            }

            if (kind == LineKind.Body
                || (kind == LineKind.Title && head.Titles.Count > 0 && i > blockEnd && StartsBody(text, paragraphs, head.Titles, i)))
            {
                break;
            }

            head.Take(kind, i, SpanOf(p));
            if (kind == LineKind.Salutation)
            {
                break;
            }

            if (kind == LineKind.ContentsTitle)
            {
                head.End = SkipContents(paragraphs, i) - 1;
            }
        }

        return head;
    }

    private static TextSpan SpanOf(TextParagraph paragraph) => new(paragraph.Start, paragraph.End);

    /// <summary>
    /// The last line before the body that can only stand above it (a date, a speaker, a source, a salutation): what stands before it
    /// belongs to the block of title lines, whatever blank lines are between. -1 when there is none.
    /// </summary>
    private static int LastHeadLine(ReadOnlySpan<char> text, List<TextParagraph> paragraphs)
    {
        var last = -1;
        for (var i = 0; i < paragraphs.Count && i < MostLines; i++)
        {
            var kind = paragraphs[i].Kind == ParagraphKind.PageNumber ? LineKind.Meta : KindOf(text, paragraphs[i], i > 0);
            if (kind is LineKind.Body or LineKind.ContentsTitle)
            {
                break;
            }

            if (kind is not LineKind.Title)
            {
                last = i;
            }

            if (kind is LineKind.Salutation)
            {
                break;
            }
        }

        return last;
    }

    /// <summary>Without a title, only date, speaker and 文号 lines are outside the body.</summary>
    private static int FirstBody(int scanned, TextSpan? date, TextSpan? speaker, TextSpan? number) =>
        date is null && speaker is null && number is null ? 0 : scanned;

    private static int HintedTitle(RawMaterial raw, List<TextParagraph> paragraphs)
    {
        StructureHint? title = null;
        var highest = 0;
        foreach (var hint in raw.Hints)
        {
            if (hint.Kind == HintKind.Title)
            {
                title = hint;
                break;
            }

            // A single heading of the highest level that opens the document is its title.
            if (hint.Kind != HintKind.Heading || hint.Level != 1)
            {
                continue;
            }

            highest++;
            title ??= hint;
        }

        if (title is null || (title.Kind == HintKind.Heading && highest > 1))
        {
            return -1;
        }

        for (var i = 0; i < paragraphs.Count && i < MostLines; i++)
        {
            if (paragraphs[i].Start <= title.Start && title.Start < paragraphs[i].End)
            {
                var line = raw.Text.AsSpan(paragraphs[i].Start, paragraphs[i].End - paragraphs[i].Start);
                return !Glyphs.HoldsWord(line) || (Marker.TryRead(raw.Text, paragraphs[i].Start, paragraphs[i].End, out var marker)
                    && marker.Style is not MarkerStyle.Bullet)
                    ? -1
                    : i;
            }
        }

        return -1;
    }

    /// <summary>
    /// What a line in front of the body is. First its words are asked, then the marks that it begins and ends with, then whether it names
    /// somebody; what none of them tells is a title.
    /// </summary>
    private static LineKind KindOf(ReadOnlySpan<char> text, TextParagraph p, bool behindTitle)
    {
        if (p.Kind is not ParagraphKind.Body)
        {
            return LineKind.Body;
        }

        var line = text[p.Start..p.End];
        return KindByWords(line, behindTitle)
            ?? KindByMarks(text, p, behindTitle)
            ?? (behindTitle ? KindByName(text, p) : null)
            ?? (EndsQuotation(line) ? LineKind.Body : HoldsHan(line) && Glyphs.HoldsWord(line) ? LineKind.Title : LineKind.Meta);
    }

    private static LineKind? KindByWords(ReadOnlySpan<char> line, bool behindTitle)
    {
        if (IsSalutation(line))
        {
            return LineKind.Salutation;
        }

        if (IsContentsTitle(line))
        {
            return LineKind.ContentsTitle;
        }

        if (line.Length <= LongestMeta && (IsMeta(line) || (!behindTitle && IsLetterhead(line))))
        {
            return LineKind.Meta;
        }

        if (line.Length > LongestTitle)
        {
            return LineKind.Body;
        }

        if (DateLines.IsDate(line) || (behindTitle && line.Length <= LongestDatedUnit && DatesUnit(line)))
        {
            return LineKind.Date;
        }

        return IsDocumentNumber(line) ? LineKind.DocumentNumber : null;
    }

    private static LineKind? KindByMarks(ReadOnlySpan<char> text, TextParagraph p, bool behindTitle)
    {
        var line = text[p.Start..p.End];
        if (GoesOn.Contains(line[^1]))
        {
            return LineKind.Body;
        }

        if (Marker.TryRead(text, p.Start, p.End, out var marker))
        {
            return marker.Style switch
            {
                MarkerStyle.Bullet when behindTitle && Dashes.Contains(line[0]) => LineKind.Subtitle,
                MarkerStyle.Letter => LineKind.Title,
                _ => LineKind.Body,
            };
        }

        if (line[0] is '（' or '(' or '【' or '[')
        {
            return ColumnInFront(line) > 0 && !behindTitle ? LineKind.Title : KindOfBracketed(line, behindTitle);
        }

        return line.ContainsAny('。', '；') ? LineKind.Body : null;
    }

    /// <summary>Length of the column that sites print in front of a title, 【党建示范窗】; 0 when there is none.</summary>
    private static int ColumnInFront(ReadOnlySpan<char> line)
    {
        if (line[0] != '【')
        {
            return 0;
        }

        var close = line.IndexOf('】');
        return close is > 1 and <= LongestColumn && line.Length - close > ShortestBehindColumn && !line.ContainsAny('。', '；')
            ? close + 1
            : 0;
    }

    /// <summary>（2023年5月6日） dates, （某报某版） is the page's; 【某事】 below a title opens the body.</summary>
    private static LineKind KindOfBracketed(ReadOnlySpan<char> line, bool behindTitle) => (line[0], line[^1]) switch
    {
        ('【', '】') when behindTitle => LineKind.Body,
        (_, '）' or ')' or '】' or ']') => HoldsDate(line) ? LineKind.Date : LineKind.Meta,
        _ => LineKind.Body,
    };

    private static LineKind? KindByName(ReadOnlySpan<char> text, TextParagraph p) =>
        IsSpeaker(text, p) ? LineKind.Speaker : UnitLines.IsUnitLine(text[p.Start..p.End]) ? LineKind.Author : null;

    /// <summary>True for a line that ends as quoted sentences do, and not as titles: 》, ” and ） may close a title.</summary>
    private static bool EndsQuotation(ReadOnlySpan<char> line) => line[^1] switch
    {
        '）' or ')' or '》' => false,
        '”' => line[0] == '“' && line.Length >= 2 && Glyphs.IsStop(line[^2]),
        var last => Glyphs.IsCloser(last),
    };

    /// <summary>A day and a unit on one line, as sites and letterheads have it.</summary>
    private static bool DatesUnit(ReadOnlySpan<char> line)
    {
        if (!DateLines.TryFind(line, out var at, out var length, out _, out _, out var day) || day == 0 || line.ContainsAny('，', '。', '：'))
        {
            return false;
        }

        return (at == 0 && (length >= line.Length || Glyphs.IsBlank(line[length]))) || (at > 0 && Glyphs.IsBlank(line[at - 1]));
    }

    private static bool HoldsDate(ReadOnlySpan<char> line) => DateLines.TryFind(line, out _, out _, out _, out _, out _);

    /// <summary>
    /// A line behind a blank line below the title is a heading of the body when a paragraph follows at once and the title is complete.
    /// </summary>
    private static bool StartsBody(ReadOnlySpan<char> text, List<TextParagraph> paragraphs, List<int> titles, int index)
    {
        var before = paragraphs[index - 1];
        var gap = text[before.End..paragraphs[index].Start];
        var hasBlankLine = gap.Count('\n') > 1;
        if (!hasBlankLine)
        {
            return titles.Count >= 3;
        }

        var line = text[paragraphs[index].Start..paragraphs[index].End];
        return !IsTail(line) && !IsIncomplete(text[paragraphs[titles[^1]].Start..paragraphs[titles[^1]].End], line);
    }

    private static bool IsFileName(ReadOnlySpan<char> line) =>
        line.Length > 11 && Glyphs.IsDigit(line[0]) && line[4] == '-' && line[7] == '-' && line[10] is '_' or ' ';

    private static bool IsTail(ReadOnlySpan<char> line) =>
        (line.StartsWith("在", StringComparison.Ordinal) || line.StartsWith("同", StringComparison.Ordinal)) && EndsLikeGenre(line);

    private static bool IsIncomplete(ReadOnlySpan<char> line, ReadOnlySpan<char> next) =>
        line[^1] is '—' or '：' or '的' or '和' or '与' or '、' || line.EndsWith("关于", StringComparison.Ordinal)
            || line.EndsWith("公布", StringComparison.Ordinal) || line.EndsWith("印发", StringComparison.Ordinal)
            || next.StartsWith("关于", StringComparison.Ordinal);

    /// <summary>True when a line ends with the name of a genre: 工作总结, 实施方案（试行）.</summary>
    internal static bool EndsLikeGenre(ReadOnlySpan<char> line)
    {
        var end = line.Length;
        if (end > 0 && line[end - 1] is '）' or ')')
        {
            end = Math.Max(line.LastIndexOfAny('（', '('), 0);
        }

        foreach (var ending in GenreEndings)
        {
            if (line[..end].TrimEnd().EndsWith(ending, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static (int First, int Last, int Kicker) ChooseTitle(
        ReadOnlySpan<char> text, List<TextParagraph> paragraphs, List<int> titles, int beforeSubtitle)
    {
        var first = titles[0];
        var one = text[paragraphs[first].Start..paragraphs[first].End];
        if (titles.Count == 1 || IsFileName(one))
        {
            return (first, first, -1);
        }

        if (beforeSubtitle > first && beforeSubtitle != titles[0])
        {
            return (beforeSubtitle, beforeSubtitle, first);
        }

        var second = titles[1];
        var two = text[paragraphs[second].Start..paragraphs[second].End];
        if (one[^1] is '—' or '：' or ':' || one.EndsWith("强调", StringComparison.Ordinal) || one.EndsWith("指出", StringComparison.Ordinal))
        {
            return (second, second, first);
        }

        var adjoin = second == first + 1;
        if (adjoin && (IsIncomplete(one, two) || NamesGenreOf(one, two)))
        {
            return (first, second, -1);
        }

        if (IsTail(two) || EndsLikeGenre(one) || two.EndsWith("讲话", StringComparison.Ordinal))
        {
            return (first, first, -1);
        }

        if (two.Contains("  ", StringComparison.Ordinal) || two.Contains('\u3000') || HasColumn(two))
        {
            return (second, second, first);
        }

        return adjoin && OpensWithPlace(one) ? (second, second, first) : (first, first, -1);
    }

    /// <summary>True for 某某局 and below it 工作总结: the second line says what the first is the paper of.</summary>
    private static bool NamesGenreOf(ReadOnlySpan<char> one, ReadOnlySpan<char> two) =>
        EndsLikeGenre(two) && !EndsLikeGenre(one) && (two.Length <= 12 || IsUnit(one)) && !IsTail(two);

    private static bool IsUnit(ReadOnlySpan<char> line) =>
        line.EndsWith("委", StringComparison.Ordinal) || line.EndsWith("委员会", StringComparison.Ordinal)
        || line.EndsWith("局", StringComparison.Ordinal) || line.EndsWith("部", StringComparison.Ordinal)
        || line.EndsWith("办公室", StringComparison.Ordinal) || line.EndsWith("政府", StringComparison.Ordinal)
        || line.EndsWith("支部", StringComparison.Ordinal) || line.EndsWith("公司", StringComparison.Ordinal);

    private static bool OpensWithPlace(ReadOnlySpan<char> line)
    {
        foreach (var province in PlaceNames.Provinces)
        {
            if (line.StartsWith(province, StringComparison.Ordinal))
            {
                return true;
            }
        }

        var unit = line[..Math.Min(line.Length, 14)].IndexOfAny(PlaceSuffixes);
        return unit > 1;
    }

    private static bool HasColumn(ReadOnlySpan<char> line)
    {
        if (line[^1] is not ('）' or ')'))
        {
            return false;
        }

        var open = line.LastIndexOfAny('（', '(');
        return open > 2 && !IsPartOfTitle(line[(open + 1)..^1]);
    }

    /// <summary>（试行）, （征求意见稿）, （2023年版） belong to a title; （学思想 强党性 重实践 建新功） names a newspaper's column.</summary>
    private static bool IsPartOfTitle(ReadOnlySpan<char> words)
    {
        if (words.Length == 0 || Glyphs.IsDigit(words[0]) || words.Length == 1)
        {
            return true;
        }

        foreach (var part in TitleNotes)
        {
            if (words.EndsWith(part, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static void CleanTitle(ReadOnlySpan<char> text, ref int start, ref int end)
    {
        if (IsFileName(text[start..end]))
        {
            start = Glyphs.SkipBlanks(text, start + 11, end);
        }

        start += ColumnInFront(text[start..end]);
        start = Glyphs.SkipBlanks(text, start, end);

        // 习近平：在某会议上的讲话
        var colon = text[start..end].IndexOf('：');
        if (colon is >= 2 and <= 4 && end - start > colon + 6 && EndsLikeGenre(text[start..end])
            && CommonSurnames.Contains(text[start]))
        {
            start += colon + 1;
        }

        if (HasColumn(text[start..end]) || text[start..end].EndsWith("全文)", StringComparison.Ordinal)
            || text[start..end].EndsWith("全文）", StringComparison.Ordinal))
        {
            // Without its left bracket, or with nothing in front of it, it is all the title there is.
            var open = text[start..end].LastIndexOfAny('（', '(');
            end = open > 0 ? Glyphs.TrimEnd(text, start, start + open) : end;
        }
    }

    /// <summary>The title on one line: a line break between two Chinese characters vanishes, any other becomes a space.</summary>
    private static string OnOneLine(ReadOnlySpan<char> title)
    {
        if (!title.Contains('\n'))
        {
            return title.ToString();
        }

        var line = new System.Text.StringBuilder(title.Length);
        for (var i = 0; i < title.Length; i++)
        {
            if (title[i] != '\n')
            {
                line.Append(title[i]);
                continue;
            }

            while (line.Length > 0 && Glyphs.IsBlank(line[^1]))
            {
                line.Length--;
            }

            while (i + 1 < title.Length && Glyphs.IsBlank(title[i + 1]))
            {
                i++;
            }
        }

        return line.ToString();
    }

    /// <summary>A line that addresses an audience: 同志们：, or 各省、自治区、直辖市……：.</summary>
    internal static bool IsSalutation(ReadOnlySpan<char> line)
    {
        if (line[^1] is '，' or ',')
        {
            return line.Length <= LongestAddress && line.StartsWith("尊敬的", StringComparison.Ordinal); // 尊敬的某某主席，
        }

        if (line.Length > 90 || line[^1] is not ('：' or ':' or '！' or '!'))
        {
            return false;
        }

        if (line.Length is > 2 and <= ShortestAddress && line[^2] == '们')
        {
            return true; // 同胞们：
        }

        if (line.EndsWith("如下：", StringComparison.Ordinal) || line.Contains('。'))
        {
            return false;
        }

        foreach (var limb in line[..^1].SplitAny("，、,； \u3000"))
        {
            var words = line[limb];
            foreach (var word in SalutationWords)
            {
                if (words.Length <= LongestAddress
                    && (words.EndsWith(word.TrimEnd('：'), StringComparison.Ordinal) || words.StartsWith("尊敬的", StringComparison.Ordinal)
                        || words.StartsWith("各位", StringComparison.Ordinal) || words.StartsWith("亲爱的", StringComparison.Ordinal)))
                {
                    return true;
                }
            }
        }

        if (line[^1] is not ('：' or ':'))
        {
            return false;
        }

        // 各县区党委组织部，县直各单位： addresses them; 各级党组织要做好以下工作： tells them what to do.
        return line[0] == '各'
            ? line.Contains('、') || (line.Contains('，') && !line.ContainsAny("要应须把将"))
            : UnitLines.IsUnitLine(line[..^1]);
    }

    private static bool IsContentsTitle(ReadOnlySpan<char> line) =>
        line.Length <= 6 && line[0] == '目' && line[^1] is '录' or '次' && Glyphs.CountSolid(line) == 2;

    private static int SkipContents(List<TextParagraph> paragraphs, int index)
    {
        var i = index + 1;
        while (i < paragraphs.Count && paragraphs[i].Kind is ParagraphKind.Contents or ParagraphKind.PageNumber)
        {
            i++;
        }

        return i;
    }

    private static bool IsMeta(ReadOnlySpan<char> line)
    {
        foreach (var word in MetaWords)
        {
            if (line.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return line.Length <= 40 && line[^1] == '电'
            && (line.StartsWith("新华社", StringComparison.Ordinal) || line.StartsWith("本报", StringComparison.Ordinal));
    }

    /// <summary>The number of a document, alone or with who signed it: 〔2023〕5号　签发人：某某.</summary>
    private static bool IsDocumentNumber(ReadOnlySpan<char> line)
    {
        var signed = line.IndexOf("签发人", StringComparison.Ordinal);
        line = signed > 0 && line.Length - signed <= LongestSigned ? line[..Glyphs.TrimEnd(line, 0, signed)] : line;
        return line.Length <= 30 && DocumentNumbers.TryFind(line, out var at, out var length) && at + length >= line.Length - 1 && at <= 1;
    }

    /// <summary>What stands in red across the head of an official paper: 中共某某县委员会文件.</summary>
    private static bool IsLetterhead(ReadOnlySpan<char> line) =>
        line.EndsWith("文件", StringComparison.Ordinal) && UnitLines.IsUnitLine(line[..^2]);

    /// <summary>A name of two to four characters, alone, behind an office (县委书记 张三) or behind 作者：.</summary>
    private static bool IsSpeaker(ReadOnlySpan<char> text, TextParagraph p)
    {
        var line = text[p.Start..p.End];
        if (line.StartsWith("作者", StringComparison.Ordinal) || line.StartsWith("主讲", StringComparison.Ordinal)
            || line.StartsWith("汇报人", StringComparison.Ordinal)
            || line.StartsWith("述职人", StringComparison.Ordinal) || line.StartsWith("发言人", StringComparison.Ordinal)
            || line.StartsWith("报告人", StringComparison.Ordinal))
        {
            return true;
        }

        var solid = Glyphs.CountSolid(line);
        if (solid is >= 2 and <= 4 && line.Length <= 8)
        {
            foreach (var word in NotNames)
            {
                if (line.Length == solid && line.SequenceEqual(word))
                {
                    return false;
                }
            }

            foreach (var c in line)
            {
                if (!Glyphs.IsBlank(c) && !Glyphs.IsHan(c) && c is not ('*' or 'X' or 'x' or '×' or '某'))
                {
                    return false;
                }
            }

            return CommonSurnames.Contains(line[0]) || line.ContainsAny('*', 'X', '×') || line.Contains('某');
        }

        return PlainHeadings.IsByline(text, p) || EndsWithName(line);
    }

    /// <summary>True for a character that Chinese family names start with.</summary>
    internal static bool IsSurname(char c) => CommonSurnames.Contains(c);

    /// <summary>A unit, a gap and a name: 某县委党校　某某某.</summary>
    private static bool EndsWithName(ReadOnlySpan<char> line)
    {
        var gap = line.LastIndexOfAny('\u3000', ' ');
        if (gap < 3 || line.Length - gap - 1 is < 2 or > 4 || line.ContainsAny('，', '。', '：'))
        {
            return false;
        }

        foreach (var c in line[(gap + 1)..])
        {
            if (!Glyphs.IsHan(c))
            {
                return false;
            }
        }

        return CommonSurnames.Contains(line[gap + 1]) && UnitLines.IsUnitLine(line[..gap]);
    }

    private static bool HoldsHan(ReadOnlySpan<char> line)
    {
        foreach (var c in line)
        {
            if (Glyphs.IsHan(c))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What stands above the body: of most kinds of line the first counts.</summary>
    private sealed class Head
    {
        /// <summary>The paragraph that it ends in front of.</summary>
        public int End { get; set; }

        /// <summary>Paragraphs that could be the title.</summary>
        public List<int> Titles { get; } = [];

        /// <summary>The last of them before the subtitle; -1 when there is none.</summary>
        public int BeforeSubtitle { get; private set; } = -1;

        public TextSpan? Subtitle { get; private set; }

        public TextSpan? Date { get; private set; }

        public TextSpan? Speaker { get; private set; }

        public TextSpan? Author { get; private set; }

        public TextSpan? DocumentNumber { get; private set; }

        public TextSpan? Salutation { get; private set; }

        public void Take(LineKind kind, int line, TextSpan span)
        {
            switch (kind)
            {
                case LineKind.Title: Titles.Add(line); break;
                case LineKind.Subtitle:
                    BeforeSubtitle = Subtitle is null && Titles.Count > 0 ? Titles[^1] : BeforeSubtitle;
                    Subtitle ??= span;
                    break;
                case LineKind.Date: Date ??= span; break;
                case LineKind.Speaker: Speaker ??= span; break;
                case LineKind.Author: Author ??= span; break;
                case LineKind.DocumentNumber: DocumentNumber ??= span; break;
                case LineKind.Salutation: Salutation = span; break;
                default: break;
            }
        }
    }
}
