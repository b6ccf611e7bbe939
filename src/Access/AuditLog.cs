using System.Text;

namespace KnowledgeBase.Access;

/// <summary>
/// What happened to a library and who did it: a file of JSON lines in the folder of state, to which is only ever added. Each entry holds
/// the hash of the one before, and a file beside it the number and hash of the last, so that a change shows, at the end too. It shows what
/// was done by hand or by a fault; who has the whole folder can write the whole chain anew, which only a hash kept elsewhere shows.
/// </summary>
/// <param name="state">The folder.</param>
/// <param name="time">Says when something happened.</param>
public sealed class AuditLog(StateFolder state, TimeProvider time)
{
    private const string FileName = "audit.jsonl";
    private const string HeadName = "audit.head";

    /// <summary>Longest text of an entry in UTF-16 units; what is longer is cut, with a sign for it.</summary>
    private const int LongestText = 2000;

    /// <summary>
    /// Writes down what was done, durably: when this returns, it outlives a power cut. What a killed process left unfinished at the end is
    /// taken away first, and that is written down too.
    /// </summary>
    /// <exception cref="AccessException">The folder cannot be used.</exception>
    public void Add(AuditAct act)
    {
        ArgumentNullException.ThrowIfNull(act);
        state.Prepare();
        using var turn = state.Lock();
        AddInTurn(act);
    }

    /// <summary>The same, for who holds the lock of the folder.</summary>
    /// <exception cref="AccessException">The folder cannot be used.</exception>
    internal void AddInTurn(AuditAct act)
    {
        try
        {
            using var file = state.OpenToAppend(FileName);
            var end = LogEnd.Of(file);
            var lines = new List<byte[]>();
            if (end.CutOff > 0)
            {
                file.SetLength(file.Length - end.CutOff);
                end = Next(new AuditAct("", AuditActions.LogMended, FileName) { Detail = $"{end.CutOff} bytes" }, end, lines);
            }

            end = Next(act, end, lines);
            file.Seek(0, SeekOrigin.End);
            file.Write([.. lines.SelectMany(l => l)]);
            file.Flush(flushToDisk: true);
            state.WriteWhole(HeadName, Encoding.ASCII.GetBytes($"{end.Number} {end.Hash}\n"));
        }
        catch (IOException e)
        {
            throw state.Unusable(e);
        }
    }

    /// <summary>Reads the log from its beginning and compares every hash.</summary>
    /// <param name="each">Is told every whole entry, in the order of the file.</param>
    /// <exception cref="AccessException">It cannot be read.</exception>
    public AuditVerification Read(Action<AuditEntry> each)
    {
        ArgumentNullException.ThrowIfNull(each);
        var chain = new AuditChain(each);
        if (!state.IsThere)
        {
            return chain.End(head: null);
        }

        // The head is read first: it may be older than the log, and never says more than the log has.
        var head = state.ReadWhole(HeadName, AuditLine.Longest);
        try
        {
            using var file = state.OpenToRead(FileName);
            if (file is not null)
            {
                foreach (var (line, isWhole) in AuditLines.Of(file))
                {
                    chain.Take(line.Span, isWhole);
                }
            }
        }
        catch (IOException e)
        {
            throw state.Unusable(e);
        }

        return chain.End(head);
    }

    /// <summary>
    /// The entries that were added last, the newest first. Nothing but each by itself is compared: whether the log is as it was written,
    /// <see cref="Read"/> says.
    /// </summary>
    /// <param name="most">How many at most.</param>
    /// <exception cref="AccessException">It cannot be read.</exception>
    public IReadOnlyList<AuditEntry> Latest(int most)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        if (!state.IsThere || most == 0)
        {
            return [];
        }

        try
        {
            using var file = state.OpenToRead(FileName);
            return file is null ? [] : LogEnd.Latest(file, most);
        }
        catch (IOException e)
        {
            throw state.Unusable(e);
        }
    }

    private LogEnd Next(AuditAct act, LogEnd end, List<byte[]> lines)
    {
        var entry = new AuditEntry(end.Number + 1, time.GetUtcNow(), act with
        {
            Who = Cut(act.Who),
            Subject = Cut(act.Subject),
            Detail = act.Detail is null ? null : Cut(act.Detail),
        });
        var line = AuditLine.Write(entry, end.Hash);
        lines.Add(line);
        AuditLine.TryRead(line.AsSpan()[..^1], out _, out _, out var hash);
        return new LogEnd(entry.Number, hash, CutOff: 0);
    }

    private static string Cut(string text) => text.Length <= LongestText ? text : string.Concat(text.AsSpan(0, LongestText), "…");
}
