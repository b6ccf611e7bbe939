using System.Globalization;
using KnowledgeBase.Access;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>Where the server finds its index, how often it looks for a newer one, and how much of it it keeps in memory.</summary>
public sealed class SearchApiOptions
{
    /// <summary>
    /// Folder of the index. Set by <c>--index DIR</c> or the environment's <c>KB_INDEX</c>; otherwise <c>index</c> under
    /// <c>KB_ROOT</c>, otherwise <c>index</c> under the working directory.
    /// </summary>
    public string Index { get; set; } = "";

    /// <summary>
    /// Folder of keys and audit log. Set by <c>--state DIR</c>; otherwise <c>state</c> beside the folder of the index.
    /// </summary>
    public string State { get; set; } = "";

    /// <summary>
    /// Whether the index is brought in line with its corpora whenever something changes there. Set by <c>--watch</c>. Default: no.
    /// </summary>
    public bool Watch { get; set; }

    /// <summary>
    /// The corpus to watch. Set by <c>--corpus DIR</c>; null for those that the index was built from.
    /// </summary>
    public string? Corpus { get; set; }

    /// <summary>
    /// What the log says of every request. Set by <c>Log:Requests</c>: <c>none</c>, <c>paths</c> or <c>queries</c>. Default: none.
    /// </summary>
    public LoggedRequests LogRequests { get; set; }

    /// <summary>Who may search and read. Set by <c>Access:Readers</c>: <c>everyone</c> or <c>keys</c>. Default: everyone.</summary>
    public ReadersAllowed Readers { get; set; }

    /// <summary>How often the server looks for a newly committed index. Default: one second. Range: 100 ms to an hour.</summary>
    public TimeSpan RefreshInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Bytes of the index that the server reads into memory of its own instead of mapping its files: what is there answers on, whatever
    /// becomes of the files. Set in megabytes by the environment's <c>KB_INDEX_MEMORY</c>. Default: a quarter of the memory that the
    /// process may use.
    /// </summary>
    public long IndexMemory { get; set; } = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 4;

    /// <summary>
    /// Requests a second that an address may make of the API, other than this machine's own; four seconds' worth may be made at once. Set
    /// by the environment's <c>KB_RATE</c>; 0 sets no limit. Default: 50.
    /// </summary>
    public int Rate { get; set; } = 50;

    /// <summary>Longest wait that can be set: what is longer, a browser or a proxy breaks off.</summary>
    internal static readonly TimeSpan LongestDecisionWait = TimeSpan.FromMinutes(10);

    /// <summary>Highest rate that can be set.</summary>
    internal const int HighestRate = 1_000_000;

    internal static int? RateOf(IConfiguration configuration) =>
        NumberOf(Given(configuration["rate"]) ?? configuration["KB_RATE"]);

    /// <summary>
    /// Folder of the model by which texts are found that say the same in other words; null for words alone. Set by <c>Meaning:Model</c> or
    /// the environment's <c>KB_MEANING_MODEL</c>, where <c>off</c> means none; otherwise the one under <c>KB_ROOT</c>, if it is there.
    /// </summary>
    public string? MeaningModel { get; set; }

    /// <summary>
    /// Threads that make missing vectors while the server runs, of the lowest priority; 0 makes none. Set by <c>Meaning:Threads</c>.
    /// Default: half of the processors, at least one.
    /// </summary>
    public int MeaningThreads { get; set; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// For how long the answer to what an owner decides waits until the index has followed; then it says that it is on its way. Set in
    /// seconds by <c>Decisions:Wait</c>, 0 to 600. Default: 15 seconds.
    /// </summary>
    public TimeSpan DecisionWait { get; set; } = TimeSpan.FromSeconds(15);

    internal static string? MeaningModelOf(IConfiguration configuration) => Retrieval.Vectors.MeaningModel.FolderOf(
        Given(configuration["Meaning:Model"]) ?? configuration[Retrieval.Vectors.MeaningModel.FolderVariable],
        Given(configuration["KB_ROOT"]) ?? ".");

    internal static int? MeaningThreadsOf(IConfiguration configuration) =>
        NumberOf(configuration["Meaning:Threads"]);

    internal static TimeSpan? DecisionWaitOf(IConfiguration configuration) =>
        NumberOf(configuration["Decisions:Wait"]) is { } seconds ? TimeSpan.FromSeconds(seconds) : null;

    internal static LoggedRequests LogRequestsOf(IConfiguration configuration) =>
        Enum.TryParse<LoggedRequests>(configuration["Log:Requests"], ignoreCase: true, out var logged) ? logged : LoggedRequests.None;

    internal static bool WatchOf(IConfiguration configuration) =>
        string.Equals(configuration["watch"], "true", StringComparison.OrdinalIgnoreCase);

    internal static string? CorpusOf(IConfiguration configuration) => Given(configuration["corpus"]);

    internal static string StateOf(IConfiguration configuration) =>
        Given(configuration["state"]) ?? StateFolder.Beside(DefaultIndex(configuration));

    /// <summary>Who may read; what is neither of the names lets nobody start the server.</summary>
    internal static ReadersAllowed ReadersOf(IConfiguration configuration) => Given(configuration["Access:Readers"]) switch
    {
        null => ReadersAllowed.Everyone,
        { } text when text.Equals("everyone", StringComparison.OrdinalIgnoreCase) => ReadersAllowed.Everyone,
        { } text when text.Equals("keys", StringComparison.OrdinalIgnoreCase) => ReadersAllowed.Keys,
        _ => (ReadersAllowed)(-1),
    };

    internal static string DefaultIndex(IConfiguration configuration) =>
        Given(configuration["index"]) ?? Given(configuration["KB_INDEX"]) ?? Path.Combine(Given(configuration["KB_ROOT"]) ?? ".", "index");

    internal static long? IndexMemoryOf(IConfiguration configuration) =>
        NumberOf(Given(configuration["indexMemory"]) ?? configuration["KB_INDEX_MEMORY"]) is { } megabytes
            ? Math.Max(-1, megabytes * 1_000_000L)
            : null;

    /// <summary>A number that was set; -1 for what is none, which no setting allows.</summary>
    private static int? NumberOf(string? text) =>
        text is { Length: > 0 }
            ? int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1
            : null;

    private static string? Given(string? setting) => setting is { Length: > 0 } ? setting : null;
}
