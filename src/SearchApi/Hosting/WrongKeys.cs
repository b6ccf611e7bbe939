namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// How many more wrong keys an address may show: ten at once, and then one every ten seconds. A good one is not counted. Those who were
/// known a moment ago are not asked, so that nobody can shut out others behind the same address.
/// </summary>
internal sealed class WrongKeys(TimeProvider time)
{
    /// <summary>Wrong keys that may be shown at once.</summary>
    public const int Most = 10;

    private const int MostClients = 10_000;

    private static readonly TimeSpan Each = TimeSpan.FromSeconds(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, DateTimeOffset> _owed = new(StringComparer.Ordinal);

    /// <summary>Addresses that are remembered at the moment.</summary>
    internal int Kept => _owed.Count;

    /// <summary>The seconds after which an address may show another key; 0 when it may now.</summary>
    public int Wait(string client)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            return SecondsTo(Owed(client, now), now);
        }
    }

    /// <summary>Counts a key that is going to be looked at.</summary>
    /// <returns>0 when it may be; otherwise the seconds to wait.</returns>
    public int Begin(string client)
    {
        lock (_lock)
        {
            // What an address owes is a time that lies ahead: ten seconds for each key, 100 at most.
            var now = time.GetUtcNow();
            var owed = Owed(client, now);
            if (SecondsTo(owed, now) is > 0 and var wait)
            {
                return wait;
            }

            Forget(now);
            _owed[client] = owed + Each;
            return 0;
        }
    }

    /// <summary>Takes back what was counted for a key that was good, or was not looked at.</summary>
    public void WasGood(string client)
    {
        lock (_lock)
        {
            _owed[client] = Owed(client, time.GetUtcNow()) - Each;
        }
    }

    private static int SecondsTo(DateTimeOffset owed, DateTimeOffset now) =>
        Math.Max(0, (int)Math.Ceiling((owed + Each - (Most * Each) - now).TotalSeconds));

    private DateTimeOffset Owed(string client, DateTimeOffset now) =>
        _owed.TryGetValue(client, out var until) && until > now && until <= now + (Most * Each) ? until : now;

    private void Forget(DateTimeOffset now)
    {
        if (_owed.Count < MostClients)
        {
            return;
        }

        foreach (var (client, _) in _owed.Where(o => o.Value <= now).ToList())
        {
            _owed.Remove(client);
        }

        if (_owed.Count >= MostClients)
        {
            _owed.Clear(); // of more addresses than an office has, some are forgiven
        }
    }
}
