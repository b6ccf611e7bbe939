using System.Runtime.InteropServices;
using KnowledgeBase.FullText.DocValues;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Segments;

namespace KnowledgeBase.FullText.Search;

/// <summary>Counts documents and occurrences by the value of a column.</summary>
internal sealed class OccurrenceCounter
{
    private readonly IndexField _field;
    private readonly GlobalOrdinals? _ordinals;
    private readonly (long Docs, long Occurrences)[] _byOrd = [];
    private readonly Dictionary<long, (long Docs, long Occurrences)> _byNumber = [];
    private (long Docs, long Occurrences) _without;
    private SegmentReader? _segment;
    private KeywordColumn? _keywords;
    private IntegerColumn? _integers;

    public OccurrenceCounter(IndexReader reader, IndexField field)
    {
        _field = field;
        if (field.DocValues == DocValuesType.None)
        {
            throw new ArgumentException($"The field '{field.Name}' has no column to group by.", nameof(field));
        }

        if (field.DocValues != DocValuesType.Integer)
        {
            _ordinals = reader.OrdinalsOf(field);
            _byOrd = new (long, long)[_ordinals.Count];
        }
    }

    public void Start(SegmentReader segment)
    {
        _segment = segment;
        _keywords = segment.Core.KeywordsOf(_field.Id);
        _integers = segment.Core.IntegersOf(_field.Id);
    }

    public void Add(int doc, int occurrences)
    {
        if (_integers is not null && _integers.TryGet(doc, out var number))
        {
            Add(ref CollectionsMarshal.GetValueRefOrAddDefault(_byNumber, number, out _), occurrences);
            return;
        }

        if (_keywords is { IsSet: false } && _keywords.OrdOf(doc) is >= 0 and var ord)
        {
            Add(ref _byOrd[_ordinals!.ToGlobal(_segment!.Ordinal, ord)], occurrences);
            return;
        }

        if (_keywords is { IsSet: true })
        {
            var (start, end) = _keywords.RangeOf(doc);
            for (var i = start; i < end; i++)
            {
                Add(ref _byOrd[_ordinals!.ToGlobal(_segment!.Ordinal, _keywords.SetOrd(i))], occurrences);
            }

            if (start < end)
            {
                return;
            }
        }

        Add(ref _without, occurrences);
    }

    public IReadOnlyList<OccurrenceGroup> Finish()
    {
        var groups = new List<OccurrenceGroup>();
        for (var i = 0; i < _byOrd.Length; i++)
        {
            if (_byOrd[i].Docs > 0)
            {
                groups.Add(new OccurrenceGroup(_ordinals![i].ToArray(), null, _byOrd[i].Docs, _byOrd[i].Occurrences));
            }
        }

        groups.AddRange(_byNumber.OrderBy(n => n.Key).Select(n => new OccurrenceGroup(default, n.Key, n.Value.Docs, n.Value.Occurrences)));
        if (_without.Docs > 0)
        {
            groups.Add(new OccurrenceGroup(default, null, _without.Docs, _without.Occurrences));
        }

        return groups;
    }

    private static void Add(ref (long Docs, long Occurrences) count, int occurrences)
    {
        count.Docs++;
        count.Occurrences += occurrences;
    }
}
