using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// Tells the genre of a material by weighing cues: the words of its title, its opening and closing formulas, its numbering, the mood
/// of its verbs. Every cue names itself, so that the answer can be explained.
/// </summary>
internal static class GenreClassifier
{
    private static readonly GenreScoring Scoring = GenreScoring.Default;

    /// <summary>Columns of newspapers that carry opinion.</summary>
    private static readonly IReadOnlyList<string> OpinionColumns = WordList.Words("facts", "opinion-columns");

    private static readonly IReadOnlyList<string> Reporting = WordList.Words("facts", "reporting");

    private static readonly IReadOnlyList<string> TellingActs = WordList.Words("facts", "telling-acts");

    private static readonly IReadOnlyList<string> CoiningVerbs = WordList.Words("facts", "coining");

    /// <summary>Tells the genre of a material whose title lines and headings are known.</summary>
    public static Fact<string> Classify(RawMaterial raw, DocumentOutline outline, string title, bool hasTitle)
    {
        var scores = Weigh(raw, outline, title, hasTitle);
        var best = scores.Best;
        var weight = scores[best];
        if (weight < Scoring.Least)
        {
            return new Fact<string>(Genres.Other, Scoring.ConfidenceInNone, "没有足够的体裁特征");
        }

        var confidence = Math.Min(Scoring.MostConfidence, weight / scores.Sum * Math.Min(1, weight / Scoring.Certain));
        return new Fact<string>(best, Math.Round(confidence, 2), string.Join('、', scores.CuesOf(best)));
    }

    /// <summary>What speaks for each genre.</summary>
    internal static GenreScores Weigh(RawMaterial raw, DocumentOutline outline, string title, bool hasTitle)
    {
        var text = raw.Text.AsSpan();
        var scores = new GenreScores();
        var bodyStart = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        var formulas = text.Slice(bodyStart, Math.Min(text.Length - bodyStart, Scoring.Opening));
        var sample = text[..Math.Min(text.Length, Scoring.Sample)];
        var closing = text[Math.Max(Math.Min(bodyStart + Scoring.ClosingBehind, text.Length), text.Length - Scoring.Closing)..];
        if (hasTitle)
        {
            AddTitle(title, outline.Title.Subtitle is { } s ? s.In(raw.Text) : outline.Title.Kicker is { } k ? k.In(raw.Text) : "", scores);
        }

        AddFormulas(GenreCues.Opening, formulas, scores);
        AddFormulas(GenreCues.Anywhere, sample, scores);
        AddFormulas(GenreCues.Closing, closing, scores);

        AddHeadings(outline, scores);
        AddTypography(text, bodyStart, outline, title, scores);
        AddVoices(sample, scores);
        AddNumbering(text, outline, scores);
        var isInParts = AddMood(sample, outline, title, hasTitle, scores);
        if (!isInParts && scores[scores.Best] < Scoring.Settled)
        {
            AddManner(sample, scores);
        }

        return scores;
    }

    /// <summary>Formulas of a stretch; a short one counts only where a word begins: 本制度 doesn't stand in 党建基本制度.</summary>
    private static void AddFormulas(GenreCue[] cues, ReadOnlySpan<char> stretch, GenreScores scores)
    {
        foreach (var (words, genre, weight) in cues)
        {
            if (words.Length <= Scoring.ShortFormula && Glyphs.IsHan(words[0])
                ? WordBorders.CountBeginning(stretch, words, 1).Count > 0
                : stretch.Contains(words, StringComparison.Ordinal))
            {
                scores.Add(genre, weight, words);
            }
        }
    }

    /// <summary>Words of the title; the genre stands at its end, so what stands there counts in full and the rest by half.</summary>
    private static void AddTitle(string title, string secondLine, GenreScores scores)
    {
        foreach (var name in (ReadOnlySpan<string>)[title, secondLine])
        {
            if (name.Length == 0)
            {
                continue;
            }

            // 中央八项规定 and the like name what the material is about, not what it is.
            var full = name.Replace("八项规定", "", StringComparison.Ordinal)
                .Replace("讲话精神", "", StringComparison.Ordinal)
                .Replace("并讲话", "", StringComparison.Ordinal);
            var bare = WithoutBrackets(full);
            var covered = new List<(int Start, int End)>();
            foreach (var (words, genre, weight) in GenreCues.Title)
            {
                var at = bare.LastIndexOf(words, StringComparison.Ordinal);
                if (at < 0)
                {
                    if (full.Contains(words, StringComparison.Ordinal) && weight > Scoring.BracketedAbove)
                    {
                        scores.Add(genre, weight * Scoring.Bracketed, "标题“" + words + "”");
                    }

                    continue;
                }

                // 工作报告 is in the list before 报告; what a longer name covers isn't counted again.
                if (covered.Exists(c => c.Start <= at && at + words.Length <= c.End))
                {
                    continue;
                }

                covered.Add((at, at + words.Length));
                var counts = at + words.Length >= bare.Length - Scoring.BehindGenre || genre == Genres.DutyReport;
                scores.Add(genre, counts ? weight : weight * Scoring.InsideTitle, "标题“" + words + "”");
            }
        }
    }

    /// <summary>The title without what stands in （）, and 《》 emptied: 关于印发《某办法》的通知 is a notice first.</summary>
    private static string WithoutBrackets(string name)
    {
        var bare = new System.Text.StringBuilder(name.Length);
        var depth = 0;
        foreach (var c in name)
        {
            if (c is '（' or '(' or '《')
            {
                depth++;
            }

            if (depth == 0)
            {
                bare.Append(c);
            }

            if (c is '）' or ')' or '》')
            {
                depth = Math.Max(0, depth - 1);
            }
        }

        return bare.ToString();
    }

    private static void AddHeadings(DocumentOutline outline, GenreScores scores)
    {
        var outer = new System.Text.StringBuilder();
        foreach (var heading in outline.Headings)
        {
            if (heading.Level <= Scoring.DeepestHeading)
            {
                outer.Append(heading.Text).Append('\n');
            }

            if (outer.Length > Scoring.Sample)
            {
                break;
            }
        }

        var headings = outer.ToString();
        foreach (var (words, genre, weight) in GenreCues.Headings)
        {
            if (headings.Contains(words, StringComparison.Ordinal))
            {
                scores.Add(genre, weight, "小标题“" + words + "”");
            }
        }
    }

    /// <summary>
    /// What newspapers and sites set around a title: kicker, column, two halves parted by a gap, a line that names the source.
    /// </summary>
    private static void AddTypography(
        ReadOnlySpan<char> text,
        int bodyStart,
        DocumentOutline outline,
        string title,
        GenreScores scores)
    {
        var head = text[..Math.Min(bodyStart, Scoring.TitleLines)];
        var hasOpinion = false;
        foreach (var column in OpinionColumns)
        {
            if (!head.Contains(column, StringComparison.Ordinal) && !title.StartsWith(column, StringComparison.Ordinal))
            {
                continue;
            }

            scores.Add(Genres.Essay, Scoring.OpinionColumn, "栏目“" + column + "”");
            hasOpinion = true;
            break;
        }

        if (IsOpinionColumn(title))
        {
            scores.Add(Genres.Essay, Scoring.OpinionInTitle, "栏目标题");
            hasOpinion = true;
        }

        if (outline.Title.Subtitle is { } s && text[s.Start..s.End].StartsWith("——论", StringComparison.Ordinal))
        {
            scores.Add(Genres.Essay, Scoring.ArguingSubtitle, "副题“——论”");
        }

        if (hasOpinion || outline.Title.Title is not { } span)
        {
            return;
        }

        if (outline.Title.Kicker is { } kicker && text[kicker.End - 1] == '—')
        {
            scores.Add(Genres.News, Scoring.Kicker, "引题");
        }

        if (text[span.End..] is ['（', ..])
        {
            scores.Add(Genres.News, Scoring.ColumnBehind, "栏目");
        }

        if (title.Contains("  ", StringComparison.Ordinal))
        {
            scores.Add(Genres.News, Scoring.TwoHalves, "两截标题");
        }

        if (title.AsSpan().ContainsAny('丨', '|') || title.Contains("关注", StringComparison.Ordinal))
        {
            scores.Add(Genres.News, Scoring.NewsColumn, "栏目标题");
        }

        if (head.Contains("来源：", StringComparison.Ordinal))
        {
            scores.Add(Genres.News, Scoring.SourceLine, "来源：");
        }
    }

    /// <summary>方圆谈 | …, 今日锐评丨…: sites name their columns of opinion by what is done there.</summary>
    private static bool IsOpinionColumn(ReadOnlySpan<char> title)
    {
        var bar = title.IndexOfAny('丨', '|', '｜');
        if (bar < 2 || bar > Scoring.LongestColumn)
        {
            return false;
        }

        var column = title[..bar].TrimEnd();
        return column.Length >= 2 && "谈评论潮思议".Contains(column[^1], StringComparison.Ordinal);
    }

    /// <summary>People who are quoted as they speak: news.</summary>
    private static void AddVoices(ReadOnlySpan<char> opening, GenreScores scores)
    {
        var voices = 0;
        for (var at = 0; at < opening.Length;)
        {
            var next = opening[at..].IndexOf('”');
            if (next < 0)
            {
                break;
            }

            at += next + 1;
            var behind = opening[at..Math.Min(opening.Length, at + Scoring.Voice)];
            var stop = behind.IndexOfAny('。', '\n');
            if (stop > 0)
            {
                behind = behind[..stop];
            }

            if (behind.EndsWith("说", StringComparison.Ordinal) || behind.EndsWith("介绍", StringComparison.Ordinal)
                || behind.EndsWith("表示", StringComparison.Ordinal)
                || behind.EndsWith("感慨", StringComparison.Ordinal) || behind.EndsWith("坦言", StringComparison.Ordinal)
                || behind.EndsWith("告诉记者", StringComparison.Ordinal))
            {
                voices++;
            }
        }

        if (voices > 0)
        {
            scores.Add(Genres.News, Math.Min(Scoring.MostVoices, voices * Scoring.EachVoice), "人物引语");
        }
    }

    /// <summary>
    /// What is to be done against what was done, for materials in numbered parts. Acts done with figures make a report or an experience
    /// material: the latter has a title that names no genre, or opens with a coinage (通过“四聚焦四强化”……).
    /// </summary>
    /// <returns>False when the material isn't in numbered parts, so that its mood tells nothing.</returns>
    private static bool AddMood(
        ReadOnlySpan<char> sample,
        DocumentOutline outline,
        string title,
        bool hasTitle,
        GenreScores scores)
    {
        var numbered = 0;
        foreach (var heading in outline.Headings)
        {
            if (heading.Kind is HeadingKind.Numbered or HeadingKind.Ordinal)
            {
                numbered++;
            }
        }

        if (numbered < Scoring.PartsOfMood)
        {
            return false;
        }

        var thousand = Math.Max(Scoring.ShortestMood, sample.Length) / 1000.0;
        var demands = (sample.Count('要') - sample.Count("重要") - sample.Count("主要") - sample.Count("需要") + sample.Count("必须")) / thousand;
        var done = (sample.Count('了') + sample.Count('已') + sample.Count("以来") + sample.Count("获") + sample.Count("被评为")
            + sample.Count("累计") + sample.Count("先后") + sample.Count("共开展") + sample.Count("去年")) / thousand;
        var figures = Figures(sample) / thousand;
        if (demands >= Scoring.DemandsOfSpeech && demands > done)
        {
            scores.Add(Genres.Speech, Scoring.Demanding, "“要”字句多");
        }
        else if (done + (figures / Scoring.FiguresForDone) >= Scoring.DoneOfReport)
        {
            scores.Add(Genres.Report, Scoring.DoneForReport, "已然语气");
            scores.Add(Genres.Experience, Scoring.DoneForExperience, "已然语气");
            var namesGenre = hasTitle
                && GenreCues.Title.Any(c => c.Weight >= Scoring.NamesGenre && title.Contains(c.Words, StringComparison.Ordinal));
            var argues = Arguing(sample) / thousand;
            if (hasTitle && !namesGenre && argues >= Scoring.ArgumentsOfEssay && argues * Scoring.FiguresForArgument >= figures)
            {
                scores.Add(Genres.Essay, Scoring.ArguingInParts, "议论");
            }
            else if (hasTitle && !namesGenre)
            {
                scores.Add(Genres.Experience, Scoring.TitledByDeed, "标题不带文种");
            }

            if (HasCoinage(outline, sample, title))
            {
                scores.Add(Genres.Experience, Scoring.NamedByCoinage, "以做法命名");
            }
        }
        else
        {
            scores.Add(Genres.Plan, Scoring.ToDoForPlan, "未然语气");
            scores.Add(Genres.Scheme, Scoring.ToDoForScheme, "未然语气");
        }

        return true;
    }

    /// <summary>Numbers that count something: digits, or a masked number, with a measure behind them.</summary>
    private static int Figures(ReadOnlySpan<char> sample)
    {
        var figures = 0;
        for (var i = 1; i < sample.Length; i++)
        {
            var before = sample[i - 1];
            if ((Glyphs.IsDigit(before) || before is '*' or '余' or '多')
                && "个名次项件人户场家支批期条处所万亿%％元套".Contains(sample[i], StringComparison.Ordinal))
            {
                figures++;
            }
        }

        return figures;
    }

    /// <summary>
    /// True when the title or the first sentences name the way of doing it in quotes, behind a verb that makes it theirs.
    /// </summary>
    private static bool HasCoinage(DocumentOutline outline, ReadOnlySpan<char> sample, string title)
    {
        var start = outline.Title.BodyParagraph < outline.Paragraphs.Count ? outline.Paragraphs[outline.Title.BodyParagraph].Start : 0;
        if (start >= sample.Length)
        {
            return false;
        }

        var opening = sample[start..Math.Min(sample.Length, start + Scoring.Coinage)];
        foreach (var verb in CoiningVerbs)
        {
            if (title.Contains(verb, StringComparison.Ordinal) || opening.Contains(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How often the text uses the words that arguments are made of.</summary>
    private static int Arguing(ReadOnlySpan<char> sample) =>
        sample.Count("必须") + sample.Count("才能") + sample.Count("不能") + sample.Count("关键") + sample.Count("既要") + sample.Count("不仅")
        + sample.Count("因此") + sample.Count("为什么") + sample.Count("就要") + sample.Count("应当")
        + sample.Count("我们") + sample.Count("有的") + sample.Count("如果") + sample.Count("何以");

    /// <summary>
    /// Running prose without any other cue argues (essay), tells of a unit's own acts (experience material) or reports (news).
    /// </summary>
    private static void AddManner(ReadOnlySpan<char> sample, GenreScores scores)
    {
        var arguing = Arguing(sample);
        var reporting = Count(Reporting, sample);
        var figures = Figures(sample);
        var telling = figures + reporting + sample.Count("记者") + sample.Count("今年") + sample.Count("去年");
        var acts = Count(TellingActs, sample);
        if (arguing + telling + acts < Scoring.SignsOfManner)
        {
            return;
        }

        if (arguing > telling && (figures < Scoring.FiguresOfActs || arguing * Scoring.ActsForArgument >= acts))
        {
            scores.Add(Genres.Essay, Scoring.Manner, "议论");
        }
        else if (reporting <= Scoring.ReportingOfUnit && acts >= Scoring.ActsOfExperience)
        {
            scores.Add(Genres.Experience, Scoring.Manner, "做法叙述");
        }
        else
        {
            scores.Add(Genres.News, Scoring.Manner, "叙事");
        }
    }

    private static int Count(IReadOnlyList<string> words, ReadOnlySpan<char> stretch)
    {
        var count = 0;
        foreach (var word in words)
        {
            count += stretch.Count(word);
        }

        return count;
    }

    /// <summary>Articles make rules; level-three numbers that run straight through the parts make a plan.</summary>
    private static void AddNumbering(
        ReadOnlySpan<char> text, DocumentOutline outline, GenreScores scores)
    {
        var articles = 0;
        foreach (var p in outline.Paragraphs.Take(Scoring.ParagraphsOfRules))
        {
            if (text[p.Start] == '第' && Marker.TryRead(text, p.Start, p.End, out var marker) && marker.Style == MarkerStyle.Article)
            {
                articles++;
            }
        }

        if (articles >= Scoring.ArticlesOfRules)
        {
            scores.Add(Genres.Rules, Scoring.Articles, "条文");
        }

        var parts = 0;
        var running = 0;
        var last = 0;
        foreach (var heading in outline.Headings)
        {
            if (!Marker.TryRead(heading.Marker, 0, heading.Marker.Length, out var marker))
            {
                continue;
            }

            if (marker.Style == MarkerStyle.Chinese)
            {
                parts++;
            }

            if (marker.Style != MarkerStyle.Arabic)
            {
                continue;
            }

            if (marker.Number == last + 1 && parts > 1 && marker.Number > 1)
            {
                running++;
            }

            last = marker.Number;
        }

        if (parts >= Scoring.PartsOfPlan && running >= Scoring.RunningOfPlan)
        {
            scores.Add(Genres.Plan, Scoring.Running, "通篇连续编号");
        }
    }
}
