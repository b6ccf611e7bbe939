using KnowledgeBase.Text;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Util;
using BinaryField = Lucene.Net.Documents.StoredField;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>The documents of a material on their way into Lucene. What was made for one material serves for the next.</summary>
internal sealed class LuceneBlock : IPassageBlock
{
    private readonly List<OneDocument> _all = [];
    private int _count;

    /// <summary>The documents, each as its fields.</summary>
    public IEnumerable<IEnumerable<IIndexableField>> Documents => _all.Take(_count).Select(document => document.Fields);

    private OneDocument Present => _all[_count - 1];

    public void NextDocument()
    {
        if (_count == _all.Count)
        {
            _all.Add(new OneDocument());
        }

        _all[_count++].Fields.Clear();
    }

    public void AddWords(PassageField field, TokenBuffer words)
    {
        if (words.Count > 0)
        {
            Present.AddWords(field, words);
        }
    }

    public void AddText(ReadOnlySpan<char> folded)
    {
        Present.AddCharacters(PassageField.Characters, 1, folded);
        Present.AddCharacters(PassageField.Bigrams, 2, folded);
    }

    public void AddKeyword(PassageField field, string value)
    {
        var name = LuceneSchema.Name(field);
        Present.Fields.Add(new Field(name, value, LuceneSchema.Keyword));
        if (field != PassageField.Kind)
        {
            var bytes = new BytesRef(value);
            Present.Fields.Add(
                field == PassageField.Material ? new SortedDocValuesField(name, bytes) : new SortedSetDocValuesField(name, bytes));
        }
    }

    public void SetNumber(PassageField field, long value)
    {
        // How far it is to the material's own document, Lucene needn't be told: it is the last one with the id.
        if (field != PassageField.ToMaterial)
        {
            Present.Fields.Add(new Int64Field(LuceneSchema.Name(field), value, LuceneSchema.Number));
            Present.Fields.Add(new NumericDocValuesField(LuceneSchema.Name(field), value));
        }
    }

    public void Store(StoredField field, ReadOnlySpan<byte> value) =>
        Present.Fields.Add(new BinaryField(LuceneSchema.Name(field), value.ToArray()));

    public void Clear() => _count = 0;

    private sealed class OneDocument
    {
        private readonly Dictionary<PassageField, (LuceneTokens Tokens, Field Field)> _tokens = [];

        public List<IIndexableField> Fields { get; } = [];

        public void AddWords(PassageField field, TokenBuffer words)
        {
            var (tokens, indexed) = TokensOf(field, () => new LuceneWords());
            var own = (LuceneWords)tokens;
            own.Set(words);
            if (field.CountsLength())
            {
                // The one number of a field that Lucene hands on to the similarity.
                indexed.Boost = own.Length;

                // And not rounded, for the average.
                Fields.Add(new NumericDocValuesField(LuceneSchema.Name(field), own.Length));
            }

            Fields.Add(indexed);
        }

        public void AddCharacters(PassageField field, int width, ReadOnlySpan<char> folded)
        {
            if (folded.Length < width)
            {
                return;
            }

            var (tokens, indexed) = TokensOf(field, () => new LuceneCharacters(width));
            ((LuceneCharacters)tokens).Set(folded);
            Fields.Add(indexed);
        }

        private (LuceneTokens Tokens, Field Field) TokensOf(PassageField field, Func<LuceneTokens> create)
        {
            if (!_tokens.TryGetValue(field, out var known))
            {
                var tokens = create();
                _tokens.Add(field, known = (tokens, new Field(LuceneSchema.Name(field), tokens, LuceneSchema.Tokens(field))));
            }

            return known;
        }
    }
}
