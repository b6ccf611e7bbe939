using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace KnowledgeBase.Indexer.Output;

/// <summary>Writes results as JSON: one line, Chinese as it is.</summary>
internal static class JsonOutput
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes one JSON value and a line end.</summary>
    public static void WriteJson(this TextWriter output, Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        output.Write(System.Text.Encoding.UTF8.GetString(buffer.GetBuffer().AsSpan(0, (int)buffer.Length)));
        output.Write('\n');
    }

    /// <summary>Writes an answer as the API would, and a line end.</summary>
    public static void WriteAnswer<T>(this TextWriter output, T answer, JsonTypeInfo<T> shape)
    {
        output.Write(JsonSerializer.Serialize(answer, shape));
        output.Write('\n');
    }

    /// <summary>Writes one JSON object and a line end.</summary>
    public static void WriteJsonObject(this TextWriter output, Action<Utf8JsonWriter> writeProperties) => output.WriteJson(json =>
    {
        json.WriteStartObject();
        writeProperties(json);
        json.WriteEndObject();
    });

    /// <summary>Writes an object as a property.</summary>
    public static void WriteObject(this Utf8JsonWriter json, string name, Action writeProperties)
    {
        json.WriteStartObject(name);
        writeProperties();
        json.WriteEndObject();
    }

    /// <summary>Writes an array of objects as a property.</summary>
    public static void WriteObjects<T>(this Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> writeProperties)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            writeProperties(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of strings as a property.</summary>
    public static void WriteStrings(this Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes an array of whole numbers as a property.</summary>
    public static void WriteNumbers(this Utf8JsonWriter json, string name, params IEnumerable<int> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    /// <summary>Writes the name of a kind of thing as programs read it: <c>numeral</c>, <c>runin</c>.</summary>
    public static void WriteName<T>(this Utf8JsonWriter json, string name, T value)
        where T : struct, Enum => json.WriteString(name, value.ToString().ToLowerInvariant());

    /// <summary>Writes a string or, where there is none, null.</summary>
    public static void WriteStringOrNull(this Utf8JsonWriter json, string name, string? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    /// <summary>Writes a number or, where there is none, null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
