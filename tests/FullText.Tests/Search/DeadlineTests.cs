using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Search;

/// <summary>A search that finds nothing in a large segment looks at its deadline all the same.</summary>
public sealed class DeadlineTests : IDisposable
{
    private const int Documents = 40_000;

    private static readonly IndexSchema Schema = new IndexSchemaBuilder().AddText("text").Build();

    private readonly MemoryDirectory _directory = new();
    private readonly IndexReader _reader;

    public DeadlineTests()
    {
        using (var writer = IndexWriter.Open(_directory, Schema))
        {
            var document = new IndexDocument();
            for (var i = 0; i < Documents; i++)
            {
                // The letters take turns in every second document, and stand apart in the others.
                document.Clear();
                document.AddTerm(Schema["text"], i % 4 is 0 or 1 ? "a"u8 : "b"u8, 0);
                document.AddTerm(Schema["text"], i % 4 is 0 or 2 ? "x"u8 : i % 4 == 1 ? "b"u8 : "a"u8, 9);
                writer.AddDocuments([document]);
            }

            writer.Commit();
        }

        _reader = IndexReader.Open(_directory);
    }

    public static TheoryData<string> Questions { get; } = ["both", "phrase", "near"];

    public void Dispose() => _reader.Dispose();

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_search_without_a_match_is_cancelled_inside_of_a_segment(string question)
    {
        Assert.Equal(0, Searcher(new Clock()).Search(Request(question)).TotalHits);
        using var source = new CancellationTokenSource();
        var clock = new Clock { AtLook = 4, Do = source.Cancel };

        Assert.Throws<OperationCanceledException>(() => Searcher(clock).Search(Request(question), source.Token));
    }

    [Theory]
    [MemberData(nameof(Questions))]
    public void A_search_without_a_match_ends_when_its_time_is_up(string question)
    {
        var clock = new Clock { AtLook = 4 };
        clock.Do = () => clock.Advance(TimeSpan.FromHours(1));

        Assert.True(Searcher(clock).Search(Request(question)).IsPartial);
    }

    private static IndexSearchRequest Request(string question)
    {
        Query query = question switch
        {
            "both" => new BooleanQuery { Must = [new TermQuery("text", "x")], Filter = [new PhraseQuery("text", "a", "b")] },
            "phrase" => new BooleanQuery { Filter = [new PhraseQuery("text", "a", "b"), new MatchAllQuery()] },
            _ => new NearQuery([new TermQuery("text", "a"), new TermQuery("text", "b")], distance: 3),
        };
        return new IndexSearchRequest { Query = query, TimeBudget = TimeSpan.FromMinutes(1), Threads = 1 };
    }

    private IndexSearcher Searcher(TimeProvider clock) => new(_reader, clock);

    /// <summary>A clock that does something when it is looked at for the so-manieth time.</summary>
    private sealed class Clock : TimeProvider
    {
        private int _looks;
        private long _now;

        public int AtLook { get; init; } = int.MaxValue;

        public Action? Do { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Advance(TimeSpan time) => _now += time.Ticks;

        public override long GetTimestamp()
        {
            if (++_looks == AtLook)
            {
                Do?.Invoke();
            }

            return _now;
        }
    }
}
