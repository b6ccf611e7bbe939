using System.Net.Mime;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>
/// A form with files as it comes from the network (multipart/form-data), part by part: no file is ever held in memory or written before
/// somebody reads it.
/// </summary>
internal sealed class UploadBody
{
    private const int LongestBoundary = 200;

    /// <summary>Longest value of a field in bytes.</summary>
    private const int LongestField = 1 << 16;

    /// <summary>What throws for a body that is cut short, as for a disk that fails.</summary>
    private static readonly string? Source = typeof(MultipartReader).Assembly.GetName().Name;

    private readonly MultipartReader _reader;

    private UploadBody(MultipartReader reader) => _reader = reader;

    /// <summary>The body of a request; null when it is no form with files that could be read.</summary>
    public static UploadBody? Of(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaTypeNames.Multipart.FormData, StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
            ? new UploadBody(new MultipartReader(boundary, request.Body) { BodyLengthLimit = MaterialIntake.LargestFile })
            : null;

    /// <summary>Whether an exception says that the body ends in the middle of a part, and not that a disk failed.</summary>
    public static bool IsCutShort(IOException failure) => failure is not BadHttpRequestException && failure.Source == Source;

    /// <summary>The next part; null behind the last one.</summary>
    /// <exception cref="InvalidDataException">A part is longer than it may be.</exception>
    /// <exception cref="IOException">The body ends before its end.</exception>
    public async Task<Part?> NextAsync(CancellationToken cancellationToken)
    {
        while (await _reader.ReadNextSectionAsync(cancellationToken) is { } section)
        {
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var disposition))
            {
                continue;
            }

            if (disposition.IsFileDisposition())
            {
                var name = disposition.FileNameStar.HasValue
                    ? disposition.FileNameStar.Value : HeaderUtilities.RemoveQuotes(disposition.FileName).Value;
                return new Part(null, name ?? "", section.Body);
            }

            if (disposition.IsFormDisposition() && HeaderUtilities.RemoveQuotes(disposition.Name).Value is { } field)
            {
                return new Part(field, await TextAsync(section.Body, cancellationToken), null);
            }
        }

        return null;
    }

    private static async Task<string> TextAsync(Stream value, CancellationToken cancellationToken)
    {
        var bytes = new byte[LongestField + 1];
        var length = await value.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
        return length <= LongestField
            ? System.Text.Encoding.UTF8.GetString(bytes, 0, length)
            : throw new InvalidDataException($"A field has more than {LongestField} bytes.");
    }

    /// <summary>A part of a form: a field with its text, or a file.</summary>
    /// <param name="Field">The name of the field; null for a file.</param>
    /// <param name="Text">The text of the field, or what the file's sender calls it.</param>
    /// <param name="File">What the file holds, to be read before the next part; null for a field.</param>
    public sealed record Part(string? Field, string Text, Stream? File);
}
