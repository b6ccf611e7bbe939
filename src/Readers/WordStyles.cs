using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>
/// What a document's paragraph styles say of structure, through their names, outline levels and the styles that they are based on.
/// </summary>
internal sealed partial class WordStyles
{
    /// <summary>Styles may be based on one another; a chain longer than this is a circle.</summary>
    private const int LongestChain = 20;

    private readonly Dictionary<string, Style> _styles = new(StringComparer.Ordinal);
    private readonly string? _default;
    private readonly bool _anyHidden;

    public WordStyles(StyleDefinitionsPart? part)
    {
        foreach (var style in part?.Styles?.Elements<Style>() ?? [])
        {
            if (style.StyleId?.Value is { } id)
            {
                _styles.TryAdd(id, style);
                _anyHidden |= style.StyleRunProperties?.Vanish is not null;
                if (style.Default?.Value == true && style.Type?.InnerText == "paragraph")
                {
                    _default ??= id;
                }
            }
        }
    }

    /// <summary>1 to 6 for headings, 0 for a title, null for body text.</summary>
    public int? HeadingLevel(ParagraphProperties? paragraph)
    {
        if (Outline(paragraph?.OutlineLevel) is { } own)
        {
            return own > Deepest ? null : own + 1;
        }

        foreach (var style in Chain(paragraph))
        {
            var name = style.StyleName?.Val?.Value ?? "";
            if (HeadingName().Match(name) is { Success: true } match)
            {
                var level = match.Groups["level"].Value[0] - '0';
                return level <= 6 ? level : null;
            }

            if (TitleName().IsMatch(name))
            {
                return 0;
            }

            if (Outline(style.StyleParagraphProperties?.OutlineLevel) is { } level2)
            {
                return level2 > Deepest ? null : level2 + 1;
            }
        }

        return null;
    }

    /// <summary>The list and its level that the paragraph is numbered by, or null.</summary>
    /// <remarks>
    /// A style may name the list and leave its level to the list, which then says which of its levels is the style's; hence the styles.
    /// </remarks>
    public (int Id, int? Level, IReadOnlyList<string> Styles)? Numbering(ParagraphProperties? paragraph)
    {
        int? id = paragraph?.NumberingProperties?.NumberingId?.Val?.Value;
        int? level = paragraph?.NumberingProperties?.NumberingLevelReference?.Val?.Value;
        var styles = new List<string>();
        foreach (var style in Chain(paragraph))
        {
            var numbering = style.StyleParagraphProperties?.NumberingProperties;
            id ??= numbering?.NumberingId?.Val?.Value;
            level ??= numbering?.NumberingLevelReference?.Val?.Value;
            styles.Add(style.StyleId!.Value!);
        }

        return id is null or 0 ? null : (id.Value, level, styles);
    }

    /// <summary>True for a run that a style hides, of its own or of its paragraph.</summary>
    public bool IsHidden(Run run)
    {
        if (!_anyHidden || run.RunProperties?.Vanish is not null)
        {
            return false;
        }

        var own = Chain(run.RunProperties?.RunStyle?.Val?.Value);
        var around = Chain(run.Ancestors<Paragraph>().FirstOrDefault()?.ParagraphProperties);
        return own.Concat(around).Select(s => s.StyleRunProperties?.Vanish).FirstOrDefault(v => v is not null) is { } vanish
            && vanish.Val?.Value != false;
    }

    /// <summary>True for the lines of a generated table of contents.</summary>
    public bool IsContents(ParagraphProperties? paragraph) =>
        Chain(paragraph).FirstOrDefault()?.StyleName?.Val?.Value is { } name && ContentsName().IsMatch(name);

    private const int Deepest = 5;

    private static int? Outline(OutlineLevel? level) => level?.Val?.Value;

    private IEnumerable<Style> Chain(ParagraphProperties? paragraph) => Chain(paragraph?.ParagraphStyleId?.Val?.Value ?? _default);

    private IEnumerable<Style> Chain(string? id)
    {
        for (var i = 0; i < LongestChain && id is not null && _styles.TryGetValue(id, out var style); i++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }

    [GeneratedRegex(@"^(?:heading|标题|標題|[Üü]berschrift|titre)\s*(?<level>[1-9])(?!\d)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex HeadingName();

    [GeneratedRegex("^(?:title|标题|大标题|主标题|公文标题|文章标题|題目|题目)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex TitleName();

    [GeneratedRegex(@"^(?:toc|目录)\s*\d$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ContentsName();
}
