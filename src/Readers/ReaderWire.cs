using System.Runtime.InteropServices;
using System.Text.Json;

namespace KnowledgeBase.Readers;

/// <summary>A file that a process is asked to read.</summary>
/// <param name="FileName">Its name.</param>
/// <param name="ProgramPath">Where helper programs are looked for.</param>
/// <param name="PassOver">Entries that an earlier attempt got beyond.</param>
/// <param name="Limits">What it may cost.</param>
internal sealed record ReaderRequest(string FileName, string ProgramPath, int PassOver, ReadLimits Limits);

/// <summary>What a process that reads says next.</summary>
internal abstract record ReaderAnswer
{
    /// <summary>It begins an entry of a container.</summary>
    public sealed record Began(int Entry, string Name) : ReaderAnswer;

    /// <summary>It has read something.</summary>
    public sealed record Read(ReadItem Item) : ReaderAnswer;

    /// <summary>It is done with the file.</summary>
    public sealed record Done : ReaderAnswer;
}

/// <summary>
/// What goes through the pipes between a <see cref="ReaderProcess"/> and its <see cref="ReaderService"/>, which are always of one build of
/// the program:
/// <code>
/// request ::= json (ReaderRequest)  length:int64  byte^length (the file)
/// answer  ::= 'B' entry:int32 json (name)  |  'M' json (ReadItem with an empty text)  text  |  'R' json (ReadItem)  |  'E'
/// json    ::= length:int32 byte^length (UTF-8)          text ::= units:int32 byte^(2·units) (UTF-16, halves of pairs included)
/// </code>
/// </summary>
internal static class ReaderWire
{
    public static void Write(Stream stream, ReaderRequest request, Stream content, long length)
    {
        WriteJson(stream, request);
        stream.Write(BitConverter.GetBytes(length));
        var buffer = new byte[1 << 16];
        for (var left = length; left > 0;)
        {
            var read = content.Read(buffer, 0, (int)Math.Min(left, buffer.Length));
            if (read == 0)
            {
                throw new InvalidDataException("The file became shorter while it was read; the next build reads it again.");
            }

            stream.Write(buffer, 0, read);
            left -= read;
        }

        stream.Flush();
    }

    /// <summary>The next request; null when whoever asks has gone.</summary>
    public static (ReaderRequest Request, byte[] Content)? ReadRequest(Stream stream)
    {
        try
        {
            var request = ReadJson<ReaderRequest>(stream);
            var content = new byte[BitConverter.ToInt64(Bytes(stream, sizeof(long)))];
            stream.ReadExactly(content);
            return (request, content);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static void Write(Stream stream, ReaderAnswer answer)
    {
        switch (answer)
        {
            case ReaderAnswer.Began began:
                stream.WriteByte((byte)'B');
                stream.Write(BitConverter.GetBytes(began.Entry));
                WriteJson(stream, began.Name);
                break;
            case ReaderAnswer.Read { Item: { Material: { } material } item }:
                stream.WriteByte((byte)'M');
                WriteJson(stream, item with { Material = material with { Text = "" } });
                stream.Write(BitConverter.GetBytes(material.Text.Length));
                stream.Write(MemoryMarshal.AsBytes(material.Text.AsSpan()));
                break;
            case ReaderAnswer.Read { Item: var refusal }:
                stream.WriteByte((byte)'R');
                WriteJson(stream, refusal);
                break;
            default:
                stream.WriteByte((byte)'E');
                break;
        }

        stream.Flush();
    }

    /// <exception cref="IOException">The process has ended.</exception>
    public static ReaderAnswer ReadAnswer(Stream stream)
    {
        switch (Bytes(stream, 1)[0])
        {
            case (byte)'B':
                var entry = BitConverter.ToInt32(Bytes(stream, sizeof(int)));
                return new ReaderAnswer.Began(entry, ReadJson<string>(stream));
            case (byte)'M':
                var item = ReadJson<ReadItem>(stream);
                var text = string.Create(
                    BitConverter.ToInt32(Bytes(stream, sizeof(int))),
                    stream,
                    static (span, s) => s.ReadExactly(MemoryMarshal.AsBytes(span)));
                return new ReaderAnswer.Read(item with { Material = item.Material! with { Text = text } });
            case (byte)'R':
                return new ReaderAnswer.Read(ReadJson<ReadItem>(stream));
            case (byte)'E':
                return new ReaderAnswer.Done();
            default:
                throw new IOException("The process wrote what is no answer.");
        }
    }

    private static void WriteJson<T>(Stream stream, T value)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(value);
        stream.Write(BitConverter.GetBytes(json.Length));
        stream.Write(json);
    }

    private static T ReadJson<T>(Stream stream) =>
        JsonSerializer.Deserialize<T>(Bytes(stream, BitConverter.ToInt32(Bytes(stream, sizeof(int)))))!;

    private static byte[] Bytes(Stream stream, int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
