using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Decisions;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Decisions;
using KnowledgeBase.Understanding.Corrections;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What every page shows on which something is decided.</summary>
internal abstract record DecisionPage
{
    /// <summary>What was done; null when nothing was.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was done; null when something was, or nothing was asked for.</summary>
    public string? Error { get; init; }

    /// <summary>What is wrong with what was sent.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>What the file holds, and what was expected, where somebody else has changed it; null otherwise.</summary>
    public (string? Current, string? Expected)? Conflict { get; init; }

    /// <summary>What the decision would change; null when nobody asked.</summary>
    public DecisionEffect? Effect { get; init; }
}

/// <summary>The page on which a material is corrected.</summary>
/// <param name="Material">The material as it is.</param>
/// <param name="Shown">The correction in the form.</param>
/// <param name="Themes">The themes that there are.</param>
internal sealed record CorrectionPage(Material Material, CorrectionResult Shown, IReadOnlyList<ThemeOverview> Themes) : DecisionPage
{
    private const int LongestQuote = 60;

    /// <summary>A form has a thousand fields at most; of what is behind, an entry of its own can be made.</summary>
    private const int MostPractices = 150;

    /// <summary>The correction in the form.</summary>
    public Correction Correction => Shown.Correction;

    /// <summary>
    /// Themes to decide about: id, name, whether the material has it, and what is decided (<c>add</c>, <c>remove</c> or empty).
    /// </summary>
    public IEnumerable<(string Id, string Name, bool Has, string Decided)> ThemeChoices => Themes
        .Where(t => t.Parent is null || Correction.AddThemes.Contains(t.Id, StringComparer.Ordinal)
            || Correction.RemoveThemes.Contains(t.Id, StringComparer.Ordinal))
        .Select(t => (
            t.Id, t.Name, Material.Themes.Any(m => m.Theme == t.Id),
            Correction.AddThemes.Contains(t.Id, StringComparer.Ordinal) ? "add"
                : Correction.RemoveThemes.Contains(t.Id, StringComparer.Ordinal) ? "remove" : ""));

    /// <summary>
    /// Practices to decide about: those that something is decided about, and those that were found; words that name it, whether it is
    /// decided (<c>yes</c>, <c>no</c> or empty), and its name.
    /// </summary>
    public IEnumerable<(string Words, string Decided, string Name)> PracticeChoices =>
    [
        .. Correction.Practices.Select(p => (p.Words, p.IsPractice ? "yes" : "no", p.Name ?? "")),
        .. Material.Practices
            .Where(p => !Correction.Practices.Any(c => p.Act.Contains(c.Words, StringComparison.Ordinal)))
            .Select(p => (Quote(p.Act), "", p.Name ?? ""))
            .Take(MostPractices),
    ];

    /// <summary>The beginning of what was done, as it stands on one line.</summary>
    private static string Quote(string act)
    {
        var line = act.Split('\n')[0];
        return line.Length <= LongestQuote ? line
            : line[..(char.IsHighSurrogate(line[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)];
    }
}

/// <summary>The page of the files of settings.</summary>
/// <param name="Files">The files.</param>
/// <param name="Error">Why there are none to show; null when nothing is wrong.</param>
internal sealed record SettingsPage(IReadOnlyList<SettingResult> Files, string? Error)
{
    /// <summary>The kinds, each with its name and what it is for.</summary>
    public static IReadOnlyList<(SettingKind Kind, string Name, string What)> Kinds { get; } =
    [
        (SettingKind.Lexicon, "词表", "分词要认得的词，每行一个；后面可以用制表符隔开写权重、类别和同义词。"),
        (SettingKind.Glossary, "提法词汇表", "规范提法及其写法、起止年份和替代的说法。"),
        (SettingKind.Taxonomy, "主题体系", "主题及判断主题的词语；overrides.yaml 是人工改定的主题。"),
    ];

    /// <summary>The name of a kind on pages.</summary>
    public static string NameOf(SettingKind kind) => Kinds.First(k => k.Kind == kind).Name;

    /// <summary>A name with the end that files of its kind have.</summary>
    public static string Whole(SettingKind kind, string name)
    {
        var ending = kind == SettingKind.Lexicon ? ".txt" : ".yaml";
        return name.Length == 0 || name.EndsWith(ending, StringComparison.Ordinal) ? name : name + ending;
    }
}

/// <summary>The page of a file of settings.</summary>
/// <param name="File">The file, with the text in the form.</param>
internal sealed record SettingPage(SettingResult File) : DecisionPage;

/// <summary>The page of the history.</summary>
/// <param name="Subject">What alone is shown; null for all.</param>
/// <param name="Changes">The changes, the newest first.</param>
internal sealed record ChangesPage(string? Subject, IReadOnlyList<ChangeResult> Changes) : DecisionPage
{
    /// <summary>The name of a kind of changes.</summary>
    public static string NameOf(string kind) =>
        DecisionDesk.KindOf(kind) is { } setting ? SettingsPage.NameOf(setting) : "更正材料";
}
