using System.Text;

namespace KnowledgeBase.Text;

/// <summary>A term and the place where it stands.</summary>
/// <param name="Position">First unit in the folded text: positions of all fields count folded characters.</param>
/// <param name="Length">Number of folded units that the token covers.</param>
/// <param name="TermStart">Where the term's bytes start in its buffer.</param>
/// <param name="TermLength">Number of bytes.</param>
/// <param name="IsInner">True when the cut of the text doesn't hold it: it lies within or across the words of the cut.</param>
public readonly record struct Token(int Position, int Length, int TermStart, int TermLength, bool IsInner);

/// <summary>
/// The words of one text, by ascending position. The caller keeps it from text to text: once it has grown, filling it
/// allocates nothing.
/// </summary>
public sealed class TokenBuffer
{
    /// <summary>Terms of more bytes are rare: long runs of letters.</summary>
    private const int MaxTermOnStack = 256;

    private Token[] _tokens = new Token[256];
    private byte[] _bytes = new byte[2048];
    private int _byteCount;

    /// <summary>Number of tokens.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens.</summary>
    public ReadOnlySpan<Token> Tokens => _tokens.AsSpan(0, Count);

    /// <summary>The bytes of a token's term, UTF-8.</summary>
    public ReadOnlySpan<byte> Term(Token token) => _bytes.AsSpan(token.TermStart, token.TermLength);

    /// <summary>True when a token's term is one of these.</summary>
    public bool IsOneOf(Token token, HashSet<string> terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var bytes = Term(token);
        Span<char> term = stackalloc char[MaxTermOnStack];
        return bytes.Length <= term.Length
            ? terms.GetAlternateLookup<ReadOnlySpan<char>>().Contains(term[..Encoding.UTF8.GetChars(bytes, term)])
            : terms.Contains(Encoding.UTF8.GetString(bytes));
    }

    /// <summary>The bytes of the term of the token at an index.</summary>
    public ReadOnlySpan<byte> Term(int index) => Term(_tokens[index]);

    /// <summary>Takes all tokens out.</summary>
    public void Clear()
    {
        Count = 0;
        _byteCount = 0;
    }

    /// <summary>Adds a token whose term is text, as UTF-8.</summary>
    /// <param name="position">First unit in the folded text, not before that of the token added last.</param>
    /// <param name="length">Folded units that it covers.</param>
    /// <param name="term">The word.</param>
    /// <param name="isInner">True when the cut of the text doesn't hold it.</param>
    public void Add(int position, int length, ReadOnlySpan<char> term, bool isInner)
    {
        ReserveBytes(term.Length * 3);
        var written = Encoding.UTF8.GetBytes(term, _bytes.AsSpan(_byteCount));
        AddToken(position, length, written, isInner);
    }

    /// <summary>Adds a token whose term is UTF-8 already.</summary>
    /// <param name="position">First unit in the folded text, not before that of the token added last.</param>
    /// <param name="length">Folded units that it covers.</param>
    /// <param name="term">The bytes of the term.</param>
    /// <param name="isInner">True when the cut of the text doesn't hold it.</param>
    public void AddTerm(int position, int length, ReadOnlySpan<byte> term, bool isInner)
    {
        ReserveBytes(term.Length);
        term.CopyTo(_bytes.AsSpan(_byteCount));
        AddToken(position, length, term.Length, isInner);
    }

    private void AddToken(int position, int length, int termLength, bool isInner)
    {
        if (Count == _tokens.Length)
        {
            Array.Resize(ref _tokens, Count * 2);
        }

        _tokens[Count++] = new Token(position, length, _byteCount, termLength, isInner);
        _byteCount += termLength;
    }

    private void ReserveBytes(int count)
    {
        if (_byteCount + count > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_byteCount + count, _bytes.Length * 2));
        }
    }
}
