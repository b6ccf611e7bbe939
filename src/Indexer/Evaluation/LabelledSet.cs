using System.Text.Json;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>Reads labelled sets: UTF-8, a JSON object a line, names in snake_case. Fields that are not known are passed over.</summary>
internal static class LabelledSet
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    };

    /// <summary>The lines of a file of labels or of text.</summary>
    /// <exception cref="KbException">It cannot be read.</exception>
    public static string[] ReadLines(string path)
    {
        try
        {
            return [.. OrdinaryFile.ReadLines(path)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KbException(Directory.Exists(path) ? $"{path} is a folder; name a file." : $"{path} cannot be read: {e.Message}");
        }
    }

    /// <summary>The lines of a set.</summary>
    /// <exception cref="KbException">The file cannot be read, a line is not of the set's form, or there is none.</exception>
    public static IReadOnlyList<T> Read<T>(string path)
    {
        var lines = ReadLines(path);
        var rows = new List<T>();
        for (var i = 0; i < lines.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(lines[i]))
            {
                continue;
            }

            try
            {
                rows.Add(JsonSerializer.Deserialize<T>(lines[i], Options) ?? throw new JsonException("null is no label."));
            }
            catch (JsonException e)
            {
                throw new KbException($"{path}, line {i + 1}: {e.Message} docs/evaluation.md describes the form of every set.");
            }
        }

        return rows.Count > 0 ? rows : throw new KbException($"{path}: there are no labels in it.");
    }
}
