using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class WordingDiscoveryTests
{
    private static readonly WordingFinder Finder = new();

    private static WordingDiscovery Fed(params (string Text, int? Year, string Genre)[] materials)
    {
        var discovery = new WordingDiscovery();
        foreach (var (text, year, genre) in materials)
        {
            discovery.Add(text, Finder.Find(text), year, genre);
        }

        return discovery;
    }

    [Fact]
    public void A_string_that_many_repeat_is_found_as_long_as_it_can_be()
    {
        var discovery = Fed(
            ("我们坚持把板凳搬到院子里听意见，成效明显。", 2020, Genres.Report),
            ("要把板凳搬到院子里听意见。", 2022, Genres.Speech),
            ("他们把板凳搬到院子里，听意见。", 2022, Genres.News));

        var found = discovery.Repeated(fewestMaterials: 2);

        Assert.Equal(["板凳搬到院子里", "板凳搬到院子里听意见"], found.Select(w => w.Text).Order(StringComparer.Ordinal));
        Assert.Equal([3, 2], found.Select(w => w.Materials));
        Assert.Equal(new Dictionary<int, int> { [2020] = 1, [2022] = 2 }, found[0].MaterialsByYear);
        Assert.Equal(
            new Dictionary<string, int> { [Genres.Report] = 1, [Genres.Speech] = 1, [Genres.News] = 1 }, found[0].MaterialsByGenre);
    }

    [Fact]
    public void What_is_recognised_already_is_not_discovered_again()
    {
        var discovery = Fed(("坚持党管干部原则。", null, Genres.Speech), ("落实党管干部原则。", null, Genres.Speech));

        Assert.DoesNotContain(discovery.Repeated(fewestMaterials: 2, shortest: 4), w => w.Text == "党管干部原则");
    }

    [Fact]
    public void Parts_of_known_formulations_and_known_ones_with_a_verb_are_no_discovery()
    {
        const string text = "贯彻新发展理念。同志为核心的党。围坐银杏树下议事。深入持久贯彻新发展理念。";

        var found = Fed((text, null, Genres.Speech), (text, null, Genres.Speech)).Repeated(fewestMaterials: 2);

        Assert.Equal(["围坐银杏树下议事", "深入持久贯彻新发展理念"], found.Select(w => w.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Repeated_strings_are_those_that_a_plain_search_finds()
    {
        var random = new Random(11);
        var texts = Enumerable.Range(0, 12)
            .Select(_ => string.Concat(Enumerable.Range(0, 80).Select(_ => "甲乙丙。"[random.Next(4)])))
            .ToList();

        var found = new RepeatedStrings(texts).Find(fewest: 3, shortest: 3, longest: 7).ToDictionary(r => r.Text, r => r.Counts.Count);

        var texts3 = texts.SelectMany(t =>
            Enumerable.Range(0, t.Length).SelectMany(i =>
                Enumerable.Range(3, 5).Where(n => i + n <= t.Length).Select(n => t.Substring(i, n))))
            .Where(s => !s.Contains('。')).Distinct()
            .Select(s => (Text: s, Count: texts.Count(t => t.Contains(s, StringComparison.Ordinal)))).Where(s => s.Count >= 3).ToList();
        var expected = texts3.Where(s =>
            !texts3.Exists(l =>
                l.Text.Length == s.Text.Length + 1 && l.Count == s.Count && l.Text.Contains(s.Text, StringComparison.Ordinal)));
        Assert.Equal(
            expected.OrderBy(e => e.Text, StringComparer.Ordinal).Select(e => (e.Text, e.Count)),
            found.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => (f.Key, f.Value)));
    }
}
