using System.Text;
using KnowledgeBase.FullText.Postings;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;
using KnowledgeBase.FullText.Terms;

namespace KnowledgeBase.FullText.Search;

/// <summary>A set of terms, told by a rule; found in a dictionary without looking at all of it where the rule allows.</summary>
internal abstract class TermSet
{
    /// <summary>Calls <paramref name="found"/> for every term of the set that the dictionary has.</summary>
    public abstract void Visit(TermDictionary dictionary, TermVisitor found);
}

internal delegate void TermVisitor(ReadOnlySpan<byte> term, in TermMeta meta);

internal sealed class ExactTerms(IReadOnlyList<ReadOnlyMemory<byte>> terms) : TermSet
{
    public override void Visit(TermDictionary dictionary, TermVisitor found)
    {
        foreach (var term in terms)
        {
            if (dictionary.TryGet(term.Span, out var meta))
            {
                found(term.Span, meta);
            }
        }
    }
}

internal sealed class PrefixTerms(ReadOnlyMemory<byte> prefix) : TermSet
{
    public override void Visit(TermDictionary dictionary, TermVisitor found)
    {
        var terms = dictionary.Enumerate(prefix.Span);
        while (terms.MoveNext() && terms.Term.StartsWith(prefix.Span))
        {
            found(terms.Term, terms.Meta);
        }
    }
}

internal sealed class RangeTerms(ReadOnlyMemory<byte>? from, ReadOnlyMemory<byte>? to, bool includeFrom, bool includeTo) : TermSet
{
    public override void Visit(TermDictionary dictionary, TermVisitor found)
    {
        var terms = dictionary.Enumerate(from is { } low ? low.Span : default);
        while (terms.MoveNext())
        {
            if (to is { } high)
            {
                var order = terms.Term.SequenceCompareTo(high.Span);
                if (order > 0 || (order == 0 && !includeTo))
                {
                    return;
                }
            }

            if (includeFrom || from is not { } excluded || !terms.Term.SequenceEqual(excluded.Span))
            {
                found(terms.Term, terms.Meta);
            }
        }
    }
}

internal sealed class WildcardTerms : TermSet
{
    private const int AnyRun = -1;
    private const int AnyOne = -2;

    private readonly int[] _pattern; // code points, AnyRun, AnyOne
    private readonly byte[] _prefix;

    public WildcardTerms(string pattern)
    {
        var parts = new List<int>();
        var prefix = new StringBuilder();
        var literal = true;
        for (var runes = pattern.EnumerateRunes(); runes.MoveNext();)
        {
            var rune = runes.Current;
            if (rune.Value is '*' or '?')
            {
                literal = false;
                if (rune.Value == '?')
                {
                    parts.Add(AnyOne);
                }
                else if (parts.Count == 0 || parts[^1] != AnyRun)
                {
                    parts.Add(AnyRun);
                }

                continue;
            }

            if (rune.Value == '\\' && runes.MoveNext())
            {
                rune = runes.Current;
            }

            parts.Add(rune.Value);
            if (literal)
            {
                prefix.Append(rune.ToString());
            }
        }

        _pattern = [.. parts];
        _prefix = Encoding.UTF8.GetBytes(prefix.ToString());
    }

    public override void Visit(TermDictionary dictionary, TermVisitor found)
    {
        var points = new List<int>();
        var terms = dictionary.Enumerate(_prefix);
        while (terms.MoveNext() && terms.Term.StartsWith(_prefix))
        {
            CodePoints.Decode(terms.Term, points);
            if (Matches(points))
            {
                found(terms.Term, terms.Meta);
            }
        }
    }

    // On a failure behind a run, the run takes one character more: linear in practice, without recursion.
    private bool Matches(List<int> text)
    {
        int t = 0, p = 0, run = -1, resume = 0;
        while (t < text.Count)
        {
            if (p < _pattern.Length && (_pattern[p] == AnyOne || _pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (p < _pattern.Length && _pattern[p] == AnyRun)
            {
                run = p++;
                resume = t;
            }
            else if (run >= 0)
            {
                p = run + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }

        while (p < _pattern.Length && _pattern[p] == AnyRun)
        {
            p++;
        }

        return p == _pattern.Length;
    }
}

/// <summary>What a fuzzy query stands for.</summary>
internal static class FuzzyTerms
{
    /// <summary>The closest terms of the snapshot, each as a term query with its share of the score.</summary>
    public static BooleanQuery Expand(SearchPlan plan, FuzzyQuery query)
    {
        var field = plan.IndexedField(query.Field);
        var similar = new SimilarTerms(query.Term, query.MaxEdits, query.PrefixLength);
        var found = new Dictionary<string, (byte[] Term, int Edits, int Length)>(StringComparer.Ordinal);
        foreach (var segment in plan.Segments)
        {
            if (segment.Core.TermsOf(field.Id) is { } dictionary)
            {
                similar.Visit(dictionary, (ReadOnlySpan<byte> term, in TermMeta _, int edits, int length) =>
                    found.TryAdd(Convert.ToHexString(term), (term.ToArray(), edits, length)));
            }
        }

        var clauses = found.Values
            .OrderBy(f => f.Edits)
            .ThenBy(f => Convert.ToHexString(f.Term), StringComparer.Ordinal)
            .Take(query.MaxExpansions)
            .Select(f => (Query)new BoostQuery(new TermQuery(query.Field, f.Term), Closeness(f.Edits, Math.Min(f.Length, similar.Length))));
        return new BooleanQuery { Should = [.. clauses] };
    }

    private static float Closeness(int edits, int length) => Math.Max(0, 1 - ((float)edits / Math.Max(1, length)));
}

internal static class CodePoints
{
    /// <summary>The first characters of a UTF-8 term, as many as fit; returns how many.</summary>
    public static int Decode(ReadOnlySpan<byte> term, Span<int> points)
    {
        var count = 0;
        for (; count < points.Length && !term.IsEmpty; count++)
        {
            Rune.DecodeFromUtf8(term, out var rune, out var length);
            points[count] = rune.Value;
            term = term[length..];
        }

        return count;
    }

    /// <summary>The characters of a UTF-8 term; bytes that are none become one replacement character each.</summary>
    public static void Decode(ReadOnlySpan<byte> term, List<int> points)
    {
        points.Clear();
        while (!term.IsEmpty)
        {
            Rune.DecodeFromUtf8(term, out var rune, out var length);
            points.Add(rune.Value);
            term = term[length..];
        }
    }
}

/// <summary>Documents that have any term of a set; one score.</summary>
internal sealed unsafe class TermSetWeight(SearchPlan plan, Query query, IndexField field, TermSet terms, float score) : Weight(plan, query)
{
    // A search goes through a segment several times, and in several slices.
    private readonly Lazy<ulong[]?>[] _bits = [.. plan.Segments.Select(s => new Lazy<ulong[]?>(() => DocsOf(s, field, terms)))];

    public override Scorer? CreateScorer(SegmentReader segment) =>
        _bits[segment.Ordinal].Value is { } bits ? new BitsScorer(bits, LiveDocs.Count(bits), score) : null;

    public override void CollectMatches(SegmentReader segment, int doc, MatchCollector matches)
    {
        if (!field.HasPositions || segment.Core.TermsOf(field.Id) is not { } dictionary)
        {
            return;
        }

        var cursor = new PostingsCursor();
        int[] positions = [];
        terms.Visit(dictionary, (ReadOnlySpan<byte> term, in TermMeta meta) =>
        {
            segment.Core.OpenPostings(cursor, field, meta);
            if (cursor.Advance(doc) == doc)
            {
                var count = cursor.ReadPositions(ref positions);
                var copy = term.ToArray();
                for (var i = 0; i < count; i++)
                {
                    matches.Begin(Query);
                    matches.Add(field, copy, positions[i]);
                }
            }
        });
    }

    private static ulong[]? DocsOf(SegmentReader segment, IndexField field, TermSet terms)
    {
        if (segment.Core.TermsOf(field.Id) is not { } dictionary)
        {
            return null;
        }

        ulong[]? bits = null;
        var cursor = new PostingsCursor();
        terms.Visit(dictionary, (ReadOnlySpan<byte> _, in TermMeta meta) =>
        {
            bits ??= new ulong[LiveDocs.WordsFor(segment.MaxDoc)];
            segment.Core.OpenPostings(cursor, field, meta);
            for (var doc = cursor.Next(); doc != PostingsCursor.NoMoreDocs; doc = cursor.Next())
            {
                bits[doc >> 6] |= 1UL << (doc & 63);
            }
        });
        return bits;
    }
}
