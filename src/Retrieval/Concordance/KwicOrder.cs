using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Texts;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>Puts the places where a string stands in order.</summary>
internal static class KwicOrder
{
    /// <summary>Folded units of context that an order looks at.</summary>
    private const int Compared = 64;

    /// <summary>Units that a key holds, of 16 bits each.</summary>
    private const int UnitsOfKey = 4;

    /// <summary>A page of the places in the order asked for. The list itself is left as it is.</summary>
    public static IEnumerable<TextPlace> Page(
        List<TextPlace> places, int skip, int take, FoundString found, MaterialFigures figures, KwicSort sort)
    {
        TextPlace[] sorted = [.. places];
        ulong[] keys = [.. sorted.Select(place => Key(place))];
        var order = Enumerable.Range(0, sorted.Length).ToArray();
        Array.Sort(keys, order);
        Settle(keys, order, skip, Math.Min(sorted.Length, skip + take), (a, b) =>
        {
            var settled = sort switch
            {
                KwicSort.Left => Left(sorted[a]).SequenceCompareTo(Left(sorted[b])),
                KwicSort.Right => Right(sorted[a]).SequenceCompareTo(Right(sorted[b])),
                _ => 0,
            };
            settled = settled != 0 || sort == KwicSort.Date ? settled : Day(sorted[a]).CompareTo(Day(sorted[b]));
            return settled != 0 ? settled : a.CompareTo(b);
        });
        return order.Skip(skip).Take(take).Select(i => sorted[i]);

        ulong Key(TextPlace place) => sort switch
        {
            KwicSort.Left => KeyOf(Left(place)),
            KwicSort.Right => KeyOf(Right(place)),
            _ => (ulong)Day(place),
        };

        int Day(TextPlace place) => DayOf(figures[found.MaterialOf(place)]);

        ReadOnlySpan<char> Right(TextPlace place)
        {
            var rest = found.Texts.TextOf(place.Passage)[(place.Position + found.Folded.Length)..];
            return rest[..Math.Min(rest.Length, Compared)];
        }

        ReadOnlySpan<char> Left(TextPlace place)
        {
            var before = found.Texts.TextOf(place.Passage)[Math.Max(0, place.Position - Compared)..place.Position].ToArray();
            Array.Reverse(before);
            return before;
        }
    }

    /// <summary>The day of a material as a number that orders, 20230517; of one without a date, one that comes last.</summary>
    public static int DayOf(MaterialFigure figure) =>
        DayNumber.Of(figure.Date, figure.Year) is var day and not 0 ? day : int.MaxValue;

    /// <summary>The first units of a text as a number that orders as they do.</summary>
    private static ulong KeyOf(ReadOnlySpan<char> text)
    {
        var key = 0UL;
        for (var i = 0; i < UnitsOfKey; i++)
        {
            key = (key << 16) | (i < text.Length ? text[i] : 0UL);
        }

        return key;
    }

    /// <summary>Puts those in order whose keys are equal, as far as they reach into the page.</summary>
    private static void Settle(ulong[] keys, int[] order, int from, int to, Comparison<int> compare)
    {
        for (var start = from; start < to;)
        {
            var first = start;
            while (first > 0 && keys[first - 1] == keys[start])
            {
                first--;
            }

            var end = start + 1;
            while (end < keys.Length && keys[end] == keys[start])
            {
                end++;
            }

            order.AsSpan(first, end - first).Sort(compare);
            start = end;
        }
    }
}
