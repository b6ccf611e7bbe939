using System.Buffers;
using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Practices;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>Turns a material into the documents of the index. One instance serves one thread at a time and is reused.</summary>
internal sealed class MaterialIndexer(IWordAnalyzer analyzer, Glossary glossary)
{
    private readonly FoldedText _folded = new();
    private readonly List<Word> _words = [];
    private readonly TokenBuffer _tokens = new();
    private readonly TokenBuffer _allTokens = new();
    private readonly TokenBuffer _titleTokens = new();
    private readonly List<(PassageField Field, string Value)> _wholes = [];
    private readonly ArrayBufferWriter<byte> _json = new();

    /// <summary>The card of the material that a block was filled with last, as JSON.</summary>
    public byte[] Card { get; private set; } = [];

    /// <summary>Fills a block with the documents of a material: its passages, then the material itself.</summary>
    /// <returns>Number of passages.</returns>
    /// <param name="block">The block.</param>
    /// <param name="understood">The material.</param>
    /// <param name="path">Path of its file, to be shown.</param>
    /// <param name="today">A later day or year is doubtful, and nothing goes by it; null when none is.</param>
    /// <param name="cancellation">Ends it between two passages.</param>
    public int Fill(IPassageBlock block, Material understood, string? path, DateOnly? today, CancellationToken cancellation)
    {
        block.Clear();
        var isDoubtful = today is { } day && IsAfter(understood.Facts, day);
        var material = isDoubtful ? understood with { Facts = understood.Facts with { Date = null, Year = null } } : understood;
        var units = PassageUnit.Of(material);
        Analyze(material.Facts.Title, _titleTokens);
        var origin = UnitOrigin.Of(material.Facts);
        ReadFacts(material.Facts, origin);
        var wordings = WordingsOf(material, units);
        for (var i = 0; i < units.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            block.NextDocument();
            AddPassage(block, material, units[i], i);
            foreach (var wording in wordings[i])
            {
                block.AddKeyword(PassageField.Wording, wording);
            }

            AddPractices(block, material, units, i);

            block.SetNumber(PassageField.ToMaterial, units.Length - i);
        }

        block.NextDocument();
        AddMaterial(block, material, path, origin, units);
        var whole = isDoubtful ? understood with { Facts = understood.Facts with { DateIsDoubtful = true } } : understood;
        block.Store(StoredField.Whole, Json(whole, StoredJson.Compact.Material));
        return units.Length;
    }

    /// <summary>
    /// The formulations that begin in each unit, each once, and the fixed ones that stand in it within longer ones: whoever asks for 全面从严治党
    /// finds them too, and a list and a page must not tell two numbers.
    /// </summary>
    private List<string>[] WordingsOf(Material material, PassageUnit[] units)
    {
        var wordings = new List<string>[units.Length];
        for (var i = 0; i < units.Length; i++)
        {
            wordings[i] = [];
        }

        foreach (var wording in material.Wordings)
        {
            if (WordingTerm.Of(wording) is not { } term)
            {
                continue;
            }

            var unit = 0;
            foreach (var start in wording.Starts)
            {
                // Both ascend, so one walk over the units serves all occurrences.
                while (unit + 1 < units.Length && units[unit + 1].Start <= start)
                {
                    unit++;
                }

                if (wordings[unit] is [] || wordings[unit][^1] != term)
                {
                    wordings[unit].Add(term);
                }
            }
        }

        for (var i = 0; i < units.Length; i++)
        {
            var known = wordings[i].Select(term => Glossary.Comparable(WordingTerm.Read(term).Text)).ToHashSet(StringComparer.Ordinal);
            foreach (var entry in glossary.FixedIn(material.Text[units[i].Start..units[i].End]))
            {
                if (known.Add(Glossary.Comparable(entry.Text)) && WordingTerm.Of(entry.Kind, entry.Text) is { } term)
                {
                    wordings[i].Add(term);
                }
            }
        }

        return wordings;
    }

    /// <summary>True for a day after the next, since it is tomorrow somewhere, and for a later year.</summary>
    private static bool IsAfter(MaterialFacts facts, DateOnly today) =>
        (facts.Date is { } date && date.Value > today.AddDays(1)) || (facts.Year is { } year && year.Value > today.AddDays(1).Year);

    private void AddPassage(IPassageBlock block, Material material, PassageUnit unit, int ordinal)
    {
        var text = material.Text.AsSpan(unit.Start, unit.End - unit.Start);
        _folded.Reset(text);
        analyzer.Analyze(_folded, _words, _tokens);
        FrameWords.Join(_folded, _words, _tokens, _allTokens);
        block.AddWords(PassageField.Words, _allTokens);
        block.AddText(_folded.Text);
        UnitMarks.Find(text, _folded, _tokens);
        block.AddWords(PassageField.Units, _tokens);
        block.AddWords(PassageField.Title, _titleTokens);
        foreach (var (field, value) in _wholes)
        {
            block.AddKeyword(field, value);
        }

        if (unit.HeadingPath.Count > 0)
        {
            Analyze(string.Join('\n', unit.HeadingPath), _tokens);
            block.AddWords(PassageField.Heading, _tokens);
            foreach (var heading in unit.HeadingPath.Select(Whole).Where(h => h.Length > 0))
            {
                block.AddKeyword(PassageField.WholeHeading, heading);
            }
        }

        block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
        foreach (var theme in ThemesOf(unit))
        {
            block.AddKeyword(PassageField.Theme, theme);
        }

        AddFacts(block, material);
        var stored = new StoredPassage(
            ordinal, unit.Start, unit.BodyStart - unit.Start, text.ToString(), unit.HeadingPath, [.. unit.Themes.Select(t => t.Theme)]);
        block.Store(StoredField.Passage, Json(stored, StoredJson.Compact.StoredPassage));
    }

    /// <summary>Names and actors of the practices that begin in a unit, each once.</summary>
    private static void AddPractices(IPassageBlock block, Material material, PassageUnit[] units, int unit)
    {
        var end = unit + 1 < units.Length ? units[unit + 1].Start : int.MaxValue;
        var here = material.Practices.Where(p => p.ActSpan.Start < end && (unit == 0 || p.ActSpan.Start >= units[unit].Start)).ToList();
        Add(PassageField.PracticeName, here.Select(p => p.Name));
        Add(PassageField.Actor, here.Select(p => p.Actor));

        void Add(PassageField field, IEnumerable<string?> values)
        {
            foreach (var value in values.Where(v => !string.IsNullOrEmpty(v)).Distinct(StringComparer.Ordinal))
            {
                block.AddKeyword(field, EngineTerms.OfWhole(value));
            }
        }
    }

    private void AddMaterial(IPassageBlock block, Material material, string? path, UnitOrigin origin, PassageUnit[] units)
    {
        block.AddKeyword(PassageField.Kind, DocumentKind.Material);
        block.AddKeyword(PassageField.Material, material.Id);
        block.SetNumber(PassageField.ToMaterial, 0);
        var facts = material.Facts;
        var card = new StoredCard(
            material.Id, facts.Title, facts.TitleInferred, path, facts.Genre.Value, facts.Year?.Value, facts.Date?.Value, facts.Tier?.Value,
            facts.Issuer?.Value, [.. material.Themes.Select(t => t.Theme)], units.Length, material.Text.Length, facts.Source,
            origin.Regions, origin.Sector, DateSurenessOf(facts), material.Access);
        Card = Json(card, StoredJson.Compact.StoredCard).ToArray();
        block.Store(StoredField.Card, Card);
        block.Store(StoredField.Outline, Json(OutlineOf(material, units), StoredJson.Compact.StoredOutline));
        if (material.Practices.Count > 0)
        {
            block.Store(StoredField.Practices, Json(PracticesOf(material, units), StoredJson.Compact.ListStoredPractice));
        }
    }

    /// <summary>How sure the date is; a year alone is half as sure, and so is what the name of the file contradicts.</summary>
    private static float DateSurenessOf(MaterialFacts facts)
    {
        var sureness = facts.Date?.Confidence ?? (facts.Year?.Confidence / 2) ?? 0;
        return (float)Math.Round(facts.FileDate is null ? sureness : sureness / 2, 3);
    }

    private static StoredOutline OutlineOf(Material material, PassageUnit[] units) => new(
        [
            .. material.Headings.Select(h => new StoredHeading(h.Text, h.Marker, h.Level, h.Kind, h.Start, UnitAt(units, h.Start))),
        ],
        [.. units.Select(u => ThemesOf(u).ToList())]);

    private static List<StoredPractice> PracticesOf(Material material, PassageUnit[] units) =>
    [
        .. material.Practices.Select(practice =>
        {
            var origin = practice.Actor is { } actor ? UnitOrigin.Of(actor) : null;
            return new StoredPractice(
                practice,
                UnitAt(units, practice.ActSpan.Start),
                UnitAt(units, practice.ActSpan.End - 1),
                origin?.Tier,
                origin?.Regions ?? [],
                origin?.Sector,
                [.. practice.Recognitions.Select(r => RecognitionKinds.Of(r.Text)).Distinct(StringComparer.Ordinal)]);
        }),
    ];

    /// <summary>The unit that a place lies in; units leave nothing out but white space.</summary>
    private static int UnitAt(PassageUnit[] units, int place)
    {
        var (low, high) = (0, units.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = units[middle].Start <= place ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    /// <summary>The themes of a unit, those of the second level with their parents, each once.</summary>
    private static IEnumerable<string> ThemesOf(PassageUnit unit) =>
        ThemeDirectory.WithParents(unit.Themes.Select(tag => tag.Theme));

    private static void AddFacts(IPassageBlock block, Material material)
    {
        var facts = material.Facts;
        block.AddKeyword(PassageField.Material, material.Id);
        block.AddKeyword(PassageField.Genre, facts.Genre.Value);
        if (facts.Tier is { Value.Length: > 0 } tier)
        {
            block.AddKeyword(PassageField.Tier, tier.Value);
        }

        var date = DayNumber.Of(facts.Date?.Value, facts.Year?.Value);
        if (date > 0)
        {
            block.SetNumber(PassageField.Date, date);
        }

        if (facts.Year is { } year)
        {
            block.SetNumber(PassageField.Year, year.Value);
        }
    }

    /// <summary>Reads what of the material is kept as a whole with each of its passages.</summary>
    private void ReadFacts(MaterialFacts facts, UnitOrigin origin)
    {
        _wholes.Clear();
        foreach (var region in origin.Regions)
        {
            Add(PassageField.Region, region);
        }

        Add(PassageField.Sector, origin.Sector);
        Add(PassageField.WholeTitle, facts.Title);
        Add(PassageField.Issuer, facts.Issuer?.Value);
        Add(PassageField.DocumentNumber, facts.DocumentNumber?.Value);
        Add(PassageField.Source, facts.Source);

        void Add(PassageField field, string? value)
        {
            if (value is not null && Whole(value) is { Length: > 0 } whole)
            {
                _wholes.Add((field, whole));
            }
        }
    }

    private string Whole(string text)
    {
        _folded.Reset(text);
        return EngineTerms.OfWhole(_folded.Text);
    }

    private void Analyze(string text, TokenBuffer tokens)
    {
        _folded.Reset(text);
        analyzer.Analyze(_folded, _words, tokens);
    }

    private ReadOnlySpan<byte> Json<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
    {
        _json.ResetWrittenCount();
        using (var writer = new Utf8JsonWriter(
            _json, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            JsonSerializer.Serialize(writer, value, type);
        }

        return _json.WrittenSpan;
    }
}
