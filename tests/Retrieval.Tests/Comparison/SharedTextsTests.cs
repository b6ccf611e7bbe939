using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Comparison;

/// <summary>Reports of several counties, and what one county's own paper writes.</summary>
public sealed class SharedTextsTests : IDisposable
{
    private const string Opening =
        "一年来，我们以习近平新时代中国特色社会主义思想为指导，全面贯彻党的二十大精神，深刻领悟“两个确立”的决定性意义，坚决做到“两个维护”。";

    private const string Borrowed = "每逢赶集的日子雷打不动在集镇口支起茶摊，谁有难处就在茶牌上写一句，值班的支委当场认领，办完把茶牌翻面。";

    private static readonly string[] Counties = ["青石县", "白沙县", "枫桥县", "芦塘县", "金坪县", "柏溪县"];

    private readonly TemporaryFolder _folder = new();
    private readonly Library _library;

    public SharedTextsTests()
    {
        var understanding = new MaterialUnderstanding(ThemeTagger.Default, WordingFinder.Default);
        using (var writer = LibraryFolder.OpenWriter(_folder.Path, Taxonomy.Default, Glossary.Default, []))
        {
            for (var i = 0; i < Counties.Length; i++)
            {
                var own = i == 0 ? "青石县的粮油、菌菇和竹器今年都卖得好，青石菌菇进了超市。" : $"粮油收购第{i}仓已经封仓，农机补贴发到户。";
                Put($"报告{i}", $"2024年{Counties[i]}政府工作报告", Counties[i] + "人民政府", Opening + "\n" + own + "\n" + (i < 2 ? Borrowed : ""));
            }

            for (var i = 0; i < 12; i++)
            {
                Put($"本县{i}", $"菌菇和竹器见闻之{(char)('甲' + i)}", "青石县融媒体中心", $"青石县的粮油、菌菇和竹器今年都卖得好，青石菌菇进了超市，第{i}批竹器上了货车。");
            }

            for (var i = 0; i < 30; i++)
            {
                Put($"通稿{i}", $"简讯{i}", "临江市统计局", $"各地各部门要认真组织开展岁末年初安全生产大检查大排查工作，第{i}组去了第{i}号库房，{(char)(0x5000 + (40 * i))}字号。");
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);

            void Put(string id, string title, string issuer, string text)
            {
                var stated = new FrontMatter { Title = title, Year = 2024, Issuer = issuer };
                writer.Put(writer.Prepare(understanding.Understand(new RawMaterial { Text = text, FrontMatter = stated }, id), id));
            }
        }

        _library = LibraryFolder.Open(_folder.Path);
    }

    public void Dispose()
    {
        _library.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void What_everybody_opens_with_is_counted_apart_and_what_one_borrowed_is_told()
    {
        var overlap = _library.Overlap("报告0", "报告1")!;

        Assert.Equal(Borrowed, Assert.Single(overlap.Stretches).Text);
        Assert.Equal(1, overlap.Formulas);
        Assert.Null(_library.Overlap("报告2", "报告3"));
    }

    [Fact]
    public void What_many_materials_hold_is_a_formula_in_a_draft_too()
    {
        const string Common = "各地各部门要认真组织开展岁末年初安全生产大检查大排查工作";
        Assert.DoesNotContain(
            _library.CheckDraft($"{Common}，并报县安办。").Findings, f => f.Text.Contains("大排查", StringComparison.Ordinal));
        Assert.Contains(
            _library.CheckDraft($"{Common}。我镇{Borrowed}").Findings, f => f.Text.Contains("茶牌翻面", StringComparison.Ordinal));
    }

    [Fact]
    public void The_same_paper_of_other_counties_is_similar_before_other_texts_of_this_one_and_it_is_said_why()
    {
        var similar = _library.Similar("报告0", 5);

        Assert.Equal(["报告1", "报告2", "报告3", "报告4", "报告5"], similar.Select(s => s.Hit.Material).Order(StringComparer.Ordinal));
        Assert.All(similar, s => Assert.Contains(s.Reasons, r => r.Kind == ComparableKind.Title));
        var borrowed = similar.Single(s => s.Hit.Material == "报告1");
        Assert.Contains(borrowed.Reasons, r => r.Kind == ComparableKind.Stretches && r.Text.Contains("1 处", StringComparison.Ordinal));
        Assert.DoesNotContain(similar.Single(s => s.Hit.Material == "报告2").Reasons, r => r.Kind == ComparableKind.Stretches);
        Assert.Empty(_library.Similar("没有这一篇"));
    }
}
