namespace KnowledgeBase.Indexer.Tests;

/// <summary>Some of what the attack <c>texts</c> (tools/Attack) does a million times. What it finds becomes a test of its own.</summary>
public sealed class HostileTextsTests : IDisposable
{
    private const int Count = 250;
    private const int LongestText = 1200;
    private const int LongestQuery = 150;

    private static readonly List<string> Texts = SampleCorpus.Texts();

    private readonly HostileRun _run = new(Texts);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Whatever_a_text_is_made_of_it_is_understood_and_indexed_and_nothing_is_said_that_it_does_not_hold()
    {
        Each(1, source =>
        {
            var text = source.Next(LongestText);
            var problems = _run.Material(text);
            Assert.True(problems.Count == 0, $"{string.Join("\n", problems)}\nof: {text}");
        });
    }

    [Fact]
    public void Whatever_a_draft_is_made_of_it_is_checked_and_its_findings_stand_where_they_say() =>
        Each(2, source => _run.Draft(source.Next(LongestText)));

    [Fact]
    public void Whatever_words_are_made_of_they_are_analyzed() => Each(3, source => _run.Words(source.Next(LongestText)));

    [Fact]
    public void Whatever_a_query_is_made_of_it_is_answered_in_every_mode_and_marks_only_what_is_there() =>
        Each(4, source => _run.Query(source.NextQuery(LongestQuery), source.Next(LongestText)));

    private static void Each(int seed, Action<HostileText> check)
    {
        for (var i = 0; i < Count; i++)
        {
            check(new HostileText((seed * Count) + i, Texts));
        }
    }
}
