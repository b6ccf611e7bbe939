using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Export.Documents;

/// <summary>The styles of an official document. Lengths are in twentieths of a point, sizes of letters in halves of one.</summary>
internal static class OfficialStyles
{
    /// <summary>Width of A4.</summary>
    public const int PageWidth = 11906;

    /// <summary>28 mm.</summary>
    public const int LeftMargin = 1587;

    /// <summary>26 mm.</summary>
    public const int RightMargin = 1474;

    /// <summary>Width of a line.</summary>
    public const int TextWidth = PageWidth - LeftMargin - RightMargin;

    /// <summary>The title of the document.</summary>
    public const string Title = "Title";

    /// <summary>A line that says where something was taken from.</summary>
    public const string Citation = "Citation";

    /// <summary>The text of a table.</summary>
    public const string Cell = "TableText";

    /// <summary>The number of a page.</summary>
    public const string PageNumber = "Footer";

    /// <summary>Running text: the style of a paragraph that names none.</summary>
    public const string? Body = null;

    private const string Normal = "Normal";
    private const string BodyFont = "仿宋_GB2312";
    private const int DeepestHeading = 3;

    /// <summary>28 points, exactly.</summary>
    private const int LineHeight = 560;

    /// <summary>16 points, 三号.</summary>
    private const int BodySize = 32;

    /// <summary>The style of a heading.</summary>
    public static string Heading(int level) => $"Heading{Math.Clamp(level, 1, DeepestHeading)}";

    /// <summary>All styles.</summary>
    public static Styles All() => new(
        new DocDefaults(
            new RunPropertiesDefault(new RunPropertiesBaseStyle(
                Fonts(BodyFont), new FontSize { Val = $"{BodySize}" }, new FontSizeComplexScript { Val = $"{BodySize}" },
                new Languages { Val = "en-US", EastAsia = "zh-CN" })),
            new ParagraphPropertiesDefault()),
        Style(Normal, "Normal", Paragraph(firstLine: true, JustificationValues.Both), Letters(BodyFont, BodySize), isDefault: true),
        Style(Title, "Title", Paragraph(firstLine: false, JustificationValues.Center), Letters("方正小标宋简体", 44)),
        Style("Heading1", "heading 1", Outlined(level: 0), Letters("黑体", BodySize)),
        Style("Heading2", "heading 2", Outlined(level: 1), Letters("楷体_GB2312", BodySize)),
        Style("Heading3", "heading 3", Outlined(level: 2), Letters(BodyFont, BodySize, isBold: true)),
        Style(Citation, "Citation", Paragraph(firstLine: false, JustificationValues.Right), Letters(BodyFont, BodySize)),
        Style(Cell, "Table Text", Paragraph(firstLine: false, JustificationValues.Left, lineHeight: 360), Letters(BodyFont, 24)),
        Style(PageNumber, "footer", Paragraph(firstLine: false, JustificationValues.Center), Letters("宋体", 28)));

    private static Style Style(
        string id, string name, StyleParagraphProperties paragraph, StyleRunProperties letters, bool isDefault = false)
    {
        var style = new Style { Type = StyleValues.Paragraph, StyleId = id };
        style.Append(new StyleName { Val = name });
        if (isDefault)
        {
            style.Default = true;
        }
        else
        {
            style.Append(new BasedOn { Val = Normal });
            style.Append(new NextParagraphStyle { Val = Normal });
        }

        style.Append(new PrimaryStyle(), paragraph, letters);
        return style;
    }

    private static StyleParagraphProperties Paragraph(
        bool firstLine, JustificationValues justification, int lineHeight = LineHeight) => new(
        new SpacingBetweenLines { Before = "0", After = "0", Line = $"{lineHeight}", LineRule = LineSpacingRuleValues.Exact },

        // Two characters, whatever their size; the length is for programs that don't count characters.
        firstLine ? new Indentation { FirstLine = $"{2 * BodySize * 10}", FirstLineChars = 200 }
            : new Indentation { FirstLine = "0", FirstLineChars = 0 },
        new Justification { Val = justification });

    private static StyleParagraphProperties Outlined(int level)
    {
        var paragraph = Paragraph(firstLine: true, JustificationValues.Both);
        paragraph.PrependChild(new KeepNext());
        paragraph.Append(new OutlineLevel { Val = level });
        return paragraph;
    }

    private static StyleRunProperties Letters(string font, int size, bool isBold = false)
    {
        var letters = new StyleRunProperties(Fonts(font));
        letters.Append(new Bold { Val = isBold }, new BoldComplexScript { Val = isBold });
        letters.Append(new FontSize { Val = $"{size}" }, new FontSizeComplexScript { Val = $"{size}" });
        return letters;
    }

    private static RunFonts Fonts(string name) => new() { Ascii = name, HighAnsi = name, EastAsia = name, ComplexScript = name };
}
