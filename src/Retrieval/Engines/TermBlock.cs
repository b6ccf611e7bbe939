using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Engines;

/// <summary>A block for engines that take terms with their positions one by one.</summary>
internal abstract class TermBlock : IPassageBlock
{
    public abstract void NextDocument();

    public void AddWords(PassageField field, TokenBuffer words)
    {
        var length = 0;
        foreach (var word in words.Tokens)
        {
            AddTerm(field, words.Term(word), word.Position);
            length += word.IsInner ? 0 : 1;
        }

        if (words.Count > 0 && field.CountsLength())
        {
            SetLength(field, Math.Max(1, length));
        }
    }

    public void AddText(ReadOnlySpan<char> folded)
    {
        Span<byte> term = stackalloc byte[EngineTerms.BigramLength];
        for (var i = 0; i < folded.Length; i++)
        {
            EngineTerms.WriteCharacter(term, folded[i]);
            AddTerm(PassageField.Characters, term[..EngineTerms.CharacterLength], i);
            if (i + 1 < folded.Length)
            {
                EngineTerms.WriteCharacter(term[EngineTerms.CharacterLength..], folded[i + 1]);
                AddTerm(PassageField.Bigrams, term, i);
            }
        }
    }

    public abstract void AddKeyword(PassageField field, string value);

    public abstract void SetNumber(PassageField field, long value);

    public abstract void Store(StoredField field, ReadOnlySpan<byte> value);

    public abstract void Clear();

    /// <summary>Adds a term to the present document; positions of a field do not decrease.</summary>
    protected abstract void AddTerm(PassageField field, ReadOnlySpan<byte> term, int position);

    /// <summary>Says how long the present document counts in a field for BM25; at least 1.</summary>
    protected abstract void SetLength(PassageField field, int tokens);
}
