using Lucene.Net.Index;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>What a commit carries beside its documents: what the writer left, and what tells the index from others.</summary>
/// <param name="Identity">Given when the index was made, and kept by every commit.</param>
/// <param name="UserData">What the writer left.</param>
internal sealed record LuceneCommit(string Identity, IReadOnlyDictionary<string, string> UserData)
{
    private const string IdentityKey = "engine.identity";
    private const string FormatKey = "engine.format";

    /// <summary>Reads the newest commit; null when nothing was committed.</summary>
    /// <exception cref="EngineException">Another program wrote it, or another version of this one.</exception>
    public static LuceneCommit? Read(LuceneFolder folder)
    {
        if (folder.NewestCommit() is null)
        {
            return null;
        }

        var infos = new SegmentInfos();
        infos.Read(folder);
        return Of(infos.UserData);
    }

    /// <exception cref="EngineException">Another program wrote it, or another version of this one.</exception>
    public static LuceneCommit Of(IDictionary<string, string> data) =>
        data.TryGetValue(FormatKey, out var format) && format == LuceneSchema.Format && data.TryGetValue(IdentityKey, out var identity)
            ? new LuceneCommit(
                identity,
                data.Where(d => d.Key is not (IdentityKey or FormatKey)).ToDictionary(d => d.Key, d => d.Value, StringComparer.Ordinal))
            : throw LuceneFaults.OtherFormat();

    /// <summary>What is committed for it.</summary>
    public static Dictionary<string, string> DataOf(string identity, IReadOnlyDictionary<string, string> userData) =>
        new(userData, StringComparer.Ordinal) { [IdentityKey] = identity, [FormatKey] = LuceneSchema.Format };
}
