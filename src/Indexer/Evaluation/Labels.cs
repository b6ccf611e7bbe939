namespace KnowledgeBase.Indexer.Evaluation;

// What people labelled, as docs/evaluation.md describes it. Offsets are UTF-16 units into the text as its reader delivers it.

/// <summary>A passage and its themes.</summary>
internal sealed record LabelledPassage
{
    public required string Id { get; init; }

    public string? Title { get; init; }

    public required string Text { get; init; }

    /// <summary>Themes of the first level that it certainly has.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>Themes on which labellers differ: they neither count nor cost.</summary>
    public IReadOnlyList<string> Optional { get; init; } = [];
}

/// <summary>The outline of a document.</summary>
internal sealed record LabelledOutline
{
    public required string Doc { get; init; }

    public required string Genre { get; init; }

    /// <summary>Other genres that would be right, too.</summary>
    public IReadOnlyList<string> GenreAlt { get; init; } = [];

    public required IReadOnlyList<LabelledHeading> Headings { get; init; }
}

/// <summary>A heading without its marker and its final 。.</summary>
internal sealed record LabelledHeading
{
    public required string Text { get; init; }

    public int? Start { get; init; }

    public int? End { get; init; }
}

/// <summary>The practices of a document.</summary>
internal sealed record LabelledPractices
{
    public required string Doc { get; init; }

    public required IReadOnlyList<LabelledPractice> Practices { get; init; }

    /// <summary>What is only planned or demanded; a card of it is wrong.</summary>
    public IReadOnlyList<LabelledPlan> Planned { get; init; } = [];
}

/// <summary>A practice.</summary>
internal sealed record LabelledPractice
{
    public string? Name { get; init; }

    public string? Actor { get; init; }

    public string? Act { get; init; }

    public required int ActStart { get; init; }

    public required int ActEnd { get; init; }

    /// <summary>3 copyable, with figures; 2 told, but thin; 1 only mentioned.</summary>
    public required int Exemplary { get; init; }

    public IReadOnlyList<LabelledResult> Results { get; init; } = [];
}

/// <summary>A quantity that a practice claims.</summary>
internal sealed record LabelledResult
{
    public string? Text { get; init; }

    /// <summary>Null when it is masked.</summary>
    public double? Value { get; init; }

    public string? Unit { get; init; }

    public required int Start { get; init; }

    public int? End { get; init; }

    /// <summary>output, outcome, scale; <c>design</c> for what a scheme is made of, which neither counts nor costs.</summary>
    public string? Role { get; init; }
}

/// <summary>A measure that is planned.</summary>
internal sealed record LabelledPlan
{
    public required int ActStart { get; init; }

    public required int ActEnd { get; init; }
}

/// <summary>The formulations of a document.</summary>
internal sealed record LabelledWordings
{
    public required string Doc { get; init; }

    public required IReadOnlyList<LabelledWording> Wordings { get; init; }
}

/// <summary>A formulation.</summary>
/// <param name="Text">Without its quotes or 《》.</param>
/// <param name="Kind"><c>numeral</c>, <c>quoted</c>, <c>title</c> or <c>fixed</c>.</param>
internal sealed record LabelledWording(string Text, string Kind);
