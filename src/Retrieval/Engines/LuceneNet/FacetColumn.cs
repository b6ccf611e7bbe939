using System.Globalization;
using System.Runtime.InteropServices;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>A column of values that hits are chosen and counted by, over all segments of a search.</summary>
internal abstract class FacetColumn
{
    private readonly Dictionary<string, (int Materials, int Passages)> _counts = new(StringComparer.Ordinal);

    /// <summary>The field.</summary>
    public required PassageField Field { get; init; }

    /// <summary>The values of which a document must have one; null when none was chosen.</summary>
    public required IReadOnlyList<string>? Chosen { get; init; }

    /// <summary>Whether its values are to be counted.</summary>
    public required bool IsCounted { get; init; }

    protected string Name => LuceneSchema.Name(Field);

    /// <summary>The columns of a search: those that are counted, and those by which is chosen.</summary>
    public static FacetColumn[] Of(EngineSearch search) =>
    [
        .. search.Facets.Union(search.Choices.Select(c => c.Field)).Select(field =>
        {
            var chosen = search.Choices.FirstOrDefault(c => c.Field == field)?.Values;
            var counted = search.Facets.Contains(field);
            return field is PassageField.Year or PassageField.Date
                ? (FacetColumn)new Numbers { Field = field, Chosen = chosen, IsCounted = counted }
                : new Keywords { Field = field, Chosen = chosen, IsCounted = counted };
        }),
    ];

    /// <summary>Goes on with a segment.</summary>
    public abstract void Begin(AtomicReader reader);

    /// <summary>Whether a document has a value that was chosen.</summary>
    public abstract bool Passes(int doc);

    /// <summary>Counts the values of a document.</summary>
    /// <param name="doc">The document.</param>
    /// <param name="material">A number of its material; the documents of a material come one after the other.</param>
    public abstract void Count(int doc, int material);

    /// <summary>Takes what was counted of a segment into account.</summary>
    public abstract void End();

    /// <summary>What was counted, in ordinal order.</summary>
    public EngineFacetValue[] Counted() =>
    [
        .. _counts.OrderBy(c => c.Key, StringComparer.Ordinal)
            .Select(c => new EngineFacetValue(c.Key, c.Value.Materials, c.Value.Passages)),
    ];

    protected void Add(string value, ValueCount count)
    {
        if (count.Passages > 0)
        {
            var (materials, passages) = _counts.GetValueOrDefault(value);
            _counts[value] = (materials + count.Materials, passages + count.Passages);
        }
    }

    /// <summary>How often a value was met in a segment.</summary>
    protected struct ValueCount
    {
        private int _next;

        public int Materials { get; private set; }

        public int Passages { get; private set; }

        public void Add(int material)
        {
            Passages++;
            if (_next != material + 1)
            {
                Materials++;
                _next = material + 1;
            }
        }
    }

    private sealed class Keywords : FacetColumn
    {
        private readonly BytesRef _value = new();
        private SortedSetDocValues _values = DocValues.EMPTY_SORTED_SET;
        private bool[] _isChosen = [];
        private ValueCount[] _counted = [];

        public override void Begin(AtomicReader reader)
        {
            _values = reader.GetSortedSetDocValues(Name) ?? DocValues.EMPTY_SORTED_SET;
            _counted = IsCounted ? new ValueCount[_values.ValueCount] : [];
            _isChosen = Chosen is null ? [] : new bool[_values.ValueCount];
            foreach (var value in Chosen ?? [])
            {
                if (_values.LookupTerm(new BytesRef(value)) is >= 0 and var ord)
                {
                    _isChosen[ord] = true;
                }
            }
        }

        public override bool Passes(int doc)
        {
            _values.SetDocument(doc);
            for (var ord = _values.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = _values.NextOrd())
            {
                if (_isChosen[ord])
                {
                    return true;
                }
            }

            return false;
        }

        public override void Count(int doc, int material)
        {
            _values.SetDocument(doc);
            for (var ord = _values.NextOrd(); ord != SortedSetDocValues.NO_MORE_ORDS; ord = _values.NextOrd())
            {
                _counted[ord].Add(material);
            }
        }

        public override void End()
        {
            for (var ord = 0; ord < _counted.Length; ord++)
            {
                if (_counted[ord].Passages > 0)
                {
                    _values.LookupOrd(ord, _value);
                    Add(_value.Utf8ToString(), _counted[ord]);
                }
            }
        }
    }

    private sealed class Numbers : FacetColumn
    {
        private readonly Dictionary<long, ValueCount> _counted = [];
        private NumericDocValues? _values;
        private IBits? _has;
        private HashSet<long>? _chosen;

        public override void Begin(AtomicReader reader)
        {
            _values = reader.GetNumericDocValues(Name);
            _has = reader.GetDocsWithField(Name);
            _chosen ??= Chosen?.Select(v => long.Parse(v, CultureInfo.InvariantCulture)).ToHashSet();
        }

        public override bool Passes(int doc) => Has(doc) && _chosen!.Contains(_values!.Get(doc));

        public override void Count(int doc, int material)
        {
            if (Has(doc))
            {
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    _counted, _values!.Get(doc), out _);
                count.Add(material);
            }
        }

        public override void End()
        {
            foreach (var (value, count) in _counted)
            {
                Add(value.ToString(CultureInfo.InvariantCulture), count);
            }

            _counted.Clear();
        }

        private bool Has(int doc) => _values is not null && (_has is null || _has.Get(doc));
    }
}
