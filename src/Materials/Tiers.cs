namespace KnowledgeBase.Materials;

/// <summary>The tiers (层级) of issuers, from the centre down.</summary>
public static class Tiers
{
    /// <summary>The centre: 中共中央, 国务院 and what belongs to them.</summary>
    public const string Central = "中央";

    /// <summary>省, 自治区, 直辖市.</summary>
    public const string Province = "省";

    /// <summary>地级市, 州, 盟.</summary>
    public const string City = "市";

    /// <summary>县, 县级市, 区.</summary>
    public const string County = "县";

    /// <summary>乡, 镇, 街道.</summary>
    public const string Township = "乡镇";

    /// <summary>村, 社区.</summary>
    public const string Village = "村";

    /// <summary>A unit that speaks for itself only: 企业, 学校, 医院, 机关支部.</summary>
    public const string Unit = "单位";

    /// <summary>All tiers from the centre down.</summary>
    public static IReadOnlyList<string> All { get; } = [Central, Province, City, County, Township, Village, Unit];
}
