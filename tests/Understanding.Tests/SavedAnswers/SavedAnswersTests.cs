using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Understanding.Tests.SavedAnswers;

/// <summary>
/// All that is understood of the sample library and of the texts in texts.txt, facts with their reasons and cards with their figures, is
/// saved in answers.txt: as it is, right or wrong. A change of any rule, weight or word that changes an answer shows there, and whoever
/// makes it decides by the difference whether it is for the better.
/// <c>KB_SAVE_ANSWERS=1 dotnet test tests/Understanding.Tests --filter SavedAnswers</c> saves anew.
/// </summary>
public sealed class SavedAnswersTests
{
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "tests", "Understanding.Tests", "SavedAnswers");

    [Fact]
    public void What_is_understood_is_what_was_saved()
    {
        var understanding = new MaterialUnderstanding();
        var answers = new List<string>();
        foreach (var (name, raw) in Texts().Concat(SampleLibrary()))
        {
            answers.Add($"== {name}");
            answers.AddRange(Shown(understanding.Understand(raw, name)));
        }

        var path = Path.Combine(Folder, "answers.txt");
        if (Environment.GetEnvironmentVariable("KB_SAVE_ANSWERS") == "1")
        {
            File.WriteAllLines(path, answers);
        }

        Assert.Equal(File.ReadAllLines(path), answers);
    }

    /// <summary>Made texts, parted by lines of four equal signs.</summary>
    private static IEnumerable<(string Name, RawMaterial Raw)> Texts() =>
        File.ReadAllText(Path.Combine(Folder, "texts.txt")).Split("\n====\n")
            .Select((text, i) => ($"text {i + 1}", new RawMaterial { Text = text }));

    /// <summary>The sample library without what its owner states, which would leave nothing to find out.</summary>
    private static IEnumerable<(string Name, RawMaterial Raw)> SampleLibrary()
    {
        var reader = new MaterialReader(programPath: "");
        return
            from file in SampleCorpus.Files()
            let name = Path.GetRelativePath(SampleCorpus.Folder, file).Replace('\\', '/')
            from material in reader.Read(file).Materials
            select (name, material.Material with { FrontMatter = FrontMatter.None });
    }

    private static IEnumerable<string> Shown(Material material)
    {
        var facts = material.Facts;
        yield return $"title: {facts.Title}{(facts.TitleInferred ? " (inferred)" : Place(facts.TitleSpan))}";
        foreach (var (name, fact) in new (string, object?)[]
        {
            ("genre", Fact(facts.Genre)), ("year", Fact(facts.Year)), ("date", Fact(facts.Date)), ("tier", Fact(facts.Tier)),
            ("issuer", Fact(facts.Issuer)), ("sector", Fact(facts.Sector)), ("region", Fact(facts.Region)),
            ("number", Fact(facts.DocumentNumber)), ("audience", Fact(facts.Audience)),
        })
        {
            if (fact is not null)
            {
                yield return $"{name}: {fact}";
            }
        }

        foreach (var card in material.Practices)
        {
            yield return $"practice:{Place(card.ActSpan)} {card.Name ?? "-"} | {card.Actor ?? "-"} | {card.Grade} {card.GradeReason}"
                + $" | {string.Join(' ', card.Themes)}";
            foreach (var r in card.Results)
            {
                yield return Invariant($"    {r.Text} = {(r.Approximate ? "about " : "")}{r.Value} {r.Unit} of {r.What} @{r.Start}");
            }

            foreach (var r in card.Recognitions)
            {
                yield return $"    {r.Text} @{r.Start}";
            }
        }
    }

    private static string? Fact<T>(Fact<T>? fact) =>
        fact is null
            ? null
            : Invariant($"{Value(fact.Value)} {fact.Confidence} {fact.Evidence.ReplaceLineEndings(" / ")}");

    private static object? Value<T>(T value) => value is DateOnly day ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : value;

    private static string Place(TextSpan? span) => span is { } s ? $" @{s.Start}-{s.End}" : " (from elsewhere)";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
