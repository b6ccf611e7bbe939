using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Finds practices (典型做法): sentences that tell what a unit did, gathered with the sentences that tell what came of it. Precise
/// before plentiful: demands, plans, slogans, stories and comments make no card. Thread-safe.
/// </summary>
internal sealed class PracticeFinder
{
    private static readonly PracticeWeights Weights = PracticeWeights.Default;

    private static readonly SearchValues<string> NoDeedsHeadings = WordList.AnyOf("signals", "no-deeds-headings");

    private readonly ThemeTagger _themes;

    /// <summary>Makes a finder that takes the themes of its cards from a tagger.</summary>
    public PracticeFinder(ThemeTagger themes) => _themes = themes;

    /// <summary>A finder over the built-in taxonomy.</summary>
    public static PracticeFinder Default { get; } = new(ThemeTagger.Default);

    /// <summary>Finds the practices of a material.</summary>
    /// <param name="text">The material's text.</param>
    /// <param name="headings">Its headings in order.</param>
    /// <param name="passages">Its passages in order.</param>
    /// <param name="facts">Its facts: the genre says whether to look at all, issuer and title whose practices they are.</param>
    /// <param name="cancellation">Ends it between two sentences.</param>
    /// <returns>The practices in the order of the text; every span cuts exactly its words out of <paramref name="text"/>.</returns>
    public IReadOnlyList<Practice> Find(
        string text,
        IReadOnlyList<Heading> headings,
        IReadOnlyList<Passage> passages,
        MaterialFacts facts,
        CancellationToken cancellation = default)
    {
        if (PracticeScoring.ThresholdFor(facts, text) is not { } threshold)
        {
            return [];
        }

        var statements = StatementSplitter.Split(text, headings, passages, cancellation);
        ShutOutLacks(statements, passages);
        foreach (var statement in statements)
        {
            cancellation.ThrowIfCancellationRequested();
            Read(text, statement);
        }

        var ofAll = ThemeTagger.RollUp(passages).Take(1).ToList();
        var units = new Units(text, statements, facts);
        var openingEnd = OpeningEnd(text, headings, facts);
        var practices = new List<Practice>();
        var hasAuthor = ActorFinder.OfAuthor(text) is not null;
        string? named = null;
        for (var i = 0; i < statements.Count;)
        {
            cancellation.ThrowIfCancellationRequested();
            units.Read(i);
            named = statements[i].Name?.In(text) ?? named;
            if (PracticeScoring.Score(statements[i]) < Needed(threshold, i, statements[i])
                || (statements[i].End <= openingEnd && !TellsResults(statements[i]))
                || !PracticeScoring.IsAttested(facts, hasAuthor, statements, i))
            {
                i++;
                continue;
            }

            var first = i;
            var told = EndOfAct(text, statements, units, first, threshold);
            i = EndOfSums(text, statements, units, first, told, threshold);
            var sums = statements[told..i];
            // A sentence of judgement may stand in front of the one that sums up.
            if (i + 1 < statements.Count && PracticeScoring.Score(statements[i]) < threshold && ReportsOn(text, statements, first, i + 1))
            {
                sums.Add(statements[i + 1]);
                i += 2;
            }

            var name = statements[first..told].Find(s => s.Name is not null)?.Name?.In(text)
                ?? (NameFinder.GoesOnAboutNamed(text, statements[first]) ? named : null);
            named = name ?? named;
            if (Card(text, statements[first..told], sums, passages, facts, name, units.ActorOf(first, told), ofAll) is { } practice)
            {
                practices.Add(practice);
            }
        }

        return practices;
    }

    /// <summary>Lifts a practice out that somebody says is one, whatever its words signal.</summary>
    /// <param name="text">The material's text.</param>
    /// <param name="headings">Its headings in order.</param>
    /// <param name="passages">Its passages in order.</param>
    /// <param name="facts">Its facts.</param>
    /// <param name="place">Where it stands; it has every sentence that begins or ends there.</param>
    /// <param name="cancellation">Ends it between two sentences.</param>
    /// <returns>The practice; null when no sentence stands there.</returns>
    public Practice? Lift(
        string text, IReadOnlyList<Heading> headings, IReadOnlyList<Passage> passages, MaterialFacts facts, TextSpan place,
        CancellationToken cancellation = default)
    {
        var statements = StatementSplitter.Split(text, headings, passages, cancellation);
        var first = statements.FindIndex(s => new TextSpan(s.Start, s.End).Overlaps(place));
        if (first < 0)
        {
            return null;
        }

        // A card stands in one passage, as those that are found do.
        var end = first + 1;
        while (end < statements.Count && statements[end].Start < place.End && statements[end].Passage == statements[first].Passage)
        {
            end++;
        }

        foreach (var statement in statements[..end])
        {
            cancellation.ThrowIfCancellationRequested();
            Read(text, statement);
        }

        var units = new Units(text, statements, facts);
        for (var i = 0; i <= first; i++)
        {
            units.Read(i);
        }

        var parts = statements[first..end];
        var name = parts.Find(s => s.Name is not null)?.Name?.In(text);
        return Card(
            text, parts, [], passages, facts, name, units.ActorOf(first, end), ThemeTagger.RollUp(passages).Take(1).ToList(),
            isDecided: true);
    }

    /// <summary>
    /// What stands under 存在问题 or 下一步, or behind a sentence that turns to it, is lacking or to come, however it is worded.
    /// </summary>
    private static void ShutOutLacks(List<Statement> statements, IReadOnlyList<Passage> passages)
    {
        var (turned, judged, isShut) = (-1, -1, false);
        foreach (var s in statements)
        {
            if (s.Passage != judged)
            {
                (judged, isShut) = (s.Passage, passages[s.Passage].HeadingPath.Any(h => h.AsSpan().ContainsAny(NoDeedsHeadings)));
            }

            turned = s.Turns ? s.Passage : turned;
            s.Demands += isShut || s.Passage == turned ? 1 : 0;
        }
    }

    /// <summary>Who acted in a sentence, by what name, and with which figures and recognitions.</summary>
    private static void Read(string text, Statement statement)
    {
        statement.Place = ActorFinder.OfPlace(text, statement);
        if (statement.Demands > 0 || statement.Nationwide)
        {
            return;
        }

        statement.Actor = ActorFinder.Find(text, statement) ?? ActorFinder.Repeated(text, statement);
        statement.NamesUnit = statement.Actor is { } actor && !ActorFinder.IsCommon(actor.In(text));
        if (statement.OfLeadership && !statement.NamesUnit)
        {
            statement.Nationwide = true;
            return;
        }

        statement.Name = NameFinder.Find(text, statement);
        QuantityFinder.Find(text, statement);
        if (statement.MayBeRecognised)
        {
            RecognitionFinder.Find(text, statement);
        }
    }

    /// <summary>The first sentence that doesn't go on telling the act that began with one.</summary>
    private static int EndOfAct(string text, List<Statement> statements, Units units, int first, double threshold)
    {
        var i = first + 1;
        while (i < statements.Count && GoesOn(text, statements, units, first, i) && !OpensItsOwn(text, statements[i], threshold)
            && statements[i].End - statements[first].Start <= Weights.LongestAct)
        {
            i++;
        }

        return i;
    }

    /// <summary>The first sentence that neither goes on nor sums up what an act brought.</summary>
    private static int EndOfSums(
        string text, List<Statement> statements, Units units, int first, int told, double threshold)
    {
        var i = told;
        while (i < statements.Count && !OpensItsOwn(text, statements[i], threshold)
            && (GoesOn(text, statements, units, first, i) || SumsUp(text, statements, first, i)))
        {
            i++;
        }

        return i;
    }

    // What the first sentences say without a name or a figure, the others will tell.
    private static double Needed(double threshold, int index, Statement s) =>
        index < Weights.OpeningSentences && !TellsResults(s)
            ? threshold + (s.Name is null ? Weights.Opening : Weights.OpeningOfNamed)
            : threshold + (IsBare(s) ? Weights.Bare : 0);

    // Neither who, nor what came of it, nor by what name, nor that it was done: a demand reads just so.
    private static bool IsBare(Statement s) => !s.NamesUnit && !TellsResults(s) && s.Name is null && s.Done == 0;

    // In front of the first heading a report sums up what its parts tell.
    private static int OpeningEnd(string text, IReadOnlyList<Heading> headings, MaterialFacts facts)
    {
        if (facts.Genre.Value is not (Genres.Experience or Genres.Report or Genres.DutyReport))
        {
            return 0;
        }

        foreach (var heading in headings)
        {
            if (heading.Start > (facts.TitleSpan?.End ?? 0))
            {
                return heading.MarkerStart < text.Length * Weights.LongestOpening ? heading.MarkerStart : 0;
            }
        }

        return 0;
    }

    // Acts enough for a card of its own; 截至目前，… and a sentence that begins with its figures belong to what was told before.
    private static bool OpensItsOwn(string text, Statement s, double threshold) =>
        !s.Continues && !BeginsWithFigures(text, s) && PracticeScoring.Score(s) is var score
        && (score >= threshold + Weights.OwnCard || (score >= threshold && s.StrongActs >= Weights.ActsOfOwnCard));

    private static bool BeginsWithFigures(string text, Statement s) =>
        s.Results.Count >= 2 && !text.AsSpan(s.Start, s.Results[0].Start - s.Start).Contains('，');

    // A sentence behind, in the same passage, that tells what came of it and begins nothing new.
    private static bool GoesOn(string text, List<Statement> statements, Units units, int first, int next)
    {
        var (head, tail) = (statements[first], statements[next]);
        return tail.Passage == head.Passage
            && tail.Story == 0
            && !units.TurnsToOther(first, next)
            && TellsResults(tail, maySpeak: head.Spoken || text[tail.Start - 1] == '，')
            && (tail.Continues || tail.Actor is null || IsAllFigures(text, tail))
            && NamesNothingNew(text, head, tail);
    }

    // 截至目前，… a little behind: the figures belong to what was told before.
    private static bool SumsUp(string text, List<Statement> statements, int first, int next)
    {
        var (head, tail) = (statements[first], statements[next]);
        return tail.Passage <= head.Passage + 1 && tail.Continues && TellsResults(tail) && NamesNothingNew(text, head, tail);
    }

    // 截至目前，甲区已…: of a unit that the act has named.
    private static bool ReportsOn(string text, List<Statement> statements, int first, int next)
    {
        var (head, tail) = (statements[first], statements[next]);
        return tail.Continues && tail.Passage <= head.Passage + 2 && TellsResults(tail) && tail.Results.Count > 0
            && text.AsSpan(tail.Start, tail.End - tail.Start) is ['截' or '目', ..]
            && (tail.Actor is not { } actor
                || text.AsSpan(head.Start, statements[next - 1].End - head.Start).Contains(actor.In(text), StringComparison.Ordinal));
    }

    private static bool TellsResults(Statement s, bool maySpeak = false) =>
        (maySpeak || !s.Spoken) && s.Demands == 0 && (s.Results.Count > 0 || s.Recognitions.Count > 0);

    private static bool NamesNothingNew(string text, Statement head, Statement tail) =>
        tail.Name is null || text.AsSpan(head.Start, tail.Start - head.Start).Contains(tail.Name.Value.In(text), StringComparison.Ordinal);

    private static bool IsAllFigures(string text, Statement s) =>
        s.Results.Count >= 2 && text.AsSpan(s.Start, s.End - s.Start).Count('，') <= s.Results.Count + 1;

    private Practice? Card(
        string text,
        List<Statement> parts,
        List<Statement> sums,
        IReadOnlyList<Passage> passages,
        MaterialFacts facts,
        string? name,
        string? actor,
        IReadOnlyList<ThemeTag> ofAll,
        bool isDecided = false)
    {
        var span = new TextSpan(parts[0].Start, parts[^1].End);
        var act = span.In(text);
        var passage = passages[parts[0].Passage];
        var themes = Themes(_themes.Tag(facts.Title, passage.HeadingPath, act));
        if (themes.Count == 0)
        {
            themes = Themes(passage.Themes);
        }

        if (themes.Count == 0 && _themes.Likeliest(facts.Title, passage.HeadingPath, act) is { } likeliest)
        {
            themes = [likeliest.Theme];
        }

        if (themes.Count == 0)
        {
            themes = Themes(ofAll);
        }

        if (themes.Count == 0 && !isDecided && !PracticeScoring.StandsWithoutTheme(parts))
        {
            return null; // none of the Party's or its neighbours' business
        }

        // What 打造 and 建设 have behind them without quotes may be something to come.
        if (!isDecided && PracticeScoring.IsNobodys(parts, facts, actor, IsQuoted(text, parts) ? name : null))
        {
            return null;
        }

        name ??= passage.HeadingPath is [.., var heading] ? NameFinder.InHeading(heading) : null;
        var results = parts.Concat(sums).SelectMany(p => p.Results).ToList();
        var recognitions = parts.Concat(sums).SelectMany(p => p.Recognitions).ToList();
        var (grade, reason) = PracticeScoring.Grade(parts, results, recognitions, name is not null);
        return new Practice
        {
            Name = name,
            Actor = actor,
            Act = act,
            ActSpan = span,
            Results = results,
            Recognitions = recognitions,
            Themes = themes,
            Grade = grade,
            GradeReason = reason,
        };
    }

    private static bool IsQuoted(string text, List<Statement> parts) =>
        parts.Exists(p => p.Name is { Start: > 0 } name && text[name.Start - 1] is '“' or '‘' or '《');

    private static List<string> Themes(IReadOnlyList<ThemeTag> tags) =>
        [.. tags.Select(t => t.Theme).Where(id => !id.Contains('.', StringComparison.Ordinal))];
}
