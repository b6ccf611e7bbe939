using KnowledgeBase.Retrieval;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// What strangers are told of an index that cannot be used: what to do, and no folder of this machine. The log has the rest.
/// </summary>
internal static class Unavailable
{
    public static string Explain(LibraryException e) => e.Fault switch
    {
        LibraryFault.Missing => "There is no index. Build one with 'kb build'; the server picks it up by itself.",
        LibraryFault.Damaged when e.DamagedFile is { Length: > 0 } file => $"The index is damaged ({Path.GetFileName(file)}). Build it "
            + "anew with 'kb build'; the server picks it up by itself.",
        LibraryFault.Damaged => "The index is damaged. Build it anew with 'kb build'; the server picks it up by itself.",
        LibraryFault.OtherVersion => "The index was built by another version of the program. Build it anew with 'kb build'; the server "
            + "picks it up by itself.",
        LibraryFault.NoServer => "The search server (OpenSearch) that keeps the index does not answer at present; the log of this server "
            + "says why. Searching goes on by itself as soon as it does.",
        _ => "The index cannot be read at present; the server's log says why. It is picked up again as soon as it can be.",
    };
}
