namespace KnowledgeBase.Web.Rendering;

/// <summary>Dates as the pages write them.</summary>
internal static class ChineseDate
{
    /// <summary>A day, 2023年5月17日, or where only the year is known 2023年; null where neither is.</summary>
    public static string? Of(DateOnly? date, int? year) =>
        date is { } day ? $"{day.Year}年{day.Month}月{day.Day}日" : year is { } known ? $"{known}年" : null;

    /// <summary>A time, in the zone of the server: 2023年5月17日 9:05.</summary>
    public static string At(DateTimeOffset time)
    {
        var local = time.ToLocalTime();
        return $"{local.Year}年{local.Month}月{local.Day}日 {local.Hour}:{local.Minute:00}";
    }
}
