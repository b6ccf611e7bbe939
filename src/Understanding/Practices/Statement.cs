using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>A sentence of the text with what its words signal.</summary>
internal sealed class Statement(int start, int end)
{
    /// <summary>UTF-16 offset of its first unit.</summary>
    public int Start { get; } = start;

    /// <summary>UTF-16 offset behind its last unit.</summary>
    public int End { get; } = end;

    /// <summary>Index of its passage.</summary>
    public int Passage { get; set; }

    /// <summary>True when somebody is quoted with it.</summary>
    public bool Spoken { get; set; }

    /// <summary>Words for things that one does and can show: 成立, 出台, 下沉.</summary>
    public double Acts { get; set; }

    /// <summary>How many of <see cref="Acts"/> leave no doubt.</summary>
    public int StrongActs { get; set; }

    /// <summary>Clauses that begin with an act or with what it is done to (将…, 对…), as reports line them up.</summary>
    public int Steps { get; set; }

    /// <summary>True when a word of honour or of the press stands in it.</summary>
    public bool MayBeRecognised { get; set; }

    /// <summary>Words that say that it was done: 已, 先后, 今年以来.</summary>
    public int Done { get; set; }

    /// <summary>Things that one sets up: 机制, 平台, 工作室.</summary>
    public int Devices { get; set; }

    /// <summary>Words for what is still to be done: 要, 应当, 下一步.</summary>
    public int Demands { get; set; }

    /// <summary>True when it turns to what is lacking or to come, and what follows in its passage with it: 存在的问题：, 下一步，.</summary>
    public bool Turns { get; set; }

    /// <summary>True when it asks something.</summary>
    public bool Asks { get; set; }

    /// <summary>True when it tells what somebody did wrong, and not that it was put right.</summary>
    public bool TellsWrong { get; set; }

    /// <summary>Words of telling, thinking and explaining: 认为, 原因, 意味着.</summary>
    public int Talk { get; set; }

    /// <summary>True when its figures describe what there is and not what was done: 占比, 辖区面积.</summary>
    public bool Describes { get; set; }

    /// <summary>What every branch has to do anyway: 三会一课, 集体学习.</summary>
    public int Routines { get; set; }

    /// <summary>Words of a story about one person: 他, 记者, 老人.</summary>
    public int Story { get; set; }

    /// <summary>Words of conviction and direction that tell no act: 坚持, 牢固树立.</summary>
    public int Slogans { get; set; }

    /// <summary>True when the centre acts, or the sentence sums up the article: nothing for a unit to copy.</summary>
    public bool Nationwide { get; set; }

    /// <summary>True when the country's leadership acts at the head of a clause; a unit named beside it acts itself.</summary>
    public bool OfLeadership { get; set; }

    /// <summary>True when it goes on from the sentence before: 其中, 截至目前, 该县.</summary>
    public bool Continues { get; set; }

    /// <summary>True when those tell it who did it themselves: 我们把….</summary>
    public bool TellsOwnDeeds { get; set; }

    /// <summary>The unit that acts, when the sentence names it.</summary>
    public TextSpan? Actor { get; set; }

    /// <summary>The unit in which it says that something happens.</summary>
    public TextSpan? Place { get; set; }

    /// <summary>True when <see cref="Actor"/> has a name of its own, and doesn't only say what kind of unit it is.</summary>
    public bool NamesUnit { get; set; }

    /// <summary>The coinage or document that it names.</summary>
    public TextSpan? Name { get; set; }

    /// <summary>Quantities in it.</summary>
    public List<PracticeResult> Results { get; } = [];

    /// <summary>Recognitions in it.</summary>
    public List<Recognition> Recognitions { get; } = [];
}
