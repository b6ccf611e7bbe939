using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Web pages: the article with its title, without menus, footers, scripts and recommended links, a paragraph a line. Which part is the
/// article is decided by where the sentences are, not by the names of any site's templates.
/// </summary>
internal static partial class HtmlReader
{
    /// <summary>Web pages.</summary>
    public static FileFormat Format { get; } = new("web page", ".html", ".htm", ".xhtml", ".shtml")
    {
        HasOpening = opening => opening.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase)
            || opening.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || (opening.StartsWith("<?xml", StringComparison.Ordinal) && opening.Contains("<html", StringComparison.OrdinalIgnoreCase)),
        ReadOne = file => Read(file.Bytes, file.Budget),
        OrdinaryBytes = _ => FileFormats.OrdinaryMarkup,
    };

    /// <summary>
    /// Of the markup's first bytes, those in which a charset is looked for. The standard says 1024; real pages put it later.
    /// </summary>
    private const int CharsetWithin = 4096;

    /// <summary>Running text that was left out is told of from this share of the page's on, and this many characters.</summary>
    private const double ToldShare = 0.1;

    private const int ToldCharacters = 40;

    /// <summary>A page of fewer characters may be shown by its scripts, when these hold so many Chinese ones.</summary>
    private const int FewestWords = 40;

    private const int WordsInScripts = 60;

    /// <summary>Reads a page.</summary>
    /// <param name="content">Its source.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="declaredCharset">The charset that stands beside it; null for the one that it says itself.</param>
    /// <param name="isArticle">False for a text that is all article: the text of a mail has no menus.</param>
    public static RawMaterial Read(byte[] content, ReadBudget budget, string? declaredCharset = null, bool isArticle = true)
    {
        budget.CheckMarkupBytes(content.Length);
        var decoded = TextDecoder.Decode(content, declaredCharset ?? DeclaredCharset(content));
        return Read(decoded.Text, decoded.Warnings, isArticle, budget);
    }

    private static RawMaterial Read(string html, IReadOnlyList<string> warnings, bool isArticle, ReadBudget budget)
    {
        budget.CheckMarkupLength(html.Length);
        HtmlNesting.Check(html, budget);
        using var document = new HtmlParser().ParseDocument(html);
        budget.Cancellation.ThrowIfCancellationRequested();
        var text = new RawTextBuilder(budget);
        foreach (var warning in warnings)
        {
            text.Warn(warning);
        }

        if (document.Body is null)
        {
            throw new RefusedException("The page has no body.");
        }

        var body = document.Body;
        text.Hold(HtmlText.Of(body));
        if (!isArticle)
        {
            new HtmlLines(text, null, null, budget).Write(body);
            return text.Build();
        }

        var weights = new HtmlWeights(body);
        var facts = new HtmlFacts(document, weights);
        var suspects = HtmlSieve.Suspects(body, weights);
        var title = facts.Title(weights, suspects);
        var sieve = new HtmlSieve(body, suspects, weights, title);
        if (title is not null)
        {
            text.Supply(title);
            text.Line(title, HintKind.Title);
        }

        new HtmlLines(text, title, sieve, budget).Write(body);
        var leftOut = sieve.SentencesLeftOut;
        if (leftOut >= ToldCharacters && leftOut >= ToldShare * weights.Of(body).Sentences)
        {
            text.Warn(string.Create(
                CultureInfo.InvariantCulture,
                $"{leftOut:N0} characters of running text ({100.0 * leftOut / weights.Of(body).Sentences:0} % of the page's) were left out "
                + $"as furniture or hidden; 'kb inspect --left-out' prints them."));
        }

        if (weights.Of(body).Words < FewestWords && InScripts(document) >= WordsInScripts)
        {
            text.Warn("The page holds hardly any text; its scripts hold some, which a browser shows. Save the page from the browser as a "
                + "whole, or as PDF.");
        }

        return text.Build(facts.FrontMatter());
    }

    /// <summary>Chinese characters in scripts, also those that are written as their numbers.</summary>
    private static int InScripts(IDocument document) =>
        document.Scripts.Sum(s => s.TextContent.Count(c => c is >= '\u4E00' and <= '\u9FFF') + Escaped().Count(s.TextContent));

    [GeneratedRegex(@"\\u[4-9][0-9A-Fa-f]{3}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escaped();

    /// <summary>Text of a piece of HTML inside another format, lines as blocks make them.</summary>
    public static string PlainText(string html, ReadBudget budget)
    {
        HtmlNesting.Check(html, budget);
        using var document = new HtmlParser().ParseDocument(html);
        var text = new RawTextBuilder(budget);
        if (document.Body is not null)
        {
            new HtmlLines(text, null, null, budget).Write(document.Body);
        }

        return text.Length == 0 ? "" : text.Build().Text;
    }

    private static string? DeclaredCharset(byte[] content)
    {
        var head = Encoding.Latin1.GetString(content, 0, Math.Min(content.Length, CharsetWithin));
        return Charset().Match(head) is { Success: true } match ? match.Groups["name"].Value : null;
    }

    [GeneratedRegex("""<meta[^>]+charset\s*=\s*["']?(?<name>[A-Za-z0-9_\-]+)""",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Charset();
}
