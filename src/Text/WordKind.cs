namespace KnowledgeBase.Text;

/// <summary>What a word is, which is also why it was cut so.</summary>
public enum WordKind : byte
{
    /// <summary>A word of the general lexicon.</summary>
    Word,

    /// <summary>A party-building or government term of the domain lexicon.</summary>
    Term,

    /// <summary>A word that the library's owner added.</summary>
    UserWord,

    /// <summary>A number: 123, 一百二十三, 30%, 百分之三十, 3.5万.</summary>
    Number,

    /// <summary>A date or time: 2023年, 二〇二三年, 10月, 5日.</summary>
    Time,

    /// <summary>Letters, with digits perhaps: AB, 5g.</summary>
    Letters,

    /// <summary>A person's name.</summary>
    Person,

    /// <summary>A place name.</summary>
    Place,

    /// <summary>The name of an organisation.</summary>
    Organisation,

    /// <summary>A masked name or figure: **县, X区, 某市, XX.</summary>
    Placeholder,

    /// <summary>A coinage in quotation marks: 四聚焦四强化.</summary>
    Coinage,

    /// <summary>Punctuation or another sign.</summary>
    Sign,

    /// <summary>A single character that no word claims.</summary>
    Character,
}
