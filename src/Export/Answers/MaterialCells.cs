using System.Globalization;

namespace KnowledgeBase.Export.Answers;

/// <summary>How tables tell where something stands.</summary>
internal static class MaterialCells
{
    /// <summary>The day of a material, or its year; empty without either.</summary>
    public static string Day(DateOnly? date, int? year) =>
        date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? year?.ToString(CultureInfo.InvariantCulture) ?? "";

    /// <summary>A number as all tables write it.</summary>
    public static string Number(double number) => number.ToString("0.####", CultureInfo.InvariantCulture);
}
