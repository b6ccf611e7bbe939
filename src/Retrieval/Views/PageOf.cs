namespace KnowledgeBase.Retrieval.Views;

/// <summary>Cuts a page out of an order without sorting what is behind it.</summary>
internal static class PageOf
{
    /// <summary>The entries from <paramref name="skip"/> on, at most <paramref name="take"/>, in the order of a comparison.</summary>
    /// <param name="entries">All of them; their order is lost.</param>
    /// <param name="order">The order; no two entries are equal in it.</param>
    /// <param name="skip">Entries to pass over.</param>
    /// <param name="take">Entries to return at most.</param>
    public static IReadOnlyList<T> Sorted<T>(List<T> entries, Comparison<T> order, int skip, int take)
    {
        if (skip >= entries.Count)
        {
            return [];
        }

        var wanted = (int)Math.Min(entries.Count, (long)skip + take);
        if (wanted < entries.Count / 4)
        {
            // The worst of the best so far on top.
            var best = new PriorityQueue<T, T>(Comparer<T>.Create((a, b) => order(b, a)));
            foreach (var entry in entries)
            {
                if (best.Count < wanted)
                {
                    best.Enqueue(entry, entry);
                }
                else if (order(entry, best.Peek()) < 0)
                {
                    best.DequeueEnqueue(entry, entry);
                }
            }

            entries = [.. best.UnorderedItems.Select(item => item.Element)];
        }

        entries.Sort(order);
        return entries[skip..wanted];
    }
}
