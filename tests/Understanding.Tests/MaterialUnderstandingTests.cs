using KnowledgeBase.Materials;

namespace KnowledgeBase.Understanding.Tests;

public sealed class MaterialUnderstandingTests
{
    private const int SizeOfBook = 2_000_000;

    /// <summary>Nothing here takes a tenth of it; what goes over the whole text for each of its parts takes far longer.</summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromMinutes(2);

    private static readonly MaterialUnderstanding Understanding = new();

    [Theory]
    [InlineData("a")]
    [InlineData("“")]
    [InlineData("青山县税务局把支部建在办税窗口，化解矛盾12件。")]
    [InlineData("青山县税务局局长张三说：“很好。”")]
    [InlineData("一是")]
    public void A_text_of_one_line_costs_no_more_than_its_size(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, SizeOfBook / piece.Length));
        using var hanging = new CancellationTokenSource(Hanging);

        var material = Understanding.Understand(new RawMaterial { Text = text }, "line.txt", cancellation: hanging.Token);

        Assert.Equal(text.Length, material.Passages[^1].End);
    }

    [Fact]
    public void It_ends_when_it_is_told_to_however_long_the_text_is()
    {
        var text = string.Concat(Enumerable.Repeat("青山县税务局把支部建在办税窗口，化解矛盾12件，群众满意度达到98%。\n", 4 * SizeOfBook / 30));
        using var stop = new CancellationTokenSource();

        // A thread of its own: a timer would wait for the pool, which other tests keep busy, until all is understood.
        var stopping = new Thread(() =>
        {
            Thread.Sleep(20);
            stop.Cancel();
        });
        stopping.Start();

        Assert.ThrowsAny<OperationCanceledException>(
            () => Understanding.Understand(new RawMaterial { Text = text }, "books.txt", cancellation: stop.Token));
        stopping.Join();
    }

    [Fact]
    public void A_whole_text_that_is_stated_as_its_title_is_cut()
    {
        const string sentence = "青山县税务局把支部建在办税窗口。";
        var text = string.Concat(Enumerable.Repeat(sentence + "\n", 100));
        var material = Understanding.Understand(
            new RawMaterial { Text = text, FrontMatter = new FrontMatter { Title = text, Issuer = text } }, "a.txt");

        Assert.StartsWith(material.Facts.Title, text, StringComparison.Ordinal);
        Assert.StartsWith(sentence, material.Facts.Title, StringComparison.Ordinal);
        Assert.True(material.Facts.Title.Length < text.Length);
        Assert.True(material.Facts.Issuer!.Value.Length < text.Length);
    }

    [Fact]
    public void A_text_that_opens_without_a_word_is_named_as_its_file_is()
    {
        var material = Understanding.Understand(new RawMaterial { Text = "\uFFFD\uFFFD\uFFFD\n\n\uFFFD。今年。" }, "a.txt", "/corpus/窗口.txt");

        Assert.Contains(material.Facts.Title, char.IsLetter);
    }

    [Fact]
    public void A_title_or_issuer_without_a_word_is_none()
    {
        var material = Understanding.Understand(
            new RawMaterial { Text = "青山县税务局把支部建在办税窗口。", FrontMatter = new FrontMatter { Title = "——\0", Issuer = "" } }, "a.txt");

        Assert.Contains(material.Facts.Title, char.IsLetter);
        Assert.NotEqual("", material.Facts.Issuer?.Value);
    }
}
