using System.Collections.Frozen;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Facts;

/// <summary>Where a unit stands, as its name tells it.</summary>
/// <param name="Tier">One of <see cref="Tiers.All"/>; null when the name doesn't tell.</param>
/// <param name="Regions">The places that the name holds, the largest first, each under its one name (江苏, 常州, 武进区).</param>
/// <param name="Sector">One of <see cref="Sectors.All"/>; null when the name doesn't tell.</param>
public sealed record UnitOrigin(string? Tier, IReadOnlyList<string> Regions, string? Sector)
{
    /// <summary>The name of a place stands this near the beginning of its unit's name.</summary>
    private const int PlaceWithin = 24;

    private static readonly IReadOnlyList<string> CentralOpenings =
    [
        .. WordList.Words("units", "central"), .. WordList.Words("units", "national-bodies"),
        .. WordList.Words("units", "central-openings"),
    ];

    /// <summary>A school, a hospital or an enterprise speaks for itself, whatever place its name opens with.</summary>
    private static readonly FrozenSet<string> OwnSectors = FrozenSet.Create(StringComparer.Ordinal, "国企", "学校", "医院");

    /// <summary>What the name of a unit tells; masked places (*县, 某区) tell their tier and no region.</summary>
    public static UnitOrigin Of(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var sector = Sectors.OfUnit(name);
        if (IsCentral(name))
        {
            return new UnitOrigin(Tiers.Central, [], sector);
        }

        var isPlaced = PlaceNames.TryFind(name, PlaceWithin, out var chain);
        var regions = isPlaced && chain.IsNamed ? RegionNames.Of(name[chain.Start..chain.End]) : [];
        var speaksForItself = sector is not null && OwnSectors.Contains(sector)
            || PlaceFinder.UnitTier(isPlaced ? name[chain.End..] : name) is not null;
        var tier = speaksForItself ? Tiers.Unit : isPlaced ? chain.Tier : OwnTier(name);
        return new UnitOrigin(tier, regions, sector);
    }

    /// <summary>What is known of a material's issuer, and where nothing is, of the material.</summary>
    public static UnitOrigin Of(MaterialFacts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var issuer = facts.Issuer is { } unit ? Of(unit.Value) : null;
        var regions = facts.Region is { } region ? RegionNames.Of(region.Value) : [];
        return new UnitOrigin(
            facts.Tier?.Value ?? issuer?.Tier, regions.Count > 0 ? regions : issuer?.Regions ?? [], facts.Sector?.Value ?? issuer?.Sector);
    }

    /// <summary>
    /// What is known where the unit stands in a material: what its name doesn't tell is the material's, and its places lie in the larger
    /// ones of the material (柳桥街道 in a material of 云溪县).
    /// </summary>
    /// <param name="material">Where the material's issuer stands.</param>
    public UnitOrigin Within(UnitOrigin material)
    {
        ArgumentNullException.ThrowIfNull(material);
        return new UnitOrigin(Tier ?? material.Tier, RegionNames.Within(Regions, material.Regions), Sector ?? material.Sector);
    }

    /// <summary>True when the name opens with a body of the centre.</summary>
    internal static bool IsCentral(string name)
    {
        foreach (var opening in CentralOpenings)
        {
            if (name.StartsWith(opening, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The tier of a body that is called by its kind alone: 县委, 市直机关, 该社区, 镇里.</summary>
    private static string? OwnTier(string name) => PlaceNames.TierOf(name.AsSpan().TrimStart("该本各全我"));
}
