using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Tests.Indexing;

public class PassageUnitTests
{
    [Fact]
    public void Every_character_but_white_space_belongs_to_exactly_one_unit()
    {
        const string text = "关于党建工作的汇报\n一、主要做法\n抓学习。\n抓组织。\n二、下步打算\n强作风。\n2023年5月\n";
        var material = SampleMaterial.Of(text, Between(text, "抓学习。", []), Between(text, "抓组织。", []), Between(text, "强作风。", []));

        var units = PassageUnit.Of(material);

        Assert.Equal(
            ["关于党建工作的汇报\n一、主要做法\n抓学习。", "抓组织。", "二、下步打算\n强作风。\n2023年5月"],
            units.Select(u => text[u.Start..u.End]));
        Assert.Equal(["抓学习。", "抓组织。", "强作风。\n2023年5月"], units.Select(u => text[u.BodyStart..u.End]));
    }

    [Fact]
    public void A_material_without_passages_is_one_unit()
    {
        var unit = Assert.Single(PassageUnit.Of(SampleMaterial.Of("\n只有标题\n")));

        Assert.Equal((1, 5, 1), (unit.Start, unit.End, unit.BodyStart));
        Assert.Empty(unit.HeadingPath);
    }

    private static Passage Between(string text, string words, string[] path)
    {
        var start = text.IndexOf(words, StringComparison.Ordinal);
        return new Passage(start, start + words.Length, path, []);
    }
}
