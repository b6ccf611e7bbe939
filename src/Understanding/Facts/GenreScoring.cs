namespace KnowledgeBase.Understanding.Facts;

/// <summary>
/// The numbers by which genres are weighed, beside the weights of the words (<see cref="GenreCues"/>), on the scale of those: about 9
/// names the genre, 5 speaks clearly for it, 2 hints at it. Chosen on the labelled documents and measured together, not one by one:
/// docs/outline.md has what they give and how far each may move.
/// </summary>
internal sealed record GenreScoring
{
    public static GenreScoring Default { get; } = new();

    /// <summary>Weight that a genre needs; with less, a material is of no genre in particular.</summary>
    public double Least { get; init; } = 1.5;

    /// <summary>Where no genre has this weight, the manner of the prose is looked at: two hints are more, one is less.</summary>
    public double Settled { get; init; } = 2.6;

    /// <summary>Confidence that a material is of no genre in particular.</summary>
    public double ConfidenceInNone { get; init; } = 0.2;

    /// <summary>The most confidence that cues give: only an owner is sure.</summary>
    public double MostConfidence { get; init; } = 0.98;

    /// <summary>Weight with which the share of the best genre in all weights is its confidence; with less, it is less.</summary>
    public double Certain { get; init; } = 6;

    /// <summary>UTF-16 units of the body in which opening formulas stand.</summary>
    public int Opening { get; init; } = 900;

    /// <summary>… of the text in which mood, quoted voices and tell-tale words are looked for.</summary>
    public int Sample { get; init; } = 5000;

    /// <summary>… of the end in which closing formulas stand, …</summary>
    public int Closing { get; init; } = 1000;

    /// <summary>… but not before this many units of the body: a short text has an opening and no closing.</summary>
    public int ClosingBehind { get; init; } = 200;

    /// <summary>… of the title lines in which newspapers name column and source.</summary>
    public int TitleLines { get; init; } = 400;

    /// <summary>… of the body in which a way of doing things is named after a coinage.</summary>
    public int Coinage { get; init; } = 260;

    /// <summary>… behind a quotation in which who said it is told.</summary>
    public int Voice { get; init; } = 34;

    /// <summary>Factor for a word of the title that doesn't end it: the genre stands at the end.</summary>
    public double InsideTitle { get; init; } = 0.5;

    /// <summary>UTF-16 units behind a word that still ends the title: （草案） is cut off before, 稿 isn't.</summary>
    public int BehindGenre { get; init; } = 2;

    /// <summary>Factor for a word in the brackets of a title: 关于印发《某办法》的通知 is a notice first.</summary>
    public double Bracketed { get; init; } = 0.25;

    /// <summary>Words in brackets count whose weight is above this: the others name anything.</summary>
    public double BracketedAbove { get; init; } = 4;

    /// <summary>Deepest level of the headings that tell a genre.</summary>
    public int DeepestHeading { get; init; } = 2;

    /// <summary>For the name of a column that carries opinion.</summary>
    public double OpinionColumn { get; init; } = 5;

    /// <summary>For such a column in front of the title: more than any word of the title behind it.</summary>
    public double OpinionInTitle { get; init; } = 8;

    /// <summary>UTF-16 units of a column's name in front of a title, at most.</summary>
    public int LongestColumn { get; init; } = 8;

    /// <summary>For a subtitle that argues: ——论….</summary>
    public double ArguingSubtitle { get; init; } = 6;

    /// <summary>For a line above the title that leads up to it, as newspapers set it.</summary>
    public double Kicker { get; init; } = 2;

    /// <summary>For a column in brackets behind the title.</summary>
    public double ColumnBehind { get; init; } = 2;

    /// <summary>For a title in two halves with a gap.</summary>
    public double TwoHalves { get; init; } = 1.5;

    /// <summary>For a column of news in front of the title.</summary>
    public double NewsColumn { get; init; } = 2;

    /// <summary>For a line that names the source: essays have it, too.</summary>
    public double SourceLine { get; init; } = 1.6;

    /// <summary>For each person who is quoted as they speak.</summary>
    public double EachVoice { get; init; } = 2;

    /// <summary>The most that voices give.</summary>
    public double MostVoices { get; init; } = 6;

    /// <summary>Numbered headings from which the mood of a text tells its genre.</summary>
    public int PartsOfMood { get; init; } = 3;

    /// <summary>Signs of a mood are counted for each thousand units, of which a text has these at least.</summary>
    public int ShortestMood { get; init; } = 400;

    /// <summary>Demands for each thousand units that make a speech, if more is demanded than done.</summary>
    public double DemandsOfSpeech { get; init; } = 7;

    /// <summary>For a speech that demands.</summary>
    public double Demanding { get; init; } = 1;

    /// <summary>Words of having done for each thousand units, with a third of the figures, from which a text tells what was done.</summary>
    public double DoneOfReport { get; init; } = 4.5;

    /// <summary>Figures that count as one word of having done.</summary>
    public double FiguresForDone { get; init; } = 3;

    /// <summary>For a report that tells what was done …</summary>
    public double DoneForReport { get; init; } = 1.6;

    /// <summary>… and for an experience material, which has further signs of its own.</summary>
    public double DoneForExperience { get; init; } = 1.4;

    /// <summary>Weight from which a word of the title names a genre.</summary>
    public double NamesGenre { get; init; } = 5;

    /// <summary>Words of arguments for each thousand units that make an essay of what tells what was done, …</summary>
    public double ArgumentsOfEssay { get; init; } = 4;

    /// <summary>… if there are no more figures than this for each of them.</summary>
    public double FiguresForArgument { get; init; } = 2;

    /// <summary>For such an essay: more than the mood and the title give an experience material.</summary>
    public double ArguingInParts { get; init; } = 4.2;

    /// <summary>For an experience material whose title names no genre.</summary>
    public double TitledByDeed { get; init; } = 2.4;

    /// <summary>For an experience material that is named after its way of doing things.</summary>
    public double NamedByCoinage { get; init; } = 2;

    /// <summary>For a plan where nothing is told that was done …</summary>
    public double ToDoForPlan { get; init; } = 1.6;

    /// <summary>… and for a scheme, which more of such papers are.</summary>
    public double ToDoForScheme { get; init; } = 1.8;

    /// <summary>Signs of arguing and telling from which prose has a manner.</summary>
    public int SignsOfManner { get; init; } = 3;

    /// <summary>Acts from which prose that argues more than it reports is told all the same, for each word of argument.</summary>
    public double ActsForArgument { get; init; } = 2;

    /// <summary>… if it has figures, too: at least so many.</summary>
    public int FiguresOfActs { get; init; } = 3;

    /// <summary>Acts of an experience material, …</summary>
    public int ActsOfExperience { get; init; } = 3;

    /// <summary>… in which nobody reports: at most so many signs of it.</summary>
    public int ReportingOfUnit { get; init; } = 1;

    /// <summary>A formula of at most so many UTF-16 units counts only where a word begins.</summary>
    public int ShortFormula { get; init; } = 3;

    /// <summary>For an essay, an experience material or news by the manner of the prose.</summary>
    public double Manner { get; init; } = 2.7;

    /// <summary>Articles (第一条) that make rules, …</summary>
    public int ArticlesOfRules { get; init; } = 3;

    /// <summary>… among this many paragraphs.</summary>
    public int ParagraphsOfRules { get; init; } = 400;

    /// <summary>For rules in articles.</summary>
    public double Articles { get; init; } = 8;

    /// <summary>Parts through which the numbers of a plan run on, …</summary>
    public int PartsOfPlan { get; init; } = 3;

    /// <summary>… and numbers that go on from the one before.</summary>
    public int RunningOfPlan { get; init; } = 4;

    /// <summary>For a plan whose numbers run through its parts.</summary>
    public double Running { get; init; } = 5;
}
