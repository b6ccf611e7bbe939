using System.Text.Json;

namespace KnowledgeBase.Indexer.Tests.Commands;

public sealed class DuplicatesCommandTests : IDisposable
{
    private const string Lake = "镜湖社区党委把议事桌搬到院子里，每逢周四请居民代表、物业经理和下沉党员一起坐下来，谁家漏水、哪段路黑，当场记账、限时销号。半年下来，积水点全部改完，老旧楼道装上了声控灯。";

    private const string Mill = "砚河纺织厂机关支部推行“师徒同岗”办法，让入党积极分子跟着老班长跑车间，把断纱原因写进交班本，每月评一次“金点子”。细纱车间的停台时间由此少了许多，青年徒弟先后递交了入党申请书。";

    private const string Hill = "凤栖村支部书记带着村干部走遍周围山头，把撂荒的梯田按户画图、逐块登记，先易后难谈流转。村里请来农技员开夜校，教大家种高山西兰花，头一年就卖出许多车，跑运输的年轻人也回村当起了经纪人。";

    private const string Road = "望江镇机关干部把每月第一个星期六定为修路日，自带铁锹和水壶，沿着出村的土路一段一段填坑、清沟、补护栏。老乡们先是站着看，后来有人推来了板车，有人送来了姜茶，到秋收时这条路已经能并排走两辆三轮车。";

    private const string School = "青石小学党支部请退休教师回校开“晚托课堂”，下午放学以后教写字、下棋和编竹篮，家长下班顺路来接。食堂把多出来的馒头蒸热了端上来，孩子们边吃边讲白天的趣事，校门口等人的三轮车再也没有排成长龙。";

    private readonly TemporaryFolder _folder = new();

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Families_stand_under_their_originators_with_reason_and_source()
    {
        Write("集.md", "2021-01-05", "议事与带徒", Lake + Mill);
        Write("湖.md", "2020-06-01", "院子里的议事桌", Lake);
        Write("转.md", "2022-03-09", "院子里的议事桌", "　　" + Lake.Replace("。", "。\n"));
        Write("隐.md", "2023-03-09", "院子里的议事桌", Lake.Replace("镜湖", "**").Replace("周四", "周*"));
        Write("山.md", "2023-03-09", "梯田", Hill);

        var build = Build();

        Assert.Equal((1, 3), (build.GetProperty("families").GetInt32(), build.GetProperty("copies").GetInt32()));
        var json = KbRun.Of("duplicates", "--json", "--index", Index).Json;
        var family = Assert.Single(json.GetProperty("families").EnumerateArray());
        Assert.Equal("湖.md 2020-06-01", Named(family.GetProperty("originator")));
        Assert.Equal(
            ["集.md 2021-01-05 extended", "转.md 2022-03-09 exact", "隐.md 2023-03-09 near"],
            family.GetProperty("copies").EnumerateArray().Select(c => $"{Named(c.GetProperty("material"))} {c.GetProperty("kind").GetString()}"));
        var text = KbRun.Of("duplicates", "--index", Index);
        Assert.StartsWith("院子里的议事桌  2020-06-01  湖.md\n  包含（占本篇 ", text.Out, StringComparison.Ordinal);
        Assert.EndsWith("\n1 组副本。\n", text.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1184件", "together", "湖.md", "另有 1 份相同或近似的材料：转.md")]
    [InlineData("一千一百八十四件", "together", "湖.md", "另有 1 份相同或近似的材料：转.md")]
    [InlineData("1184件", "each", "湖.md 转.md", "与较早的 湖.md 相同或近似")]
    [InlineData("“1184件”", "together", "湖.md 转.md", "与较早的 湖.md 相同或近似")]
    public void A_search_lists_a_reprint_once_and_names_it_unless_every_place_is_wanted(
        string query, string copies, string found, string told)
    {
        Write("湖.md", "2020-06-01", "院子里的议事桌", Lake + "全年办结1184件。");
        Write("转.md", "2022-03-09", "院子里的议事桌", Lake + "全年办结1184件。");
        Build();

        var json = KbRun.Of("search", query, "--copies", copies, "--json", "--index", Index).Json;
        Assert.Equal(
            found, string.Join(' ', json.GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("material").GetString()).Order()));
        Assert.Contains(told, KbRun.Of("search", query, "--copies", copies, "--index", Index).Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_build_of_what_changed_finds_the_families_that_a_whole_build_finds()
    {
        Write("湖.md", "2020-06-01", "议事桌", Lake);
        Write("厂.md", "2020-06-02", "师徒同岗", Mill);
        Write("厂抄.md", "2021-06-02", "师徒同岗", Mill.Replace("许多", "不少"));
        Build();
        Write("湖前.md", "2019-06-01", "议事桌", Lake.Replace("全部", "都"));
        File.Delete(Path.Combine(_folder.At("corpus"), "厂.md"));

        var build = Build();
        Assert.Equal(
            (1, 0, 1, 2),
            (
                build.GetProperty("added").GetInt32(),
                build.GetProperty("updated").GetInt32(),
                build.GetProperty("removed").GetInt32(),
                build.GetProperty("unchanged").GetInt32()));
        var changed = KbRun.Of("duplicates", "--json", "--index", Index).Out;
        Assert.Equal("湖前.md 2019-06-01", Named(Assert.Single(JsonDocument.Parse(changed).RootElement.GetProperty("families").EnumerateArray()).GetProperty("originator")));
        Assert.Equal(1, Build().GetProperty("families").GetInt32());

        Build("--rebuild");
        Assert.Equal(changed, KbRun.Of("duplicates", "--json", "--index", Index).Out);
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
    }

    [Fact]
    public void Shared_passages_of_different_materials_are_cut_out_of_both_texts()
    {
        Write("甲.md", "2020-06-01", "甲", Road + "\n" + School + "\n" + Lake + Mill[..30]);
        Write("乙.md", "2021-06-01", "乙", Hill + "\n" + Hill.Replace("凤栖村", "龙头乡").Replace("梯田", "荒坡") + "另外还有安排。" + Lake + Mill[..30] + "后面的事以后再说，先把渠修好，把路修通。");
        Build();

        var pair = Assert.Single(KbRun.Of("duplicates", "--shared", "--json", "--index", Index).Json.GetProperty("pairs").EnumerateArray());
        var stretch = Assert.Single(pair.GetProperty("stretches").EnumerateArray());
        Assert.Equal(("甲.md 2020-06-01", "乙.md 2021-06-01"), (Named(pair.GetProperty("first")), Named(pair.GetProperty("second"))));
        Assert.Contains(Lake + Mill[..30], stretch.GetProperty("text").GetString());
        Assert.Contains("1 对材料有共同的段落", KbRun.Of("duplicates", "--shared", "--index", Index).Out);
    }

    [Fact]
    public void Lost_and_damaged_sketches_are_found_by_verify_and_made_anew_by_the_next_build()
    {
        Write("湖.md", "2020-06-01", "议事桌", Lake);
        Write("转.md", "2021-06-01", "议事桌", Lake);
        Build();
        foreach (var damage in (Action<string>[])[Flip, File.Delete])
        {
            var file = Path.GetFileName(Assert.Single(Directory.GetFiles(Index, "sketches-*")));
            damage(Path.Combine(Index, file));
            var verify = KbRun.Of("verify", "--index", Index);
            Assert.Equal(1, verify.ExitCode);
            Assert.Contains(file, verify.Out);

            var mended = KbRun.Of("build", "--corpus", _folder.At("corpus"), "--index", Index, "--json");

            Assert.Equal((0, 1), (mended.ExitCode, mended.Json.GetProperty("families").GetInt32()));
            Assert.Contains(file, mended.Error);
            Assert.Single(Directory.GetFiles(Index, "sketches-*"));
            Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
        }

        static void Flip(string path)
        {
            var bytes = File.ReadAllBytes(path);
            bytes[bytes.Length / 2] ^= 0xFF;
            File.WriteAllBytes(path, bytes);
        }
    }

    private static string Named(JsonElement material) => $"{material.GetProperty("id").GetString()} {material.GetProperty("date").GetString()}";

    private JsonElement Build(params string[] options)
    {
        var run = KbRun.Of(["build", "--corpus", _folder.At("corpus"), "--index", Index, "--json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Json;
    }

    private void Write(string name, string date, string title, string text)
    {
        var path = Path.Combine(_folder.At("corpus"), name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, $"---\ntitle: {title}\ndate: {date}\n---\n{text}\n");
    }
}
