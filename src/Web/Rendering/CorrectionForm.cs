using KnowledgeBase.Understanding.Corrections;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Reads the form of <see cref="CorrectionPage"/>.</summary>
internal static class CorrectionForm
{
    /// <summary>What stands in front of a theme's id in the name of its field.</summary>
    public const string ThemePrefix = "theme.";

    /// <summary>The correction that a form says.</summary>
    /// <param name="id">The material.</param>
    /// <param name="form">The form.</param>
    public static Correction Read(string id, IFormCollection form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new Correction
        {
            Material = id,
            Title = Text(form, "title"),
            Date = Text(form, "date") is { } date ? CorrectionFile.DateOf(date) ?? date : null,
            Issuer = Text(form, "issuer"),
            Genre = Text(form, "genre"),
            Tier = Text(form, "tier"),
            AddThemes = Themes(form, "add"),
            RemoveThemes = Themes(form, "remove"),
            Passages = [.. Passages(form)],
            Practices = [.. Practices(form)],
        };
    }

    private static string? Text(IFormCollection form, string name) => form[name].ToString().Trim() is { Length: > 0 } value ? value : null;

    private static List<string> Themes(IFormCollection form, string decided) =>
    [
        .. form.Where(f => f.Key.StartsWith(ThemePrefix, StringComparison.Ordinal) && f.Value == decided)
            .Select(f => f.Key[ThemePrefix.Length..]).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<PassageCorrection> Passages(IFormCollection form)
    {
        for (var i = 0; form.ContainsKey($"passage-{i}-words"); i++)
        {
            var (words, theme) = (Text(form, $"passage-{i}-words"), Text(form, $"passage-{i}-theme"));
            if (words is not null && theme is not null && form[$"passage-{i}-is"] != "")
            {
                var ids = theme.Split([',', '，', '、', ' '], StringSplitOptions.RemoveEmptyEntries);
                yield return form[$"passage-{i}-is"] == "remove"
                    ? new PassageCorrection(words, [], ids) : new PassageCorrection(words, ids, []);
            }
        }
    }

    private static IEnumerable<PracticeCorrection> Practices(IFormCollection form)
    {
        for (var i = 0; form.ContainsKey($"practice-{i}-words"); i++)
        {
            var (words, name, decided) = (
                Text(form, $"practice-{i}-words"), Text(form, $"practice-{i}-name"), form[$"practice-{i}-is"].ToString());
            if (words is null)
            {
                continue;
            }

            // Of a practice that was found, another name is a decision by itself.
            var isFound = form.ContainsKey($"practice-{i}-found");
            var isNamed = name is not null && name != Text(form, $"practice-{i}-found");
            if (decided == "no")
            {
                yield return new PracticeCorrection(words, IsPractice: false, Name: null);
            }
            else if (decided == "yes" || (isFound && isNamed))
            {
                yield return new PracticeCorrection(words, IsPractice: true, isNamed ? name : null);
            }
        }
    }
}
