namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// The numbers by which a sentence is told to be a practice and a practice to be copyable. Chosen together on nine labelled documents and
/// checked on 34 unseen articles (docs/practices.md); a word for an act that leaves no doubt (成立) is the unit: it counts 1.
/// </summary>
internal sealed record PracticeWeights
{
    public static PracticeWeights Default { get; } = new();

    /// <summary>A word for an act that tells of things done only together with others: 推动, 落实.</summary>
    public double WeakAct { get; init; } = 0.4;

    /// <summary>Words of talk that 某某说，… is worth, …</summary>
    public int SaidBySomebody { get; init; } = 2;

    /// <summary>… and where it tells two acts or steps, or a figure: then he tells what was done.</summary>
    public int DeedsSaidBySomebody { get; init; } = 1;

    /// <summary>Acts or steps from which speech tells what was done.</summary>
    public int DeedsOfSpeech { get; init; } = 2;

    /// <summary>Words of talk that a verdict (…是一个好办法), 大家 or 各地 at the head, or the summing up of a campaign is worth.</summary>
    public int Verdict { get; init; } = 2;

    /// <summary>… that 广大党员 and the like at the head of a clause are worth: nobody in particular did it.</summary>
    public int Everybody { get; init; } = 3;

    /// <summary>… that what every branch has to do anyway is worth, without a figure …</summary>
    public int Routine { get; init; } = 1;

    /// <summary>… and with at most so many acts.</summary>
    public int ActsOfRoutine { get; init; } = 3;

    /// <summary>Routines that count.</summary>
    public int MostRoutines { get; init; } = 2;

    /// <summary>Acts from which somebody who is quoted tells his own deeds, whether he says 我们 or not.</summary>
    public int OwnActs { get; init; } = 4;

    /// <summary>Score that a sentence needs where units report on themselves or are reported on: two acts and a little.</summary>
    public double Told { get; init; } = 2.6;

    /// <summary>… where nothing is known of the kind of text.</summary>
    public double ToldByUnknown { get; init; } = 4;

    /// <summary>… where somebody speaks, who demands more than he reports.</summary>
    public double ToldBySpeaker { get; init; } = 4;

    /// <summary>Confidence of a genre below which the acts decide, whatever the genre.</summary>
    public double UnsureGenre { get; init; } = 0.5;

    /// <summary>Sentences that tell deeds as done by which a paper that looks like a scheme is a report after all, …</summary>
    public int LeastDoneOfReport { get; init; } = 2;

    /// <summary>… when there is one among so many at least.</summary>
    public int MostStatementsForEachDone { get; init; } = 10;

    /// <summary>… where somebody explains what ought to be done, in essays and lectures.</summary>
    public double ToldByScholar { get; init; } = 6;

    /// <summary>Least acts of a sentence, weak ones counting in part: figures without an act describe a place.</summary>
    public double LeastActs { get; init; } = 0.8;

    /// <summary>… of one that names the unit and its method: those need fewer words.</summary>
    public double LeastActsOfNamed { get; init; } = 0.4;

    /// <summary>Acts that count; what lists more is no more of a practice.</summary>
    public double MostActs { get; init; } = 5;

    /// <summary>For a clause that begins with an act, as reports line them up.</summary>
    public double Step { get; init; } = 0.3;

    /// <summary>Steps that count.</summary>
    public int MostSteps { get; init; } = 4;

    /// <summary>For something that was set up: 机制, 平台. Slogans have them, too, hence half an act.</summary>
    public double Device { get; init; } = 0.5;

    /// <summary>Devices that count.</summary>
    public int MostDevices { get; init; } = 4;

    /// <summary>For a word that says that it was done: 已, 先后.</summary>
    public double Done { get; init; } = 0.5;

    /// <summary>Words of having done that count.</summary>
    public int MostDone { get; init; } = 2;

    /// <summary>For a name of the method: nothing else is as sure a sign.</summary>
    public double Name { get; init; } = 1.5;

    /// <summary>For the unit that acts.</summary>
    public double Actor { get; init; } = 1;

    /// <summary>For having figures at all.</summary>
    public double AnyResult { get; init; } = 0.5;

    /// <summary>For each figure.</summary>
    public double Result { get; init; } = 0.8;

    /// <summary>Figures that count: a table of figures is no practice.</summary>
    public int MostResults { get; init; } = 3;

    /// <summary>For having been honoured.</summary>
    public double Recognition { get; init; } = 0.5;

    /// <summary>Off where all acts are weak ones and neither name nor figure is there: 推动…, 深化….</summary>
    public double OnlyWeakActs { get; init; } = 1.5;

    /// <summary>Off for each word of telling and explaining.</summary>
    public double Talk { get; init; } = 1.2;

    /// <summary>Words of talk that count.</summary>
    public int MostTalk { get; init; } = 3;

    /// <summary>Off for each word of one person's story.</summary>
    public double Story { get; init; } = 1.5;

    /// <summary>Words of a story that 他 and 她 at the head of a sentence are worth, beside themselves.</summary>
    public int Person { get; init; } = 2;

    /// <summary>Words of a story that count.</summary>
    public int MostStory { get; init; } = 3;

    /// <summary>… that count where a unit is named with its figures: then a person only illustrates.</summary>
    public int MostStoryOfUnit { get; init; } = 1;

    /// <summary>Off for each slogan.</summary>
    public double Slogan { get; init; } = 0.9;

    /// <summary>Slogans that count.</summary>
    public int MostSlogans { get; init; } = 4;

    /// <summary>For 我们把… in somebody's mouth: who did it says so.</summary>
    public double OwnDeeds { get; init; } = 0.5;

    /// <summary>Off for other speech of a unit with its method's name.</summary>
    public double SpokenOfNamed { get; init; } = 0.5;

    /// <summary>Off for speech of anybody else.</summary>
    public double Spoken { get; init; } = 2;

    /// <summary>Score with which a unit's deed is a practice although no theme fits.</summary>
    public double ClearAct { get; init; } = 5;

    /// <summary>Sentences at the beginning of a text that sum up rather than tell, …</summary>
    public int OpeningSentences { get; init; } = 3;

    /// <summary>… and need this much more without a name, a figure or an honour.</summary>
    public double Opening { get; init; } = 1.5;

    /// <summary>… or without a figure alone.</summary>
    public double OpeningOfNamed { get; init; } = 1;

    /// <summary>More needed of a sentence with neither unit, figure, honour nor name, and no word that it was done.</summary>
    public double Bare { get; init; } = 0.6;

    /// <summary>Score above the one needed with which a sentence behind a practice is one of its own, …</summary>
    public double OwnCard { get; init; } = 3;

    /// <summary>… as it is by the score needed with this many acts that leave no doubt.</summary>
    public int ActsOfOwnCard { get; init; } = 2;

    /// <summary>UTF-16 units of a practice; what goes on behind tells what came of it.</summary>
    public int LongestAct { get; init; } = 280;

    /// <summary>Share of a report in front of its first heading that sums up its parts; of a longer one nothing is known.</summary>
    public double LongestOpening { get; init; } = 0.3;

    /// <summary>Acts that make a practice concrete.</summary>
    public int ConcreteActs { get; init; } = 3;

    /// <summary>… where it is told at some length.</summary>
    public int ConcreteActsOfLong { get; init; } = 2;

    /// <summary>UTF-16 units that are some length.</summary>
    public int Long { get; init; } = 50;

    /// <summary>Acts with which a practice can be copied by its name alone, without figures or honours.</summary>
    public int ActsToCopy { get; init; } = 5;
}
