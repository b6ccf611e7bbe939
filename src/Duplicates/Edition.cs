using System.Text.RegularExpressions;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Duplicates;

/// <summary>
/// Tells one edition of a recurring text from another: the plans of two years, two numbers of a bulletin, a statute and its amended
/// version. These share most of their words and are different materials all the same.
/// </summary>
internal static partial class Edition
{
    /// <summary>Begins the editions of rules, where a single article makes another one.</summary>
    private const char Rules = '§';

    /// <summary>
    /// From this share on, texts of other kinds are one text under whatever title: this year's plan is last year's, or the title is wrong.
    /// </summary>
    private const double OneText = 0.95;

    /// <summary>
    /// What the title counts (years, quarters, months, numbers, sessions), or for rules the year of issue. Null when nothing is counted or
    /// it is masked; then the material may be a copy of any edition.
    /// </summary>
    public static string? Of(MaterialFacts facts)
    {
        var isRules = facts.Genre.Value == Genres.Rules;
        if (!facts.TitleInferred)
        {
            var title = FoldedText.Fold(facts.Title);
            var counted = Counted().Matches(title);
            if (counted.Count > 0)
            {
                return (isRules ? $"{Rules}" : "") + string.Join(' ', counted.Select(m => m.Value).Order(StringComparer.Ordinal));
            }
        }

        return isRules && facts.Year is { } year ? $"{Rules}{year.Value}年" : null;
    }

    /// <summary>True when two materials tell editions and these differ.</summary>
    /// <param name="first">An edition, or null.</param>
    /// <param name="second">Another one, or null.</param>
    /// <param name="share">Share of the longer one that stands in the other.</param>
    public static bool Differ(string? first, string? second, double share) =>
        first is not null && second is not null && first != second && (share < OneText || (first[0] == Rules && second[0] == Rules));

    [GeneratedRegex("(?<![0-9*x○某])(?:[0-9]{1,4}|[一二三四五六七八九十〇]{1,4})(?:年|季度|月|期|届|次)", RegexOptions.None, 1000)]
    private static partial Regex Counted();
}
