using System.Buffers.Binary;
using KnowledgeBase.Text;
using Lucene.Net.Analysis;
using Lucene.Net.Analysis.TokenAttributes;
using Lucene.Net.Util;
using Attribute = Lucene.Net.Util.Attribute;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>Tokens of a field on their way into Lucene: a term's bytes and the character at which it stands.</summary>
internal abstract class LuceneTokens : TokenStream
{
    private readonly TermBytes _term = new();
    private readonly IPositionIncrementAttribute _increment;
    private int _next;
    private int _position;

    protected LuceneTokens()
    {
        AddAttributeImpl(_term);
        _increment = AddAttribute<IPositionIncrementAttribute>();
    }

    /// <summary>Number of tokens.</summary>
    public abstract int Count { get; }

    public sealed override bool IncrementToken()
    {
        if (_next == Count)
        {
            return false;
        }

        var position = Read(_next++, _term.BytesRef);
        _increment.PositionIncrement = position - _position;
        _position = position;
        return true;
    }

    public sealed override void Reset()
    {
        base.Reset();
        _next = 0;
        _position = -1;
    }

    /// <summary>Reads a token; returns its position, which does not decrease.</summary>
    protected abstract int Read(int index, BytesRef term);

    private sealed class TermBytes : Attribute, ITermToBytesRefAttribute
    {
        public BytesRef BytesRef { get; private set; } = new();

        public void FillBytesRef()
        {
        }

        public override void Clear()
        {
        }

        public override void CopyTo(IAttribute target) => ((TermBytes)target).BytesRef = BytesRef;
    }
}

/// <summary>The words of a field.</summary>
internal sealed class LuceneWords : LuceneTokens
{
    private byte[] _bytes = [];
    private (int Start, int Length, int Position)[] _words = [];
    private int _count;

    public override int Count => _count;

    /// <summary>What the field counts for BM25: words that lie within others do not make a text longer.</summary>
    public int Length { get; private set; }

    public void Set(TokenBuffer words)
    {
        if (_words.Length < words.Count)
        {
            _words = new (int, int, int)[words.Count];
        }

        (_count, Length) = (0, 0);
        var at = 0;
        foreach (var word in words.Tokens)
        {
            if (_bytes.Length < at + word.TermLength)
            {
                Array.Resize(ref _bytes, Math.Max(at + word.TermLength, _bytes.Length * 2));
            }

            words.Term(word).CopyTo(_bytes.AsSpan(at));
            _words[_count++] = (at, word.TermLength, word.Position);
            at += word.TermLength;
            Length += word.IsInner ? 0 : 1;
        }

        Length = Math.Max(1, Length);
    }

    protected override int Read(int index, BytesRef term)
    {
        var (start, length, position) = _words[index];
        (term.Bytes, term.Offset, term.Length) = (_bytes, start, length);
        return position;
    }
}

/// <summary>Every so many neighbouring characters of a folded text.</summary>
internal sealed class LuceneCharacters(int width) : LuceneTokens
{
    private byte[] _bytes = [];
    private int _length;

    public override int Count => Math.Max(0, _length - width + 1);

    public void Set(ReadOnlySpan<char> folded)
    {
        _length = folded.Length;
        if (_bytes.Length < _length * EngineTerms.CharacterLength)
        {
            _bytes = new byte[_length * EngineTerms.CharacterLength];
        }

        for (var i = 0; i < _length; i++)
        {
            BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(i * EngineTerms.CharacterLength), folded[i]);
        }
    }

    protected override int Read(int index, BytesRef term)
    {
        (term.Bytes, term.Offset, term.Length) = (_bytes, index * EngineTerms.CharacterLength, width * EngineTerms.CharacterLength);
        return index;
    }
}
