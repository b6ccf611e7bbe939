using KnowledgeBase.Retrieval.Catalogs;
using KnowledgeBase.Retrieval.Views;

namespace KnowledgeBase.Retrieval.Tests.Views;

public class FacetTallyTests
{
    [Fact]
    public void What_is_let_through_and_counted_is_what_a_look_at_every_row_says()
    {
        var random = new Random(3);
        for (var round = 0; round < 50; round++)
        {
            var rows = Enumerable.Range(0, 40).Select(_ => new[] { Some(random), Some(random), Some(random) }).ToArray();
            var chosen = new[] { Some(random), random.Next(2) == 0 ? [] : Some(random), [] };
            var tally = new FacetTally();
            for (var property = 0; property < 3; property++)
            {
                var column = new CatalogColumn();
                foreach (var row in rows)
                {
                    column.Add(row[property]);
                }

                var numbers = chosen[property].Select(column.Find).OfType<int>().ToHashSet();
                tally.Add($"{property}", column, ofMaterial: property == 1, new FacetNumbers(chosen[property], numbers));
            }

            var taken = Enumerable.Range(0, rows.Length).Where(row => tally.Take(row, row)).ToArray();

            Assert.Equal(Enumerable.Range(0, rows.Length).Where(row => Enumerable.Range(0, 3).All(p => Passes(rows[row], p))), taken);
            foreach (var (dimension, property) in tally.Dimensions.Select((d, p) => (d, p)))
            {
                var counted = rows.Where(row => Enumerable.Range(0, 3).All(p => p == property || Passes(row, p)));
                Assert.All(
                    dimension.Column.Values.Select((value, number) => (value, number)),
                    v => Assert.Equal(counted.Count(row => row[property].Contains(v.value)), dimension.Counts[v.number]));
            }

            bool Passes(string[][] row, int property) => chosen[property].Length == 0 || chosen[property].Any(row[property].Contains);
        }
    }

    [Fact]
    public void A_value_that_no_row_has_lets_nothing_through()
    {
        var column = new CatalogColumn();
        column.Add("甲");
        var tally = new FacetTally();
        tally.Add("x", column, ofMaterial: false, new FacetNumbers(["乙"], []));

        Assert.False(tally.Take(0, 0));
        Assert.Equal([1], tally.Dimensions[0].Counts);
    }

    private static string[] Some(Random random) => [.. new[] { "甲", "乙", "丙", "丁" }.Where(_ => random.Next(3) == 0)];
}
