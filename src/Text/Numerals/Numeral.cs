namespace KnowledgeBase.Text.Numerals;

/// <summary>How a written number relates to the number meant.</summary>
public enum NumeralBound
{
    /// <summary>It is exactly this.</summary>
    Exact,

    /// <summary>It is this or more: <c>400多</c>, <c>超过80</c>, <c>50以上</c>.</summary>
    AtLeast,

    /// <summary>It is close to this: <c>近三千</c>, <c>约40</c>, <c>200左右</c>.</summary>
    About,

    /// <summary>It is this or less: <c>不到20</c>, <c>30以内</c>.</summary>
    AtMost,
}

/// <summary>A number as it stands in a text, with the words that qualify it.</summary>
/// <param name="Start">UTF-16 offset of its first unit, a qualifying word in front (<c>近</c>, <c>超过</c>) included.</param>
/// <param name="End">UTF-16 offset behind it; <c>多</c>, <c>余</c>, <c>万</c>, <c>亿</c> and <c>%</c> are part of it.</param>
/// <param name="Value">Its value; null when it is masked (<c>**</c>) or a range (<c>3至5</c>, <c>五六</c>).</param>
/// <param name="Bound">How exact it is.</param>
/// <param name="IsPercentage">
/// True for shares: <c>98%</c>, <c>百分之九十八</c>, <c>两成</c>, <c>五分之一</c>, whose values are 98, 98, 20 and 20.
/// </param>
/// <param name="IsChinese">True when it is written in Chinese numerals alone.</param>
public readonly record struct Numeral(int Start, int End, double? Value, NumeralBound Bound, bool IsPercentage, bool IsChinese);
