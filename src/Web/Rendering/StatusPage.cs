using System.Globalization;
using KnowledgeBase.Access;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.SearchApi.Hosting;
using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What the page of the server's state shows.</summary>
/// <param name="Version">Version of the program.</param>
/// <param name="Started">When the server was started.</param>
/// <param name="Now">When the page was made.</param>
/// <param name="Requests">Requests since then.</param>
/// <param name="Builds">The last builds that the server knows of, the newest first.</param>
/// <param name="Keys">Every key that was ever made, oldest first, without what opens anything.</param>
/// <param name="Entries">The last entries of the audit log, the newest first.</param>
/// <param name="Index">The index.</param>
/// <param name="Options">How the server was set.</param>
internal sealed record StatusPage(
    string Version,
    DateTimeOffset Started,
    DateTimeOffset Now,
    RequestFigures Requests,
    IReadOnlyList<BuildRecord> Builds,
    IReadOnlyList<AccessKey> Keys,
    IReadOnlyList<AuditEntry> Entries,
    IndexState Index,
    SearchApiOptions Options)
{
    /// <summary>Why the folder of state cannot be read; null when it can.</summary>
    public string? StateProblem { get; init; }

    /// <summary>What the program is and how long it has run, name by name.</summary>
    public IEnumerable<(string Name, string Value)> Program =>
    [
        ("版本", Version),
        ("运行环境", $".NET {Environment.Version}，{Environment.ProcessorCount} 个处理器"),
        ("启动于", $"{ChineseDate.At(Started)}，已运行 {Span(Now - Started)}"),
        ("内存", $"{Megabytes(Environment.WorkingSet)}，其中程序数据 {Megabytes(GC.GetTotalMemory(forceFullCollection: false))}"),
        ("可以查阅的人", Options.Readers == ReadersAllowed.Keys ? "持密钥者" : "能访问服务器的人"),
        ("随文件夹更新", Options.Watch ? "是（--watch）" : "否"),
    ];

    /// <summary>What the index is, name by name.</summary>
    public IEnumerable<(string Name, string Value)> Library => Index.Overview is not { } overview
        ? [("索引文件夹", Options.Index)]
        :
        [
            ("索引文件夹", Options.Index),
            ("第几次提交", Number(Index.Generation ?? 0)),
            ("建于", $"{ChineseDate.At(overview.Committed)}，{Span(overview.Age(Now))}前"),
            ("收录", $"{Number(overview.Materials)} 篇，{Number(overview.Passages)} 段"),
            ("没有入库的文件", Index.LeftOut is { } left ? $"{Number(left)} 个" : "没有记录"),
            ("按意思检索", Index.Meaning is { Works: true } of ? $"{of.Model}，{Number(of.Covered)} / {Number(of.Total)} 段" : "没有"),
        ];

    /// <summary>How requests went, name by name.</summary>
    public IEnumerable<(string Name, string Value)> Traffic =>
    [
        ("请求", $"{Number(Requests.Total)} 次"),
        ("被拒绝（4xx）", $"{Number(Requests.Refused)} 次"),
        ("出错（5xx）", $"{Number(Requests.Failed)} 次"),
        ("最近一千次用时", $"一半在 {Milliseconds(Requests.Median)}以内，95% 在 {Milliseconds(Requests.Slow)}以内"),
    ];

    /// <summary>What a build was for.</summary>
    public static string CauseOf(BuildRecord build) => build.Cause == BuildCause.Watch ? "文件夹有变动" : "上传、撤下或恢复";

    /// <summary>What came of a build.</summary>
    public static string OutcomeOf(BuildRecord build) => build.Problem
        ?? $"新增 {build.Added}，更新 {build.Updated}，移除 {build.Removed}，读不了 {build.Skipped}，用时 {Tenths(build.Seconds)} 秒";

    /// <summary>Whether a key is good, and until when.</summary>
    public string StateOf(AccessKey key) => key switch
    {
        { Revoked: { } revoked } => $"{ChineseDate.At(revoked)} 吊销",
        { Expires: { } expires } when expires <= Now => $"{ChineseDate.At(expires)} 过期",
        { Expires: { } expires } => $"有效，至 {ChineseDate.At(expires)}",
        _ => "有效",
    };

    /// <summary>What was done, in Chinese.</summary>
    public static string ActionOf(AuditEntry entry) => entry.Act.Action switch
    {
        AuditActions.KeyCreated => "发放密钥",
        AuditActions.KeyRevoked => "吊销密钥",
        AuditActions.AccessRefused => "拒绝访问",
        AuditActions.MaterialUploaded => "上传",
        AuditActions.MaterialReplaced => "替换",
        AuditActions.MaterialRefused => "退回读不了的文件",
        AuditActions.MaterialWithdrawn => "撤下",
        AuditActions.MaterialRestored => "恢复",
        AuditActions.MaterialsExported => "导出",
        AuditActions.LogMended => "修补记录",
        var other => other,
    };

    private static string Tenths(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Megabytes(long bytes) => $"{bytes / 1_000_000} MB";

    private static string Milliseconds(double seconds) => $"{(seconds * 1000).ToString("0", CultureInfo.InvariantCulture)} 毫秒";

    private static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 1 } => $"{(int)span.TotalDays} 天 {span.Hours} 小时",
        { TotalHours: >= 1 } => $"{span.Hours} 小时 {span.Minutes} 分",
        { TotalMinutes: >= 1 } => $"{span.Minutes} 分钟",
        _ => $"{Math.Max(0, span.Seconds)} 秒",
    };
}

/// <summary>An index as it is; null where there is none.</summary>
/// <param name="Generation">Number of its commit.</param>
/// <param name="Overview">What is in it.</param>
/// <param name="Meaning">How far meaning is.</param>
/// <param name="LeftOut">How many files the last build left out; null where it doesn't say.</param>
/// <param name="Problem">What is the matter with its files; null when nothing is.</param>
internal sealed record IndexState(long? Generation, LibraryOverview? Overview, MeaningStatus? Meaning, int? LeftOut, string? Problem);
