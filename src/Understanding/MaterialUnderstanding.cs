using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;
using KnowledgeBase.Understanding.Practices;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Vocabulary;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding;

/// <summary>
/// Understands materials: outline, passages, facts, themes, practices and wordings, each with its evidence. Construct it once, with
/// its taxonomy and its glossary, and use it from as many threads as you like.
/// </summary>
public sealed class MaterialUnderstanding
{
    /// <summary>
    /// Titles and issuers that a file states are cut to this many units: they count for every passage, and a text stated as its own title
    /// would be read once for each of them.
    /// </summary>
    private const int LongestStated = 500;

    private readonly ThemeTagger _themes;
    private readonly ThemeOverrides _overrides;
    private readonly CorrectionSet _corrections;
    private readonly PracticeFinder _practices;
    private readonly WordingFinder _wordings;

    /// <summary>Makes an understanding with the library's own taxonomy.</summary>
    public MaterialUnderstanding()
        : this(ThemeTagger.Default)
    {
    }

    /// <summary>Makes an understanding that tags with the given themes.</summary>
    /// <param name="themes">Knows the themes.</param>
    /// <param name="wordings">Knows the formulations; the built-in glossary when null.</param>
    /// <param name="overrides">What the owner decided about themes; nothing when null.</param>
    /// <param name="corrections">What the owner decided about single materials, which goes before that; nothing when null.</param>
    public MaterialUnderstanding(
        ThemeTagger themes, WordingFinder? wordings = null, ThemeOverrides? overrides = null, CorrectionSet? corrections = null)
    {
        ArgumentNullException.ThrowIfNull(themes);
        _wordings = wordings ?? WordingFinder.Default;
        _themes = themes;
        _corrections = corrections ?? CorrectionSet.None;
        _overrides = (overrides ?? ThemeOverrides.None).With(_corrections.Themes);
        _practices = new PracticeFinder(themes);
    }

    /// <summary>Understands one material.</summary>
    /// <param name="raw">The material as its reader delivered it.</param>
    /// <param name="id">Its stable name in the corpus.</param>
    /// <param name="path">The file that it was read from; its name may tell a title or a date. Null when there is none.</param>
    /// <param name="cancellation">Ends it within a moment, however long the text is.</param>
    /// <returns>
    /// The material. Its passages hold every character of the text that isn't white space, in order and each once; a text of nothing
    /// but white space gives a material without passages.
    /// </returns>
    public Material Understand(RawMaterial raw, string id, string? path = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(raw);
        ArgumentNullException.ThrowIfNull(id);
        var correction = _corrections.Find(id);
        var stated = correction?.Over(raw.FrontMatter) ?? raw.FrontMatter;
        raw = raw with { FrontMatter = stated with { Title = Cut(stated.Title), Issuer = Cut(stated.Issuer) } };
        var outline = OutlineFinder.Find(raw, cancellation);
        var facts = FactFinder.Find(raw, outline, id, path);
        facts = correction?.On(facts) ?? facts;
        var passages = PassageCutter.Cut(raw.Text, outline);
        Tag(id, raw.Text, facts, passages, cancellation);
        return new Material
        {
            Id = id,
            Text = raw.Text,
            Facts = facts,
            Headings = outline.Headings,
            Passages = passages,
            Themes = _overrides.ForMaterial(id, ThemeTagger.RollUp(passages)),
            Practices = Practices(raw.Text, outline.Headings, passages, facts, correction, cancellation),
            Wordings = _wordings.Find(raw.Text, cancellation),
            Warnings = correction is null ? raw.Warnings : [.. raw.Warnings, .. correction.WordsNotIn(raw.Text)],
        };
    }

    /// <summary>
    /// A material that was understood before, with the themes and practices that it has by these settings and corrections, and with the
    /// facts that are corrected. Everything else stays: what an earlier correction took the place of is not known here.
    /// </summary>
    /// <param name="material">The material.</param>
    /// <param name="cancellation">Ends it within a moment.</param>
    public Material Again(Material material, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(material);
        var correction = _corrections.Find(material.Id);
        var facts = correction?.On(material.Facts) ?? material.Facts;
        var passages = material.Passages.ToList();
        Tag(material.Id, material.Text, facts, passages, cancellation);
        return material with
        {
            Facts = facts,
            Passages = passages,
            Themes = _overrides.ForMaterial(material.Id, ThemeTagger.RollUp(passages)),
            Practices = Practices(material.Text, material.Headings, passages, facts, correction, cancellation),
        };
    }

    /// <summary>Gives passages their themes.</summary>
    private void Tag(string id, string text, MaterialFacts facts, List<Passage> passages, CancellationToken cancellation)
    {
        var title = facts.TitleInferred ? "" : facts.Title; // an inferred title would say the first sentence twice
        for (var i = 0; i < passages.Count; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            var p = passages[i];
            var words = text[p.Start..p.End];
            passages[i] = p with { Themes = _overrides.ForPassage(id, words, _themes.Tag(title, p.HeadingPath, words)) };
        }
    }

    private IReadOnlyList<Practice> Practices(
        string text, IReadOnlyList<Heading> headings, IReadOnlyList<Passage> passages, MaterialFacts facts, Correction? correction,
        CancellationToken cancellation)
    {
        var found = _practices.Find(text, headings, passages, facts, cancellation);
        return correction is null
            ? found
            : CorrectedPractices.Of(
                text, found, correction.Practices, place => _practices.Lift(text, headings, passages, facts, place, cancellation));
    }

    /// <summary>What is stated, if anything is, in at most <see cref="LongestStated"/> units.</summary>
    private static string? Cut(string? stated) => stated switch
    {
        null => null,
        _ when !Glyphs.HoldsWord(stated) => null,
        { Length: <= LongestStated } => stated,
        _ => stated[..(char.IsHighSurrogate(stated[LongestStated - 1]) ? LongestStated - 1 : LongestStated)],
    };
}
