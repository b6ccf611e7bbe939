using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>The sample library while its vectors are being made: one passage in six has one.</summary>
[Collection(SampleMeaningTests.Name)]
public sealed class PartlyEmbeddedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-partly-").FullName;
    private readonly Library _library;

    public PartlyEmbeddedTests(SampleMeaning sample)
    {
        foreach (var path in Directory.EnumerateFiles(sample.Folder, "*", SearchOption.AllDirectories).Where(p => p != sample.VectorFile))
        {
            var copy = Path.Combine(_folder, Path.GetRelativePath(sample.Folder, path));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(path, copy);
        }

        var model = sample.Model.ReadIdentity()!;
        using (var writer = VectorWriter.Open(LibraryVectors.FileOf(_folder), model.Hash.Span, model.Dimensions)!)
        {
            writer.AddFrom(sample.VectorFile, key => key.First % 6 == 0);
        }

        _library = LibraryFolder.Open(_folder, meaning: sample.Model);
        _library.PrepareMeaning();
    }

    public void Dispose()
    {
        _library.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("怎么把年轻人吸引到组织里来")]
    [InlineData("老党员行动不便怎么过组织生活")]
    [InlineData("党建引领基层治理")]
    [InlineData("红管家")]
    public void The_hits_of_the_words_stand_as_the_words_put_them_and_the_others_behind_them(string query)
    {
        var (on, off) = (Search(query, byMeaning: true), Search(query, byMeaning: false));

        Assert.InRange(_library.Meaning.Covered, 1, _library.Meaning.Total / 3);
        Assert.Equal(MeaningUse.Partly, on.Meaning);
        Assert.Equal(
            off.Hits.Select(h => (h.Material, h.Passages[0].Ordinal)),
            on.Hits.Take(off.Hits.Count).Select(h => (h.Material, h.Passages[0].Ordinal)));
        Assert.All(on.Hits.Skip(off.Hits.Count), h => Assert.Equal(HitSource.Meaning, h.By));
        Assert.Equal(on.MeaningHits, on.Hits.Count - off.Hits.Count);
    }

    [Fact]
    public void Where_the_words_find_next_to_nothing_what_has_a_vector_is_offered()
    {
        var answer = Search("娃娃写字画画没人教", byMeaning: true);

        Assert.InRange(answer.Total, 0, 1);
        Assert.InRange(answer.MeaningHits, 1, 10);
    }

    private SearchResponse Search(string query, bool byMeaning) =>
        _library.Search(new SearchRequest { Query = query, Size = 100, ByMeaning = byMeaning });
}
