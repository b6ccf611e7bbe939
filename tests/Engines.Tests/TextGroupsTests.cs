using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.Engines.Tests;

/// <summary>Groups of ids come back as they were stored; what is damaged is told and asks for no memory that isn't there.</summary>
public sealed class TextGroupsTests
{
    public static TheoryData<string> Kept { get; } = ["", "a", "a b", "a b|c", "党建 党员|c|d e f"];

    [Theory]
    [MemberData(nameof(Kept))]
    public void Groups_are_read_as_they_were_written(string groups)
    {
        string[][] ids = [.. groups.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(g => g.Split(' '))];

        Assert.Equal(ids, TextGroups.Read(TextGroups.Write(ids)));
    }

    [Fact]
    public void What_ends_too_early_is_told()
    {
        var whole = TextGroups.Write([["甲", "乙"], ["丙"]]);
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Throws<EndOfStreamException>(() => TextGroups.Read(whole[..length]));
        }
    }

    [Fact]
    public void A_count_that_lies_asks_for_no_more_memory_than_there_are_bytes()
    {
        byte[] lies = [1, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 1, (byte)'a'];

        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<EndOfStreamException>(() => TextGroups.Read(lies));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }
}
