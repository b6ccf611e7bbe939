using System.Text.RegularExpressions;
using KnowledgeBase.Tests;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Tests.Vocabulary;

/// <summary>The notation of src/Understanding/Data/*.txt, and what every list of it must keep.</summary>
public partial class WordListTests
{
    private static readonly string Room = Path.Combine(RepositoryRoot.Path, "src", "Understanding");

    private static readonly string[] Files =
        [.. Directory.GetFiles(Path.Combine(Room, "Data"), "*.txt")
            .Select(f => Path.GetFileNameWithoutExtension(f))
            .Order(StringComparer.Ordinal)];

    public static TheoryData<string> Lists => [.. Files];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_list_says_what_it_is_for_and_where_its_words_come_from(string name)
    {
        var opening = File.ReadLines(Path.Combine(Room, "Data", name + ".txt")).TakeWhile(l => l.StartsWith('#')).ToArray();

        Assert.True(opening.Length >= 2, $"Data/{name}.txt opens with {opening.Length} line(s) of comment");
        Assert.Contains(opening, l => l.StartsWith("# Source: ", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_section_of_every_list_is_read_and_used(string name)
    {
        var list = WordList.Of(name);
        var used = Uses().Where(u => u.List == name).Select(u => u.Section);

        // Sectors and slips are read in a loop: a new section is a new sector, or another word that is written wrongly.
        Assert.Empty(IsOfSectors(name) || name == "slips" ? [] : list.Sections.Except(used, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void The_lists_of_sectors_have_the_same_sectors(string name)
    {
        if (IsOfSectors(name))
        {
            Assert.Equal(WordList.Of("sectors").Sections, WordList.Of(name).Sections);
        }
    }

    private static bool IsOfSectors(string name) => name is "sectors" or "unit-sectors" or "sector-names";

    [Fact]
    public void The_code_asks_for_no_section_that_is_not_there()
    {
        var uses = Uses();

        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, u => !WordList.Of(u.List).Sections.Contains(u.Section, StringComparer.Ordinal));
    }

    [Fact]
    public void Every_list_is_part_of_the_program_and_of_its_documentation()
    {
        var page = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "docs", "word-lists.md"));

        Assert.Equal(Files, WordList.Names);
        Assert.DoesNotContain(Files, f => !page.Contains($"`{f}.txt`", StringComparison.Ordinal));
    }

    [Fact]
    public void Provinces_are_all_34_wherever_they_are_asked_for()
    {
        var provinces = WordList.Words("places", "provinces");

        Assert.Equal(34, provinces.Count);
        Assert.Superset(new HashSet<string> { "香港", "澳门", "台湾", "内蒙古" }, provinces.ToHashSet());
    }

    [Fact]
    public void Words_stand_in_sections_several_on_a_line_and_comments_anywhere()
    {
        var list = WordList.Read("plants", ["# Plants.", "", "[trees]", "松 柏", "# evergreen, too", "  冬青  ", "[herbs]", "索␣引␣号 甲⏎乙"]);

        Assert.Equal(["trees", "herbs"], list.Sections);
        Assert.Equal(["松", "柏", "冬青"], list["trees"]);
        Assert.Equal(["索 引 号", "甲\n乙"], list["herbs"]);
    }

    [Theory]
    [InlineData("Data/plants.txt:1: a list opens with a comment", "[trees]", "松")]
    [InlineData("Data/plants.txt:2: words stand in front of the first section", "# Plants.", "松")]
    [InlineData("Data/plants.txt:4: '松' stands in the section [trees] twice", "# Plants.", "[trees]", "松 柏", "松")]
    [InlineData("Data/plants.txt:3: the section [trees] above has no words", "# Plants.", "[trees]", "[herbs]", "草")]
    [InlineData("Data/plants.txt:3: the section [trees] above has no words", "# Plants.", "[trees]")]
    [InlineData("Data/plants.txt:6: the section [trees] above stands in the list twice", "# Plants.", "[trees]", "松", "[trees]", "柏")]
    public void What_breaks_the_notation_is_told_with_file_and_line(string message, params string[] lines)
    {
        var broken = Assert.Throws<InvalidDataException>(() => WordList.Read("plants", lines));

        Assert.StartsWith(message, broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_section_that_is_not_there_is_told_with_those_that_are()
    {
        var missing = Assert.Throws<InvalidDataException>(() => WordList.Words("places", "planets"));

        Assert.Contains("[planets]", missing.Message, StringComparison.Ordinal);
        Assert.Contains("provinces", missing.Message, StringComparison.Ordinal);
    }

    private static (string List, string Section)[] Uses() =>
        [.. Directory.GetFiles(Room, "*.cs", SearchOption.AllDirectories)
            .SelectMany(f => Use().Matches(File.ReadAllText(f)))
            .Select(m => (m.Groups["list"].Value, m.Groups["section"].Value))];

    [GeneratedRegex("""WordList\.\w+\(\s*"(?<list>[^"]+)",\s*"(?<section>[^"]+)"\)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Use();
}
