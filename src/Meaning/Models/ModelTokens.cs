using System.Text.Json;
using Microsoft.ML.Tokenizers;

namespace KnowledgeBase.Meaning.Models;

/// <summary>Cuts texts into the tokens of a model, each with its first and last token around it. Safe for any number of threads.</summary>
internal sealed class ModelTokens
{
    /// <summary>
    /// Characters that are looked at for each token that there is room for: no piece of a vocabulary is so long, and a hostile text costs
    /// no more than a long one.
    /// </summary>
    private const int CharactersPerToken = 24;

    private readonly Func<string, IReadOnlyList<int>> _encode;
    private readonly ModelDescription _description;

    private ModelTokens(Func<string, IReadOnlyList<int>> encode, ModelDescription description)
    {
        _encode = encode;
        _description = description;
    }

    /// <summary>Reads the tokens of a model.</summary>
    /// <exception cref="MeaningException">The file is missing or damaged, or of a kind that isn't read.</exception>
    public static ModelTokens Read(string folder, ModelDescription description)
    {
        var path = Path.Combine(folder, description.Tokenizer);
        try
        {
            using var stream = File.OpenRead(path);
            if (Path.GetExtension(path) == ".json")
            {
                return new ModelTokens(TokenizerJson.Read(stream), description);
            }

            // The begin and end ids are put around by us: the tokenizer takes a begin id of 0 for 1.
            var tokenizer = SentencePieceTokenizer.Create(stream, addBeginningOfSentence: false, addEndOfSentence: false);
            return new ModelTokens(text => tokenizer.EncodeToIds(text), description);
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw new MeaningException(
                $"{path} cannot be read as the tokens of a model: {e.Message} Copy it anew from where the model came from.", e);
        }
    }

    /// <summary>The ids of a text; of one that is too long, as many as there is room for.</summary>
    public int[] Ids(string text)
    {
        var room = _description.MaximumTokens - 2;
        var longest = room * CharactersPerToken;
        var ids = _encode(text.Length > longest ? text[..longest] : text);
        return [_description.BeginToken, .. ids.Take(room), _description.EndToken];
    }

    /// <summary>What a file of any content makes its readers throw.</summary>
    private static bool IsDamage(Exception e) =>
        e is IOException or UnauthorizedAccessException or JsonException or InvalidDataException or ArgumentException
            or InvalidOperationException or FormatException or KeyNotFoundException or NullReferenceException or IndexOutOfRangeException
            or OverflowException or NotSupportedException || e.GetType().Namespace == "Google.Protobuf";
}
