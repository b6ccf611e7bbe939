using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Text;
using Xunit.Abstractions;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>
/// Questions of lay people in other words than the texts (other-words.tsv). Each was written from what a passage says before anything was
/// ranked; the file names the material, and a stretch of the passage that answers, one line for each such passage. What a question shares
/// with its passage is counted here. Most strictly, two neighbouring characters; but those that share no more than what stands across words
/// (后谁 of 往后谁接班 and 以后谁来扛旗) share no word.
/// </summary>
[Collection(SampleMeaningTests.Name)]
public sealed class OtherWordsTests(SampleMeaning sample, ITestOutputHelper output)
{
    /// <summary>Passages that a page shows of a hit.</summary>
    private const int Shown = 3;

    private static readonly WordAnalyzer Analyzer = new(new Segmenter(Lexicon.Default));

    private readonly Lazy<Asked[]> _asked = new(() => Read(sample));

    [Fact]
    public void At_least_half_of_seventy_questions_and_more_share_no_two_characters_with_the_passage_that_answers()
    {
        var all = _asked.Value;

        Assert.InRange(all.Length, 70, 1000);
        Assert.InRange(all.Count(q => !q.SharesPair), all.Length / 2.0, all.Length);
        Assert.InRange(all.Count(q => q.SharesWord), 50, all.Length);
        Assert.All(all, q => Assert.NotEmpty(q.Right));
    }

    [Fact]
    public void A_question_that_shares_a_word_with_its_passage_finds_it_first_or_among_the_first_three()
    {
        var places = Places(q => q.SharesWord);

        Assert.InRange(Share(places, within: 1), 0.75, 1);
        Assert.InRange(Share(places, within: 3), 0.9, 1);
    }

    [Fact]
    public void A_question_that_shares_no_word_with_its_passage_finds_it_as_often_as_the_model_alone()
    {
        var places = Places(q => !q.SharesWord);
        int[] alone = [.. Alone(q => !q.SharesWord)];
        Tell("the model alone", alone);

        Assert.InRange(Share(places, within: 1), Share(alone, within: 1), 1);
        Assert.InRange(Share(places, within: 3), Share(alone, within: 3), 1);
    }

    private static double Share(int[] places, int within) => places.Count(p => p <= within) / (double)places.Length;

    /// <summary>Which hit shows a passage that answers, from 1.</summary>
    private int[] Places(Func<Asked, bool> which)
    {
        Tell("words alone", Found(byMeaning: false));
        var places = Found(byMeaning: true);
        Tell("words and meaning", places);
        return places;

        int[] Found(bool byMeaning) =>
        [
            .. _asked.Value.Where(which).Select(q => Place(
                sample.Library.Search(new SearchRequest
                {
                    Query = q.Text, Size = 100, PassagesPerMaterial = Shown, ByMeaning = byMeaning,
                }).Hits.Select(h => h.Passages.Select(p => (h.Material, p.Ordinal))),
                q)),
        ];
    }

    private void Tell(string what, int[] places) =>
        output.WriteLine($"{what}: {places.Count(p => p == 1)} first, {places.Count(p => p <= 3)} in the first three of {places.Length}");

    /// <summary>The same for materials in the order of their nearest passage, by the cosines of passages and nothing else.</summary>
    private IEnumerable<int> Alone(Func<Asked, bool> which)
    {
        using var reader = LibraryEngines.Default.Open(LibraryFolder.EngineFolder(sample.Folder), new EngineReading());
        var model = sample.Model.Model!;
        using var vectors = new PassageVectors(
            new PassageKeys(reader, model.Identity, CancellationToken.None),
            VectorFile.Open(sample.VectorFile, model.Identity.Hash.Span, model.Identity.Dimensions)!,
            common: 0);
        (string Material, int Passage, float[] Vector)[] passages =
        [
            .. sample.Library.Using(snapshot => snapshot.Cards.All).SelectMany(card => Enumerable.Range(0, card.Passages)
                .Select(passage => (card.Id, passage, vectors.Of(card.Id, passage)!))),
        ];
        foreach (var question in _asked.Value.Where(which))
        {
            var vector = model.EmbedQuestion(question.Text);
            yield return Place(
                passages.OrderByDescending(p => p.Vector.Zip(vector, (a, b) => a * b).Sum())
                    .GroupBy(p => p.Material, StringComparer.Ordinal)
                    .Select(g => g.Take(Shown).Select(p => (p.Material, p.Passage))),
                question);
        }
    }

    private static int Place(IEnumerable<IEnumerable<(string Material, int Passage)>> hits, Asked question)
    {
        var place = 1;
        foreach (var hit in hits)
        {
            if (hit.Any(question.Right.Contains))
            {
                return place;
            }

            place++;
        }

        return int.MaxValue;
    }

    private static Asked[] Read(SampleMeaning sample)
    {
        using var reader = LibraryEngines.Default.Open(LibraryFolder.EngineFolder(sample.Folder), new EngineReading());
        var passages = new List<(string Material, StoredPassage Passage)>();
        reader.ReadPassages(new EveryPassageQuery(), (material, stored) => passages.Add((material, StoredPassage.Read(stored))));
        return
        [
            .. File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "other-words.tsv")).Skip(1)
                .Select(line => line.Split('\t'))
                .GroupBy(fields => fields[0], StringComparer.Ordinal)
                .Select(lines =>
                {
                    var right = lines.SelectMany(fields =>
                    {
                        var holding = passages.Where(p =>
                            p.Material == fields[1] && p.Passage.Text.Contains(fields[2], StringComparison.Ordinal)).ToArray();
                        Assert.True(holding.Length > 0, $"No passage of {fields[1]} holds “{fields[2]}”, which should answer “{fields[0]}”.");
                        return holding;
                    }).ToArray();
                    var pairs = Pairs(lines.Key).ToHashSet(StringComparer.Ordinal);
                    return new Asked(
                        lines.Key,
                        [.. right.Select(p => (p.Material, p.Passage.Ordinal))],
                        right.Any(p => p.Passage.HeadingPath.Append(p.Passage.Text).SelectMany(Pairs).Any(pairs.Contains)),
                        right.Any(p => Words(lines.Key).Any(w =>
                            p.Passage.HeadingPath.Append(p.Passage.Text).Any(t => t.Contains(w, StringComparison.Ordinal)))));
                }),
        ];
    }

    private static IEnumerable<string> Pairs(string text) =>
        text.Zip(text.Skip(1)).Where(p => char.IsLetterOrDigit(p.First) && char.IsLetterOrDigit(p.Second)).Select(p => $"{p.First}{p.Second}");

    /// <summary>Words of two characters and more.</summary>
    private static IEnumerable<string> Words(string text)
    {
        var words = new List<Word>();
        Analyzer.Cut(new FoldedText(text), words);
        return words.Where(w => w.Length > 1 && w.Kind != WordKind.Sign).Select(w => FoldedText.Fold(text).Substring(w.Start, w.Length));
    }

    private sealed record Asked(string Text, HashSet<(string Material, int Passage)> Right, bool SharesPair, bool SharesWord);
}
