using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Meaning.Tests;

/// <summary>Vectors are made once each, however often the making is broken off.</summary>
[Collection(nameof(ShippedModel))]
public sealed class VectorBuildTests(ShippedModel shipped) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static readonly string[] Texts =
    [
        "压减报表台账", "送学上门", "党员积分管理", .. Enumerable.Range(1, 6).Select(i => $"第{i}条 {new string('治', 400)}"),
    ];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_text_gets_one_vector_and_a_second_run_makes_none()
    {
        var path = _folder.At("vectors");
        var made = new List<int>();

        Run(path, [.. Texts, .. Texts], made.Add, CancellationToken.None);
        Run(path, ["减负", .. Texts], made.Add, CancellationToken.None);

        Assert.Equal(Texts.Length + 1, made.Sum());
        Assert.Equal(1, made[^1]);
        using var file = VectorFile.Open(path, shipped.Model.Identity.Hash.Span, shipped.Model.Identity.Dimensions)!;
        var vector = shipped.Model.EmbedPassages(["送学上门"])[0];
        Assert.InRange(VectorFileTests.Cosine(vector, file.Read(file.Find(shipped.Model.Identity.KeyOf("送学上门"))!.Value)), 0.999, 1.001);
    }

    [Fact]
    public void What_was_made_before_it_was_cancelled_is_kept_and_only_the_rest_is_made()
    {
        var path = _folder.At("vectors");
        using var cancelled = new CancellationTokenSource();
        var made = new List<int>();

        Assert.ThrowsAny<OperationCanceledException>(() => Run(
            path,
            Texts,
            count =>
            {
                made.Add(count);
                cancelled.Cancel();
            },
            cancelled.Token));
        Assert.InRange(made.Sum(), 1, Texts.Length - 1);
        Run(path, Texts, made.Add, CancellationToken.None);

        Assert.Equal(Texts.Length, made.Sum());
    }

    private void Run(string path, string[] texts, Action<int> committed, CancellationToken cancellation)
    {
        using var writer = VectorWriter.Open(path, shipped.Model.Identity.Hash.Span, shipped.Model.Identity.Dimensions)!;
        VectorBuild.Run(shipped.Model, writer, texts, threads: 1, committed, cancellation);
    }
}
