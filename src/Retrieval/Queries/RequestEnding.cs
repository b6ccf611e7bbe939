using System.Text.RegularExpressions;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>
/// What a question ends with that says which kind of text is wanted, and nothing of what it is to be about: …的做法, …的经验做法,
/// …有哪些典型案例.
/// </summary>
/// <param name="About">What is asked about, with what it asks by (有哪些).</param>
/// <param name="Kind">What is wanted of it.</param>
internal sealed partial record RequestEnding(string About, string Kind)
{
    // What is longer was pasted, and asks for no kind of text.
    private const int LongestQuestion = 200;

    /// <summary>The ending of a question; null where it has none, or is nothing else.</summary>
    public static RequestEnding? In(string question)
    {
        try
        {
            return question.Length <= LongestQuestion && Ending().Match(question) is { Success: true } match
                ? new RequestEnding(match.Groups["about"].Value + match.Groups["asks"].Value, match.Groups["kind"].Value)
                : null;
        }
        catch (RegexMatchTimeoutException)
        {
            return null; // on a machine that is busy the question is asked as it stands
        }
    }

    // Without a link only what nobody says of anything else: 措施 in 整改措施 is a part of what is asked about.
    [GeneratedRegex(
        """
        ^(?<about>.{2,}?)
        (?:
          (?:的|(?<asks>有哪些|有什么|有何))
          (?<kind>(?:(?:好|典型|先进|成功|主要|有效|具体|相关|创新|特色|优秀|基本|一些)*
            (?:经验|做法|案例|事例|例子|范例|举措|措施|路径|办法|启示|实践|探索|材料|情况)[和与及、]?)+)
          | (?<kind>(?:经验|典型|主要|创新|先进|特色)做法(?:和?经验)?|(?:典型|先进)(?:经验|案例)|经验(?:交流)?材料|做法(?:和?经验)?|好经验好做法)
        )
        [？?。！!\s]*$
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Ending();
}
