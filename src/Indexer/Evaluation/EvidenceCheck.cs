using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Text.Numerals;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>
/// Checks that everything that is said of materials stands in them: every offset cuts out what it claims, every figure on a card stands in
/// its source, every tag and fact has its evidence, passages hold the whole text. It trusts nothing that understanding says and needs no
/// labels, so it can be run over any folder.
/// </summary>
/// <param name="taxonomy">The themes that tags may name.</param>
internal sealed class EvidenceCheck(Taxonomy taxonomy)
{
    private const string HeadingEvidence = "小标题：";
    private const string TitleEvidence = "标题：";
    private const string OwnersDecision = "人工指定";

    /// <summary>Problems that are told of one material; the rest is counted.</summary>
    private const int MostPerMaterial = 20;

    private readonly List<string> _problems = [];
    private int _materials;
    private int _sound;
    private int _facts;
    private int _headings;
    private int _passages;
    private int _tags;
    private int _practices;
    private int _figures;
    private int _recognitions;
    private int _wordings;

    /// <summary>Checks a material.</summary>
    /// <param name="file">Its name in reports.</param>
    /// <param name="material">What was understood of it.</param>
    public void Add(string file, Material material)
    {
        _materials++;
        var found = new List<string>();
        CheckFacts(material, found);
        CheckHeadings(material, found);
        CheckPassages(material, found);
        CheckMaterialThemes(material, found);
        foreach (var practice in material.Practices)
        {
            CheckPractice(material, practice, found);
        }

        CheckWordings(material, found);
        _sound += found.Count == 0 ? 1 : 0;
        _problems.AddRange(found.Take(MostPerMaterial).Select(p => $"{file}: {p}"));
        if (found.Count > MostPerMaterial)
        {
            _problems.Add($"{file}: and {found.Count - MostPerMaterial} more.");
        }
    }

    /// <summary>What was checked, and all that is wrong.</summary>
    public EvaluationReport Report(string source) => new("evidence", source)
    {
        Figures = [Figure.Share("sound", "materials without a fault", _sound, _materials)],
        Details = new ReportTable(
            ["checked", "count"],
            [
                ["facts", _facts], ["headings", _headings], ["passages", _passages], ["theme tags", _tags], ["practices", _practices],
                ["figures", _figures], ["recognitions", _recognitions], ["formulations", _wordings],
            ]),
        Problems = _problems,
    };

    private static bool IsIn(string text, int start, int end) => start >= 0 && start <= end && end <= text.Length;

    private static bool Stands(string text, int start, int end, string words) =>
        IsIn(text, start, end) && text.AsSpan(start, end - start).SequenceEqual(words);

    private void CheckFacts(Material material, List<string> found)
    {
        var facts = material.Facts;
        if (ComparedWords.Of(facts.Title).Length == 0)
        {
            found.Add("the title is empty.");
        }

        if (facts.TitleSpan is { } span
            && (!IsIn(material.Text, span.Start, span.End) || ComparedWords.Of(span.In(material.Text)) != ComparedWords.Of(facts.Title)))
        {
            found.Add($"the title “{facts.Title}” does not stand at [{span.Start},{span.End}).");
        }

        CheckFact("genre", facts.Genre, g => Genres.All.Contains(g, StringComparer.Ordinal));
        CheckFact("year", facts.Year, y => y is > 1000 and < 10_000);
        CheckFact("date", facts.Date, d => facts.Year is null || facts.Year.Value == d.Year);
        CheckFact("tier", facts.Tier, t => Tiers.All.Contains(t, StringComparer.Ordinal));
        CheckFact("issuer", facts.Issuer, IsSaid);
        CheckFact("sector", facts.Sector, IsSaid);
        CheckFact("region", facts.Region, IsSaid);
        CheckFact("document number", facts.DocumentNumber, IsSaid);
        CheckFact("audience", facts.Audience, IsSaid);

        static bool IsSaid(string value) => value.Length > 0;

        void CheckFact<T>(string name, Fact<T>? fact, Func<T, bool> isPossible)
        {
            if (fact is null)
            {
                return;
            }

            _facts++;
            if (!isPossible(fact.Value))
            {
                found.Add(string.Create(CultureInfo.InvariantCulture, $"the {name} cannot be “{fact.Value}”."));
            }

            if (fact.Confidence is not (>= 0 and <= 1))
            {
                found.Add($"the {name}'s confidence is {fact.Confidence}.");
            }

            if (string.IsNullOrWhiteSpace(fact.Evidence))
            {
                found.Add(string.Create(CultureInfo.InvariantCulture, $"the {name} “{fact.Value}” has no evidence."));
            }
        }
    }

    private void CheckHeadings(Material material, List<string> found)
    {
        var text = material.Text;
        var behind = 0;
        foreach (var heading in material.Headings)
        {
            _headings++;
            if (!Stands(text, heading.Start, heading.End, heading.Text))
            {
                found.Add($"the heading “{heading.Text}” does not stand at [{heading.Start},{heading.End}).");
            }
            else if (heading.MarkerStart > heading.Start || !IsIn(text, heading.MarkerStart, heading.Start)
                || !text.AsSpan(heading.MarkerStart).StartsWith(heading.Marker, StringComparison.Ordinal))
            {
                found.Add($"the marker “{heading.Marker}” of the heading “{heading.Text}” does not stand at {heading.MarkerStart}.");
            }

            if (heading.Level < 1)
            {
                found.Add($"the heading “{heading.Text}” has the level {heading.Level}.");
            }

            if (heading.MarkerStart < behind)
            {
                found.Add($"the heading “{heading.Text}” begins at {heading.MarkerStart}, within the one before it.");
            }

            behind = heading.End;
        }
    }

    private void CheckPassages(Material material, List<string> found)
    {
        var text = material.Text;
        var headings = material.Headings.Select(h => h.Text).ToHashSet(StringComparer.Ordinal);
        var behind = 0;
        foreach (var passage in material.Passages)
        {
            _passages++;
            if (!IsIn(text, passage.Start, passage.End) || passage.Start < behind || passage.Start == passage.End)
            {
                found.Add($"the passage [{passage.Start},{passage.End}) is no stretch of the text behind {behind}.");
                continue;
            }

            CheckNothingLost(text, behind, passage.Start, found);
            behind = passage.End;
            var place = $"the passage [{passage.Start},{passage.End})";
            foreach (var heading in passage.HeadingPath.Where(h => !headings.Contains(h)))
            {
                found.Add($"{place} stands under “{heading}”, which is no heading.");
            }

            CheckCrossing(material, passage, found);
            foreach (var tag in passage.Themes)
            {
                CheckTag(tag, place, found);
                foreach (var words in tag.Evidence.Where(e => !IsEvidence(e, passage, material)))
                {
                    found.Add($"{place} is tagged {tag.Theme} for “{words}”, which does not stand there.");
                }
            }
        }

        CheckNothingLost(text, behind, text.Length, found);
    }

    private static void CheckNothingLost(string text, int start, int end, List<string> found)
    {
        for (var i = start; i < end; i++)
        {
            if (!char.IsWhiteSpace(text[i]) && !char.IsControl(text[i]) && char.GetUnicodeCategory(text[i]) != UnicodeCategory.Format)
            {
                found.Add($"[{i},{end}) is in no passage: “{text[i..Math.Min(end, i + 20)]}”.");
                return;
            }
        }
    }

    /// <summary>A passage begins with the headings that it opens; none may stand farther inside it or be cut by it.</summary>
    private static void CheckCrossing(Material material, Passage passage, List<string> found)
    {
        var at = passage.Start;
        foreach (var heading in material.Headings)
        {
            if (heading.End <= passage.Start || heading.MarkerStart >= passage.End)
            {
                continue;
            }

            if (heading.MarkerStart < passage.Start || heading.End > passage.End
                || ComparedWords.Of(material.Text[at..Math.Max(at, heading.MarkerStart)]).Length > 0)
            {
                found.Add($"the passage [{passage.Start},{passage.End}) crosses the heading “{heading.Text}” at {heading.MarkerStart}.");
            }

            at = Math.Max(at, heading.End);
        }
    }

    private static bool IsEvidence(string words, Passage passage, Material material) =>
        After(HeadingEvidence, words) is { } heading ? passage.HeadingPath.Any(h => h.Contains(heading, StringComparison.Ordinal))
        : After(TitleEvidence, words) is { } title ? material.Facts.Title.Contains(title, StringComparison.Ordinal)
        : words == OwnersDecision
            || material.Text.AsSpan(passage.Start, passage.End - passage.Start).Contains(words, StringComparison.Ordinal);

    private static string? After(string prefix, string words) =>
        words.StartsWith(prefix, StringComparison.Ordinal) ? words[prefix.Length..] : null;

    private void CheckTag(ThemeTag tag, string of, List<string> found)
    {
        _tags++;
        if (taxonomy.Find(tag.Theme) is null)
        {
            found.Add($"{of} is tagged {tag.Theme}, which the taxonomy doesn't know.");
        }

        if (tag.Evidence.Count == 0 || tag.Evidence.Any(string.IsNullOrWhiteSpace))
        {
            found.Add($"{of} is tagged {tag.Theme} without evidence.");
        }

        if (tag.Confidence is not (>= 0 and <= 1))
        {
            found.Add($"{of} is tagged {tag.Theme} with the confidence {tag.Confidence}.");
        }
    }

    private void CheckMaterialThemes(Material material, List<string> found)
    {
        var evidence = material.Passages.SelectMany(p => p.Themes).ToLookup(t => t.Theme, StringComparer.Ordinal);
        foreach (var tag in material.Themes)
        {
            CheckTag(tag, "the material", found);
            foreach (var words in tag.Evidence.Where(e =>
                e != OwnersDecision && !evidence[tag.Theme].Any(t => t.Evidence.Contains(e, StringComparer.Ordinal))))
            {
                found.Add($"the material is tagged {tag.Theme} for “{words}”, which speaks for it in no passage.");
            }
        }
    }

    private void CheckPractice(Material material, Practice practice, List<string> found)
    {
        _practices++;
        var text = material.Text;
        var card = $"the card at [{practice.ActSpan.Start},{practice.ActSpan.End})";
        if (!Stands(text, practice.ActSpan.Start, practice.ActSpan.End, practice.Act))
        {
            found.Add($"{card}: its act does not stand there.");
        }

        if (practice.Name is { } name && !text.Contains(name, StringComparison.Ordinal))
        {
            found.Add($"{card}: its name “{name}” does not stand in the text.");
        }

        if (practice.Actor is { } actor && actor != material.Facts.Issuer?.Value
            && !text.Contains(actor, StringComparison.Ordinal) && !material.Facts.Title.Contains(actor, StringComparison.Ordinal))
        {
            found.Add($"{card}: its unit “{actor}” stands neither in the text nor in the facts.");
        }

        if (practice.Grade is < 1 or > 3 || practice.GradeReason.Length == 0)
        {
            found.Add($"{card}: its grade is {practice.Grade}, for the reason “{practice.GradeReason}”.");
        }

        foreach (var theme in practice.Themes.Where(t => taxonomy.Find(t) is null))
        {
            found.Add($"{card}: the taxonomy doesn't know its theme {theme}.");
        }

        foreach (var result in practice.Results)
        {
            CheckResult(text, card, result, found);
        }

        foreach (var recognition in practice.Recognitions)
        {
            _recognitions++;
            if (!Stands(text, recognition.Start, recognition.End, recognition.Text))
            {
                found.Add($"{card}: its recognition “{recognition.Text}” does not stand at [{recognition.Start},{recognition.End}).");
            }
        }
    }

    private void CheckResult(string text, string card, PracticeResult result, List<string> found)
    {
        _figures++;
        if (!Stands(text, result.Start, result.End, result.Text))
        {
            found.Add($"{card}: its figure “{result.Text}” does not stand at [{result.Start},{result.End}).");
            return;
        }

        if (result.Value is { } value && !Values(result.Text).Contains(value))
        {
            found.Add(string.Create(CultureInfo.InvariantCulture, $"{card}: the value {value} is not what “{result.Text}” says."));
        }

        if (result.Unit is not ("" or "%" or "位次") && !result.Text.Contains(result.Unit, StringComparison.Ordinal))
        {
            found.Add($"{card}: the unit {result.Unit} does not stand in “{result.Text}”.");
        }

        if (!text.Contains(result.What, StringComparison.Ordinal))
        {
            found.Add($"{card}: “{result.What}”, which it counts, does not stand in the text.");
        }
    }

    private static List<double> Values(string text)
    {
        var values = new List<double>();
        for (var at = 0; at < text.Length && NumeralReader.TryFind(text, at, out var number); at = Math.Max(number.End, at + 1))
        {
            if (number.Value is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private void CheckWordings(Material material, List<string> found)
    {
        foreach (var wording in material.Wordings)
        {
            _wordings++;
            if (wording.Count != wording.Starts.Count || wording.Count == 0)
            {
                found.Add($"the formulation “{wording.Text}” is said to stand {wording.Count} times, at {wording.Starts.Count} places.");
            }

            var behind = 0;
            foreach (var start in wording.Starts)
            {
                if (start < behind || !Stands(material.Text, start, start + wording.Text.Length, wording.Text))
                {
                    found.Add($"the formulation “{wording.Text}” does not stand at {start}.");
                    break;
                }

                behind = start + wording.Text.Length;
            }
        }
    }


}
