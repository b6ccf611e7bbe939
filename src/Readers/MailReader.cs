using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Mail messages (RFC 5322 with MIME): the message's text is a material of its own, each attachment another. Also web pages that a browser
/// or Word saved as one file (.mht), which have the same form.
/// </summary>
internal static partial class MailReader
{
    /// <summary>A mail message, or a web page saved as one (.mht).</summary>
    public static FileFormat Format { get; } = new("mail", ".eml", ".mht", ".mhtml")
    {
        HasOpening = opening => opening.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase),
        ReadEntries = file => Each(file.Bytes, file.Reader, file.Budget, file.Nesting),
    };

    private const string MessageName = "正文";
    private const int MaxParts = 1000;

    /// <summary>Characters of one header that are kept; no mail program writes a hundredth of it.</summary>
    private const int MaxHeader = 64 << 10;

    /// <summary>Different headers of one part that are kept.</summary>
    private const int MaxHeaders = 1000;

    public static IEnumerable<ReadItem> Each(byte[] content, MaterialReader reader, ReadBudget budget, int nesting)
    {
        InnerItems.CheckNesting(nesting, budget);
        var message = Part.Parse(content);
        if (message.Headers.Count == 0)
        {
            throw new RefusedException("It has no mail headers: it is no mail message, or damaged.");
        }

        var parts = new List<Part>();
        Flatten(message, parts, 0, budget);
        var body = parts.Find(p => p is { IsAttachment: false, MediaType: "text/plain" }) is { } plain && !IsBlank(plain)
            ? plain
            : parts.Find(p => p is { IsAttachment: false, MediaType: "text/html" });
        var attachments = parts.FindAll(p => !ReferenceEquals(p, body) && IsRead(p));
        if (body is not null && attachments.Count == 0)
        {
            // A page saved as one file, or a mail without attachments, is one material like any other.
            yield return ReadItem.Of(budget.WithinLines(ReadBody(body, message, budget)));
            yield break;
        }

        var names = new InnerItems();
        if (body is not null && budget.BeginEntry(MessageName, nesting))
        {
            foreach (var item in names.Named(MessageName, () => [ReadItem.Of(budget.WithinLines(ReadBody(body, message, budget)))]))
            {
                yield return item;
            }
        }

        foreach (var part in attachments)
        {
            var name = part.FileName ?? (part.MediaType == "message/rfc822" ? "message.eml" : "attachment");
            if (!budget.BeginEntry(name, nesting))
            {
                continue;
            }

            foreach (var item in names.Named(name, () => reader.Each(part.Decoded(), name, budget, nesting + 1)))
            {
                yield return item;
            }
        }

        if (body is null && attachments.Count == 0)
        {
            yield return ReadItem.Refused("The message holds neither text nor attachments.");
        }
    }

    /// <summary>Attachments are read, other forms of the same words and pictures are not.</summary>
    private static bool IsRead(Part part) =>
        (part.IsAttachment || (!part.MediaType.StartsWith("text/", StringComparison.Ordinal) && part.FileName is not null))
        && !part.MediaType.StartsWith("image/", StringComparison.Ordinal);

    private static RawMaterial ReadBody(Part body, Part message, ReadBudget budget)
    {
        RawMaterial material;
        if (body.MediaType == "text/html")
        {
            material = HtmlReader.Read(body.Decoded(), budget, body.Charset);
        }
        else
        {
            var bytes = body.Decoded();
            budget.CheckTextBytes(bytes.Length);
            var decoded = TextDecoder.Decode(bytes, body.Charset);
            budget.CheckTextLength(decoded.Text.Length);
            material = new RawMaterial { Text = decoded.Text, Warnings = decoded.Warnings };
        }

        var frontMatter = material.FrontMatter;
        var subject = message.Header("Subject") is { } encoded ? DecodeWords(encoded).Trim() : null;
        if (!string.IsNullOrEmpty(subject) && message.Header("From") is not null)
        {
            frontMatter = frontMatter with { Title = subject };
        }

        if (DateTimeOffset.TryParse(
            Comment().Replace(message.Header("Date") ?? "", ""), CultureInfo.InvariantCulture, DateTimeStyles.None, out var sent))
        {
            frontMatter = frontMatter with { Date = frontMatter.Date ?? DateOnly.FromDateTime(sent.DateTime) };
        }

        return material with { FrontMatter = frontMatter };
    }

    private static bool IsBlank(Part part) => part.Decoded().All(b => b is (byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t');

    private static void Flatten(Part part, List<Part> parts, int depth, ReadBudget budget)
    {
        if (depth > budget.Limits.MaxNesting * 4 || parts.Count > MaxParts)
        {
            throw new RefusedException("Its parts are nested too deeply, or there are too many of them.");
        }

        if (!part.MediaType.StartsWith("multipart/", StringComparison.Ordinal) || part.Boundary is not { Length: > 0 } boundary)
        {
            parts.Add(part);
            return;
        }

        foreach (var child in part.Split(boundary))
        {
            budget.Cancellation.ThrowIfCancellationRequested();
            Flatten(child, parts, depth + 1, budget);
        }
    }

    /// <summary>Decodes =?charset?B?…?= and =?charset?Q?…?= (RFC 2047).</summary>
    internal static string DecodeWords(string header)
    {
        var joined = BetweenWords().Replace(header, "?==?");
        return EncodedWord().Replace(joined, match =>
        {
            byte[] bytes;
            var data = match.Groups["data"].Value;
            try
            {
                bytes = match.Groups["how"].Value is "B" or "b"
                    ? Convert.FromBase64String(Padded(data))
                    : QuotedPrintable(Encoding.Latin1.GetBytes(data.Replace('_', ' ')));
            }
            catch (FormatException)
            {
                return match.Value;
            }

            return TextDecoder.Find(match.Groups["charset"].Value, strict: false)?.GetString(bytes) ?? TextDecoder.DecodeName(bytes);
        });
    }

    private static string Padded(string base64) =>
        base64.TrimEnd('=') is var bare && bare.Length % 4 != 0 ? bare + new string('=', 4 - (bare.Length % 4)) : bare;

    /// <summary>Decodes base64 in the memory of one copy; line breaks and whatever else does not belong there are passed over.</summary>
    private static byte[] Base64Bytes(ReadOnlySpan<byte> source)
    {
        var digits = new byte[source.Length + 3];
        var length = 0;
        foreach (var b in source)
        {
            if (char.IsAsciiLetterOrDigit((char)b) || b is (byte)'+' or (byte)'/')
            {
                digits[length++] = b;
            }
        }

        for (; length % 4 != 0; length++)
        {
            digits[length] = (byte)'=';
        }

        return Base64.DecodeFromUtf8InPlace(digits.AsSpan(0, length), out var written) == OperationStatus.Done
            ? digits[..written]
            : throw new RefusedException("Its base64 encoding is broken.");
    }

    private static byte[] QuotedPrintable(ReadOnlySpan<byte> source)
    {
        using var result = new MemoryStream(source.Length);
        for (var i = 0; i < source.Length; i++)
        {
            if (source[i] != '=')
            {
                result.WriteByte(source[i]);
            }
            else if (i + 2 < source.Length && char.IsAsciiHexDigit((char)source[i + 1]) && char.IsAsciiHexDigit((char)source[i + 2]))
            {
                result.WriteByte((byte)((Hex(source[i + 1]) << 4) | Hex(source[i + 2])));
                i += 2;
            }
            else
            {
                // A soft line break: nothing, up to the line's end.
                while (i + 1 < source.Length && source[i] != '\n')
                {
                    i++;
                }
            }
        }

        return result.ToArray();
    }

    private static int Hex(byte digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    [GeneratedRegex(@"=\?(?<charset>[^?\s]{1,40})\?(?<how>[BbQq])\?(?<data>[^?\s]*)\?=",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EncodedWord();

    [GeneratedRegex(@"\?=\s+=\?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BetweenWords();

    [GeneratedRegex(@"\s*\([^)]*\)\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Comment();

    [GeneratedRegex("""(?:^|;)\s*(?<name>[A-Za-z0-9*\-]+)\s*=\s*(?:"(?<value>(?:[^"\\]|\\.)*)"|(?<value>[^;]*))""",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();

    /// <summary>One part of a message: its headers and its body, still encoded.</summary>
    private sealed class Part
    {
        private readonly byte[] _content;
        private readonly int _bodyStart;
        private readonly int _bodyEnd;

        private Part(byte[] content, int bodyStart, int bodyEnd, Dictionary<string, string> headers, string defaultType)
        {
            (_content, _bodyStart, _bodyEnd, Headers) = (content, bodyStart, bodyEnd, headers);
            var type = Header("Content-Type") ?? defaultType;
            MediaType = type.Split(';')[0].Trim().ToLowerInvariant();
            Boundary = Value(type, "boundary");
            Charset = Value(type, "charset");
            var disposition = Header("Content-Disposition") ?? "";
            FileName = Value(disposition, "filename") ?? Value(type, "name");
            IsAttachment = disposition.TrimStart().StartsWith("attachment", StringComparison.OrdinalIgnoreCase)
                || (FileName is not null && !disposition.TrimStart().StartsWith("inline", StringComparison.OrdinalIgnoreCase))
                || MediaType == "message/rfc822";
        }

        public Dictionary<string, string> Headers { get; }

        public string MediaType { get; }

        public string? Boundary { get; }

        public string? Charset { get; }

        public string? FileName { get; }

        public bool IsAttachment { get; }

        public static Part Parse(byte[] content) => Parse(content, 0, content.Length);

        public string? Header(string name) => Headers.GetValueOrDefault(name);

        public byte[] Decoded()
        {
            var body = _content.AsSpan(_bodyStart, _bodyEnd - _bodyStart);
            switch (Header("Content-Transfer-Encoding")?.Trim().ToLowerInvariant())
            {
                case "base64":
                    return Base64Bytes(body);

                case "quoted-printable":
                    return QuotedPrintable(body);
                default:
                    return body.ToArray();
            }
        }

        public IEnumerable<Part> Split(string boundary)
        {
            var mark = Encoding.Latin1.GetBytes("--" + boundary);
            var starts = new List<(int At, int Behind, bool Last)>();
            for (var at = _bodyStart; at < _bodyEnd;)
            {
                var found = _content.AsSpan(at, _bodyEnd - at).IndexOf(mark);
                if (found < 0)
                {
                    break;
                }

                at += found;
                var behind = at + mark.Length;
                if (at == _bodyStart || _content[at - 1] == '\n')
                {
                    var last = behind + 1 < _bodyEnd && _content[behind] == '-' && _content[behind + 1] == '-';
                    var lineEnd = _content.AsSpan(behind, _bodyEnd - behind).IndexOf((byte)'\n');
                    starts.Add((at, lineEnd < 0 ? _bodyEnd : behind + lineEnd + 1, last));
                    if (last)
                    {
                        break;
                    }
                }

                at = behind;
            }

            for (var i = 0; i < starts.Count && !starts[i].Last; i++)
            {
                // The line break before the next boundary belongs to the boundary. A message that was cut short ends where it ends.
                var end = i + 1 < starts.Count ? starts[i + 1].At : _bodyEnd;
                if (i + 1 < starts.Count)
                {
                    end -= end > starts[i].Behind && _content[end - 1] == '\n' ? 1 : 0;
                    end -= end > starts[i].Behind && _content[end - 1] == '\r' ? 1 : 0;
                }

                yield return Parse(_content, starts[i].Behind, Math.Max(starts[i].Behind, end));
            }
        }

        private static Part Parse(byte[] content, int start, int end)
        {
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            string? name = null;
            var value = new StringBuilder();
            var at = start;

            void Append(ReadOnlySpan<byte> line)
            {
                if (value.Length < MaxHeader)
                {
                    value.Append(' ').Append(TextDecoder.DecodeName(line[..Math.Min(line.Length, MaxHeader)].ToArray()).AsSpan().Trim());
                }
            }

            void EndHeader()
            {
                if (name is not null && headers.Count < MaxHeaders)
                {
                    headers.TryAdd(name, value.ToString().Trim());
                }

                name = null;
                value.Clear();
            }

            while (at < end)
            {
                var length = content.AsSpan(at, end - at).IndexOf((byte)'\n');
                var next = length < 0 ? end : at + length + 1;
                var line = content.AsSpan(at, (length < 0 ? end : at + length) - at).TrimEnd((byte)'\r');
                at = next;
                if (line.IsEmpty)
                {
                    break;
                }

                if (line[0] is (byte)' ' or (byte)'\t')
                {
                    Append(line);
                    continue;
                }

                EndHeader();
                var colon = line.IndexOf((byte)':');
                if (colon <= 0 || line[..colon].ContainsAny((byte)' ', (byte)'\t'))
                {
                    continue;
                }

                name = colon <= 100 ? Encoding.Latin1.GetString(line[..colon]) : null;
                Append(line[(colon + 1)..]);
            }

            EndHeader();
            return new Part(content, at, end, headers, "text/plain");
        }

        /// <summary>A parameter of a header, also in the forms of RFC 2231 (name*=utf-8''…, name*0=…) and RFC 2047.</summary>
        private static string? Value(string header, string name)
        {
            var pieces = new SortedDictionary<int, string>();
            var encoded = false;
            foreach (Match match in Parameter().Matches(header))
            {
                var parameter = match.Groups["name"].Value;
                var value = match.Groups["value"].Value.Trim().Replace("\\\"", "\"", StringComparison.Ordinal);
                if (parameter.Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return DecodeWords(value);
                }

                if (!parameter.StartsWith(name + "*", StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                encoded |= parameter.EndsWith('*');
                var digits = parameter[(name.Length + 1)..].TrimEnd('*');
                pieces[int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : 0] = value;
            }

            if (pieces.Count == 0)
            {
                return null;
            }

            var joined = string.Concat(pieces.Values);
            if (!encoded)
            {
                return joined;
            }

            var parts = joined.Split('\'', 3);
            var data = parts.Length == 3 ? parts[2] : joined;
            var bytes = QuotedPrintable(Encoding.Latin1.GetBytes(data.Replace('%', '=')));
            return (parts.Length == 3 ? TextDecoder.Find(parts[0], strict: false) : null)?.GetString(bytes)
                ?? TextDecoder.DecodeName(bytes);
        }
    }
}
