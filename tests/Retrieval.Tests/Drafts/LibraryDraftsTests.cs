using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Tests.Drafts;

public class LibraryDraftsTests
{
    [Theory]
    [InlineData("embedded")]
    [InlineData("lucene")]
    public void A_draft_is_checked_against_what_the_library_holds(string engine)
    {
        using var folder = new TemporaryFolder();
        var understanding = new MaterialUnderstanding();
        using (var writer = LibraryFolder.OpenWriter(folder.Path, Taxonomy.Default, Glossary.Default, [], engine: engine))
        {
            const string Text = "银杏镇党委推行“银杏树下议事会”，每月初八晚上在村口听群众说事，一户一户问难处、记要求，说完当场定下谁来办、几天办完、由谁回访、怎样销号。\n制定《银杏议事规则》。\n";
            writer.Put(writer.Prepare(understanding.Understand(new RawMaterial { Text = Text }, "银杏镇.txt"), "银杏镇.txt"));
            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        using var library = LibraryFolder.Open(folder.Path);
        var draft = "办好“银杏树下议事会”和“石榴花开恳谈会”，执行《银杏议事规则》和《石榴恳谈规则》。\n我镇每月初八晚上在村口听群众说事，一户一户问难处、记要求，说完当场定下谁来办、几天办完、由谁回访、怎样销号。\n";

        var report = library.CheckDraft(draft);

        Assert.Equal(
            [
                "Matching 银杏树下议事会: 库中有1篇材料用过。",
                "Unknown 石榴花开恳谈会: 词表和材料库中都没有，请确认是本单位的提法。",
                "Matching 银杏议事规则: 库中有1篇材料引用。",
                "UnknownTitle 石榴恳谈规则: 词表和材料库中都没有这个文件，请核对名称。",
            ],
            report.Findings.SkipLast(1).Select(f => $"{f.Kind} {f.Text}: {f.Message}"));
        var copy = report.Findings[^1];
        Assert.Equal((DraftFindingKind.Verbatim, "银杏镇.txt", true), (copy.Kind, copy.Source!.Id, copy.Source.IsVerbatim));
        Assert.StartsWith("每月初八晚上在村口", copy.Text, StringComparison.Ordinal);
        Assert.Equal($"与库中“银杏镇.txt”逐字相同（{copy.Source.Same}字）。", copy.Message);
    }
}
