using System.Diagnostics;
using System.Text;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>A folder of a model as people put it together, sound or not.</summary>
[Collection(nameof(ShippedModel))]
public sealed class ModelFolderTests(ShippedModel shipped) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Where_there_is_no_model_the_message_says_where_and_what_to_do()
    {
        var told = Assert.Throws<MeaningException>(() => SentenceModel.Open(_folder.Path));

        Assert.False(ModelIdentity.IsIn(_folder.Path));
        Assert.Contains(_folder.Path, told.Message, StringComparison.Ordinal);
        Assert.Contains("search by words alone", told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("sentencepiece.model")]
    [InlineData("model.json")]
    public void A_damaged_file_is_named(string name)
    {
        Copy();
        File.WriteAllBytes(_folder.At(name), [1, 2, 3, 4, 5, 6, 7, 8]);

        var told = Assert.Throws<MeaningException>(() => SentenceModel.Open(_folder.Path));

        Assert.Contains(_folder.At(name), told.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("model.onnx")]
    [InlineData("sentencepiece.model")]
    public void A_file_that_is_cut_short_or_not_there_is_named(string name)
    {
        Copy();
        using (var file = File.OpenWrite(_folder.At(name)))
        {
            file.SetLength(file.Length / 2);
        }

        Assert.Contains(name, Assert.Throws<MeaningException>(() => SentenceModel.Open(_folder.Path)).Message, StringComparison.Ordinal);
        File.Delete(_folder.At(name));
        Assert.Contains(name, Assert.Throws<MeaningException>(() => SentenceModel.Open(_folder.Path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"dimensions\": 384", "\"dimensions\": 0")]
    [InlineData("\"dimensions\": 384", "\"dimensions\": 1000000000")]
    [InlineData("\"model.onnx\"", "\"../model.onnx\"")]
    [InlineData("\"maximumTokens\": 512", "\"maximumTokens\": 1")]
    [InlineData("\"embedding\"", "\"nothing\"")]
    public void A_description_that_says_something_impossible_is_refused(string sound, string impossible)
    {
        Copy();
        var description = File.ReadAllText(_folder.At("model.json"));
        File.WriteAllText(_folder.At("model.json"), description.Replace(sound, impossible, StringComparison.Ordinal));

        var told = Assert.Throws<MeaningException>(() => SentenceModel.Open(_folder.Path));

        Assert.Contains("model.json", told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_hash_tells_models_apart_but_not_names()
    {
        Copy();
        var description = File.ReadAllText(_folder.At("model.json"));
        File.WriteAllText(_folder.At("model.json"), description.Replace("multilingual-e5-small-zh", "小模型", StringComparison.Ordinal));
        using (var renamed = SentenceModel.Open(_folder.Path))
        {
            Assert.Equal("小模型", renamed.Identity.Name);
            Assert.True(renamed.Identity.Hash.Span.SequenceEqual(shipped.Model.Identity.Hash.Span));
        }

        File.WriteAllText(_folder.At("model.json"), description.Replace("passage: ", "文：", StringComparison.Ordinal));
        using var another = SentenceModel.Open(_folder.Path);
        Assert.False(another.Identity.Hash.Span.SequenceEqual(shipped.Model.Identity.Hash.Span));
    }

    public static TheoryData<string> HostileTexts => new(
        new string('党', 100_000),
        "a" + new string('\u0301', 100_000),
        new string(' ', 100_000),
        new string('\uD800', 5_000),
        "\0\u0001\uFFFF\u200B",
        "",
        string.Concat(Enumerable.Repeat("😀", 50_000)));

    [Theory]
    [MemberData(nameof(HostileTexts))]
    public void A_hostile_text_costs_no_more_than_the_longest_that_is_read(string text)
    {
        var watch = Stopwatch.StartNew();

        Assert.InRange(shipped.Model.IdsOf(text).Length, 2, 512);
        Assert.Equal(384, shipped.Model.EmbedQuestion(text).Length);

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(60), $"{watch.Elapsed}");
    }

    [Fact]
    public void Embedding_is_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(() => shipped.Model.EmbedQuestion("减负", cancelled.Token));
        Assert.ThrowsAny<OperationCanceledException>(() => shipped.Model.EmbedPassages(["减负"], cancelled.Token));
    }

    [Fact]
    public void Tokens_of_a_unigram_tokenizer_json_are_the_pieces_that_score_best()
    {
        var ids = IdsBy("""
            {
              "added_tokens": [{ "id": 0, "content": "<s>", "special": true }, { "id": 2, "content": "</s>", "special": true }],
              "model": {
                "type": "Unigram", "unk_id": 3,
                "vocab": [["<s>", 0], ["<pad>", 0], ["</s>", 0], ["<unk>", 0], ["▁", -3], ["基层", -2.5], ["减负", -2.0], ["减", -4], ["负", -4]]
              }
            }
            """);

        Assert.Equal([0, 4, 5, 6, 2], ids("基层减负"));
        Assert.Equal([0, 4, 7, 3, 8, 2], ids("减x负"));
    }

    [Fact]
    public void Tokens_of_a_wordpiece_tokenizer_json_are_those_of_BERT()
    {
        var ids = IdsBy("""
            {
              "normalizer": { "type": "BertNormalizer", "lowercase": true, "handle_chinese_chars": true },
              "model": {
                "type": "WordPiece",
                "vocab": { "[PAD]": 0, "[UNK]": 1, "[CLS]": 2, "[SEP]": 3, "[MASK]": 4, "基": 5, "层": 6, "part": 7, "##y": 8 }
              }
            }
            """);

        Assert.Equal([0, 5, 6, 7, 8, 2], ids("基层Party"));
    }

    [Fact]
    public void A_tokenizer_json_of_another_kind_is_refused_with_its_name()
    {
        var told = Assert.Throws<MeaningException>(() => IdsBy("""{ "model": { "type": "BPE", "vocab": {}, "merges": [] } }"""));

        Assert.Contains("BPE", told.Message, StringComparison.Ordinal);
        Assert.Contains("tokenizer.json", told.Message, StringComparison.Ordinal);
    }

    private Func<string, int[]> IdsBy(string tokenizerJson)
    {
        File.WriteAllText(_folder.At("tokenizer.json"), tokenizerJson, new UTF8Encoding(false));
        var description = new ModelDescription { Tokenizer = "tokenizer.json", Dimensions = 4, BeginToken = 0, EndToken = 2 };
        return ModelTokens.Read(_folder.Path, description).Ids;
    }

    private void Copy()
    {
        foreach (var name in (string[])["model.json", "model.onnx", "sentencepiece.model"])
        {
            File.Copy(Path.Combine(ShippedModel.Folder, name), _folder.At(name));
        }
    }
}
