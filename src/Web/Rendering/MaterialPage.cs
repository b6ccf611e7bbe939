using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A material as its page shows it: the passages in order, each a list of blocks.</summary>
public sealed record MaterialPage
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

    /// <summary>A passage (with its number) or text between passages (without).</summary>
    public sealed record Section(int? Passage, IReadOnlyList<Block> Blocks, IReadOnlyList<ThemeTag> Themes);

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
    public sealed record Run(string Text, bool Marked, int? RunInHeading);

    /// <summary>Lays out a material.</summary>
    /// <param name="material">The material.</param>
    /// <param name="query">The question; empty for none.</param>
    /// <param name="marks">Stretches of the material's text that the question matches, in order, not overlapping.</param>
    /// <param name="themeNames">Names of themes by id.</param>
    public static MaterialPage Lay(
        Material material, string query, IReadOnlyList<TextSpan> marks, IReadOnlyDictionary<string, string> themeNames)
    {
        ArgumentNullException.ThrowIfNull(material);
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
        return new() { Material = material, Query = query, Sections = sections, ThemeNames = themeNames };

        void AddSection(List<Section> to, int? passage, int start, int end, IReadOnlyList<ThemeTag> themes)
        {
            // The title stands above the page already.
            var blocks = Lines(material.Text, start, end)
                .Where(line => line != material.Facts.TitleSpan)
                .Select(line => Line(material, marks, line))
                .ToList();
            if (blocks.Count > 0)
            {
                to.Add(new(passage, blocks, themes));
            }
        }
    }

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

    private static Block Line(Material material, IReadOnlyList<TextSpan> marks, TextSpan line)
    {
        var headings = material.Headings
            .Select((heading, number) => (heading, number, span: new TextSpan(heading.MarkerStart, heading.End)))
            .Where(h => h.span.Start >= line.Start && h.span.Start < line.End)
            .ToList();
        if (headings is [var only] && only.span.Start == line.Start && line.End - only.span.End <= 1)
        {
            return new(BlockKind.Heading, only.heading.Level, only.number, Runs(material.Text, line, marks, []));
        }

        var kind = material.Text.AsSpan(line.Start, line.Length).Contains('\t') ? BlockKind.Row : BlockKind.Paragraph;
        return new(kind, 0, null, Runs(material.Text, line, marks, [.. headings.Select(h => (h.span, h.number))]));
    }

    private static List<Run> Runs(
        string text, TextSpan line, IReadOnlyList<TextSpan> marks, IReadOnlyList<(TextSpan Span, int Number)> headings)
    {
        var cuts = new SortedSet<int> { line.Start, line.End };
        foreach (var span in marks.Concat(headings.Select(h => h.Span)).Where(s => s.Overlaps(line)))
        {
            cuts.Add(Math.Max(span.Start, line.Start));
            cuts.Add(Math.Min(span.End, line.End));
        }

        return [.. cuts.Zip(cuts.Skip(1)).Select(c => new Run(
            text[c.First..c.Second],
            marks.Any(m => m.Start <= c.First && c.First < m.End),
            headings.Where(h => h.Span.Start <= c.First && c.First < h.Span.End).Select(h => (int?)h.Number).FirstOrDefault()))];
    }
}
