using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A material as its page shows it: the passages in order, each a list of blocks.</summary>
internal sealed record MaterialPage
{
    /// <summary>The material.</summary>
    public required Material Material { get; init; }

    /// <summary>Question that led here; its words are marked. Empty when there was none.</summary>
    public required string Query { get; init; }

    /// <summary>The text in order, cut into sections. Sections that are passages can be linked to.</summary>
    public required IReadOnlyList<Section> Sections { get; init; }

    /// <summary>Names of themes by id.</summary>
    public required IReadOnlyDictionary<string, string> ThemeNames { get; init; }

    /// <summary>Other versions of the text, the earliest first.</summary>
    public IReadOnlyList<MaterialVersion> Versions { get; init; } = [];

    /// <summary>Different materials that share passages with this one, those that share most first.</summary>
    public IReadOnlyList<MaterialOverlap> Overlaps { get; init; } = [];

    /// <summary>Other materials about the same, best first.</summary>
    public IReadOnlyList<SimilarMaterial> Similar { get; init; } = [];

    /// <summary>True when the file that it was read from can be taken away.</summary>
    public bool HasOriginal { get; init; }

    /// <summary>Number of places that the question marks.</summary>
    public required int Hits { get; init; }

    /// <summary>The facts about the whole, in the order in which they are read.</summary>
    public IReadOnlyList<(string Name, string Value, string Evidence)> Facts => FactsOf(Material.Facts);

    /// <summary>A passage (with its number) or text between passages (without).</summary>
    /// <param name="Passage">Number of the passage.</param>
    /// <param name="Blocks">Its lines.</param>
    /// <param name="Themes">What it is about.</param>
    /// <param name="Practices">Numbers of the practices that begin in it.</param>
    public sealed record Section(int? Passage, IReadOnlyList<Block> Blocks, IReadOnlyList<ThemeTag> Themes, IReadOnlyList<int> Practices);

    /// <summary>A line of the text.</summary>
    /// <param name="Kind">What it is.</param>
    /// <param name="Level">Level of a heading, from 1.</param>
    /// <param name="Heading">Number of the heading in the material, from 0; null for other lines.</param>
    /// <param name="Runs">Its text in stretches of one look each.</param>
    public sealed record Block(BlockKind Kind, int Level, int? Heading, IReadOnlyList<Run> Runs);

    /// <summary>What a line is.</summary>
    public enum BlockKind
    {
        /// <summary>Sentences.</summary>
        Paragraph,

        /// <summary>A heading on a line of its own.</summary>
        Heading,

        /// <summary>A row of a table, cells parted by tabs.</summary>
        Row,
    }

    /// <summary>A stretch of a line.</summary>
    /// <param name="Text">The words.</param>
    /// <param name="Marked">True where the question matches.</param>
    /// <param name="RunInHeading">Number of the run-in heading that this is part of; null elsewhere.</param>
    /// <param name="Hit">Number of the marked place that begins here, from 0; null elsewhere.</param>
    public sealed record Run(string Text, bool Marked, int? RunInHeading, int? Hit = null);

    /// <summary>Lays out a material.</summary>
    /// <param name="material">The material.</param>
    /// <param name="query">The question; empty for none.</param>
    /// <param name="marks">Stretches of the material's text that the question matches, in order, not overlapping.</param>
    /// <param name="themeNames">Names of themes by id.</param>
    public static MaterialPage Lay(
        Material material, string query, IReadOnlyList<TextSpan> marks, IReadOnlyDictionary<string, string> themeNames)
    {
        ArgumentNullException.ThrowIfNull(material);
        var headings = material.Headings.Select(h => new TextSpan(h.MarkerStart, h.End)).ToArray();
        var sections = new List<Section>();
        var at = 0;
        for (var i = 0; i < material.Passages.Count; i++)
        {
            var passage = material.Passages[i];
            AddSection(sections, null, at, passage.Start, []);
            AddSection(sections, i, passage.Start, passage.End, passage.Themes);
            at = passage.End;
        }

        AddSection(sections, null, at, material.Text.Length, []);
        return new() { Material = material, Query = query, Sections = sections, ThemeNames = themeNames, Hits = marks.Count };

        void AddSection(List<Section> to, int? passage, int start, int end, IReadOnlyList<ThemeTag> themes)
        {
            int[] practices =
            [
                .. Enumerable.Range(0, material.Practices.Count)
                    .Where(p => material.Practices[p].ActSpan.Start >= start && material.Practices[p].ActSpan.Start < end),
            ];

            // The title stands above the page already.
            var blocks = Lines(material.Text, start, end)
                .Where(line => line != material.Facts.TitleSpan)
                .Select(line => Line(material, headings, marks, line))
                .ToList();
            if (blocks.Count > 0)
            {
                to.Add(new(passage, blocks, themes, practices));
            }
        }
    }

    /// <summary>The card of a practice beside its passage.</summary>
    public PracticeCard CardOf(int number, int passage) => new()
    {
        Material = Material.Id,
        Number = number,
        Practice = Material.Practices[number],
        ThemeNames = ThemeNames,
        Passage = passage,
    };

    /// <summary>The cells of a row, each a list of stretches.</summary>
    public static IReadOnlyList<IReadOnlyList<Run>> Cells(Block row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var cells = new List<List<Run>> { new() };
        foreach (var run in row.Runs)
        {
            var parts = run.Text.Split('\t');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    cells.Add([]);
                }

                if (parts[i].Length > 0)
                {
                    cells[^1].Add(run with { Text = parts[i] });
                }
            }
        }

        return cells;
    }

    private static IEnumerable<TextSpan> Lines(string text, int start, int end)
    {
        while (start < end)
        {
            var feed = text.IndexOf('\n', start, end - start);
            var stop = feed < 0 ? end : feed;
            var line = Trim(text, new(start, stop));
            if (line.Length > 0)
            {
                yield return line;
            }

            start = stop + 1;
        }
    }

    // A tab at the start of a row is an empty cell, so rows keep theirs.
    private static TextSpan Trim(string text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(text[start]) && text[start] != '\t')
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return new(start, end);
    }

    private static Block Line(Material material, TextSpan[] headings, IReadOnlyList<TextSpan> marks, TextSpan line)
    {
        var first = FirstBehind(headings, line.Start);
        if (first < headings.Length && headings[first].Start < line.Start)
        {
            first++; // It began on a line before and has its anchor there.
        }

        var inside = headings.Skip(first).TakeWhile(h => h.Start < line.End).ToList();
        if (inside is [var only] && only.Start == line.Start && line.End - only.End <= 1)
        {
            return new(BlockKind.Heading, material.Headings[first].Level, first, Runs(material.Text, line, marks, [], first));
        }

        var kind = material.Text.AsSpan(line.Start, line.Length).Contains('\t') ? BlockKind.Row : BlockKind.Paragraph;
        return new(kind, 0, null, Runs(material.Text, line, marks, inside, first));
    }

    /// <param name="text">The text.</param>
    /// <param name="line">The line.</param>
    /// <param name="marks">What is marked anywhere in the text.</param>
    /// <param name="headings">The run-in headings of the line.</param>
    /// <param name="number">Number of the first of them.</param>
    private static List<Run> Runs(string text, TextSpan line, IReadOnlyList<TextSpan> marks, List<TextSpan> headings, int number)
    {
        var firstMark = FirstBehind(marks, line.Start);
        var marked = marks.Skip(firstMark).TakeWhile(m => m.Start < line.End).ToList();
        var cuts = new SortedSet<int> { line.Start, line.End };
        foreach (var span in marked.Concat(headings))
        {
            cuts.Add(Math.Max(span.Start, line.Start));
            cuts.Add(Math.Min(span.End, line.End));
        }

        return [.. cuts.Zip(cuts.Skip(1)).Select(c => new Run(
            text[c.First..c.Second],
            marked.Exists(m => m.Start <= c.First && c.First < m.End),
            headings.FindIndex(h => h.Start <= c.First && c.First < h.End) is >= 0 and var heading ? number + heading : null,
            marked.FindIndex(m => m.Start == c.First) is >= 0 and var mark ? firstMark + mark : null))];
    }

    private static List<(string Name, string Value, string Evidence)> FactsOf(MaterialFacts facts)
    {
        var all = new List<(string Name, string Value, string Evidence)> { ("文种", facts.Genre.Value, facts.Genre.Evidence) };
        if (facts.Date is { } date)
        {
            all.Add(("日期", ChineseDate.Of(date.Value, null)!, date.Evidence));
        }
        else if (facts.Year is { } year)
        {
            all.Add(("年份", $"{year.Value}年", year.Evidence));
        }

        foreach (var (name, fact) in new[]
        {
            ("单位", facts.Issuer), ("层级", facts.Tier), ("领域", facts.Sector), ("地区", facts.Region), ("文号", facts.DocumentNumber),
        })
        {
            if (fact is not null)
            {
                all.Add((name, fact.Value, fact.Evidence));
            }
        }

        return all;
    }

    /// <summary>The first of some stretches, in order and not overlapping, that ends behind a place; their number when none does.</summary>
    private static int FirstBehind(IReadOnlyList<TextSpan> spans, int place)
    {
        var (from, to) = (0, spans.Count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            (from, to) = spans[middle].End > place ? (from, middle) : (middle + 1, to);
        }

        return from;
    }
}
