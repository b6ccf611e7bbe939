using KnowledgeBase.Tests;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

/// <summary>What readers declare of their formats.</summary>
public sealed class FileFormatTests
{
    [Fact]
    public void No_two_formats_claim_one_extension() =>
        Assert.Equal(MaterialReader.Extensions.Distinct(StringComparer.Ordinal), MaterialReader.Extensions);

    [Fact]
    public void Every_format_has_one_shape() =>
        Assert.All(
            FileFormats.All,
            f => Assert.Single(new Delegate?[] { f.ReadOne, f.ReadEntries, f.ReadLines }, d => d is not null));

    [Fact]
    public void A_format_whose_files_are_damaged_when_only_their_name_tells_it_is_told_by_its_content() =>
        Assert.All(
            FileFormats.All.Where(f => f.NameTells == NameTells.Damage && f != OfdReader.Format),
            f => Assert.NotNull(f.HasSignature ?? (Delegate?)f.HasOpening));

    [Fact]
    public void The_documentation_lists_every_format_and_what_it_needs()
    {
        var rows = File.ReadLines(Path.Combine(RepositoryRoot.Path, "docs", "readers.md"))
            .TakeWhile(l => !l.StartsWith("A missing program", StringComparison.Ordinal))
            .Where(l => l.StartsWith("| .", StringComparison.Ordinal))
            .ToArray();

        Assert.All(FileFormats.All, format =>
        {
            var row = Assert.Single(rows, r => r.Split('|')[1].Split(' ').Contains(format.Extensions[0], StringComparer.Ordinal));
            Assert.All(format.Needs, need => Assert.Contains(need, row, StringComparison.Ordinal));
        });
    }
}
