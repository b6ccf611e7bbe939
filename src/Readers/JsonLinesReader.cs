using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads .jsonl files, a material a line: <c>{"id","title","text"}</c> with optional <c>year</c>, <c>date</c>, <c>genre</c>, <c>issuer</c>,
/// <c>tier</c>,
/// <c>source</c> (or <c>url</c>) and <c>access</c>; other fields are passed over. Streams: a file may be larger than memory, and a bad line
/// costs only itself. The text is the field's text with line ends as <c>\n</c>; the title is front matter.
/// </summary>
internal static class JsonLinesReader
{
    /// <summary>JSON lines.</summary>
    public static FileFormat Format { get; } = new("JSON lines", ".jsonl") { ReadLines = Read };

    private const int InitialBuffer = 1 << 20;

    /// <summary>Reads a stream to its end; it stays open.</summary>
    /// <param name="content">UTF-8, with or without byte order mark.</param>
    /// <param name="limits">Of them, <see cref="ReadLimits.MaxLineBytes"/> and <see cref="ReadLimits.MaxTextLength"/> count.</param>
    /// <param name="cancellationToken">Looked at before each line.</param>
    public static IEnumerable<LineReading> Read(Stream content, ReadLimits limits, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(InitialBuffer);
        try
        {
            int start = 0, end = 0, scanned = 0, number = 0;
            bool atEnd = false, tooLong = false, first = true;
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var feed = buffer.AsSpan(scanned, end - scanned).IndexOf((byte)'\n');
                if (feed < 0 && !atEnd)
                {
                    scanned = end;
                    if (end - start > limits.MaxLineBytes)
                    {
                        // The rest of the line is read past without being kept.
                        (tooLong, start, end, scanned) = (true, 0, 0, 0);
                    }

                    if (start > 0)
                    {
                        buffer.AsSpan(start, end - start).CopyTo(buffer);
                        (start, end, scanned) = (0, end - start, scanned - start);
                    }

                    if (end == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, end).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }

                    var read = content.Read(buffer, end, buffer.Length - end);
                    end += read;
                    atEnd = read == 0;
                    if (first && end >= 3)
                    {
                        first = false;
                        start = scanned = buffer.AsSpan(0, end).StartsWith("\uFEFF"u8) ? 3 : 0;
                    }

                    continue;
                }

                var lineEnd = feed < 0 ? end : scanned + feed;
                if (feed < 0 && lineEnd == start && !tooLong)
                {
                    yield break;
                }

                number++;
                if (tooLong || lineEnd - start > limits.MaxLineBytes)
                {
                    yield return Refused(number, null, $"is longer than {limits.MaxLineBytes >> 20:N0} MiB, the limit for one line");
                }
                else if (Parse(buffer.AsSpan(start, lineEnd - start), number, limits) is { } line)
                {
                    yield return line;
                }

                tooLong = false;
                if (feed < 0)
                {
                    yield break;
                }

                start = scanned = lineEnd + 1;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static LineReading? Parse(ReadOnlySpan<byte> bytes, int number, ReadLimits limits)
    {
        bytes = bytes.Trim(" \t\r"u8);
        if (bytes.IsEmpty)
        {
            return null;
        }

        if (!Utf8.IsValid(bytes))
        {
            return Refused(number, null, "is no valid UTF-8");
        }

        string? id = null, text = null;
        var frontMatter = FrontMatter.None;
        var warnings = new List<string>();
        var leftOut = new List<LeftOutText>();
        try
        {
            var json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = 64 });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return Refused(number, null, "is no JSON object");
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                if (json.ValueTextEquals("text"u8))
                {
                    json.Read();
                    text = json.TokenType == JsonTokenType.String ? json.GetString() : null;
                }
                else if (json.ValueTextEquals("id"u8))
                {
                    json.Read();
                    id = Scalar(ref json);
                }
                else
                {
                    var name = json.GetString()!;
                    json.Read();
                    if (json.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    {
                        frontMatter = WithMany(frontMatter, name, ref json, leftOut);
                    }
                    else if (Scalar(ref json) is not { } value)
                    {
                        // Null says nothing.
                    }
                    else if (!FrontMatterReader.IsKnown(name))
                    {
                        leftOut.Add(new LeftOutText(LeftOutKind.Field, $"{name}: {value}"));
                    }
                    else
                    {
                        frontMatter = FrontMatterReader.IsAccess(name)
                            ? FrontMatterReader.WithAccess(frontMatter, value)
                            : FrontMatterReader.With(frontMatter, name, value, warnings);
                    }
                }

                json.Skip();
            }

            if (json.Read())
            {
                return Refused(number, id, "holds more than one JSON object");
            }
        }
        catch (JsonException e)
        {
            return Refused(number, id, string.Create(CultureInfo.InvariantCulture, $"is no valid JSON at its byte {e.BytePositionInLine}"));
        }
        catch (InvalidOperationException)
        {
            return Refused(number, id, "holds half a surrogate pair (an escape like \\ud83d without its other half)");
        }

        if (string.IsNullOrWhiteSpace(id))
        {
            return Refused(number, null, "has no \"id\"");
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            return Refused(number, id, "has no \"text\", or an empty one");
        }

        if (text.Length > limits.MaxTextLength)
        {
            return Refused(number, id, $"has a text longer than {limits.MaxTextLength:N0} characters, the limit for one material");
        }

        try
        {
            text = TextDecoder.WithoutControls(text, warnings);
        }
        catch (RefusedException e)
        {
            return Refused(number, id, $"has a text that is none. {e.Message.TrimEnd('.')}");
        }

        var material = new RawMaterial
        {
            Text = TextDecoder.WithLineFeeds(text),
            FrontMatter = frontMatter,
            Warnings = warnings,
            Account = TextAccount.Whole(text, leftOut),
        };
        return material.CountLines() <= limits.MaxLines
            ? new LineReading(number, id, material, null)
            : Refused(number, id, $"has a text of more than {limits.MaxLines:N0} lines, the limit for one material");
    }

    /// <summary>The words within a list or an object, up to its end; figures alone, as of vectors, are none.</summary>
    private static string Within(ref Utf8JsonReader json)
    {
        var words = new StringBuilder();
        for (var depth = json.CurrentDepth; json.Read() && json.CurrentDepth > depth;)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                words.Append(words.Length > 0 ? " " : "").Append(json.GetString());
            }
        }

        return words.ToString();
    }

    /// <summary>
    /// Lists and objects have no meaning here but where they name the groups that may read it; what they say is nobody's text, but it is
    /// told.
    /// </summary>
    private static FrontMatter WithMany(FrontMatter frontMatter, string name, ref Utf8JsonReader json, List<LeftOutText> leftOut)
    {
        var isList = json.TokenType == JsonTokenType.StartArray;
        var within = Within(ref json);
        leftOut.Add(new LeftOutText(LeftOutKind.Field, $"{name}: {within}"));
        return FrontMatterReader.IsAccess(name)
            ? FrontMatterReader.WithAccess(frontMatter, isList ? within.Replace(' ', '、') : null)
            : frontMatter;
    }

    /// <summary>A string, or a number or truth value as written; null for anything else.</summary>
    private static string? Scalar(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.String => json.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => Encoding.UTF8.GetString(json.ValueSpan),
        _ => null,
    };

    private static LineReading Refused(int number, string? id, string what) =>
        new(number, id, null, string.Create(CultureInfo.InvariantCulture, $"Line {number} {what}."));
}
