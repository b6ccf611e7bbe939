using KnowledgeBase.SearchApi.Hosting;

namespace KnowledgeBase.SearchApi.Tests;

public sealed class WrongKeysTests
{
    private readonly Clock _clock = new();
    private readonly WrongKeys _wrong;

    public WrongKeysTests() => _wrong = new WrongKeys(_clock);

    [Fact]
    public void Ten_at_once_and_then_one_every_ten_seconds()
    {
        Assert.All(Enumerable.Range(0, WrongKeys.Most), _ => Assert.Equal(0, _wrong.Begin("a")));
        Assert.Equal(10, _wrong.Begin("a"));
        Assert.Equal(0, _wrong.Begin("b"));

        _clock.Now += TimeSpan.FromSeconds(7);
        Assert.Equal(3, _wrong.Begin("a"));
        _clock.Now += TimeSpan.FromSeconds(3);
        Assert.Equal(0, _wrong.Begin("a"));
        Assert.Equal(10, _wrong.Begin("a"));

        _clock.Now += TimeSpan.FromMinutes(10);
        Assert.All(Enumerable.Range(0, WrongKeys.Most), _ => Assert.Equal(0, _wrong.Begin("a")));
        Assert.Equal(10, _wrong.Begin("a"));
    }

    [Fact]
    public void A_good_one_is_not_counted()
    {
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(0, _wrong.Begin("a"));
            _wrong.WasGood("a");
        }
    }

    [Fact]
    public void A_clock_that_is_set_back_shuts_nobody_out_for_long()
    {
        Assert.All(Enumerable.Range(0, WrongKeys.Most), _ => Assert.Equal(0, _wrong.Begin("a")));
        _clock.Now -= TimeSpan.FromDays(400);

        Assert.InRange(_wrong.Begin("a"), 0, 10);
    }

    [Fact]
    public void More_addresses_than_can_be_kept_do_not_pile_up()
    {
        for (var i = 0; i < 50_000; i++)
        {
            Assert.Equal(0, _wrong.Begin($"{i}"));
        }

        Assert.InRange(_wrong.Kept, 1, 10_000);
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
