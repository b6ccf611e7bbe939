using System.Text.Json.Serialization;

namespace KnowledgeBase.Access;

/// <summary>A change of a plain text file of a corpus, with all that is needed to take it back.</summary>
/// <param name="Number">Its place in the history, from 1.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Who">The name of a key, or of the user who called a command.</param>
/// <param name="Kind">What kind of file it is of, for whoever shows it.</param>
/// <param name="Subject">What it is about: the id of a material, or the name of the file.</param>
/// <param name="Corpus">Full path of the corpus.</param>
/// <param name="Path">The file's path in it, with <c>/</c>.</param>
/// <param name="Before">What it held; null when it was not there.</param>
/// <param name="After">What it holds since; null when it was taken away.</param>
public sealed record FileChange(
    long Number, DateTimeOffset Time, string Who, string Kind, string Subject, string Corpus, string Path, string? Before, string? After)
{
    /// <summary>The number of the change that it takes back; null when it takes none back.</summary>
    public long? Undoes { get; init; }

    /// <summary>Where its file is among corpora that may have been moved: where it was made, or one that has such a file.</summary>
    /// <param name="corpora">Full paths.</param>
    /// <returns>The first of them where neither is; null when there are none.</returns>
    public string? CorpusAmong(IReadOnlyList<string> corpora) =>
        corpora.FirstOrDefault(c => c == Corpus)
        ?? corpora.FirstOrDefault(c => File.Exists(System.IO.Path.Combine(c, Path)))
        ?? (corpora is [var first, ..] ? first : null);
}

/// <summary>Changes as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(FileChange))]
internal sealed partial class FileChangeJson : JsonSerializerContext;
