using System.Text.RegularExpressions;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Text;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>
/// Sentences of the sample library as somebody pastes them who has them from elsewhere: with a word changed, with two, with other marks,
/// with another figure. Their own material comes first.
/// </summary>
[Collection(SampleLibraryTests.Name)]
public partial class PastedSentences(SampleLibrary sample)
{
    /// <summary>Sentences that are tried.</summary>
    private const int Wanted = 60;

    public static TheoryData<string> Ways => ["one word", "two words", "other marks", "another figure"];

    [Theory]
    [MemberData(nameof(Ways))]
    public void A_sentence_that_was_pasted_and_changed_comes_first_itself(string way)
    {
        var own = Sentences(way);
        var missed = own
            .Select(s => (s, Hits: sample.Library.Search(new SearchRequest { Query = s.Changed, Size = 3, WithFacets = false }).Hits))
            .Where(s => s.Hits is not [var first, ..]
                || (first.Material != s.s.Id && !first.Copies.Any(c => c.Id == s.s.Id) && first.CopyOf?.Id != s.s.Id))
            .Select(s => $"{s.s.Id}: {s.s.Changed} → {(s.Hits is [var other, ..] ? other.Material : "nothing")}")
            .ToList();

        Assert.True(own.Length == Wanted, $"only {own.Length} sentences");
        Assert.True(missed.Count == 0, string.Join(Environment.NewLine, missed));
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void In_a_list_of_passages_it_comes_first_too(string way)
    {
        var missed = Sentences(way)
            .Select(s => (s, sample.Library.Passages(new ViewRequest { Query = s.Changed, Size = 1 }).Entries))
            .Where(s => s.Entries is not [var first] || !Holds(first, s.s.Text))
            .Select(s => $"{s.s.Id}: {s.s.Changed} → {(s.Entries is [var other, ..] ? other.Material.Line.Id : "nothing")}")
            .ToList();

        Assert.True(missed.Count == 0, string.Join(Environment.NewLine, missed));

        bool Holds(PassageEntry entry, string sentence) =>
            FoldedText.Fold(entry.Passage.Text).Contains(FoldedText.Fold(sentence), StringComparison.Ordinal);
    }

    /// <summary>Sentences that stand in one material alone, each as it is pasted.</summary>
    private (string Id, string Text, string Changed)[] Sentences(string way)
    {
        var folded = sample.Materials.Select(m => FoldedText.Fold(m.Text)).ToList();
        var own = sample.Materials
            .SelectMany(m => SentenceEnd().Split(m.Text).Select(s => (m.Id, Text: s.TrimStart('”', '’').Trim())))
            .Where(s => s.Text.Length is >= 20 and <= 200 && s.Text.Count(char.IsLetter) >= 20 && !s.Text.Contains('\n'))
            .Where(s => folded.Count(f => f.Contains(FoldedText.Fold(s.Text), StringComparison.Ordinal)) == 1)
            .Select(s => (s.Id, s.Text, Changed: Changed(s.Text, way)))
            .Where(s => s.Changed != s.Text)
            .ToArray();
        new Random(1921).Shuffle(own);
        return [.. own.Take(Wanted)];
    }

    private static string Changed(string text, string way) => way switch
    {
        "one word" => Replaced(text, text.Length / 2, "方面"),
        "two words" => Replaced(Replaced(text, text.Length / 4, "方面"), text.Length * 3 / 4, "情况"),
        "other marks" => Marks().Replace(text, m => m.Value is "，" or "、" ? " " : ""),
        _ => Figures().Replace(text, m => string.Concat(m.Value.Select(c => (char)('0' + ((c - '0' + 3) % 10))))),
    };

    /// <summary>Two ideographs from a place on, replaced by a word of two.</summary>
    private static string Replaced(string text, int from, string word)
    {
        for (var at = from; at + 2 <= text.Length; at++)
        {
            if (char.IsLetter(text[at]) && char.IsLetter(text[at + 1]))
            {
                return text[..at] + word + text[(at + 2)..];
            }
        }

        return text;
    }

    [GeneratedRegex("(?<=[。！？])|\n")]
    private static partial Regex SentenceEnd();

    [GeneratedRegex("[，、。；：“”‘’《》（）]")]
    private static partial Regex Marks();

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Figures();
}
