using System.Text;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// A history of commits that is known beforehand: what commit n changes follows from a seed and n alone, so that whoever finds an
/// index at commit n can tell, without having seen it written, what must be in it.
/// </summary>
internal sealed class Ledger(int seed, int paddingBytes = 0)
{
    private const int Keys = 14;
    private static readonly string[] Words = ["支部", "党员", "学习", "制度", "服务", "群众", "乡村", "治理"];

    private readonly SortedDictionary<string, (long Commit, int Parts)> _state = new(StringComparer.Ordinal);
    private long _at;

    public static IndexSchema Schema { get; } = new IndexSchemaBuilder()
        .AddText("body")
        .AddKeyword("account")
        .AddKeyword("tags", multiple: true)
        .AddInteger("commit")
        .AddStored("record")
        .Build();

    /// <summary>Makes the changes of commit <paramref name="commit"/>, without committing.</summary>
    public void Write(IndexWriter writer, long commit)
    {
        foreach (var (key, parts) in Changes(commit))
        {
            if (parts == 0)
            {
                writer.Delete(key);
            }
            else
            {
                writer.UpdateDocuments(key, [.. Enumerable.Range(0, parts).Select(part => Document(key, commit, part))]);
            }
        }
    }

    public static IReadOnlyDictionary<string, string> UserData(long commit) =>
        new Dictionary<string, string>(StringComparer.Ordinal) { ["commit"] = $"{commit}" };

    /// <summary>Compares all of a snapshot with what its commit must hold, and the whole index with its rules.</summary>
    public void Check(IndexDirectory directory)
    {
        var report = IndexVerifier.Verify(directory);
        Assert.Empty(report.Problems);
        using var reader = IndexReader.Open(directory);
        Assert.Equal(report.Generation, reader.Generation);
        Check(reader);
    }

    public void Check(IndexReader reader)
    {
        Assert.Equal($"{reader.Generation}", reader.UserData["commit"]);
        Replay(reader.Generation);
        var expected = _state.SelectMany(e => Enumerable.Range(0, e.Value.Parts).Select(part => Record(e.Key, e.Value.Commit, part)))
            .ToList();
        var found = new List<string>();
        for (var doc = 0; doc < reader.MaxDoc; doc++)
        {
            if (reader.IsLive(doc))
            {
                var record = reader.GetStoredText(doc, "record")!;
                found.Add(record[..record.IndexOf('\n', StringComparison.Ordinal)]);
                Assert.StartsWith($"{reader.GetKeywordText(doc, "account")} {reader.GetInteger(doc, "commit")} ", found[^1], StringComparison.Ordinal);
            }
        }

        // Blocks stay together, in their order; only the order among them is the engine's affair.
        Assert.Equal(expected, found.OrderBy(r => r.Split(' ')[0], StringComparer.Ordinal));
        Assert.Equal(expected.Count, reader.DocCount);
        var searcher = new IndexSearcher(reader);
        Assert.Equal(expected.Count, searcher.Count(new PhraseQuery("body", "账", "目")));
        foreach (var (key, (commit, parts)) in _state)
        {
            Assert.Equal(parts, searcher.Count(new TermQuery("account", key)));
            Assert.Equal(parts, searcher.Count(BooleanQuery.And(new TermQuery("body", $"第{commit}次"), new TermQuery("account", key))));
        }

        Assert.Equal(
            _state.GroupBy(e => e.Value.Commit).OrderBy(g => g.Key).Select(g => (g.Key, g.Sum(e => e.Value.Parts))),
            searcher.CountBy(new MatchAllQuery(), "commit").Values.OrderBy(v => v.Number).Select(v => (v.Number, v.Docs)));
    }

    /// <summary>The files that the last commit needs.</summary>
    public static IReadOnlySet<string> FilesOf(IndexDirectory directory) =>
        Manifest.Read(directory) is { } manifest
            ? manifest.Segments.SelectMany(s => s.Files).Select(f => f.Name).Append(Manifest.FileName).ToHashSet(StringComparer.Ordinal)
            : new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Opens a writer, which must leave no file that no commit needs, and goes on by one commit.</summary>
    public void GoOn(IndexDirectory directory)
    {
        using (var writer = IndexWriter.Open(directory, Schema, new IndexWriterOptions { BackgroundMerges = false }))
        {
            Assert.Equal(FilesOf(directory).Order(StringComparer.Ordinal), directory.ListFiles().Order(StringComparer.Ordinal));
            var next = writer.Generation + 1;
            Write(writer, next);
            Assert.Equal(next, writer.Commit(UserData(next)));
        }

        Check(directory);
    }

    private static string Record(string key, long commit, int part) => $"{key} {commit} {part}";

    private void Replay(long commit)
    {
        if (commit < _at)
        {
            _state.Clear();
            _at = 0;
        }

        while (_at < commit)
        {
            _at++;
            foreach (var (key, parts) in Changes(_at))
            {
                _state.Remove(key);
                if (parts > 0)
                {
                    _state.Add(key, (_at, parts));
                }
            }
        }
    }

    /// <summary>Keys and how many documents each is to have from then on; 0: deleted.</summary>
    private List<(string Key, int Parts)> Changes(long commit)
    {
        var random = RandomOf(commit);
        return
        [
            .. Enumerable.Range(0, random.Next(1, 6)).Select(_ => ($"户{random.Next(Keys):D2}", random.Next(4) == 0 ? 0 : random.Next(1, 4))),
        ];
    }

    private Random RandomOf(long commit) => new(HashOf(seed, commit));

    // Stable over processes, which HashCode is not.
    private static int HashOf(int seed, long commit) =>
        unchecked((int)((((uint)seed * 2654435761) ^ (ulong)commit) * 0x9E3779B97F4A7C15 >> 33));

    private IndexDocument Document(string key, long commit, int part)
    {
        var document = new IndexDocument();
        var random = new Random(HashOf(seed + part, commit));
        string[] text = ["账", "目", $"第{commit}次", .. Enumerable.Range(0, random.Next(30)).Select(_ => Words[random.Next(Words.Length)])];
        for (var i = 0; i < text.Length; i++)
        {
            document.AddTerm(Schema["body"], text[i], i);
        }

        document.AddKeyword(Schema["account"], key);
        document.AddKeyword(Schema["tags"], Words[random.Next(Words.Length)]);
        document.AddKeyword(Schema["tags"], Words[random.Next(Words.Length)]);
        document.SetInteger(Schema["commit"], commit);
        var padding = new byte[paddingBytes == 0 ? 0 : random.Next(paddingBytes)];
        random.NextBytes(padding);
        document.AddStored(Schema["record"], [.. Encoding.UTF8.GetBytes(Record(key, commit, part) + "\n"), .. padding]);
        return document;
    }
}
