using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// What came of reading one file: the materials in it and what of it was refused. An ordinary file gives one material or one refusal; a
/// container (.zip, .eml) can give several of both.
/// </summary>
/// <param name="Materials">What was read, in the order of the container.</param>
/// <param name="Refusals">What was not read, each with its reason.</param>
public sealed record ReadResult(IReadOnlyList<ReadMaterial> Materials, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>True when at least one material was read.</summary>
    public bool HasMaterials => Materials.Count > 0;

    internal static ReadResult Of(IEnumerable<ReadItem> items)
    {
        var materials = new List<ReadMaterial>();
        var refusals = new List<Refusal>();
        foreach (var item in items)
        {
            if (item.Material is { } material)
            {
                materials.Add(new ReadMaterial(item.InnerName, material));
            }
            else
            {
                refusals.Add(new Refusal(item.InnerName, item.Refusal!));
            }
        }

        return new ReadResult(materials, refusals);
    }
}

/// <summary>The next that came of a file that is being read: a material, or the reason why something is none.</summary>
/// <param name="InnerName">As in <see cref="ReadMaterial.InnerName"/>.</param>
/// <param name="Material">What was read; null when it was refused.</param>
/// <param name="Refusal">Why it was refused, as in <see cref="Readers.Refusal.Reason"/>; null when it was read.</param>
public sealed record ReadItem(string InnerName, RawMaterial? Material, string? Refusal)
{
    /// <summary>
    /// Of what was refused: who may know of it, by the folder of an archive that it lies in, written as an owner writes it; null where
    /// nothing is said. A material says it itself (<see cref="FrontMatter.Access"/>).
    /// </summary>
    public string? Access { get; init; }

    internal static ReadItem Of(RawMaterial material) => new("", material, null);

    internal static ReadItem Refused(string reason) => new("", null, reason);
}

/// <summary>One material of a file.</summary>
/// <param name="InnerName">
/// Path inside the container with <c>/</c> between its parts, free of <c>..</c>, <c>.</c>, empty and rooted parts, and different from those
/// of its siblings; empty when the file itself is the material.
/// </param>
/// <param name="Material">What was read.</param>
public sealed record ReadMaterial(string InnerName, RawMaterial Material);

/// <summary>Something that was not read.</summary>
/// <param name="InnerName">Path inside the container, as in <see cref="ReadMaterial.InnerName"/>; empty for the file itself.</param>
/// <param name="Reason">A sentence for people that says what is wrong and, where something can be done, what to do next.</param>
public sealed record Refusal(string InnerName, string Reason);

/// <summary>
/// Thrown by a reader to refuse its file; <see cref="MaterialReader"/> turns it into a <see cref="Refusal"/>. It never leaves this room.
/// </summary>
internal class RefusedException : Exception
{
    public RefusedException()
    {
    }

    public RefusedException(string message)
        : base(message)
    {
    }

    public RefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
