namespace KnowledgeBase.Duplicates.Tests;

/// <summary>
/// What each number of the finder decides, at both sides of it. Texts are stood for by the stretches that they hold, as ranges of numbers:
/// two that hold ten of the same share ten.
/// </summary>
public sealed class DuplicateThresholdsTests
{
    [Theory]
    [InlineData(10, "甲 ← 乙:Near")]
    [InlineData(9, null)]
    public void Of_firm_texts_a_copy_shares_two_fifths_of_the_smaller(int shared, string? family) =>
        Finds(family, ("甲", Stretches(0, 25)), ("乙", [.. Stretches(0, shared), .. Stretches(100, 25 - shared)]));

    [Theory]
    [InlineData(15, "甲 ← 乙:Near")]
    [InlineData(14, null)]
    public void Of_shorter_texts_a_copy_shares_three_fifths(int shared, string? family) =>
        Finds(family, ("甲", Stretches(0, 24)), ("乙", [.. Stretches(0, shared), .. Stretches(100, 24 - shared)]));

    [Theory]
    [InlineData(8, "甲 ← 乙:Near")]
    [InlineData(7, null)]
    public void Below_eight_stretches_only_exact_copies_are_looked_for(int size, string? family) =>
        Finds(family, ("甲", Stretches(0, size)), ("乙", Stretches(0, size)));

    [Theory]
    [InlineData(60, 100, 100, "甲 ← 乙:Near")]
    [InlineData(60, 100, 101, "甲 ← 乙:Extended")]
    [InlineData(60, 101, 100, "甲 ← 乙:Part")]
    [InlineData(50, 100, 100, "甲 ← 乙:Near")]
    [InlineData(50, 148, 100, "甲 ← 乙:Near")]
    [InlineData(50, 150, 100, "甲 ← 乙:Part")]
    [InlineData(50, 100, 148, "甲 ← 乙:Near")]
    [InlineData(50, 100, 150, "甲 ← 乙:Extended")]
    [InlineData(50, 50, 100, "甲 ← 乙:Extended")]
    [InlineData(50, 100, 50, "甲 ← 乙:Part")]
    public void Three_fifths_of_either_make_the_same_text_and_less_a_part_or_more(int shared, int first, int second, string family) =>
        Finds(family, ("甲", Stretches(0, first)), ("乙", [.. Stretches(0, shared), .. Stretches(1000, second - shared)]));

    [Theory]
    [InlineData(50, "甲 乙")]
    [InlineData(49, "")]
    public void Half_of_the_larger_makes_one_text(int shared, string texts)
    {
        var report = Find(("甲", Stretches(0, 100)), ("乙", [.. Stretches(0, shared), .. Stretches(1000, 100 - shared)]));

        Assert.Equal(texts, string.Join('|', report.Texts.Select(t => string.Join(' ', t))));
    }

    [Theory]
    [InlineData(30, "甲 ← 丙:Near|乙 ← 丙:Near")]
    [InlineData(29, "甲 ← 丙:Near")]
    public void A_further_originator_explains_three_tenths_more(int more, string families) =>
        Finds(
            families,
            ("甲", Stretches(0, 100)),
            ("乙", [.. Stretches(0, 15), .. Stretches(1000, 85)]),
            ("丙", [.. Stretches(0, 100), .. Stretches(1000, more)]));

    [Theory]
    [InlineData(40, "甲 ← 乙:Near 丙:Part")]
    [InlineData(39, "甲 ← 乙:Near|乙 ← 丙:Part")]
    public void A_copy_of_a_copy_is_of_its_originator_if_it_has_two_fifths_of_what_they_share_from_there(int ofFirst, string families) =>
        Finds(
            families,
            ("甲", Stretches(0, 200)),
            ("乙", [.. Stretches(0, 120), .. Stretches(1000, 80)]),
            ("丙", [.. Stretches(120 - ofFirst, ofFirst), .. Stretches(1000, 60), .. Stretches(1060, 40 - ofFirst)]));

    [Theory]
    [InlineData(15, 60)]
    [InlineData(14, 0)]
    public void Fifteen_shared_stretches_are_worth_telling_and_stand_for_four_characters_each(int shared, int characters)
    {
        var report = Find(("甲", Stretches(0, 100)), ("乙", [.. Stretches(0, shared), .. Stretches(1000, 100 - shared)]));

        Assert.Empty(report.Families);
        Assert.Equal(characters, report.Shared.Sum(s => s.Characters));
    }

    [Fact]
    public void Of_one_material_the_three_pairs_are_told_that_share_most()
    {
        (string, uint[])[] earlier = [.. Enumerable.Range(0, 5).Select(i => ($"{i}", Stretches(i * 1000, 200)))];
        uint[] last = [.. Enumerable.Range(0, 5).SelectMany(i => Stretches(i * 1000, 15 + i)), .. Stretches(50_000, 200)];

        var report = Find([.. earlier, ("9", last)]);

        Assert.Equal(["4 9 76", "3 9 72", "2 9 68"], report.Shared.Select(s => $"{s.First} {s.Second} {s.Characters}"));
    }

    [Fact]
    public void Pairs_with_copies_of_one_text_are_told_once_among_twelve_that_are_looked_at()
    {
        // Eleven copies of one text share most with the last; the twelfth place is another's, and the thirteenth is not looked at.
        (string, uint[])[] copies = [.. Enumerable.Range(10, 11).Select(i => ($"{i}", Stretches(0, 200)))];
        uint[] last = [.. Stretches(0, 40), .. Stretches(1000, 30), .. Stretches(2000, 20), .. Stretches(50_000, 300)];

        var report = Find([.. copies, ("30", Stretches(1000, 200)), ("40", Stretches(2000, 200)), ("90", last)]);

        Assert.Equal(["10 90", "30 90"], report.Shared.Select(s => $"{s.First} {s.Second}"));
    }

    [Theory]
    [InlineData(24, 24)]
    [InlineData(25, 13)]
    public void Of_many_originators_the_twelve_earliest_and_the_twelve_strongest_are_kept(int originators, int families)
    {
        // All are as strong as each other but the last, which is stronger.
        (string, uint[])[] earlier = [.. Enumerable.Range(10, originators).Select(i => ($"{i}", Stretches(i * 1000, 100)))];
        uint[] collection = [.. Enumerable.Range(10, originators).SelectMany(i => Stretches(i * 1000, i == originators + 9 ? 50 : 40))];

        var report = Find([.. earlier, ("99", collection)]);

        Assert.Equal(families, report.Families.Count);
        Assert.Equal(earlier[^1].Item1, report.Families[^1].Originator);
    }

    [Theory]
    [InlineData(1999, "3000 ← 3001:Near")]
    [InlineData(2000, "")]
    public void What_two_thousand_earlier_materials_hold_is_a_formula(int holders, string families)
    {
        var formula = Stretches(0, 30);
        var forms = Enumerable.Range(0, holders).Select(i => ($"{i:0000}", (uint[])[.. formula, .. Stretches(1000 + (i * 100), 70)]));

        // Two that share ten stretches beside the formula.
        Finds(
            families,
            [
                .. forms,
                ("3000", [.. formula, .. Stretches(900_000, 10), .. Stretches(910_000, 60)]),
                ("3001", [.. formula, .. Stretches(900_000, 10), .. Stretches(920_000, 60)]),
            ]);
    }

    private static uint[] Stretches(int from, int count) => [.. Enumerable.Range(from, count).Select(i => (uint)i)];

    private static MaterialSketch Sketch(int number, uint[] stretches) =>
        new((UInt128)(number + 1), new DateOnly(2023, 1, 1).AddDays(number), null, [.. stretches.Order().Distinct()], []);

    private static DuplicateReport Find(params (string Id, uint[] Stretches)[] materials)
    {
        var finder = new DuplicateFinder();
        foreach (var ((id, stretches), number) in materials.Select((m, i) => (m, i)))
        {
            finder.Add(id, Sketch(number, stretches));
        }

        return finder.Find();
    }

    private static void Finds(string? families, params (string Id, uint[] Stretches)[] materials) =>
        Assert.Equal(families ?? "", Told(Find(materials)));

    private static string Told(DuplicateReport report) =>
        string.Join('|', report.Families.Select(f => $"{f.Originator} ← {string.Join(' ', f.Copies.Select(c => $"{c.Id}:{c.Kind}"))}"));
}
