using System.Globalization;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Themes;
using YamlDotNet.RepresentationModel;

namespace KnowledgeBase.Understanding.Corrections;

/// <summary>
/// A file of YAML that says what was decided about one material. Names of fields are known in English and Chinese. A value that cannot be
/// taken costs only itself: it is told with file, line and field, and everything else of the file holds.
/// </summary>
public static class CorrectionFile
{
    /// <summary>The folder of a corpus in which such files lie, at any depth.</summary>
    public const string Folder = "corrections";

    /// <summary>How their names end. Other files in the folder are none of them.</summary>
    public const string Extension = ".yaml";

    private const int EarliestYear = 1900;
    private const int LatestYear = 2200;
    private const int LongestFact = 500;

    private static readonly string[] Days = ["yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyyMMdd", "yyyy年M月d日"];
    private static readonly string[] Yes = ["true", "yes", "是"];
    private static readonly string[] No = ["false", "no", "否", "不是"];

    /// <summary>Reads a file.</summary>
    /// <param name="name">The name under which its problems are told; empty for a text that is in no file.</param>
    /// <param name="yaml">What it holds.</param>
    /// <param name="isTheme">Whether the taxonomy has a theme.</param>
    /// <param name="problems">What cannot be taken, each with file and line, where the file has a name; at most a hundred.</param>
    /// <returns>What it decides; null when it is no YAML or does not say about which material.</returns>
    public static Correction? Read(string name, string yaml, Func<string, bool> isTheme, out IReadOnlyList<string> problems)
    {
        ArgumentNullException.ThrowIfNull(yaml);
        ArgumentNullException.ThrowIfNull(isTheme);
        var reader = new Reader(name, isTheme);
        var correction = reader.Read(yaml);
        problems = reader.Problems;
        return correction;
    }

    /// <summary>Writes a file that is read as the same again.</summary>
    /// <param name="correction">What was decided.</param>
    /// <param name="before">The file that it takes the place of, whose remarks at its head stay; null for none.</param>
    public static string Write(Correction correction, string? before = null)
    {
        ArgumentNullException.ThrowIfNull(correction);
        var text = new StringBuilder();
        foreach (var line in (before ?? "").ReplaceLineEndings("\n").Split('\n').TakeWhile(l => l.StartsWith('#')))
        {
            text.Append(line).Append('\n');
        }

        Field("material", correction.Material);
        Field("title", correction.Title);
        Field("date", correction.Date);
        Field("issuer", correction.Issuer);
        Field("genre", correction.Genre);
        Field("tier", correction.Tier);
        if (correction.AddThemes.Count + correction.RemoveThemes.Count > 0)
        {
            text.Append("themes:\n");
            List("  add", correction.AddThemes);
            List("  remove", correction.RemoveThemes);
        }

        Section("passages", correction.Passages, p =>
        {
            Field("  - words", p.Words);
            List("    add", p.Add);
            List("    remove", p.Remove);
        });
        Section("practices", correction.Practices, p =>
        {
            Field("  - words", p.Words);
            text.Append("    practice: ").Append(p.IsPractice ? Yes[0] : No[0]).Append('\n');
            Field("    name", p.Name);
        });
        return text.ToString();

        void Field(string name, string? value)
        {
            if (value is not null)
            {
                text.Append(name).Append(": ").Append(Scalar(value)).Append('\n');
            }
        }

        void List(string name, IReadOnlyList<string> values)
        {
            if (values.Count > 0)
            {
                text.Append(name).Append(": [").AppendJoin(", ", values.Select(Scalar)).Append("]\n");
            }
        }

        void Section<T>(string name, IReadOnlyList<T> entries, Action<T> write)
        {
            if (entries.Count > 0)
            {
                text.Append(name).Append(":\n");
                foreach (var entry in entries)
                {
                    write(entry);
                }
            }
        }
    }

    /// <summary>A value as YAML reads it again: as it is where nothing in it means anything there, in quotation marks otherwise.</summary>
    private static string Scalar(string value)
    {
        if (value.Length > 0 && (char.IsLetterOrDigit(value[0]) || value[0] is '《' or '“' or '（')
            && value.All(c => char.IsLetterOrDigit(c) || "《》“”（）〔〕、，。；·-_/.".Contains(c, StringComparison.Ordinal)))
        {
            return value;
        }

        var quoted = new StringBuilder("\"");
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\t' => quoted.Append("\\t"),
                _ when char.IsControl(c) || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator => quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    /// <summary>Takes a day or a year in the form in which people write it.</summary>
    /// <returns><c>yyyy-MM-dd</c>, <c>yyyy</c> or <see cref="Correction.Unknown"/>; null when it is none of them.</returns>
    public static string? DateOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text == Correction.Unknown)
        {
            return text;
        }

        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day.Year is >= EarliestYear and <= LatestYear ? day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
        }

        var digits = text.EndsWith('年') ? text[..^1] : text;
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= EarliestYear and <= LatestYear
            ? year.ToString(CultureInfo.InvariantCulture)
            : null;
    }

    /// <summary>What is wrong with a correction that somebody puts together: field and sentence; none when it can be written.</summary>
    /// <param name="correction">The correction.</param>
    /// <param name="isTheme">Whether the taxonomy has a theme.</param>
    public static IReadOnlyList<string> ProblemsOf(Correction correction, Func<string, bool> isTheme)
    {
        var read = Read("", Write(correction), isTheme, out var problems);
        return problems.Count > 0 || read is not null ? problems : ["material: must be the id of a material"];
    }

    private sealed class Reader(string name, Func<string, bool> isTheme)
    {
        private readonly YamlProblems _problems = new() { File = name };

        public IReadOnlyList<string> Problems => _problems.All;

        public Correction? Read(string yaml)
        {
            if (_problems.RootNode(yaml) is not { } root)
            {
                if (_problems.All.Count == 0)
                {
                    _problems.AddAt(1, "material: is missing; say which material it is about by its id");
                }

                return null;
            }

            var correction = new Correction { Material = "" };
            foreach (var (key, node) in _problems.Entries(root))
            {
                correction = With(correction, key, node);
            }

            if (correction.Material.Length > 0)
            {
                return correction;
            }

            _problems.Add(root, "material: is missing; say which material it is about by its id");
            return null;
        }

        private Correction With(Correction correction, string key, YamlNode node)
        {
            switch (key.ToLowerInvariant())
            {
                case "material" or "材料":
                    return correction with { Material = _problems.Text(node) };
                case "title" or "标题" or "题目":
                    return correction with { Title = Words(node, "title", mayBeUnknown: false) ?? correction.Title };
                case "issuer" or "发文单位" or "发文机关" or "单位":
                    return correction with { Issuer = Words(node, "issuer", mayBeUnknown: true) ?? correction.Issuer };
                case "date" or "日期" or "year" or "年份":
                    return correction with { Date = Date(node) ?? correction.Date };
                case "genre" or "文种":
                    return correction with { Genre = OneOf(node, "genre", Genres.All) ?? correction.Genre };
                case "tier" or "层级":
                    return correction with { Tier = OneOf(node, "tier", [.. Tiers.All, Correction.Unknown]) ?? correction.Tier };
                case "themes" or "主题":
                    return WithThemes(correction, node);
                case "passages" or "段落":
                    return correction with { Passages = [.. _problems.Maps(node).Select(Passage).OfType<PassageCorrection>()] };
                case "practices" or "做法":
                    return correction with { Practices = [.. _problems.Maps(node).Select(Practice).OfType<PracticeCorrection>()] };
                default:
                    _problems.Add(
                        node,
                        $"unknown field '{key}'; known are material, title, date, issuer, genre, tier, themes, passages, practices");
                    return correction;
            }
        }

        private Correction WithThemes(Correction correction, YamlNode node)
        {
            foreach (var (key, value) in _problems.Entries(node))
            {
                switch (key)
                {
                    case "add" or "增加": correction = correction with { AddThemes = Themes(value, "themes") }; break;
                    case "remove" or "去掉": correction = correction with { RemoveThemes = Themes(value, "themes") }; break;
                    default: _problems.Add(value, $"themes: unknown field '{key}'; known are add, remove"); break;
                }
            }

            return correction;
        }

        private PassageCorrection? Passage(YamlMappingNode map)
        {
            var passage = new PassageCorrection("", [], []);
            foreach (var (key, node) in _problems.Entries(map))
            {
                switch (key)
                {
                    case "words" or "文字": passage = passage with { Words = _problems.Text(node) }; break;
                    case "add" or "增加": passage = passage with { Add = Themes(node, "passages") }; break;
                    case "remove" or "去掉": passage = passage with { Remove = Themes(node, "passages") }; break;
                    default: _problems.Add(node, $"passages: unknown field '{key}'; known are words, add, remove"); break;
                }
            }

            return HasWords(map, passage.Words, "passages") ? passage : null;
        }

        private PracticeCorrection? Practice(YamlMappingNode map)
        {
            var practice = new PracticeCorrection("", true, null);
            foreach (var (key, node) in _problems.Entries(map))
            {
                switch (key)
                {
                    case "words" or "文字": practice = practice with { Words = _problems.Text(node) }; break;
                    case "name" or "名称": practice = practice with { Name = Words(node, "practices", mayBeUnknown: false) }; break;
                    case "practice" or "是做法":
                        var said = _problems.Text(node).ToLowerInvariant();
                        if (!Yes.Contains(said, StringComparer.Ordinal) && !No.Contains(said, StringComparer.Ordinal))
                        {
                            _problems.Add(node, $"practices: practice: '{said}' is neither true nor false");
                            return null;
                        }

                        practice = practice with { IsPractice = Yes.Contains(said, StringComparer.Ordinal) };
                        break;
                    default: _problems.Add(node, $"practices: unknown field '{key}'; known are words, practice, name"); break;
                }
            }

            return HasWords(map, practice.Words, "practices") ? practice : null;
        }

        private bool HasWords(YamlNode node, string words, string field)
        {
            if (CueFold.Fold(words).Trim().Length > 0)
            {
                return true;
            }

            _problems.Add(node, $"{field}: words: must quote words of the text");
            return false;
        }

        private string? Words(YamlNode node, string field, bool mayBeUnknown)
        {
            var said = _problems.Text(node);
            if (said.Length is > 0 and <= LongestFact && said.All(c => !char.IsControl(c)) && (mayBeUnknown || said != Correction.Unknown))
            {
                return said;
            }

            _problems.Add(node, $"{field}: expected one line of up to {LongestFact} characters");
            return null;
        }

        private string? Date(YamlNode node)
        {
            var said = _problems.Text(node);
            if (DateOf(said) is { } date)
            {
                return date;
            }

            _problems.Add(node, $"date: '{Short(said)}' is no day such as 2023-07-01, no year such as 2023, and not {Correction.Unknown}");
            return null;
        }

        private string? OneOf(YamlNode node, string field, IReadOnlyList<string> values)
        {
            var said = _problems.Text(node);
            if (values.Contains(said, StringComparer.Ordinal))
            {
                return said;
            }

            _problems.Add(node, $"{field}: '{Short(said)}' is none of {string.Join('、', values)}");
            return null;
        }

        private List<string> Themes(YamlNode node, string field)
        {
            var ids = _problems.Strings(node);
            foreach (var id in ids.Where(id => !isTheme(id)))
            {
                _problems.Add(node, $"{field}: the taxonomy has no theme '{Short(id)}'");
            }

            return [.. ids.Where(isTheme).Distinct(StringComparer.Ordinal)];
        }

        private static string Short(string text) => text.Length <= 80 ? text : string.Concat(text.AsSpan(0, 80), "…");
    }
}
