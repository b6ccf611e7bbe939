using KnowledgeBase.Materials;
using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What the page shows on which materials are brought in.</summary>
/// <param name="ThemeNames">Names of themes by id.</param>
/// <param name="Groups">Groups that readers are of.</param>
internal sealed record UploadPage(IReadOnlyDictionary<string, string> ThemeNames, IReadOnlyList<string> Groups)
{
    /// <summary>Who may read the files, as the form sends it and as the page says it.</summary>
    public IEnumerable<(string Value, string Name)> Levels =>
    [
        ("", "不指定：照文件自己写的，没写就公开"),
        (AccessLevel.Public.Written, AccessLevel.Public.Name),
        (AccessLevel.Internal.Written, $"{AccessLevel.Internal.Name}（有密钥的人）"),
        .. Groups.Select(group => (group, $"仅 {group}")),
    ];

    /// <summary>How large a file may be, as the page says it.</summary>
    public static string LargestFile { get; } = $"{IntakeDesk.LargestFile / 1_000_000} MB";

    /// <summary>How large all files of a form may be together, as the page says it.</summary>
    public static string LargestUpload { get; } = $"{IntakeDesk.LargestUpload / 1_000_000} MB";

    /// <summary>What became of files that were sent; null when none were.</summary>
    public IntakeResult? Result { get; init; }

    /// <summary>What was done; null when nothing else than bringing in was.</summary>
    public string? Done { get; init; }

    /// <summary>Why nothing was done; null when something was, or nothing was asked for.</summary>
    public string? Error { get; init; }

    /// <summary>What was brought in and withdrawn lately.</summary>
    public RecentMaterials Recent { get; init; } = new([], []);

    /// <summary>How many files were taken, were there and were refused, in a sentence.</summary>
    public string Summary
    {
        get
        {
            var counts = (Result?.Files ?? [])
                .GroupBy(
                    f => f.Status switch { IntakeStatus.Refused => "没有收", IntakeStatus.Unchanged => "已在库中", _ => "收下" },
                    StringComparer.Ordinal)
                .Select(g => $"{g.Key} {g.Count()} 个");
            return $"{string.Join("，", counts)}。";
        }
    }

    /// <summary>A status of a file in Chinese, and the class of its badge.</summary>
    public static (string Name, string Class) StatusOf(IntakeResult.File file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Status switch
        {
            IntakeStatus.Taken => ("已收下", "is-right"),
            IntakeStatus.Replaced => ("已替换", "is-right"),
            IntakeStatus.Unchanged => ("已有同一份", "is-copy"),
            _ => ("没有收", "is-wrong"),
        };
    }

    /// <summary>What was understood of a material, name by name; null where its text does not say.</summary>
    public IEnumerable<(string Name, string? Value)> FactsOf(UnderstoodMaterial material)
    {
        ArgumentNullException.ThrowIfNull(material);
        var themes = material.Themes.Where(t => !t.Contains('.', StringComparison.Ordinal)).Take(4)
            .Select(t => ThemeNames.GetValueOrDefault(t, t));
        return
        [
            ("日期", ChineseDate.Of(material.Date, material.Year)),
            ("单位", material.Issuer),
            ("文种", material.Genre),
            ("主题", string.Join("、", themes) is { Length: > 0 } names ? names : null),
            ("篇幅", $"{material.Passages} 段"),
            ("可阅读范围", AccessLevel.FromWritten(material.Access).Name),
        ];
    }
}
