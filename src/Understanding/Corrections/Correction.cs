using System.Globalization;

namespace KnowledgeBase.Understanding.Corrections;

/// <summary>
/// What the owner of a library decided about one material: it goes before everything that is read from its text and stated in its file.
/// Null, or empty, where nothing was decided. <see cref="CorrectionFile"/> writes and reads it.
/// </summary>
public sealed record Correction
{
    /// <summary>The value of a fact that nobody knows: what was taken for it is wrong, and it is left out.</summary>
    public const string Unknown = "不详";

    /// <summary>Id of the material.</summary>
    public required string Material { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Its day as <c>yyyy-MM-dd</c>, its year as <c>yyyy</c>, or <see cref="Unknown"/>.</summary>
    public string? Date { get; init; }

    /// <summary>Its issuer, or <see cref="Unknown"/>.</summary>
    public string? Issuer { get; init; }

    /// <summary>Its genre, one of <see cref="Materials.Genres.All"/>.</summary>
    public string? Genre { get; init; }

    /// <summary>Its tier, one of <see cref="Materials.Tiers.All"/>, or <see cref="Unknown"/>.</summary>
    public string? Tier { get; init; }

    /// <summary>Ids of themes that the material as a whole has.</summary>
    public IReadOnlyList<string> AddThemes { get; init; } = [];

    /// <summary>Ids of themes that neither it nor any of its passages has; what stands under one goes with it.</summary>
    public IReadOnlyList<string> RemoveThemes { get; init; } = [];

    /// <summary>What was decided about the themes of single passages.</summary>
    public IReadOnlyList<PassageCorrection> Passages { get; init; } = [];

    /// <summary>What was decided about practices.</summary>
    public IReadOnlyList<PracticeCorrection> Practices { get; init; } = [];

    /// <summary>True when it decides nothing.</summary>
    public bool IsEmpty =>
        Title is null && Date is null && Issuer is null && Genre is null && Tier is null
        && AddThemes.Count + RemoveThemes.Count + Passages.Count + Practices.Count == 0;

    /// <summary>The day of <see cref="Date"/>; null when it is none.</summary>
    public DateOnly? Day =>
        DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>The year of <see cref="Date"/>, of its day too; null when it is neither.</summary>
    public int? Year => Day?.Year ?? (int.TryParse(Date, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null);
}

/// <summary>What was decided about the themes of a passage.</summary>
/// <param name="Words">Words that stand in it.</param>
/// <param name="Add">Ids of themes that it has.</param>
/// <param name="Remove">Ids of themes that it does not have.</param>
public sealed record PassageCorrection(string Words, IReadOnlyList<string> Add, IReadOnlyList<string> Remove);

/// <summary>What was decided about a practice.</summary>
/// <param name="Words">Words of what was done, as they stand in the text.</param>
/// <param name="IsPractice">False when it is no practice.</param>
/// <param name="Name">Its name; null when the one that was found is right.</param>
public sealed record PracticeCorrection(string Words, bool IsPractice, string? Name);
