using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>What is offered for a word of a question that no material has, while the other words are answered.</summary>
public sealed class WordGuessesTests : IDisposable
{
    private readonly TemporaryLibrary _temporary = new(
    [
        (SampleMaterial.Of("柳桥镇抓党员教育，创新积分办法，支部建设年年有进步。镇里带头减负，会议少了一半。"), "甲"),
        (SampleMaterial.Of("县里推动乡村振兴，支部建设进村入户，党员真心帮扶。") with { Id = "乙" }, "乙"),
        (SampleMaterial.Of("社区支部建设有了新办法，党风廉政教育常抓不懈，健美操队也建了支部。") with { Id = "丙" }, "丙"),
    ]);

    public void Dispose() => _temporary.Dispose();

    [Theory]
    [InlineData("党员教育 创兴", "创新")] // sounds nearly alike
    [InlineData("党员 积份", "积分")] // sounds alike
    [InlineData("党员积份办法", "积分")] // in one piece
    [InlineData("镇里 减赴", "减负")]
    [InlineData("支部 建没", "建设")] // stands beside 支部, and 健美, which sounds nearly alike, does not
    [InlineData("建没 支部", null)] // beside nothing that it was written beside
    public void A_word_that_nobody_wrote_is_offered_as_what_sounds_like_it_or_fits_its_neighbours(string query, string? meant)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = query });

        Assert.NotEmpty(found.Hits);
        Assert.Contains(found.Warnings, w => w.StartsWith("库中没有", StringComparison.Ordinal));
        Assert.DoesNotContain(found.Warnings, w => w.Contains("以下是", StringComparison.Ordinal));
        if (meant is not null)
        {
            Assert.Equal(meant, found.DidYouMean.Select(d => d.Suggestion).FirstOrDefault());
            Assert.Contains(meant, found.DidYouMean[0].Query, StringComparison.Ordinal);
        }
        else
        {
            Assert.DoesNotContain(found.DidYouMean, d => d.Suggestion == "建设");
        }
    }

    [Fact]
    public void Of_words_that_sound_alike_the_one_that_stands_beside_the_others_is_meant()
    {
        Assert.Equal("振兴", Assert.Single(_temporary.Library.Search(new SearchRequest { Query = "乡村 振心" }).DidYouMean).Suggestion);
        Assert.Equal("真心", Assert.Single(_temporary.Library.Search(new SearchRequest { Query = "党员 振心" }).DidYouMean).Suggestion);
    }

    [Theory]
    [InlineData("创兴", "创新", false)] // nearly alike: nobody is sure
    [InlineData("积份", "积分", true)]
    public void Alone_it_is_searched_instead_only_where_it_sounds_the_same(string query, string meant, bool isSearched)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = query });

        Assert.Equal(meant, Assert.Single(found.DidYouMean).Suggestion);
        Assert.Equal(isSearched, found.Hits.Count > 0);
    }

    [Theory]
    [InlineData("王芳")]
    [InlineData("支部 张卫国")]
    [InlineData("𬭳𡋾")]
    [InlineData("*设")]
    [InlineData("健*操")]
    public void A_name_and_what_no_word_is_like_are_taken_for_nothing_else(string query) =>
        Assert.Empty(_temporary.Library.Search(new SearchRequest { Query = query }).DidYouMean);

    [Theory]
    [InlineData("㈠")]
    [InlineData("℃")]
    [InlineData("㎡")]
    public void A_sign_is_no_letter_and_no_numeral_though_it_holds_one(string query)
    {
        var found = _temporary.Library.Search(new SearchRequest { Query = query });

        Assert.Empty(found.Hits);
        Assert.Contains("只有标点或符号", Assert.Single(found.Warnings), StringComparison.Ordinal);
    }
}
