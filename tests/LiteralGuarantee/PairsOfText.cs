using KnowledgeBase.Retrieval.Engines;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>A document that keeps the pairs of characters that it is given, each with its places, and nothing else.</summary>
internal sealed class PairsOfText : IPassageBlock
{
    private readonly Dictionary<string, HashSet<int>> _places = new(StringComparer.Ordinal);

    public IReadOnlySet<int> Places(byte[] pair) => _places.GetValueOrDefault(Convert.ToHexString(pair), []);

    public void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position)
    {
        if (field == PassageField.Bigrams)
        {
            var pair = Convert.ToHexString(term);
            (_places.TryGetValue(pair, out var places) ? places : _places[pair] = []).Add(position);
        }
    }

    public void Clear() => _places.Clear();

    public void NextDocument() => throw new NotSupportedException();

    public void SetLength(PassageField field, int tokens) => throw new NotSupportedException();

    public void AddKeyword(PassageField field, string value) => throw new NotSupportedException();

    public void SetNumber(PassageField field, long value) => throw new NotSupportedException();

    public void Store(StoredField field, ReadOnlySpan<byte> value) => throw new NotSupportedException();
}
