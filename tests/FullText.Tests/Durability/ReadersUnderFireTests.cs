using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Store;
using KnowledgeBase.FullText.Verification;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Tests.Durability;

/// <summary>
/// Readers search while a writer commits and merges. The documents are accounts: every commit moves money between two of them, so
/// that the sum is the same in every commit, and in nothing that is torn.
/// </summary>
public sealed class ReadersUnderFireTests
{
    private const int Accounts = 12;
    private const int Start = 100;
    private const int Commits = 300;
    private const int Refreshes = 1500;

    private static readonly IndexSchema Schema = new IndexSchemaBuilder()
        .AddText("body").AddKeyword("account").AddInteger("balance").AddInteger("commit").AddStored("record").Build();

    [Fact]
    public async Task Every_snapshot_is_one_commit_and_nothing_is_left_open()
    {
        using var folder = new TemporaryFolder();
        var directory = new FailingDirectory(new FileSystemDirectory(folder.Path)); // nothing fails; syncs are not waited for
        var refreshes = 0;
        using (var writer = IndexWriter.Open(directory, Schema, new IndexWriterOptions { MergeFactor = 4 }))
        {
            var balances = Enumerable.Repeat(Start, Accounts).ToArray();
            var random = new Random(1);
            Write(writer, balances, Enumerable.Range(0, Accounts), commit: 1);
            using var done = new CancellationTokenSource();
            var readers = Enumerable.Range(0, 2).Select(_ => Task.Run(ReadUntilDone, CancellationToken.None)).ToList();
            readers.Add(Task.Run(VerifyUntilDone, CancellationToken.None));
            // On a busy machine the readers may get their first turn late.
            for (var commit = 2; commit <= Commits || Volatile.Read(ref refreshes) == 0; commit++)
            {
                if (readers.Exists(r => r.IsCompleted))
                {
                    break;
                }

                var (from, to, sum) = (random.Next(Accounts), random.Next(Accounts), random.Next(50));
                balances[from] -= sum;
                balances[to] += sum;
                Write(writer, balances, [from, to], commit);
            }

            await done.CancelAsync();
            await Task.WhenAll(readers);
            Assert.True(refreshes > 0);

            void ReadUntilDone()
            {
                var reader = IndexReader.Open(directory);
                while (!done.IsCancellationRequested)
                {
                    Check(reader);
                    if (reader.OpenIfChanged() is { } next)
                    {
                        Assert.True(next.Generation > reader.Generation);
                        reader.Dispose();
                        reader = next;
                        Interlocked.Increment(ref refreshes);
                    }
                }

                reader.Dispose();
            }

            void VerifyUntilDone()
            {
                while (!done.IsCancellationRequested)
                {
                    Assert.Empty(IndexVerifier.Verify(directory).Problems);
                }
            }
        }

        // Thousands more, each from nothing: whatever one of them left behind would show.
        for (var i = 0; i < Refreshes; i++)
        {
            using var reader = IndexReader.Open(directory);
            Assert.Equal(Accounts, reader.DocCount);
        }

        Assert.Equal(0, directory.OpenFiles);
        Assert.Equal(0, directory.OpenStreams);
        Assert.Equal(Ledger.FilesOf(directory).Order(StringComparer.Ordinal), directory.ListFiles().Order(StringComparer.Ordinal));
        AssertNothingOpen(folder.Path);
    }

    [Fact]
    public void A_search_under_way_ends_on_the_snapshot_that_was_closed_meanwhile()
    {
        using var folder = new TemporaryFolder();
        using var writer = IndexWriter.Open(folder.Path, Schema);
        Write(writer, [.. Enumerable.Repeat(Start, Accounts)], Enumerable.Range(0, Accounts), commit: 1);
        var reader = IndexReader.Open(folder.Path);
        var closing = reader.Use();

        reader.Dispose();
        writer.ForceMerge();
        Write(writer, [.. Enumerable.Repeat(Start, Accounts)], Enumerable.Range(0, Accounts), commit: 2);

        Assert.Throws<ObjectDisposedException>(() => new IndexSearcher(reader).Search(new MatchAllQuery()));
        Assert.Throws<ObjectDisposedException>(() => reader.OpenIfChanged());
        Assert.True(reader.Segments[0].Core.TermsOf(Schema["account"].Id)!.TryGet("户00"u8, out _));
        closing.Dispose();
        Assert.Equal(2, IndexVerifier.Verify(folder.Path).Generation);
    }

    private static void Write(IndexWriter writer, int[] balances, IEnumerable<int> accounts, int commit)
    {
        foreach (var account in accounts)
        {
            var document = new IndexDocument();
            document.AddTerm(Schema["body"], "账", 0);
            document.AddTerm(Schema["body"], "目", 1);
            document.AddKeyword(Schema["account"], $"户{account:D2}");
            document.SetInteger(Schema["balance"], balances[account]);
            document.SetInteger(Schema["commit"], commit);
            document.AddStored(Schema["record"], $"{account} {balances[account]}");
            writer.UpdateDocuments($"户{account:D2}", [document]);
        }

        writer.Commit(new Dictionary<string, string>(StringComparer.Ordinal) { ["balances"] = string.Join(' ', balances) });
    }

    private static void Check(IndexReader reader)
    {
        var balances = reader.UserData["balances"].Split(' ').Select(int.Parse).ToArray();
        Assert.Equal(Accounts * Start, balances.Sum());
        var searcher = new IndexSearcher(reader);
        var found = searcher.Search(new IndexSearchRequest { Query = new PhraseQuery("body", "账", "目"), Limit = 100, CountHits = true });
        Assert.Equal(Accounts, found.TotalHits);
        Assert.Equal(
            balances.Select((balance, account) => $"户{account:D2} {account} {balance} {balance}"),
            found.Hits
                .Select(h => $"{reader.GetKeywordText(h.Doc, "account")} {reader.GetStoredText(h.Doc, "record")} {reader.GetInteger(h.Doc, "balance")}")
                .Order(StringComparer.Ordinal));
        Assert.Equal(reader.Generation, found.Hits.Max(h => reader.GetInteger(h.Doc, "commit")));
        Assert.Equal(Accounts * Start, searcher.CountBy(new MatchAllQuery(), "balance").Values.Sum(v => v.Number * v.Docs));
        Assert.Equal(Accounts, searcher.CountBy(new MatchAllQuery(), "account").DistinctValues);
    }

    /// <summary>Linux tells what a process has open and mapped, deleted files included.</summary>
    private static void AssertNothingOpen(string folder)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        Assert.DoesNotContain(File.ReadAllLines("/proc/self/maps"), line => line.Contains(folder, StringComparison.Ordinal));
        var open = new List<string>();
        foreach (var descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd"))
        {
            try
            {
                open.Add(new FileInfo(descriptor).LinkTarget ?? "");
            }
            catch (IOException)
            {
                // closed meanwhile, by another test
            }
        }

        Assert.DoesNotContain(open, target => target.StartsWith(folder, StringComparison.Ordinal));
    }
}
