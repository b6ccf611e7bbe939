using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// The documents of one material on their way to the server, as JSON: those of its passages are written while the block is filled, which
/// threads do side by side.
/// </summary>
internal sealed class OpenSearchBlock : IPassageBlock
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _passages = new();
    private readonly List<(PassageField Field, string Value)> _keywords = [];
    private readonly List<(PassageField Field, long Value)> _numbers = [];
    private readonly List<(StoredField Field, byte[] Value)> _stored = [];
    private readonly List<(string Name, string Text)> _cut = [];
    private readonly List<(string Unit, int Position)> _marks = [];
    private readonly StringBuilder _text = new();
    private bool _begun;
    private int _end = -1;
    private long _date;
    private int _place;

    public void NextDocument()
    {
        EndPassage();
        _begun = true;
    }

    public void AddWords(PassageField field, TokenBuffer words)
    {
        if (words.Count == 0)
        {
            return;
        }

        if (field == PassageField.Units)
        {
            _marks.AddRange(words.Tokens.ToArray().Select(mark => (Encoding.UTF8.GetString(words.Term(mark)), mark.Position)));
            return;
        }

        if (field == PassageField.Words)
        {
            _end = Math.Max(_end, words.Tokens[^1].Position);
        }

        _text.Clear();
        var position = 0;
        var isEmpty = true;
        foreach (var word in words.Tokens)
        {
            for (; position < word.Position; position++)
            {
                OpenSearchTerms.EndSlot(_text, isEmpty);
                isEmpty = true;
            }

            if (!isEmpty)
            {
                OpenSearchTerms.AppendWordSeparator(_text);
            }

            OpenSearchTerms.AppendWord(_text, words.Term(word));
            isEmpty = false;
        }

        _cut.Add((OpenSearchSchema.Name(field), _text.ToString()));
    }

    public void AddText(ReadOnlySpan<char> folded)
    {
        _end = Math.Max(_end, folded.Length);
        _text.Clear();
        OpenSearchTerms.AppendText(_text, folded);
        _cut.Add(("text", _text.ToString()));
    }

    public void AddKeyword(PassageField field, string value) => _keywords.Add((field, value));

    public void SetNumber(PassageField field, long value)
    {
        // How far it is to the material's own document, nesting says.
        if (field != PassageField.ToMaterial)
        {
            _numbers.Add((field, value));
            _date = field == PassageField.Date ? value : _date;
        }
    }

    public void Store(StoredField field, ReadOnlySpan<byte> value) => _stored.Add((field, value.ToArray()));

    public void Clear()
    {
        _passages.ResetWrittenCount();
        _begun = false;
        _date = 0;
        _place = 0;
        ClearDocument();
    }

    /// <summary>The same for blocks of the same documents, and for no others.</summary>
    public string Digest()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(_passages.WrittenSpan);
        foreach (var (field, value) in _stored)
        {
            hash.AppendData([(byte)field, .. BitConverter.GetBytes(value.Length)]);
            hash.AppendData(value);
        }

        hash.AppendData(BitConverter.GetBytes(_date));
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Writes the material with its passages. The last document of the block is the material's own.</summary>
    public void WriteTo(IBufferWriter<byte> output, string material, string digest, long generation, long order)
    {
        using (var json = new Utf8JsonWriter(output, Options))
        {
            json.WriteStartObject();
            json.WriteString(OpenSearchSchema.Kind, DocumentKind.Material);
            json.WriteString(OpenSearchSchema.Material, material);
            json.WriteNumber(OpenSearchSchema.From, generation);
            json.WriteNumber(OpenSearchSchema.Until, OpenSearchSchema.Forever);
            json.WriteNumber(OpenSearchSchema.Order, order);
            json.WriteString(OpenSearchSchema.Digest, digest);
            if (_date > 0)
            {
                json.WriteNumber(OpenSearchSchema.Date, _date);
            }

            foreach (var (field, value) in _stored)
            {
                json.WriteBase64String(OpenSearchSchema.Name(field), value);
            }

            json.WriteStartArray(OpenSearchSchema.Passages);
            if (_passages.WrittenCount > 0)
            {
                json.Flush();
                output.Write(_passages.WrittenSpan);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }
    }

    /// <summary>
    /// Adds the units of the passage: the first and the last position of each, where the marks say only where they begin. The last one ends
    /// behind all else.
    /// </summary>
    private void AddUnits()
    {
        if (_end < 0)
        {
            return;
        }

        var slots = new SortedDictionary<int, string>();
        foreach (var unit in Enum.GetValues<TextUnit>())
        {
            int[] starts = [0, .. _marks.Where(mark => mark.Unit == EngineTerms.OfUnit(unit)).Select(mark => mark.Position), _end + 2];
            foreach (var (start, next) in starts.Zip(starts.Skip(1)))
            {
                if (next - start == 1)
                {
                    Add(start, OpenSearchTerms.WholeUnit(unit));
                }
                else
                {
                    Add(start, OpenSearchTerms.BeginOf(unit));
                    Add(next - 1, OpenSearchTerms.EndOf(unit));
                }
            }
        }

        _text.Clear();
        var position = 0;
        foreach (var (at, text) in slots)
        {
            for (; position < at; position++)
            {
                OpenSearchTerms.EndSlot(_text, isEmpty: !slots.ContainsKey(position));
            }

            _text.Append(text);
        }

        _cut.Add((OpenSearchSchema.Name(PassageField.Units), _text.ToString()));

        void Add(int at, string text) => slots[at] = slots.TryGetValue(at, out var others) ? $"{others}|{text}" : text;
    }

    private void EndPassage()
    {
        if (!_begun)
        {
            return;
        }

        if (_passages.WrittenCount > 0)
        {
            _passages.Write(","u8);
        }

        AddUnits();
        using (var json = new Utf8JsonWriter(_passages, Options))
        {
            json.WriteStartObject();
            json.WriteNumber(OpenSearchSchema.Place, _place++);
            foreach (var (name, text) in _cut)
            {
                json.WriteString(name, text);
            }

            foreach (var values in _keywords.GroupBy(k => k.Field, k => k.Value))
            {
                json.WriteStartArray(OpenSearchSchema.Name(values.Key));
                foreach (var value in values)
                {
                    json.WriteStringValue(value);
                }

                json.WriteEndArray();
            }

            foreach (var (field, value) in _numbers)
            {
                json.WriteNumber(OpenSearchSchema.Name(field), value);
            }

            foreach (var (field, value) in _stored)
            {
                json.WriteBase64String(OpenSearchSchema.Name(field), value);
            }

            json.WriteEndObject();
        }

        ClearDocument();
    }

    private void ClearDocument()
    {
        _cut.Clear();
        _marks.Clear();
        _end = -1;
        _keywords.Clear();
        _numbers.Clear();
        _stored.Clear();
    }
}
