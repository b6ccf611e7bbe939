using System.Runtime.InteropServices;
using System.Text;
using KnowledgeBase.FullText.Schema;

namespace KnowledgeBase.FullText.Documents;

/// <summary>
/// The content of one document on its way into the index: a buffer, to be filled, handed to the writer, cleared and filled again.
/// Adding to it allocates nothing once its buffers have grown. Not safe for use by several threads at a time; the writer does not
/// keep it after the call that it was given to.
/// </summary>
public sealed class IndexDocument
{
    /// <summary>The longest term or keyword, in bytes.</summary>
    public const int MaxTermLength = 4096;

    private byte[] _bytes = new byte[4096];
    private int _used;
    private int[] _lastPositions = [];
    private int[] _lengths = [];

    internal List<Token> Tokens { get; } = [];

    internal List<Slice> Keywords { get; } = [];

    internal List<(IndexField Field, long Value)> Integers { get; } = [];

    internal List<Slice> Stored { get; } = [];

    /// <summary>Empties the buffer; what it has allocated is kept.</summary>
    public void Clear()
    {
        _used = 0;
        Array.Fill(_lastPositions, -1);
        Array.Fill(_lengths, -1);
        Tokens.Clear();
        Keywords.Clear();
        Integers.Clear();
        Stored.Clear();
    }

    /// <summary>Adds a token.</summary>
    /// <param name="field">An inverted field.</param>
    /// <param name="term">1 to <see cref="MaxTermLength"/> bytes; copied.</param>
    /// <param name="position">
    /// 0 or more, and not less than that of the token added to the field before; several tokens may share one. Ignored by fields
    /// without positions.
    /// </param>
    public void AddTerm(IndexField field, ReadOnlySpan<byte> term, int position = 0)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.IsIndexed)
        {
            throw new ArgumentException($"The field '{field.Name}' is not inverted.", nameof(field));
        }

        if (term.Length is 0 or > MaxTermLength)
        {
            throw new ArgumentException(
                $"A term of '{field.Name}' has {term.Length} bytes; 1 to {MaxTermLength} are possible.", nameof(term));
        }

        if (field.HasPositions)
        {
            ref var last = ref SlotOf(ref _lastPositions, field);
            if (position < Math.Max(last, 0))
            {
                throw new ArgumentOutOfRangeException(
                    nameof(position), position, $"The positions of '{field.Name}' must not decrease; the last one was {last}.");
            }

            last = position;
        }

        Tokens.Add(new Token(field, _used, term.Length, position));
        Append(term);
    }

    /// <summary>Adds a token given as text, which is indexed as UTF-8.</summary>
    public void AddTerm(IndexField field, ReadOnlySpan<char> term, int position = 0)
    {
        Span<byte> bytes = stackalloc byte[512];
        if (term.Length * 3 > bytes.Length)
        {
            bytes = new byte[Encoding.UTF8.GetByteCount(term)];
        }

        AddTerm(field, bytes[..Encoding.UTF8.GetBytes(term, bytes)], position);
    }

    /// <summary>
    /// Says how long the document counts in this field for BM25, where that is not the number of tokens added: when some tokens
    /// are variants of others.
    /// </summary>
    /// <param name="field">A field with norms.</param>
    /// <param name="tokens">1 or more.</param>
    public void SetLength(IndexField field, int tokens)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentOutOfRangeException.ThrowIfLessThan(tokens, 1);
        SlotOf(ref _lengths, field) = tokens;
    }

    /// <summary>Sets or adds a value of a keyword column; if the field is inverted too, the value is also indexed as a term.</summary>
    /// <param name="field">A field with a keyword column. <see cref="DocValuesType.Keyword"/> takes one value a document, a set any
    /// number.</param>
    /// <param name="value">1 to <see cref="MaxTermLength"/> bytes; copied.</param>
    public void AddKeyword(IndexField field, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.DocValues is not (DocValuesType.Keyword or DocValuesType.KeywordSet))
        {
            throw new ArgumentException($"The field '{field.Name}' has no keyword column.", nameof(field));
        }

        if (value.Length is 0 or > MaxTermLength)
        {
            throw new ArgumentException(
                $"A value of '{field.Name}' has {value.Length} bytes; 1 to {MaxTermLength} are possible.", nameof(value));
        }

        foreach (ref readonly var other in CollectionsMarshal.AsSpan(Keywords))
        {
            if (other.Field == field)
            {
                if (field.DocValues == DocValuesType.Keyword)
                {
                    throw new ArgumentException($"The field '{field.Name}' takes one value a document, and has one.", nameof(field));
                }

                if (BytesOf(other.Offset, other.Length).SequenceEqual(value))
                {
                    return;
                }
            }
        }

        Keywords.Add(new Slice(field, _used, value.Length));
        if (field.IsIndexed)
        {
            Tokens.Add(new Token(field, _used, value.Length, 0));
        }

        Append(value);
    }

    /// <summary>Sets or adds a value of a keyword column, given as text.</summary>
    public void AddKeyword(IndexField field, string value) => AddKeyword(field, Encoding.UTF8.GetBytes(value));

    /// <summary>Sets the value of an integer column.</summary>
    public void SetInteger(IndexField field, long value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.DocValues != DocValuesType.Integer)
        {
            throw new ArgumentException($"The field '{field.Name}' has no integer column.", nameof(field));
        }

        for (var i = 0; i < Integers.Count; i++)
        {
            if (Integers[i].Field == field)
            {
                Integers[i] = (field, value);
                return;
            }
        }

        Integers.Add((field, value));
    }

    /// <summary>Stores bytes to be read back with the document; a field may be stored once a document.</summary>
    public void AddStored(IndexField field, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.IsStored)
        {
            throw new ArgumentException($"The field '{field.Name}' is not stored.", nameof(field));
        }

        foreach (ref readonly var other in CollectionsMarshal.AsSpan(Stored))
        {
            if (other.Field == field)
            {
                throw new ArgumentException($"The field '{field.Name}' is stored already in this document.", nameof(field));
            }
        }

        Stored.Add(new Slice(field, _used, value.Length));
        Append(value);
    }

    /// <summary>Stores text, as UTF-8.</summary>
    public void AddStored(IndexField field, string value) => AddStored(field, Encoding.UTF8.GetBytes(value));

    /// <summary>The bytes that tokens and values point into.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    internal ReadOnlySpan<byte> BytesOf(int offset, int length) => _bytes.AsSpan(offset, length);

    /// <summary>The length that was set for the field, or -1.</summary>
    internal int LengthOf(IndexField field) => field.Id < _lengths.Length ? _lengths[field.Id] : -1;

    private static ref int SlotOf(ref int[] slots, IndexField field)
    {
        if (field.Id >= slots.Length)
        {
            var before = slots.Length;
            Array.Resize(ref slots, field.Id + 8);
            Array.Fill(slots, -1, before, slots.Length - before);
        }

        return ref slots[field.Id];
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _used < bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + bytes.Length));
        }

        bytes.CopyTo(_bytes.AsSpan(_used));
        _used += bytes.Length;
    }

    internal readonly record struct Token(IndexField Field, int Offset, int Length, int Position);

    internal readonly record struct Slice(IndexField Field, int Offset, int Length);
}
