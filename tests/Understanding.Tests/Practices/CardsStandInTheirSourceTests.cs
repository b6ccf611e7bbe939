using System.Globalization;
using System.Text.RegularExpressions;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Understanding.Tests.Practices;

/// <summary>What no average excuses: a figure that doesn't stand in its source, or a span that cuts out other words.</summary>
public partial class CardsStandInTheirSourceTests
{
    [Fact]
    public void Every_card_of_the_sample_library_can_be_checked_against_its_text()
    {
        var understanding = new MaterialUnderstanding();
        var reader = new MaterialReader();
        var cards = 0;
        foreach (var path in SampleCorpus.Files())
        {
            foreach (var read in reader.Read(path).Materials)
            {
                var material = understanding.Understand(read.Material, Path.GetFileName(path), path);
                foreach (var practice in material.Practices)
                {
                    cards++;
                    Check(material.Text, practice);
                }
            }
        }

        Assert.True(cards > 20, $"only {cards} cards");
    }

    private static void Check(string text, Practice practice)
    {
        Assert.Equal(practice.Act, practice.ActSpan.In(text));
        Assert.All(practice.Recognitions, r => Assert.Equal(r.Text, text[r.Start..r.End]));
        Assert.True(practice.Name is null || text.Contains(practice.Name, StringComparison.Ordinal), practice.Name);
        foreach (var result in practice.Results)
        {
            Assert.Equal(result.Text, text[result.Start..result.End]);
            Assert.Contains(result.What, text, StringComparison.Ordinal);
            Assert.False(
                result.Start > 0 && char.IsAsciiDigit(text[result.Start]) && char.IsAsciiDigit(text[result.Start - 1]),
                $"half a number: {result.Text}");
            // The slow twin: the value must be that of a number in the words themselves.
            if (result.Value is { } value && ArabicNumber().IsMatch(result.Text))
            {
                Assert.Contains(value, ArabicNumber().Matches(result.Text).Select(ValueOf));
            }
        }
    }

    private static double ValueOf(Match number) =>
        double.Parse(number.Groups[1].Value.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
        * number.Groups[2].Value switch { "百" => 100, "千" => 1000, "万" => 1e4, "亿" => 1e8, _ => 1 };

    [GeneratedRegex(@"([0-9][0-9,]*(?:\.[0-9]+)?)[多余]?([百千万亿]?)")]
    private static partial Regex ArabicNumber();
}
