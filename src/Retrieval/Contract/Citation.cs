using System.Text;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>How a material is cited: 单位《题目》（日期）, one form wherever a passage or a practice is taken away.</summary>
public static class Citation
{
    /// <summary>The citation of a material; what it doesn't tell is left out.</summary>
    /// <param name="issuer">Who speaks.</param>
    /// <param name="title">Its title; titles within it stand in 〈〉.</param>
    /// <param name="date">Its day.</param>
    /// <param name="year">Its year, for one without a day.</param>
    public static string Of(string? issuer, string title, DateOnly? date, int? year)
    {
        ArgumentNullException.ThrowIfNull(title);
        var citation = new StringBuilder(issuer?.Trim());
        citation.Append('《').Append(title.Trim().Replace('《', '〈').Replace('》', '〉').ReplaceLineEndings(" ")).Append('》');
        if (date is { } day)
        {
            citation.Append($"（{day.Year}年{day.Month}月{day.Day}日）");
        }
        else if (year is { } known)
        {
            citation.Append($"（{known}年）");
        }

        return citation.ToString();
    }
}
