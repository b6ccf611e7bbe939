using Xunit;

namespace KnowledgeBase.Readers.Tests.Fuzzing;

/// <summary>
/// Damaged files of every format, each a healthy one changed by a seed: a material whose account adds up, or a refusal with a reason.
/// <c>tools/Attack fuzz</c> does the same without end.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 120;

    public static TheoryData<string> Formats => [.. FuzzFiles.Formats];

    [Theory]
    [MemberData(nameof(Formats))]
    public void Changed_files_are_read_or_refused(string format)
    {
        for (var seed = 1; seed <= Rounds; seed++)
        {
            var random = new Random(seed);
            var file = Mutation.Of(FuzzFiles.Make(format, 1 + (seed % 7)), format, random);
            var problem = Soundness.ProblemOf(file, $"a{format}");
            Assert.True(problem is null, $"{format}, seed {seed}: {problem}");
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Healthy_files_are_read(string format)
    {
        var file = FuzzFiles.Make(format, 3);
        Assert.Null(Soundness.ProblemOf(file, $"a{format}"));
        if (format is not (".jsonl" or ".tsv"))
        {
            Assert.Empty(new MaterialReader("/nowhere").Read(file, $"a{format}").Refusals);
        }
    }
}
