using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>What users of searches by words and meaning complain of elsewhere, and what is never softened.</summary>
[Collection(SampleMeaningTests.Name)]
public sealed class MeaningTests(SampleMeaning sample)
{
    private const string Burden = "给基层减负少填表";
    private const string BurdenFound = "plans/2026-柳桥街道党建工作计划.txt";

    [Fact]
    public void A_text_that_says_the_same_in_other_words_is_found_and_marked_with_its_nearest_sentence()
    {
        var answer = Search("让下面的人少写点材料");

        Assert.Equal(MeaningUse.Used, answer.Meaning);
        var hit = Assert.Single(answer.Hits, h => h.Material == "speeches/2023-与年轻干部座谈时的讲话.txt");
        Assert.Equal(HitSource.Meaning, hit.By);
        Assert.Equal(0, hit.Score);
        Assert.NotNull(hit.MeaningScore);
        var sentence = hit.Passages[0].NearestSentence!.Value.In(hit.Passages[0].Text);
        Assert.Contains("万字长文", sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Burden)]
    [InlineData("老党员行动不便怎么过组织生活")]
    [InlineData("党建引领基层治理")]
    [InlineData("量子纠缠态的退相干")]
    public void Counts_and_facets_stay_those_of_the_words(string query)
    {
        var (on, off) = (Search(query), Search(query, byMeaning: false));

        Assert.Equal((off.Total, off.TotalHits, off.TotalPassages), (on.Total, on.TotalHits, on.TotalPassages));
        Assert.Equal(
            off.Facets.SelectMany(f => f.Values).Select(v => (v.Value, v.Count)),
            on.Facets.SelectMany(f => f.Values).Select(v => (v.Value, v.Count)));
        Assert.Equal(MeaningUse.Off, off.Meaning);
        Assert.Equal(0, off.MeaningHits);
        Assert.All(off.Hits, h => Assert.Equal(HitSource.Words, h.By));
    }

    [Fact]
    public void What_came_last_of_a_question_is_what_its_words_find()
    {
        var words = new SearchRequest { Query = Burden, Size = 100, Copies = CopyListing.OneByOne, ByMeaning = false };
        var found = sample.Library.Search(words).Hits.Select(h => h.Material).ToArray();

        var newest = sample.Library.Newest(words with { ByMeaning = true }, 100).Select(n => n.Material.Material);

        Assert.NotEmpty(found);
        Assert.Equal(found.Order(StringComparer.Ordinal), newest.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(Burden)]
    [InlineData("党建引领基层治理")]
    [InlineData("怎么把年轻人吸引到组织里来")]
    public void At_most_ten_hits_are_found_by_meaning_alone(string query)
    {
        var answer = Search(query, size: 100);

        Assert.InRange(answer.MeaningHits, 0, 10);
        Assert.Equal(answer.MeaningHits, answer.Hits.Count(h => h.By == HitSource.Meaning));
        Assert.Equal(answer.TotalHits + answer.MeaningHits, answer.Hits.Count);
    }

    [Theory]
    [InlineData(Burden)]
    [InlineData("党建引领基层治理")]
    [InlineData("支部 党员")]
    public void Pages_neither_repeat_nor_skip_a_hit(string query)
    {
        var all = Search(query, size: 100).Hits.Select(h => h.Material).ToArray();

        foreach (var size in (int[])[1, 3, 7, 10])
        {
            var paged = Enumerable.Range(1, (all.Length / size) + 1)
                .SelectMany(page => Search(query, size, page).Hits)
                .Select(h => h.Material);
            Assert.Equal(all, paged);
        }
    }

    [Theory]
    [InlineData("党员 积分")]
    [InlineData("红管家")]
    [InlineData("发展党员")]
    public void No_hit_of_meaning_alone_stands_before_a_passage_that_holds_all_that_was_asked(string query)
    {
        var hits = Search(query, size: 100).Hits;
        var holding = sample.Library.Search(new SearchRequest { Query = query, Mode = SearchMode.And, Size = 100, ByMeaning = false })
            .Hits.Select(h => h.Material).ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(holding);
        var last = hits.Select((h, i) => (h, i)).Where(p => holding.Contains(p.h.Material)).Max(p => p.i);
        Assert.DoesNotContain(hits.Take(last), h => h.By == HitSource.Meaning);
    }

    [Theory]
    [InlineData("船头党小组")]
    [InlineData("三进三问三解")]
    [InlineData("企业开口日")]
    public void A_rare_name_is_first_however_near_other_passages_are(string query)
    {
        Assert.Equal(Search(query, byMeaning: false).Hits[0].Material, Search(query).Hits[0].Material);
    }

    [Fact]
    public void A_document_number_is_met_to_the_letter_however_near_other_passages_are()
    {
        var hits = Search("云办发电〔2025〕9号 少喝酒", size: 100).Hits;

        Assert.NotEmpty(hits);
        Assert.All(hits, h => Assert.Equal("schemes/2025-关于开展违规吃喝专项整治的通知.html", h.Material));
    }

    [Fact]
    public void Where_the_model_takes_too_long_the_words_answer_alone_and_the_answer_says_so()
    {
        using var slow = new MeaningModel(sample.Model.Folder) { QuestionLimit = TimeSpan.Zero, QuestionsAtOnce = 1 };
        using var library = LibraryFolder.Open(sample.Folder, meaning: slow);
        library.PrepareMeaning();

        // The model is busy with others' long questions for longer than the words' search takes.
        IDisposable?[] others = [.. Enumerable.Range(0, 20).Select(i => slow.Begin($"第{i}问{new string('问', 500)}"))];
        var request = new SearchRequest { Query = "党员怎么让群众少跑腿", Size = 30 };
        var answer = library.Search(request);
        var words = library.Search(request with { ByMeaning = false });
        Array.ForEach(others, other => other?.Dispose());

        Assert.Equal(MeaningUse.Late, answer.Meaning);
        Assert.Equal(0, answer.MeaningHits);
        Assert.NotEmpty(words.Hits);
        Assert.Equal(words.Hits.Select(h => (h.Material, h.Score, h.By)), answer.Hits.Select(h => (h.Material, h.Score, h.By)));
    }

    [Fact]
    public void Behind_what_both_found_bad_hits_of_the_words_do_not_alternate_with_those_of_meaning()
    {
        // By ranks alone the first hit of the words would be second at the latest, however little of the question it holds.
        var answer = Search("让媳妇帮着提醒别贪", size: 20);
        var words = Search("让媳妇帮着提醒别贪", size: 20, byMeaning: false);

        Assert.Equal(MeaningUse.Used, answer.Meaning);
        Assert.DoesNotContain(answer.Hits.Take(2), h => h.By == HitSource.Words);
        Assert.NotEqual(words.Hits.Select(h => h.Material).Take(2), answer.Hits.Select(h => h.Material).Take(2));
    }

    [Theory]
    [InlineData("“减负” 少填表", "减负")]
    [InlineData("基层治理 +积分", "积分")]
    public void What_was_quoted_or_required_every_hit_holds(string query, string held)
    {
        var answer = Search(query, size: 100, passages: 20);

        Assert.NotEmpty(answer.Hits);
        Assert.All(answer.Hits, hit => Assert.Contains(hit.Passages, p =>
            p.Text.Contains(held, StringComparison.Ordinal) || p.HeadingPath.Any(h => h.Contains(held, StringComparison.Ordinal))));
    }

    [Fact]
    public void What_was_excluded_no_hit_of_meaning_holds()
    {
        var answer = Search("给群众办实事 -积分", size: 100, passages: 20);

        Assert.NotEmpty(answer.Hits);
        Assert.DoesNotContain(answer.Hits.SelectMany(h => h.Passages), p => p.Text.Contains("积分", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("“给基层减负少填表”")]
    [InlineData("文种:讲话")]
    [InlineData("")]
    [InlineData("？！")]
    public void Where_nothing_was_asked_in_plain_words_meaning_has_nothing_to_do(string query)
    {
        var answer = Search(query);

        Assert.Equal(MeaningUse.Unneeded, answer.Meaning);
        Assert.All(answer.Hits, h => Assert.Equal(HitSource.Words, h.By));
    }

    [Fact]
    public void Fields_and_filters_hold_for_what_meaning_finds_before_the_nearest_are_cut_off()
    {
        var field = Search($"{Burden} 文种:讲话", size: 100);
        var filter = sample.Library.Search(new SearchRequest { Query = Burden, Genres = ["讲话"], Size = 100 });
        var year = sample.Library.Search(new SearchRequest { Query = Burden, Years = [2026], Size = 100 });

        Assert.True(field.MeaningHits > 0);
        Assert.True(filter.MeaningHits > 0);
        Assert.All(field.Hits.Concat(filter.Hits), h => Assert.Equal("讲话", h.Genre));
        Assert.True(year.MeaningHits > 0);
        Assert.Contains(year.Hits, h => h.Material == BurdenFound);
        Assert.All(year.Hits, h => Assert.Equal(2026, h.Year));
    }

    [Fact]
    public void Where_the_words_find_nothing_what_means_the_same_is_offered_and_the_count_says_nothing_was_found()
    {
        var answer = Search("捐躯赴国难");

        Assert.Equal(0, answer.Total);
        Assert.NotEmpty(answer.Hits);
        Assert.All(answer.Hits, h => Assert.Equal(HitSource.Meaning, h.By));
    }

    [Fact]
    public void Sorted_by_date_nothing_is_joined()
    {
        var answer = sample.Library.Search(new SearchRequest { Query = Burden, Sort = SearchSort.Newest });

        Assert.Equal(MeaningUse.Unneeded, answer.Meaning);
        Assert.Equal(0, answer.MeaningHits);
    }

    [Theory]
    [InlineData(Burden)]
    [InlineData("老党员行动不便怎么过组织生活")]
    [InlineData("党建引领基层治理 -积分")]
    public void Every_engine_gives_the_same_hits(string query)
    {
        var pages = sample.Libraries
            .Select(library => library.Search(new SearchRequest { Query = query, Size = 30 }))
            .Select(answer => string.Join('\n', answer.Hits.Select(h => $"{h.By} {h.MeaningScore:0.0000} {h.Material}")))
            .ToArray();

        Assert.All(pages, page => Assert.Equal(pages[0], page));
    }

    private SearchResponse Search(string query, int size = 10, int page = 1, bool byMeaning = true, int passages = 3) =>
        sample.Library.Search(new SearchRequest
        {
            Query = query,
            Size = size,
            Page = page,
            ByMeaning = byMeaning,
            PassagesPerMaterial = passages,
        });
}
