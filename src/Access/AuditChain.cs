using System.Globalization;
using System.Text;

namespace KnowledgeBase.Access;

/// <summary>Compares the lines of the audit log with each other, one by one.</summary>
/// <param name="each">Is told every whole entry.</param>
internal sealed class AuditChain(Action<AuditEntry> each)
{
    private const int MostFaults = 100;

    private readonly List<AuditFault> _faults = [];
    private readonly Dictionary<long, string> _lastHashes = [];
    private long _lines;
    private long _entries;
    private long _number;
    private string _hash = AuditLine.NoHash;
    private string? _otherHash;
    private int _cutOff;

    /// <summary>Takes the next line.</summary>
    public void Take(ReadOnlySpan<byte> line, bool isWhole)
    {
        if (!isWhole)
        {
            _cutOff = line.Length;
            return;
        }

        _lines++;
        if (AuditLine.TryRead(line, out var entry, out var previous, out var hash) is { } reason)
        {
            // What follows may follow the line as it was, or as it stands.
            Tell(_lines, reason);
            (_number, _hash, _otherHash) = (_lines, hash, AuditLine.HashOf(line));
            return;
        }

        if (previous != _hash && previous != _otherHash)
        {
            Tell(_lines, _lines == 1
                ? "the log does not begin here: entries before it are missing"
                : "the entry does not follow the one before it: an entry was changed, taken out or put in between");
        }
        else if (entry!.Number != _number + 1 && _otherHash is null)
        {
            Tell(_lines, $"the entry has number {entry.Number}, and {_number + 1} would follow");
        }

        (_number, _hash, _otherHash) = (entry!.Number, hash, null);
        Remember();
        _entries++;
        each(entry);
    }

    /// <summary>What was found out, when every line was taken.</summary>
    /// <param name="head">The file that says where the log ended; null when it is not there.</param>
    public AuditVerification End(byte[]? head)
    {
        CheckHead(head);
        return new AuditVerification(_entries, _entries > 0 ? _hash : null, _faults, _cutOff);
    }

    private void CheckHead(byte[]? head)
    {
        if (head is null)
        {
            // A kill may come between the first entry and its head, no later.
            if (_lines > 1)
            {
                Tell(_lines + 1, "audit.head is missing, so that nothing tells whether entries are missing at the end");
            }

            return;
        }

        if (Encoding.ASCII.GetString(head).TrimEnd('\n').Split(' ') is not [var digits, var hash]
            || !long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            Tell(_lines + 1, "audit.head cannot be read, so that nothing tells whether entries are missing at the end");
        }
        else if (number > _number)
        {
            Tell(_lines + 1, $"the log ended at entry {number} and ends at {_number} now: entries are missing");
        }
        else if (_lastHashes.TryGetValue(number, out var found) && found != hash)
        {
            Tell(_lines + 1, $"entry {number} is another than the one that the log ended with: it was written anew");
        }
    }

    /// <summary>Hashes of the last few entries: the head may be a little older than the log.</summary>
    private void Remember()
    {
        _lastHashes[_number] = _hash;
        _lastHashes.Remove(_number - 100);
    }

    private void Tell(long line, string reason)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(new AuditFault(line, reason));
        }
    }
}
