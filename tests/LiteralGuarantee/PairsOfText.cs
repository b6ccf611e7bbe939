using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>A document that keeps the pairs of characters that it is given, each with its places, and nothing else.</summary>
internal sealed class PairsOfText : TermBlock
{
    private readonly Dictionary<string, HashSet<int>> _places = new(StringComparer.Ordinal);

    public IReadOnlySet<int> Places(byte[] pair) => _places.GetValueOrDefault(Convert.ToHexString(pair), []);

    public override void Clear() => _places.Clear();

    public override void NextDocument() => throw new NotSupportedException();

    public override void AddKeyword(PassageField field, string value) => throw new NotSupportedException();

    public override void SetNumber(PassageField field, long value) => throw new NotSupportedException();

    public override void Store(StoredField field, ReadOnlySpan<byte> value) => throw new NotSupportedException();

    protected override void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position)
    {
        if (field == PassageField.Bigrams)
        {
            var pair = Convert.ToHexString(term);
            (_places.TryGetValue(pair, out var places) ? places : _places[pair] = []).Add(position);
        }
    }

    protected override void SetLength(PassageField field, int tokens) => throw new NotSupportedException();
}
