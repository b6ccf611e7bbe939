using System.Runtime.InteropServices;
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

/// <summary>
/// Terms within an edit distance of one: insertion, deletion, replacement, and swapping of neighbours (optimal string alignment).
/// </summary>
internal sealed class SimilarTerms : TermSet
{
    private readonly List<int> _wanted = [];
    private readonly byte[] _prefix;
    private readonly int _maxEdits;

    public SimilarTerms(string term, int maxEdits, int prefixLength)
    {
        CodePoints.Decode(Encoding.UTF8.GetBytes(term), _wanted);
        _prefix = Encoding.UTF8.GetBytes(string.Concat(_wanted.Take(prefixLength).Select(p => new Rune(p).ToString())));
        _maxEdits = maxEdits;
    }

    /// <summary>Called with a term, how many edits lead to it, and its length in characters.</summary>
    public delegate void SimilarTermVisitor(ReadOnlySpan<byte> term, in TermMeta meta, int edits, int length);

    /// <summary>Length of the term that is looked for, in characters.</summary>
    public int Length => _wanted.Count;

    public override void Visit(TermDictionary dictionary, TermVisitor found) =>
        Visit(dictionary, (ReadOnlySpan<byte> term, in TermMeta meta, int _, int _) => found(term, meta));

    // One row of the distance table per character of the term; rows of the prefix shared with the term before are kept.
    public void Visit(TermDictionary dictionary, SimilarTermVisitor found)
    {
        var rows = new List<int[]> { Enumerable.Range(0, _wanted.Count + 1).ToArray() };
        var points = new List<int>();
        var before = new List<int>();
        var hopeless = int.MaxValue; // so many first bytes of the term before are enough to rule out what begins with them
        var terms = dictionary.Enumerate(_prefix);
        while (terms.MoveNext() && (terms.Shared >= hopeless || terms.Term.StartsWith(_prefix)))
        {
            if (terms.Shared >= hopeless || !CouldBeNear(terms.Term, out hopeless))
            {
                continue;
            }

            (before, points) = (points, before);
            CodePoints.Decode(terms.Term, points);
            var shared = 0;
            while (shared < points.Count && shared < before.Count && points[shared] == before[shared])
            {
                shared++;
            }

            var depth = Math.Min(shared, rows.Count - 1);
            rows.RemoveRange(depth + 1, rows.Count - depth - 1);
            var possible = IsPossible(rows, depth);
            for (; possible && depth < points.Count; depth++)
            {
                rows.Add(NextRow(rows, points, depth));
                possible = IsPossible(rows, depth + 1);
            }

            if (possible && depth == points.Count && rows[depth][_wanted.Count] <= _maxEdits)
            {
                found(terms.Term, terms.Meta, rows[depth][_wanted.Count], points.Count);
            }
        }
    }

    /// <summary>
    /// Whether a term has a length and characters from which so few edits can lead; most have not, which is quickly seen. An edit changes
    /// the length by one at most, and takes away one character at most that the wanted term has not.
    /// </summary>
    /// <param name="term">The term.</param>
    /// <param name="hopeless">
    /// With how many of its first bytes no term can be near; <see cref="int.MaxValue"/> where only the whole shows it.
    /// </param>
    private bool CouldBeNear(ReadOnlySpan<byte> term, out int hopeless)
    {
        var wanted = CollectionsMarshal.AsSpan(_wanted);
        hopeless = int.MaxValue;
        var length = 0;
        var foreign = 0;
        for (var at = 0; at < term.Length; length++)
        {
            Rune.DecodeFromUtf8(term[at..], out var rune, out var bytes);
            at += bytes;
            if (length == wanted.Length + _maxEdits || (!wanted.Contains(rune.Value) && ++foreign > _maxEdits))
            {
                hopeless = at;
                return false;
            }
        }

        return wanted.Length - length <= _maxEdits;
    }

    /// <summary>Whether a term that goes on from here can be near enough. A swap looks two rows back, so both must be hopeless.</summary>
    private bool IsPossible(List<int[]> rows, int depth) =>
        rows[depth].Min() <= _maxEdits || (depth > 0 && rows[depth - 1].Min() <= _maxEdits);

    private int[] NextRow(List<int[]> rows, List<int> points, int depth)
    {
        var row = new int[_wanted.Count + 1];
        row[0] = depth + 1;
        for (var j = 1; j < row.Length; j++)
        {
            var same = _wanted[j - 1] == points[depth] ? 0 : 1;
            row[j] = Math.Min(Math.Min(row[j - 1] + 1, rows[depth][j] + 1), rows[depth][j - 1] + same);
            if (depth > 0 && j > 1 && _wanted[j - 1] == points[depth - 1] && _wanted[j - 2] == points[depth])
            {
                row[j] = Math.Min(row[j], rows[depth - 1][j - 2] + 1);
            }
        }

        return row;
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
