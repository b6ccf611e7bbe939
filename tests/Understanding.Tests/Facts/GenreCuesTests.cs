using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Facts;

/// <summary>
/// What every cue makes of a text that says nothing else is saved in genre-cues.txt: a word that goes, comes or weighs otherwise, there
/// or in what it covers, shows as a difference, and whoever makes it decides by <c>kb eval outline</c> whether it is for the better.
/// <c>KB_SAVE_ANSWERS=1 dotnet test tests/Understanding.Tests --filter GenreCues</c> saves anew.
/// </summary>
public sealed class GenreCuesTests
{
    private static readonly string Saved = Path.Combine(RepositoryRoot.Path, "tests", "Understanding.Tests", "Facts", "genre-cues.txt");

    [Fact]
    public void Every_cue_weighs_what_was_saved()
    {
        var filler = new string('山', 1000);
        string[] weights =
        [
            .. Weights("title", GenreCues.Title, words => Weigh(filler, title: words)),
            .. Weights("opening", GenreCues.Opening, words => Weigh(words + filler)),
            .. Weights("anywhere", GenreCues.Anywhere, words => Weigh(filler + words + filler)),
            .. Weights("heading", GenreCues.Headings, words => Weigh(filler, heading: words)),
            .. Weights("closing", GenreCues.Closing, words => Weigh(filler + words)),
        ];
        if (Environment.GetEnvironmentVariable("KB_SAVE_ANSWERS") == "1")
        {
            File.WriteAllLines(Saved, weights);
        }

        Assert.Equal(File.ReadAllLines(Saved), weights);
    }

    private static IEnumerable<string> Weights(string place, GenreCue[] cues, Func<string, GenreScores> weigh) =>
        cues.Select(c => c.Words).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(words => $"{place} {words.Trim()}: {Shown(weigh(words))}");

    private static string Shown(GenreScores scores) =>
        string.Join(", ", Genres.All.Where(g => scores[g] > 0)
            .Select(g => string.Create(CultureInfo.InvariantCulture, $"{g} {Math.Round(scores[g], 6)}")));

    private static GenreScores Weigh(string text, string title = "", string heading = "")
    {
        var outline = new DocumentOutline
        {
            Paragraphs = [new TextParagraph(0, text.Length, ParagraphKind.Body)],
            Title = TitleBlock.None,
            Headings = [new Heading(1, HeadingKind.Plain, heading, 0, 0)],
        };
        return GenreClassifier.Weigh(new RawMaterial { Text = text }, outline, title, title.Length > 0);
    }
}
