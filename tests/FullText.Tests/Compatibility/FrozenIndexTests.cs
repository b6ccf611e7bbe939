using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Compatibility;

/// <summary>
/// An index written by an earlier build, one folder for each format version, keeps opening and answering as it did. When the format
/// changes, freeze another: run these tests with KB_FREEZE set to the folder to write.
/// </summary>
public sealed class FrozenIndexTests
{
    private static readonly IndexSchema Schema = new IndexSchemaBuilder()
        .AddText("text")
        .Add("freqs", IndexOptions.DocsAndFreqs)
        .AddKeyword("material")
        .AddKeyword("themes", multiple: true)
        .AddInteger("year")
        .AddStored("body")
        .Build();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void An_index_of_an_earlier_build_opens_and_answers(int version)
    {
        if (Environment.GetEnvironmentVariable("KB_FREEZE") is { Length: > 0 } target)
        {
            Write(target);
        }

        var path = Path.Combine(AppContext.BaseDirectory, "Compatibility", $"v{version}");
        Assert.Empty(IndexVerifier.Verify(path).Problems);
        using var reader = IndexReader.Open(path, new IndexReaderOptions { VerifyChecksums = true });
        Assert.Equal((2, 2, 399), (reader.Generation, reader.SegmentCount, reader.DocCount));
        Assert.Equal("冻结", reader.UserData["样本"]);
        Assert.Null(Schema.DifferenceFrom(reader.Schema));
        var searcher = new IndexSearcher(reader);
        var phrase = new PhraseQuery("text", "支", "部", "建", "设");
        var statistics = searcher.Statistics(phrase, "year");
        Assert.Equal((199, 199), (statistics.Docs, statistics.Occurrences));
        Assert.Equal(["2000: 40", "2001: 40", "2002: 39", "2003: 40", "2004: 40"], statistics.Groups.Select(g => $"{g.Text}: {g.Docs}"));
        Assert.Equal(399, searcher.Count(new PrefixQuery("text", "支")));
        Assert.Equal(["单 200", "双 199"], searcher.CountBy(new MatchAllQuery(), "themes").Values.Select(v => $"{v.Text} {v.Docs}"));
        var hit = searcher.Search(new TermQuery("text", "100")).Hits.Single();
        Assert.Equal("支部建设第100号，" + new string('长', 40), reader.GetStoredText(hit.Doc, "body"));
        Assert.Equal("材料100", reader.GetKeywordText(hit.Doc, "material"));
    }

    private static void Write(string path)
    {
        using var writer = IndexWriter.Open(path, Schema, new IndexWriterOptions { BackgroundMerges = false });
        for (var i = 0; i < 400; i++)
        {
            var document = new IndexDocument();
            var text = i % 2 == 0 ? "支 部 建 设" : "支 部 活 动";
            var position = 0;
            foreach (var token in $"{text} {i}".Split(' '))
            {
                document.AddTerm(Schema["text"], token, position++);
                document.AddTerm(Schema["freqs"], token);
            }

            document.AddKeyword(Schema["material"], $"材料{i}");
            document.AddKeyword(Schema["themes"], i % 2 == 0 ? "双" : "单");
            document.SetInteger(Schema["year"], 2000 + (i % 5));
            document.AddStored(Schema["body"], $"{text.Replace(" ", "", StringComparison.Ordinal)}第{i}号，" + new string('长', i % 3 == 1 ? 40 : 0));
            writer.UpdateDocuments(Encoding.UTF8.GetBytes($"{i}"), [document]);
            if (i == 299)
            {
                writer.Commit();
            }
        }

        writer.Delete("2");
        writer.Commit(new Dictionary<string, string> { ["样本"] = "冻结" });
    }
}
