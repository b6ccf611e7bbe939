using System.Text.Json;
using System.Text.Json.Serialization;

namespace KnowledgeBase.Meaning.Models;

/// <summary>What <c>model.json</c> says of the model beside it.</summary>
internal sealed record ModelDescription
{
    public const string FileName = "model.json";

    /// <summary>More numbers than any sentence model of today has in a vector.</summary>
    private const int MostDimensions = 8192;

    /// <summary>A name for people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Name of the ONNX file.</summary>
    public string Model { get; init; } = "model.onnx";

    /// <summary>Name of the tokens' file: <c>sentencepiece.model</c>, or a <c>tokenizer.json</c>.</summary>
    public string Tokenizer { get; init; } = "sentencepiece.model";

    /// <summary>Numbers in a vector.</summary>
    public int Dimensions { get; init; }

    /// <summary>Longest text in tokens, those in front and behind counted.</summary>
    public int MaximumTokens { get; init; } = 512;

    /// <summary>Put in front of every text.</summary>
    public int BeginToken { get; init; }

    /// <summary>Put behind every text.</summary>
    public int EndToken { get; init; }

    /// <summary>Fills up a text that is shorter than its neighbours.</summary>
    public int PaddingToken { get; init; }

    /// <summary>Said in front of a question.</summary>
    public string QueryPrefix { get; init; } = "";

    /// <summary>Said in front of a passage.</summary>
    public string PassagePrefix { get; init; } = "";

    /// <summary>
    /// How the vector of a text is made of those of its tokens where the graph doesn't do so: <c>mean</c>, or <c>first</c>. Anything else
    /// says that the graph does.
    /// </summary>
    public string Pooling { get; init; } = "";

    /// <summary>Names of the graph's inputs: ids, mask, and for some models the kinds of the tokens, which are all 0.</summary>
    public IReadOnlyList<string> Inputs { get; init; } = ["input_ids", "attention_mask"];

    /// <summary>Name of the graph's output.</summary>
    public string Output { get; init; } = "embedding";

    /// <summary>Reads the description of a folder.</summary>
    /// <exception cref="MeaningException">There is none, or it says something impossible.</exception>
    public static ModelDescription Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            using var stream = File.OpenRead(path);
            var description = JsonSerializer.Deserialize(stream, ModelJson.Default.ModelDescription) ?? new();
            return description.Problem() is { } problem
                ? throw new MeaningException($"{path}: {problem}. docs/meaning.md says what the file must hold.")
                : description with { Name = description.Name.Length > 0 ? description.Name : Path.GetFileName(Path.GetFullPath(folder)) };
        }
        catch (JsonException e)
        {
            throw new MeaningException($"{path}: {e.Message} docs/meaning.md says what the file must hold.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MeaningException(
                $"There is no model of meaning in {folder}: {e.Message} Name a folder that has a {FileName}, or search by words alone.", e);
        }
    }

    private string? Problem() =>
        Dimensions is < 1 or > MostDimensions ? $"dimensions is {Dimensions}; it must be 1 to {MostDimensions}"
        : MaximumTokens is < 4 or > 32768 ? $"maximumTokens is {MaximumTokens}; it must be 4 to 32768"
        : Inputs is not { Count: 2 or 3 } ? "inputs must name two or three inputs: ids, mask, and kinds of tokens"
        : IsElsewhere(Model) ? $"model is «{Model}»; it must be the name of a file in the same folder"
        : IsElsewhere(Tokenizer) ? $"tokenizer is «{Tokenizer}»; it must be the name of a file in the same folder"
        : null;

    private static bool IsElsewhere(string? name) => string.IsNullOrEmpty(name) || name is "." or ".." || Path.GetFileName(name) != name;
}

/// <summary>JSON of model folders.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, ReadCommentHandling = JsonCommentHandling.Skip)]
[JsonSerializable(typeof(ModelDescription))]
internal sealed partial class ModelJson : JsonSerializerContext;
