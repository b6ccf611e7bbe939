using KnowledgeBase.Duplicates;
using Xunit;

namespace KnowledgeBase.Duplicates.Tests;

public sealed class NearVerbatimTests
{
    private const string Yard = "镜湖社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。";
    private const string Mill = "砚河纺织厂机关支部推行“师徒同岗”办法，让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次“金点子”。";

    [Fact]
    public void Passages_of_a_draft_are_found_with_their_source()
    {
        var library = new NearVerbatim();
        library.Add("湖", "前言。" + Yard + "后话。");
        library.Add("厂", Mill);
        var draft = "我局学习借鉴外地经验。" + Yard.Replace("镜湖", "某某") + "同时，让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次考核。";
        Assert.Equal(
            [
                "某某社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。 ← 湖: 社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。 False",
                "让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次考核。 ← 厂: 让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次“金点子”。 False",
            ],
            library.Find(draft).Select(p =>
                $"{p.Draft.In(draft)} ← {p.Id}: {p.Source.In(p.Id == "湖" ? "前言。" + Yard + "后话。" : Mill)} {p.IsVerbatim}"));
    }

    [Fact]
    public void Every_stretch_of_the_least_length_is_found_wherever_it_stands()
    {
        var library = new NearVerbatim();
        var random = new Random(5);
        var text = string.Concat(
            Enumerable.Range(0, 3000).Select(_ => (char)random.Next(0x4E00, 0x9FA0)).Where(c => !"一二三四五六七八九十百千万亿两零〇某".Contains(c)));
        library.Add("甲", text);
        for (var i = 0; i < 200; i++)
        {
            var start = random.Next(text.Length - NearVerbatim.Least);
            var draft = $"前面是别的话语文字{text.AsSpan(start, NearVerbatim.Least)}后面也是别的话语";
            var only = Assert.Single(library.Find(draft));

            // What by chance makes a word with what stands around it is given up: six characters at either end at most.
            Assert.InRange(only.Draft.Start, 9, 14);
            Assert.InRange(only.Draft.End, 9 + NearVerbatim.Least - 5, 9 + NearVerbatim.Least);
            Assert.Equal((only.Draft.Start - 9 + start, true), (only.Source.Start, only.IsVerbatim));
        }
    }

    [Fact]
    public void What_stands_all_over_the_library_is_a_formula_and_no_find()
    {
        const string Formula = "以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大精神，";
        var library = new NearVerbatim();
        for (var i = 0; i < 40; i++)
        {
            var own = string.Concat(Enumerable.Range(0, 40).Select(k => (char)(0x5000 + (i * 40) + k)));
            library.Add($"{i}", Formula + own + (i == 7 ? Yard : ""));
        }

        Assert.Equal(["7"], library.Find("今年，我局" + Formula + "工作有序。" + Yard).Select(p => p.Id));
    }

    [Fact]
    public void Of_several_sources_the_longest_is_named()
    {
        var library = new NearVerbatim();
        library.Add("短", Yard[..40]);
        library.Add("长", Yard);
        Assert.Equal(["长"], library.Find(Yard).Select(p => p.Id));
    }
}
