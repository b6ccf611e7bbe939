using KnowledgeBase.Materials.Themes;

namespace KnowledgeBase.Materials.Practices;

/// <summary>
/// Finds practices (典型做法): sentences that tell what a unit did, gathered with the sentences that tell what came of it. Precise
/// before plentiful: demands, plans, slogans, stories and comments make no card. Thread-safe.
/// </summary>
public sealed class PracticeFinder
{
    private const int LongestAct = 280;

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
    /// <returns>The practices in the order of the text; every span cuts exactly its words out of <paramref name="text"/>.</returns>
    public IReadOnlyList<Practice> Find(string text, IReadOnlyList<Heading> headings, IReadOnlyList<Passage> passages, Facts facts)
    {
        if (PracticeScoring.ThresholdFor(facts) is not { } threshold)
            return [];

        var statements = StatementSplitter.Split(text, headings, passages);
        foreach (var statement in statements)
        {
            if (statement.Demands > 0 || statement.Nationwide)
                continue;
            statement.Actor = ActorFinder.Find(text, statement) ?? ActorFinder.Repeated(text, statement);
            statement.Name = NameFinder.Find(text, statement);
            QuantityFinder.Find(text, statement);
            if (statement.MayBeRecognised)
                RecognitionFinder.Find(text, statement);
        }

        var home = HomeUnit(text, statements, facts);
        var practices = new List<Practice>();
        TextSpan? lastActor = null;
        for (var i = 0; i < statements.Count;)
        {
            lastActor = statements[i].Actor ?? lastActor;
            if (PracticeScoring.Score(statements[i]) < threshold)
            {
                i++;
                continue;
            }

            var first = i++;
            while (i < statements.Count && GoesOn(text, statements, first, i) && statements[i].End - statements[first].Start <= LongestAct)
                i++;
            var told = i;
            while (i < statements.Count && (GoesOn(text, statements, first, i) || SumsUp(text, statements, first, i)))
                i++;
            if (Card(text, statements[first..told], statements[told..i], passages, facts, home ?? lastActor?.In(text)) is { } practice)
                practices.Add(practice);
        }

        return practices;
    }

    // A sentence behind, in the same passage, that tells what came of it and begins nothing new.
    private static bool GoesOn(string text, List<Statement> statements, int first, int next)
    {
        var (head, tail) = (statements[first], statements[next]);
        return tail.Passage == head.Passage
            && tail.Story == 0
            && TellsResults(tail)
            && (tail.Continues || tail.Actor is null || IsAllFigures(text, tail))
            && NamesNothingNew(text, head, tail);
    }

    // 截至目前，… a little behind: the figures belong to what was told before.
    private static bool SumsUp(string text, List<Statement> statements, int first, int next)
    {
        var (head, tail) = (statements[first], statements[next]);
        return tail.Passage <= head.Passage + 1 && tail.Continues && TellsResults(tail) && NamesNothingNew(text, head, tail);
    }

    private static bool TellsResults(Statement s) => !s.Spoken && s.Demands == 0 && (s.Results.Count > 0 || s.Recognitions.Count > 0);

    private static bool NamesNothingNew(string text, Statement head, Statement tail) =>
        tail.Name is null || text.AsSpan(head.Start, tail.Start - head.Start).Contains(tail.Name.Value.In(text), StringComparison.Ordinal);

    private static bool IsAllFigures(string text, Statement s) =>
        s.Results.Count >= 2 && text.AsSpan(s.Start, s.End - s.Start).Count('，') <= s.Results.Count + 1;

    // Whose practices they are when a sentence doesn't say; the text may name the issuer more fully than the facts do.
    private static string? HomeUnit(string text, List<Statement> statements, Facts facts)
    {
        // 某部部长  某某 speaks, but it is no unit that acts.
        var issuer = facts.Issuer?.Value;
        var home = issuer is null || issuer.Any(char.IsWhiteSpace) ? ActorFinder.InTitle(facts.Title) : issuer;
        var first = statements.Find(s => s.Actor is not null)?.Actor?.In(text);
        return home is not null && first is not null && first.StartsWith(home, StringComparison.Ordinal) ? first : home;
    }

    private Practice? Card(string text, List<Statement> parts, List<Statement> sums, IReadOnlyList<Passage> passages, Facts facts, string? home)
    {
        var span = new TextSpan(parts[0].Start, parts[^1].End);
        var act = span.In(text);
        var passage = passages[parts[0].Passage];
        var themes = Themes(_themes.Tag(facts.Title, passage.HeadingPath, act));
        if (themes.Count == 0)
            themes = Themes(passage.Themes);
        if (themes.Count == 0 && _themes.Likeliest(facts.Title, passage.HeadingPath, act) is { } likeliest)
            themes = [likeliest.Theme];
        if (themes.Count == 0)
            return null; // none of the Party's or its neighbours' business

        var name = parts.Select(p => p.Name).FirstOrDefault(n => n is not null)?.In(text)
            ?? (passage.HeadingPath is [.., var heading] ? NameFinder.InHeading(heading) : null);
        var results = parts.Concat(sums).SelectMany(p => p.Results).ToList();
        var recognitions = parts.Concat(sums).SelectMany(p => p.Recognitions).ToList();
        var (grade, reason) = PracticeScoring.Grade(parts, results, recognitions, name is not null);
        return new Practice
        {
            Name = name,
            Actor = parts.Select(p => p.Actor).FirstOrDefault(a => a is not null)?.In(text) ?? home,
            Act = act,
            ActSpan = span,
            Results = results,
            Recognitions = recognitions,
            Themes = themes,
            Grade = grade,
            GradeReason = reason,
        };
    }

    private static List<string> Themes(IReadOnlyList<ThemeTag> tags) =>
        [.. tags.Select(t => t.Theme).Where(id => !id.Contains('.', StringComparison.Ordinal))];
}
