using FsCheck;
using FsCheck.Fluent;

namespace KnowledgeBase.Text.Tests;

/// <summary>What holds of any text; a failure prints the smallest one that was found, and the seed.</summary>
public sealed class TextProperties
{
    /// <summary>What is more may take over 18 characters, which are not read as a number.</summary>
    private const int Largest = 999_999_999;

    /// <summary>What texts are made of: ideographs, what folds away, what folds to more, and what is two units long.</summary>
    private static Gen<string> Texts =>
        Gen.Elements(
            "党", "建", "黨", "國", "學", "a", "Ａ", "0", "９", "％", "—", "…", "·", "：", "“", "\u3000", "\u200B", "\uFE0F", "\n", "㎡", "㈠", "½", "é",
            "ß", "İ", "e\u0301", "😀", "𠮷", "ﬃ")
            .ArrayOf().Select(string.Concat);

    [Fact]
    public void Any_stretch_of_a_fold_leads_to_the_shortest_stretch_of_the_text_that_folds_to_it() =>
        Prop.ForAll(
            Texts.ToArbitrary(),
            text =>
            {
                var folded = new FoldedText(text);
                for (var start = 0; start < folded.Length; start++)
                {
                    for (var length = 1; start + length <= folded.Length; length++)
                    {
                        var (from, to) = folded.Original(start, length);
                        Assert.InRange(from, 0, to - 1);
                        Assert.InRange(to, 1, text.Length);
                        Assert.Contains(
                            folded.Text.Slice(start, length).ToString(),
                            FoldedText.Fold(text.AsSpan(from, to - from)),
                            StringComparison.Ordinal);
                    }
                }
            }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_fold_of_any_text_folds_to_itself() =>
        Prop.ForAll(Texts.ToArbitrary(), text => FoldedText.Fold(FoldedText.Fold(text)) == FoldedText.Fold(text))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_number_written_in_Chinese_is_read_as_what_it_is_worth() =>
        Prop.ForAll(
            Gen.OneOf(Gen.Choose(0, 20), Gen.Choose(0, 99_999), Gen.Choose(0, Largest)).ToArbitrary(),
            number =>
            {
                Assert.True(NumberForms.TryParse(Chinese(number), out var value));
                Assert.Equal(number, value);
                Assert.Equal($"{number}", NumberForms.WithDigits(Chinese(number)));
            }).QuickCheckThrowOnFailure();

    /// <summary>A number as it is said: places of four, and 零 for those left out.</summary>
    private static string Chinese(int number)
    {
        if (number == 0)
        {
            return "零";
        }

        var text = "";
        foreach (var (worth, unit) in new[] { (100_000_000, "亿"), (10_000, "万"), (1, "") })
        {
            var group = number / worth % 10_000;
            if (group > 0)
            {
                text += (text.Length > 0 && group < 1000 ? "零" : "") + Group(group, first: text.Length == 0) + unit;
            }
        }

        return text;
    }

    private static string Group(int group, bool first)
    {
        var text = "";
        var gap = false;
        foreach (var (worth, unit) in new[] { (1000, "千"), (100, "百"), (10, "十"), (1, "") })
        {
            var digit = group / worth % 10;
            if (digit == 0)
            {
                gap = text.Length > 0;
                continue;
            }

            // 十五, but 一百一十五.
            var said = first && text.Length == 0 && worth == 10 && digit == 1 ? "" : $"{"零一二三四五六七八九"[digit]}";
            text += (gap ? "零" : "") + said + unit;
            gap = false;
        }

        return text;
    }
}
