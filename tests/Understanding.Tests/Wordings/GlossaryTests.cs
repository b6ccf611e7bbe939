using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Understanding.Tests.Wordings;

public class GlossaryTests
{
    [Fact]
    public void The_built_in_glossary_knows_what_a_contraction_stands_for()
    {
        var entry = Glossary.Default.Find("四个意识")!;

        Assert.Equal(WordingKind.Numeral, entry.Kind);
        Assert.Equal(["政治意识", "大局意识", "核心意识", "看齐意识"], entry.Parts);
        Assert.Equal("政治意识、大局意识、核心意识、看齐意识", entry.FullForm);
        Assert.Equal(2016, entry.Since);
        Assert.Null(entry.Superseded);
    }

    [Theory]
    [InlineData("“四个 意识”")]
    [InlineData("四个意识")]
    public void Quotes_and_white_space_make_no_difference(string asked) =>
        Assert.Equal("四个意识", Glossary.Default.Find(asked)?.Text);

    [Fact]
    public void It_holds_more_than_a_thousand_entries_and_none_twice()
    {
        var texts = Glossary.Default.Entries.Select(e => ComparableText.Fold(e.Text)).ToList();

        Assert.True(texts.Count > 1000, $"{texts.Count} entries");
        Assert.Equal(texts.Count, texts.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void No_form_is_called_wrong_by_one_entry_and_right_by_another()
    {
        var wrong = Glossary.Default.Entries.SelectMany(e => e.Wrong);

        Assert.DoesNotContain(wrong, form => Glossary.Default.Find(form) is not null);
    }

    [Fact]
    public void The_current_form_is_the_last_successor()
    {
        var glossary = Glossary.Parse(("a.yaml", """
            kind: fixed
            entries:
              - {text: 旧说法, superseded: {by: 中间说法, since: 2008}}
              - {text: 中间说法, superseded: {by: 新说法, since: 2017}}
              - 新说法
            """));

        Assert.Equal("新说法", glossary.CurrentFormOf(glossary.Find("旧说法")!));
        Assert.Equal(new Supersession("中间说法", 2008), glossary.Find("旧说法")!.Superseded);
    }

    [Fact]
    public void An_owners_folder_adds_replaces_and_removes_entries()
    {
        var folder = Directory.CreateTempSubdirectory("glossary");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "own.yaml"), """
                kind: numeral
                entries:
                  - {text: 三问三办, parts: [问需求, 问困难, 问建议, 马上办, 上门办, 合力办]}
                  - {text: 四个意识, occasion: 本单位学习手册}
                remove: [好人主义]
                """);

            var glossary = Glossary.Load(folder.FullName);

            // One more and one less.
            Assert.Equal(Glossary.Default.Entries.Count, glossary.Entries.Count);
            Assert.Null(glossary.Find("好人主义"));
            Assert.Equal(6, glossary.Find("三问三办")!.Parts.Count);
            Assert.Equal("本单位学习手册", glossary.Find("四个意识")!.Occasion);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_owners_file_takes_the_place_of_the_built_in_file_of_its_name()
    {
        var folder = Directory.CreateTempSubdirectory("glossary");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "numerals.yaml"), "{kind: numeral, entries: [三问三办]}");

            var glossary = Glossary.Load(folder.FullName);

            Assert.Equal(["三问三办"], glossary.Entries.Where(e => e.Kind == WordingKind.Numeral).Select(e => e.Text));
            Assert.NotNull(glossary.Find("组织生活会"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_file_that_is_longer_than_any_glossary_is_named_and_not_read()
    {
        var folder = Directory.CreateTempSubdirectory("glossary");
        try
        {
            var path = Path.Combine(folder.FullName, "dump.yaml");
            File.WriteAllText(path, new string('#', OrdinaryFile.MaxSettingsBytes + 1));

            var problem = Assert.Single(Assert.Throws<GlossaryException>(() => Glossary.Load(folder.FullName)).Problems);

            Assert.StartsWith(path + ": ", problem, StringComparison.Ordinal);
            Assert.Contains("longer than 4 MiB", problem, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_folder_that_does_not_exist_adds_nothing() =>
        Assert.Same(Glossary.Default, Glossary.Load(Path.Combine(Path.GetTempPath(), "no-such-glossary")));

    [Fact]
    public void Everything_that_is_wrong_with_a_glossary_is_said_at_once_with_its_line()
    {
        var error = Assert.Throws<GlossaryException>(() => Glossary.Parse(("own.yaml", """
            kind: slogan
            entries:
              - 好
              - 三问三办
              - 三问三办
              - {text: 两查两改, since: 二〇二三}
              - {text: 甲说法, superseded: {by: 乙说法}}
              - {text: 丙说法, colour: red}
              - {text: 丁说法, same: [戊说法], wrong: [戊说法]}
            """)));

        Assert.Equal(
            [
                "own.yaml:1: 'slogan' is no kind; known are numeral, quoted, title, fixed",
                "own.yaml:3: the entry '好' needs a text of two characters or more",
                "own.yaml:5: '三问三办' is defined twice",
                "own.yaml:6: '二〇二三' is not a year between 1840 and 2100",
                "own.yaml:7: superseded needs by and since",
                "own.yaml:8: unknown key 'colour' of an entry; known are text, kind, parts, since, occasion, same, wrong, superseded",
                "own.yaml:9: '丁说法' calls one form both right and wrong",
            ],
            error.Problems);
    }

    [Fact]
    public void Successors_that_run_in_a_circle_are_an_error()
    {
        var error = Assert.Throws<GlossaryException>(() => Glossary.Parse(("own.yaml", """
            entries:
              - {text: 甲说法, superseded: {by: 乙说法, since: 2001}}
              - {text: 乙说法, superseded: {by: 甲说法, since: 2002}}
            """)));

        Assert.Equal(["'甲说法' is superseded in a circle", "'乙说法' is superseded in a circle"], error.Problems);
    }
}
