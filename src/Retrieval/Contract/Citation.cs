using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>
/// How a material is cited: 单位《题目》（日期）, one form wherever a passage or a practice is taken away. What is not for everybody carries
/// its level in front, 【内部】, so that it is not copied unawares into what everybody reads.
/// </summary>
public static class Citation
{
    /// <summary>What stands in front of a material that is not for everybody: 【内部】; nothing for public ones.</summary>
    /// <param name="access">Who may read it, as <see cref="AccessLevel.Written"/>; null for everybody.</param>
    public static string Mark(string? access) => AccessLevel.MarkOf(access) is { } mark ? $"【{mark}】" : "";

    /// <summary>The citation of a material.</summary>
    public static string Of(Material material)
    {
        ArgumentNullException.ThrowIfNull(material);
        var facts = material.Facts;
        return Of(facts.Issuer?.Value, facts.Title, facts.Date?.Value, facts.Year?.Value, material.Access);
    }

    /// <summary>The citation of a material of a list.</summary>
    public static string Of(MaterialLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return Of(line.Issuer, line.Title, line.Date, line.Year, line.Access);
    }

    /// <summary>The citation of a hit.</summary>
    public static string Of(MaterialHit hit)
    {
        ArgumentNullException.ThrowIfNull(hit);
        return Of(hit.Issuer, hit.Title, hit.Date, hit.Year, hit.Access);
    }

    /// <summary>The citation of a material; what it doesn't tell is left out.</summary>
    /// <param name="issuer">Who speaks.</param>
    /// <param name="title">Its title; titles within it stand in 〈〉.</param>
    /// <param name="date">Its day.</param>
    /// <param name="year">Its year, for one without a day.</param>
    /// <param name="access">Who may read it, as <see cref="AccessLevel.Written"/>; null for everybody.</param>
    public static string Of(string? issuer, string title, DateOnly? date, int? year, string? access)
    {
        ArgumentNullException.ThrowIfNull(title);
        var citation = new StringBuilder(Mark(access)).Append(issuer?.Trim());
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
