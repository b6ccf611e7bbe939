using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.StudyPacks;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.Relevance.Tests;

/// <summary>Where meaning serves besides searches: what is comparable, and what a study pack need not tell again.</summary>
[Collection(SampleMeaningTests.Name)]
public sealed class SameInOtherWordsTests(SampleMeaning sample)
{
    private const string Stairs = "experience/2022-柳桥街道楼道红管家.txt";

    [Fact]
    public void A_pasted_text_finds_what_is_comparable_in_other_words_and_is_told_why()
    {
        var text = "老院子没人打理，邻里为车位吵个不停。后来住户推举几位热心肠牵头，隔些天坐到一块儿谈，谈妥了贴出来，干得行不行大伙儿投票。";

        var found = sample.Library.ComparableTo(text).Materials;

        Assert.Contains(found.Take(3), m => m.Material.Line.Id == Stairs && m.Reasons.Any(r => r.Kind == ComparableKind.Meaning));
        Assert.All(found, m => Assert.NotEmpty(m.Reasons));
        Assert.Equal(found.Count, found.Select(m => m.Material.Line.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Words_in_common_are_shown_where_there_are_any_and_a_material_is_not_comparable_with_itself()
    {
        foreach (var part in Enum.GetValues<ComparedPart>())
        {
            var found = sample.Library.Comparable(Stairs, part, number: 1)!.Materials;

            Assert.Equal(5, found.Count);
            Assert.DoesNotContain(found, m => m.Material.Line.Id == Stairs);
            Assert.Contains(found, m => m.Reasons.Any(r => r.Kind == ComparableKind.Meaning));
            Assert.Contains(found, m => m.Reasons.Any(r => r.Kind == ComparableKind.Words && r.Values.Count > 0));
            Assert.Equal(found.OrderByDescending(m => m.Score).Select(m => m.Material.Line.Id), found.Select(m => m.Material.Line.Id));
        }
    }

    [Fact]
    public void A_study_pack_tells_of_different_things_done_before_it_tells_of_one_again_and_of_none_three_times()
    {
        string[] boxes =
        [
            "在镇政府门口设置意见箱，收集群众意见285条，解决255条。",
            "设立流动意见箱，征求群众意见214条，办结201条。",
            "在各村挂出征求意见箱，收到群众意见96条，逐条答复96条。",
            "设置线上线下意见箱，收集党员群众意见173条，整改160条。",
        ];
        string[] others =
        [
            "组织12支志愿服务队，为独居老人送餐、理发3200人次，群众意见大的吃饭难得到解决。",
            "建成田间党校11所，聘请土专家讲课，听取群众意见后增开课程46门，轮训村干部4600人次。",
        ];
        var understanding = new MaterialUnderstanding();

        // Among the sample library: what texts have in common is known from many.
        using var materials = new SampleLibrary();
        using var library = new TemporaryLibrary(
            boxes.Concat(others).Select((text, i) =>
            {
                var unit = $"{"甲乙丙丁戊己"[i]}山镇党委";
                var raw = new RawMaterial { Text = $"{unit}听取群众意见的做法\n\n{unit}{text}" };
                return (understanding.Understand(raw, $"m{i}"), $"m{i}");
            }).Concat(materials.Materials.Select(m => (m, m.Id))),
            meaning: sample.Model,
            threads: 1);

        var all = library.Library.StudyPack(new StudyPackRequest { Query = "群众意见", Minutes = 120 })!.Cases;
        string[] cases = [.. all.Where(c => c.Material.Id.Length == 2).Select(c => c.Text)];

        Assert.InRange(cases.Count(text => text.Contains("意见箱", StringComparison.Ordinal)), 1, 2);
        Assert.Equal(others.Length, cases.Count(text => !text.Contains("意见箱", StringComparison.Ordinal)));
        Assert.All(
            cases.Where(text => text.Contains("意见箱", StringComparison.Ordinal)).Skip(1),
            again => Assert.True(Array.IndexOf(cases, again) >= others.Length + 1));
    }

    [Fact]
    public void Two_names_for_one_thing_done_are_offered_with_where_they_stand_and_no_others()
    {
        string[] texts =
        [
            "桐花县沿河乡推行“晒谷场夜话”，每月请村民在晒谷场上坐成一圈，听意见、议难题、当场派活，全年收到意见412条，办结398条。",
            "云岭市河西镇开办“榕树下议事”，每月请村民在榕树下坐成一圈，听意见、议难题、当场派活，全年收到意见260条，办结251条。",
            "松溪县教育局实施“青蓝护航”计划，由名师党员带年轻教师备课听课，结对96对，新教师转正合格率达到100%。",
        ];
        var understanding = new MaterialUnderstanding();
        using var materials = new SampleLibrary();
        using var library = new TemporaryLibrary(
            texts.Select((text, i) => (
                    understanding.Understand(new RawMaterial { Text = $"做法之{"一二三"[i]}\n\n{text}" }, $"m{i}"), $"m{i}"))
                .Concat(materials.Materials.Select(m => (m, m.Id))),
            meaning: sample.Model,
            threads: 1);

        var pairs = library.Library.Synonyms(50)!;

        var pair = Assert.Single(pairs, p => new[] { p.One.Name, p.Other.Name }.Contains("榕树下议事", StringComparer.Ordinal));
        Assert.Equal(["晒谷场夜话", "榕树下议事"], new[] { pair.One.Name, pair.Other.Name }.Order(StringComparer.Ordinal));
        Assert.All(
            [pair.One, pair.Other],
            example => Assert.True(example.Passages == 1 && example.Act.Contains(example.Name, StringComparison.Ordinal)));
        Assert.NotEqual(pair.One.Material.Id, pair.Other.Material.Id);
        Assert.DoesNotContain(pairs, p => p.One.Name == "青蓝护航" || p.Other.Name == "青蓝护航");
        Assert.Equal(pairs.OrderByDescending(p => p.Likeness), pairs);
        Assert.Equal(pairs.Take(1), library.Library.Synonyms(1));
    }

    [Fact]
    public void Without_vectors_nothing_is_said_of_names()
    {
        using var materials = new SampleLibrary();
        using var library = new TemporaryLibrary(materials.Materials.Take(2).Select(m => (m, m.Id)));

        Assert.Null(library.Library.Synonyms());
    }
}
