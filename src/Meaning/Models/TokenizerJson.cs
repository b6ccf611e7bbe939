using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace KnowledgeBase.Meaning.Models;

/// <summary>
/// Reads a <c>tokenizer.json</c> as Hugging Face's tokenizers write it, for the two kinds that sentence models have: Unigram, which is
/// SentencePiece's and is handed over in SentencePiece's own form, and WordPiece, BERT's.
/// </summary>
internal static class TokenizerJson
{
    /// <returns>What gives the ids of a text, none put around them.</returns>
    /// <exception cref="InvalidDataException">It is of another kind.</exception>
    public static Func<string, IReadOnlyList<int>> Read(Stream stream)
    {
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        var model = root.GetProperty("model");
        var kind = model.TryGetProperty("type", out var type) ? type.GetString() : null;
        return kind switch
        {
            "Unigram" => Unigram(root, model),
            "WordPiece" => WordPiece(root, model),
            _ => throw new InvalidDataException($"its kind is {kind ?? "not said"}, and only Unigram and WordPiece are read."),
        };
    }

    private static Func<string, IReadOnlyList<int>> Unigram(JsonElement root, JsonElement model)
    {
        using var proto = new MemoryStream();
        var unknown = model.TryGetProperty("unk_id", out var id) && id.ValueKind == JsonValueKind.Number ? id.GetInt32() : 0;
        var special = SpecialTokens(root);
        var at = 0;
        foreach (var piece in model.GetProperty("vocab").EnumerateArray())
        {
            var text = piece[0].GetString() ?? "";
            var kind = at == unknown ? PieceKind.Unknown : special.Contains(text) ? PieceKind.Control : PieceKind.Normal;
            WriteMessage(proto, 1, [.. Field(1, text), .. Field(2, piece[1].GetSingle()), .. Field(3, (int)kind)]);
            at++;
        }

        WriteMessage(proto, 2, [.. Field(3, 1 /* unigram */), .. Field(4, at), .. Field(40, unknown)]);
        WriteMessage(proto, 3, [.. Field(2, CharacterMap(root)), .. Field(3, 1), .. Field(4, 1), .. Field(5, 1)]);
        proto.Position = 0;
        var tokenizer = SentencePieceTokenizer.Create(proto, addBeginningOfSentence: false, addEndOfSentence: false);
        return text => tokenizer.EncodeToIds(text);
    }

    private static Func<string, IReadOnlyList<int>> WordPiece(JsonElement root, JsonElement model)
    {
        var words = model.GetProperty("vocab").EnumerateObject().OrderBy(w => w.Value.GetInt32()).Select(w => w.Name).ToList();
        var normalizer = root.TryGetProperty("normalizer", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        using var vocabulary = new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', words)));
        var tokenizer = BertTokenizer.Create(vocabulary, new BertOptions
        {
            LowerCaseBeforeTokenization = Says(normalizer, "lowercase", otherwise: true),
            IndividuallyTokenizeCjk = Says(normalizer, "handle_chinese_chars", otherwise: true),
            RemoveNonSpacingMarks = Says(normalizer, "strip_accents", otherwise: false),
        });
        return text => tokenizer.EncodeToIds(text, addSpecialTokens: false);
    }

    private static bool Says(JsonElement element, string name, bool otherwise) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
        && value.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? value.GetBoolean()
            : otherwise;

    private static HashSet<string> SpecialTokens(JsonElement root) =>
        root.TryGetProperty("added_tokens", out var added)
            ? [
                .. added.EnumerateArray().Where(t => Says(t, "special", otherwise: false))
                    .Select(t => t.GetProperty("content").GetString()!),
            ]
            : [];

    /// <summary>The map by which characters are made alike before they are cut, wherever among the normalizers it stands.</summary>
    private static byte[] CharacterMap(JsonElement root)
    {
        if (!root.TryGetProperty("normalizer", out var normalizer) || normalizer.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        var steps = normalizer.TryGetProperty("normalizers", out var several) ? [.. several.EnumerateArray()] : new[] { normalizer };
        return steps.Where(s => s.TryGetProperty("precompiled_charsmap", out var map) && map.ValueKind == JsonValueKind.String)
            .Select(s => s.GetProperty("precompiled_charsmap").GetBytesFromBase64())
            .FirstOrDefault() ?? [];
    }

    /// <summary>Kinds of pieces, as sentencepiece_model.proto numbers them.</summary>
    private enum PieceKind
    {
        Normal = 1,
        Unknown = 2,
        Control = 3,
    }

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Field(int number, byte[] bytes) => [.. Number((number << 3) | 2), .. Number(bytes.Length), .. bytes];

    private static byte[] Field(int number, int value) => [.. Number(number << 3), .. Number(value)];

    private static byte[] Field(int number, float value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        return [.. Number((number << 3) | 5), .. bytes];
    }

    private static void WriteMessage(Stream output, int number, byte[] message) => output.Write(Field(number, message));

    /// <summary>A number as Protocol Buffers write it: seven bits a byte, the lowest first.</summary>
    private static byte[] Number(int value)
    {
        var bytes = new List<byte>();
        var rest = (uint)value;
        for (; rest >= 0x80; rest >>= 7)
        {
            bytes.Add((byte)(rest | 0x80));
        }

        bytes.Add((byte)rest);
        return [.. bytes];
    }
}
