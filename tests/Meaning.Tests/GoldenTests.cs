using System.Numerics.Tensors;
using System.Text.Json;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>What the model gives here is what it gave where it was made (golden.jsonl).</summary>
[Collection(nameof(ShippedModel))]
public sealed class GoldenTests(ShippedModel shipped)
{
    private sealed record Golden(string Text, int[] Ids, float[] Embedding);

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private static readonly Golden[] All =
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "golden.jsonl"))
            .Select(line => JsonSerializer.Deserialize<Golden>(line, Json)!),
    ];

    [Fact]
    public void Every_text_is_cut_into_the_same_tokens()
    {
        Assert.True(All.Length >= 25);
        foreach (var golden in All)
        {
            Assert.Equal(golden.Ids, shipped.Model.IdsOf(golden.Text));
        }
    }

    [Fact]
    public void Every_text_has_the_same_vector()
    {
        foreach (var golden in All)
        {
            var vector = shipped.Model.VectorOf(golden.Text);

            Assert.Equal(1, TensorPrimitives.Norm<float>(vector), 3);
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(golden.Embedding, vector), 0.999f, 1.001f);
        }
    }

    [Fact]
    public void A_text_has_the_same_vector_alone_and_among_others()
    {
        string[] texts = ["压减报表台账", "送学上门", string.Concat(Enumerable.Repeat("老党员行动不便，支部把学习送到家里。", 12)), "。"];

        var together = shipped.Model.EmbedPassages(texts);

        for (var i = 0; i < texts.Length; i++)
        {
            var alone = shipped.Model.EmbedPassages([texts[i]])[0];
            Assert.InRange(TensorPrimitives.CosineSimilarity<float>(alone, together[i]), 0.9999f, 1.0001f);
        }
    }
}
