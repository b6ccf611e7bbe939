using System.Text.Json.Serialization;

namespace KnowledgeBase.Materials;

/// <summary>
/// One material, understood: its text with everything that was found in it. Immutable, and everything that points into
/// <see cref="Text"/> does so with UTF-16 offsets, start inclusive and end exclusive.
/// </summary>
public sealed record Material
{
    /// <summary>Stable name of the material in its corpus: the path relative to the corpus root, or the id of a JSON line.</summary>
    public required string Id { get; init; }

    /// <summary>The decoded text as the reader delivers it, line ends as <c>\n</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Where title, genre, date, issuer and so on came from, each with its evidence.</summary>
    public required MaterialFacts Facts { get; init; }

    /// <summary>Headings in the order of the text. They never overlap.</summary>
    public required IReadOnlyList<Heading> Headings { get; init; }

    /// <summary>Passages in the order of the text. They never overlap and never cross a heading.</summary>
    public required IReadOnlyList<Passage> Passages { get; init; }

    /// <summary>The passages' themes rolled up, strongest first.</summary>
    public required IReadOnlyList<ThemeTag> Themes { get; init; }

    /// <summary>Exemplary practices in the order of the text.</summary>
    public required IReadOnlyList<Practice> Practices { get; init; }

    /// <summary>Formulations found in the text, in the order of their first occurrence.</summary>
    public required IReadOnlyList<Wording> Wordings { get; init; }

    /// <summary>
    /// Who may read it, as <see cref="AccessLevel.Written"/>; null for everybody. It is the level by which it was put into an index.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Access { get; init; }

    /// <summary>What a person should know of how this material was read, for example a replaced character.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}

/// <summary>A value, how sure we are of it (0 to 1), and the words that it was read from.</summary>
/// <param name="Value">The value.</param>
/// <param name="Confidence">0 to 1; front matter and other statements of the owner are 1.</param>
/// <param name="Evidence">The words, or the place (for example <c>front matter</c>, <c>file name</c>), that it was read from.</param>
public sealed record Fact<T>(T Value, double Confidence, string Evidence);

/// <summary>The facts about a material as a whole. A fact that the material doesn't tell is null.</summary>
public sealed record MaterialFacts
{
    /// <summary>The title as it stands, or, when <see cref="TitleInferred"/>, a name made from the first sentence.</summary>
    public required string Title { get; init; }

    /// <summary>True when the material has no title of its own.</summary>
    public bool TitleInferred { get; init; }

    /// <summary>Start and end of the title in the text; null when it was inferred or comes from outside the text.</summary>
    public TextSpan? TitleSpan { get; init; }

    /// <summary>One of <see cref="Genres.All"/>.</summary>
    public required Fact<string> Genre { get; init; }

    /// <summary>The year that the material is of (issued, delivered or, failing that, reported on).</summary>
    public Fact<int>? Year { get; init; }

    /// <summary>The day that it was issued or delivered.</summary>
    public Fact<DateOnly>? Date { get; init; }

    /// <summary>
    /// The day that the name of the file tells, where it is another than the text tells: the text is believed, and readers are shown both.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Fact<DateOnly>? FileDate { get; init; }

    /// <summary>
    /// True when the day or year cannot be that of the material, because it was still to come when the material came into the library: a
    /// plan until 2035 is no text of 2035. Nothing goes by such a date: it is no first use, no part of a time line, and not the newest.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool DateIsDoubtful { get; init; }

    /// <summary>One of <see cref="Tiers.All"/>: the level of the issuer.</summary>
    public Fact<string>? Tier { get; init; }

    /// <summary>The organisation or person that speaks, as written (it may hold placeholders: <c>*县</c>).</summary>
    public Fact<string>? Issuer { get; init; }

    /// <summary>机关, 农村, 社区, 国企, 学校, 两新 …</summary>
    public Fact<string>? Sector { get; init; }

    /// <summary>Province, city or county that the material is about, as written.</summary>
    public Fact<string>? Region { get; init; }

    /// <summary>文号, for example <c>某办发〔2023〕5号</c>.</summary>
    public Fact<string>? DocumentNumber { get; init; }

    /// <summary>Whom it addresses, for example <c>同志们</c>.</summary>
    public Fact<string>? Audience { get; init; }

    /// <summary>Where the material was taken from: a link or a citation given by its owner.</summary>
    public string? Source { get; init; }
}

/// <summary>A stretch of text.</summary>
/// <param name="Start">UTF-16 offset of the first unit.</param>
/// <param name="End">UTF-16 offset behind the last unit.</param>
public readonly record struct TextSpan(int Start, int End)
{
    /// <summary>Length in UTF-16 units.</summary>
    public int Length => End - Start;

    /// <summary>True when the two stretches share at least one unit.</summary>
    public bool Overlaps(TextSpan other) => Start < other.End && other.Start < End;

    /// <summary>Cuts the stretch out of the text that it points into.</summary>
    public string In(string text) => text[Start..End];
}

/// <summary>How a heading is marked.</summary>
public enum HeadingKind
{
    /// <summary>A number in front: 一、（一）1．（1）①.</summary>
    Numbered,

    /// <summary>第一，… or 一是… with a topic clause closed by 。 and sentences of its own behind it.</summary>
    Ordinal,

    /// <summary>A short clause closed by 。 that opens a stretch of a paragraph.</summary>
    RunIn,

    /// <summary>A line of its own without a mark, or one that the file's format says is a heading.</summary>
    Plain,
}

/// <summary>A heading.</summary>
/// <param name="Level">Depth of nesting in this document, 1 for the outermost.</param>
/// <param name="Kind">How it is marked.</param>
/// <param name="Text">The words without marker and final 。; equal to the text between start and end.</param>
/// <param name="Start">UTF-16 offset of the words.</param>
/// <param name="End">UTF-16 offset behind the words.</param>
/// <param name="Marker">The mark in front (<c>一、</c>, <c>第一，</c>), empty when there is none.</param>
public sealed record Heading(int Level, HeadingKind Kind, string Text, int Start, int End, string Marker = "")
{
    /// <summary>UTF-16 offset of the marker, equal to <see cref="Start"/> when there is none.</summary>
    public int MarkerStart { get; init; } = Start;
}

/// <summary>What a hit shows: one thought of some 50 to 600 characters that never crosses a heading.</summary>
/// <param name="Start">UTF-16 offset of its first unit.</param>
/// <param name="End">UTF-16 offset behind its last unit.</param>
/// <param name="HeadingPath">The words of the headings that it stands under, outermost first.</param>
/// <param name="Themes">What it is about, strongest first; empty when it belongs nowhere.</param>
public sealed record Passage(int Start, int End, IReadOnlyList<string> HeadingPath, IReadOnlyList<ThemeTag> Themes);

/// <summary>A theme of a passage or a material, with its reasons.</summary>
/// <param name="Theme">Id in the taxonomy, for example <c>organisation</c>, or <c>organisation.branch</c> at the second level.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Evidence">The words and headings that speak for it, strongest first; never empty.</param>
public sealed record ThemeTag(string Theme, double Confidence, IReadOnlyList<string> Evidence);

/// <summary>A practice that another unit could copy: who did what, with which result.</summary>
public sealed record Practice
{
    /// <summary>Its name in the text (often a quoted coinage), or null when it has none.</summary>
    public string? Name { get; init; }

    /// <summary>The unit that did it, as written; null when the text doesn't say.</summary>
    public string? Actor { get; init; }

    /// <summary>The sentences that tell what was done: exactly the text between start and end.</summary>
    public required string Act { get; init; }

    /// <summary>Where the act stands.</summary>
    public required TextSpan ActSpan { get; init; }

    /// <summary>Quantities that the text claims as its result or extent.</summary>
    public required IReadOnlyList<PracticeResult> Results { get; init; }

    /// <summary>Awards, commendations and reports, each exactly as it stands.</summary>
    public required IReadOnlyList<Recognition> Recognitions { get; init; }

    /// <summary>
    /// Ids of its themes, surest first; empty for an act outside of the taxonomy that names its unit and shows what came of it.
    /// </summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>1 (a mention) to 3 (copyable, with figures).</summary>
    public int Grade { get; init; }

    /// <summary>Why it has that grade, in Chinese, for its card.</summary>
    public string GradeReason { get; init; } = "";
}

/// <summary>A quantity: <c>培训党员1251人次</c> is 1251, 人次, 培训党员.</summary>
/// <param name="Text">The words as they stand, equal to the text between start and end.</param>
/// <param name="Value">The number; null when it is masked (<c>**%</c>).</param>
/// <param name="Unit">人次, 件, %, 万元 …; empty when it has none.</param>
/// <param name="What">What is counted.</param>
/// <param name="Start">UTF-16 offset.</param>
/// <param name="End">UTF-16 offset behind it.</param>
/// <param name="Approximate">True for 多, 余, 近, 超, 约 and the like.</param>
public sealed record PracticeResult(string Text, double? Value, string Unit, string What, int Start, int End, bool Approximate = false);

/// <summary>An award, commendation, press report or rank, exactly as it stands.</summary>
public sealed record Recognition(string Text, int Start, int End);

/// <summary>A formulation found in a text.</summary>
/// <param name="Text">The formulation without its quotes.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Count">How often it stands there.</param>
/// <param name="Starts">UTF-16 offsets of every occurrence of <paramref name="Text"/>.</param>
public sealed record Wording(string Text, WordingKind Kind, int Count, IReadOnlyList<int> Starts);

/// <summary>Kinds of formulation.</summary>
public enum WordingKind
{
    /// <summary>A numeral contraction: 四个意识, 三会一课.</summary>
    Numeral,

    /// <summary>Words in quotation marks that stand for a thing: “党员先锋岗”.</summary>
    Quoted,

    /// <summary>A title in 《》.</summary>
    Title,

    /// <summary>A standing formulation: 习近平新时代中国特色社会主义思想.</summary>
    Fixed,
}
