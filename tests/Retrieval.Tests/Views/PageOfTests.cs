using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Tests.Views;

public class PageOfTests
{
    [Fact]
    public void A_page_is_what_sorting_all_and_cutting_gives()
    {
        var random = new Random(5);
        for (var round = 0; round < 200; round++)
        {
            var entries = Enumerable.Range(0, random.Next(60)).Select(place => (Score: random.Next(9), place)).ToList();
            var (skip, take) = (random.Next(70), random.Next(1, 12));
            var expected = entries.OrderByDescending(e => e.Score).ThenBy(e => e.place).Skip(skip).Take(take);

            Assert.Equal(expected, PageOf.Sorted([.. entries], Order, skip, take));
        }

        static int Order((int Score, int Place) a, (int Score, int Place) b) =>
            a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Place.CompareTo(b.Place);
    }
}
