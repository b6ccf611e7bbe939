using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace KnowledgeBase.Readers;

/// <summary>Text with what is known of how it was decoded.</summary>
/// <param name="Text">The text, line ends as <c>\n</c>, without byte order mark.</param>
/// <param name="Encoding">Name of the encoding that it was in.</param>
/// <param name="Warnings">What was replaced.</param>
internal readonly record struct DecodedText(string Text, string Encoding, IReadOnlyList<string> Warnings);

/// <summary>
/// Tells the encoding of Chinese text by its content. Candidates are decoded strictly; only when none fits is the nearest one taken, with
/// a warning that counts what was replaced, and when even that is bad the bytes are not text.
/// </summary>
/// <remarks>
/// UTF-8 is decided by validity, which chance hardly produces; UTF-16 without a mark by where its code units fall; GB18030 and Big5 overlap
/// almost wholly, so they are told apart by how many of their two-byte characters come from the common half of each set (the first level of
/// GB 2312, and of Big5), which makes up 97 % and more of running text and some half of text decoded wrongly.
/// </remarks>
internal static class TextDecoder
{
    /// <summary>Bytes looked at to tell UTF-16 and the common halves of the sets.</summary>
    private const int SampleBytes = 64 << 10;

    /// <summary>More replaced characters than one in this many, and the bytes are not text in any encoding that we know.</summary>
    private const int WorstReplacements = 50;

    private static readonly Encoding StrictGb18030 = Get("gb18030", strict: true);
    private static readonly Encoding StrictBig5 = Get("big5", strict: true);
    private static readonly SearchValues<char> OddControls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(c => (char)c).Where(c => c is not ('\t' or '\n' or '\r' or '\f' or '\v')), '\u007F']);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="declared">The charset that the file says of itself, or null; used only where content leaves it open.</param>
    /// <exception cref="RefusedException">It is empty, or no text.</exception>
    public static DecodedText Decode(ReadOnlySpan<byte> bytes, string? declared = null)
    {
        if (bytes.IsEmpty)
        {
            throw new RefusedException("The file is empty.");
        }

        var warnings = new List<string>();
        var (text, encoding) = DecodeByMark(bytes, warnings) ?? DecodeByContent(bytes, declared, warnings);
        text = WithoutControls(text, warnings);
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new RefusedException("The file holds nothing but white space.");
        }

        return new DecodedText(WithLineFeeds(text), encoding, warnings);
    }

    /// <summary>Decodes a short string such as a file name; never fails.</summary>
    public static string DecodeName(byte[] bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            return Encoding.UTF8.GetString(bytes);
        }

        return TryStrict(StrictGb18030, bytes) ?? Encoding.Latin1.GetString(bytes);
    }

    /// <summary>The encoding of that name, or null when it is unknown. GB 2312 and GBK are read as their superset GB18030.</summary>
    public static Encoding? Find(string? charset, bool strict)
    {
        switch (charset?.Trim().Trim('"', '\'').ToLowerInvariant())
        {
            case null or "":
                return null;
            case "gb2312" or "gbk" or "gb18030" or "gb_2312-80" or "x-gbk" or "cp936":
                return strict ? StrictGb18030 : Get("gb18030", strict: false);
            case var name:
                try
                {
                    return Get(name, strict);
                }
                catch (ArgumentException)
                {
                    return null;
                }
        }
    }

    /// <summary>Turns <c>\r\n</c> and <c>\r</c> into <c>\n</c>.</summary>
    public static string WithLineFeeds(string text) =>
        text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    private static (string Text, string Encoding)? DecodeByMark(ReadOnlySpan<byte> bytes, List<string> warnings)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            return (Lenient(new UTF8Encoding(false), "UTF-8", bytes[3..], warnings), "UTF-8");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33]))
        {
            return (Lenient(Get("gb18030", strict: false), "GB18030", bytes[4..], warnings), "GB18030");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) && bytes.Length % 4 == 0)
        {
            return (Lenient(new UTF32Encoding(false, false), "UTF-32", bytes[4..], warnings), "UTF-32");
        }

        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
        {
            return (Lenient(new UnicodeEncoding(false, false), "UTF-16 LE", bytes[2..], warnings), "UTF-16 LE");
        }

        return bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])
            ? (Lenient(new UnicodeEncoding(true, false), "UTF-16 BE", bytes[2..], warnings), "UTF-16 BE")
            : null;
    }

    private static (string Text, string Encoding) DecodeByContent(ReadOnlySpan<byte> bytes, string? declared, List<string> warnings)
    {
        if (declared is not null && IsSevenBit(declared, bytes) && Find(declared, strict: true) is { } sevenBit
            && TryStrict(sevenBit, bytes) is { } unpacked)
        {
            return (unpacked, sevenBit.WebName);
        }

        var zeros = bytes[..Math.Min(bytes.Length, SampleBytes)].Contains((byte)0);
        if (!zeros && Utf8.IsValid(bytes) && !IsGbLookingLikeUtf8(bytes))
        {
            return (Encoding.UTF8.GetString(bytes), "UTF-8");
        }

        if (Utf16Order(bytes) is { } bigEndian)
        {
            var name = bigEndian ? "UTF-16 BE" : "UTF-16 LE";
            return (Lenient(new UnicodeEncoding(bigEndian, false), name, bytes, warnings), name);
        }

        if (Utf8.IsValid(bytes) && !IsGbLookingLikeUtf8(bytes))
        {
            return (Encoding.UTF8.GetString(bytes), "UTF-8");
        }

        if (Find(declared, strict: true) is { } encoding && encoding is not UTF8Encoding && !Equals(encoding, StrictGb18030)
            && TryStrict(encoding, bytes) is { } asDeclared)
        {
            return (asDeclared, encoding.WebName);
        }

        var gbShare = CommonShare(bytes, StrictGb18030, 0xB0, 0xD7);
        var big5Share = CommonShare(bytes, StrictBig5, 0xA4, 0xC6);
        if (big5Share > 0.9 && big5Share > gbShare + 0.2 && TryStrict(StrictBig5, bytes) is { } big5)
        {
            return (big5, "Big5");
        }

        if (TryStrict(StrictGb18030, bytes) is { } gb18030)
        {
            return (gb18030, "GB18030");
        }

        return Nearest(bytes, warnings);
    }

    /// <summary>
    /// True for the encodings of old mail that write Chinese in ASCII between marks: nothing but what is declared tells them from ASCII.
    /// </summary>
    private static bool IsSevenBit(string declared, ReadOnlySpan<byte> bytes) =>
        declared.Trim().Trim('"', '\'').ToLowerInvariant() is "hz-gb-2312" or "iso-2022-cn" or "iso-2022-jp" or "iso-2022-kr"
        && Ascii.IsValid(bytes);

    /// <summary>Nothing fits strictly: the encoding with the fewest replacements, if they are few.</summary>
    private static (string Text, string Encoding) Nearest(ReadOnlySpan<byte> bytes, List<string> warnings)
    {
        var (utf8, utf8Count) = Replaced(new UTF8Encoding(false), bytes);
        var (gb, gbCount) = Replaced(Get("gb18030", strict: false), bytes);
        var (text, count, name) = utf8Count <= gbCount ? (utf8, utf8Count, "UTF-8") : (gb, gbCount, "GB18030");
        if (count > Math.Max(1, text.Length / WorstReplacements))
        {
            throw new RefusedException("Its bytes are no text in UTF-8, UTF-16, GB18030 or Big5: it is binary, or damaged.");
        }

        WarnReplaced(text, count, name, warnings);
        return (text, name);
    }

    private static string Lenient(Encoding encoding, string name, ReadOnlySpan<byte> bytes, List<string> warnings)
    {
        var (text, count) = Replaced(encoding, bytes);
        if (count > Math.Max(1, text.Length / WorstReplacements))
        {
            throw new RefusedException($"It begins with the mark of {name}, but its bytes are none: it is binary, or damaged.");
        }

        WarnReplaced(text, count, name, warnings);
        return text;
    }

    private static void WarnReplaced(string text, int count, string name, List<string> warnings)
    {
        if (count > 0)
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture,
                $"{count} place(s) are no valid {name} and were replaced by U+FFFD, "
                + $"the first at character {text.IndexOf('\uFFFD', StringComparison.Ordinal)}."));
        }
    }

    /// <summary>Decodes with U+FFFD for what is wrong; counts those that the bytes do not themselves hold.</summary>
    private static (string Text, int Count) Replaced(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        var counting = new CountingFallback();
        var lenient = (Encoding)encoding.Clone();
        lenient.DecoderFallback = counting;
        var buffer = ArrayPool<char>.Shared.Rent(lenient.GetMaxCharCount(bytes.Length));
        try
        {
            // A decoder meets each place once; GetString would meet it twice, to count and to write.
            var length = lenient.GetDecoder().GetChars(bytes, buffer, flush: true);
            return (new string(buffer, 0, length), counting.Count);
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    /// <summary>NUL and its like have no place in text: a few are replaced one for one, more of them mean that it is binary.</summary>
    public static string WithoutControls(string text, List<string> warnings)
    {
        var first = text.AsSpan().IndexOfAny(OddControls);
        if (first < 0)
        {
            return text;
        }

        var count = 0;
        var result = string.Create(text.Length, text, (span, source) =>
        {
            source.CopyTo(span);
            for (var at = 0; at < span.Length;)
            {
                var next = span[at..].IndexOfAny(OddControls);
                if (next < 0)
                {
                    break;
                }

                at += next;
                span[at++] = '\uFFFD';
                count++;
            }
        });
        if (count > Math.Max(4, text.Length / 200))
        {
            throw new RefusedException("It holds control characters throughout: it is binary, no text.");
        }

        warnings.Add(
            string.Create(
                CultureInfo.InvariantCulture, $"{count} control character(s) were replaced by U+FFFD, the first at character {first}."));
        return result;
    }

    private static string? TryStrict(Encoding strict, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>
    /// Short GBK text can happen to be valid UTF-8 (联通 is the famous one). Then every sequence has two bytes and no Chinese comes of it,
    /// while as GBK all of it is common characters.
    /// </summary>
    private static bool IsGbLookingLikeUtf8(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > 256)
        {
            return false;
        }

        var pairs = 0;
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
            {
                continue;
            }

            if (bytes[i] >= 0xE0)
            {
                return false;
            }

            pairs++;
            i++;
        }

        return pairs > 0 && CommonShare(bytes, StrictGb18030, 0xB0, 0xD7) >= 0.99;
    }

    /// <summary>True for big endian, false for little endian, null when it is not UTF-16.</summary>
    private static bool? Utf16Order(ReadOnlySpan<byte> bytes)
    {
        var sample = bytes[..(Math.Min(bytes.Length, SampleBytes) & ~1)];
        if (sample.Length < 2)
        {
            return null;
        }

        // Latin text in one byte a character pairs up to ideographs too.
        if (AsciiShare(sample) > 0.9)
        {
            return null;
        }

        var little = PlausibleShare(sample, bigEndian: false);
        var big = PlausibleShare(sample, bigEndian: true);
        return Math.Max(little, big) >= 0.95 && little != big ? big > little : null;
    }

    private static double AsciiShare(ReadOnlySpan<byte> sample)
    {
        var ascii = 0;
        foreach (var b in sample)
        {
            ascii += b is >= 0x20 and <= 0x7E ? 1 : 0;
        }

        return (double)ascii / sample.Length;
    }

    /// <summary>Share of code units that running Chinese or Latin text is made of.</summary>
    private static double PlausibleShare(ReadOnlySpan<byte> sample, bool bigEndian)
    {
        var plausible = 0;
        for (var i = 0; i < sample.Length; i += 2)
        {
            var unit = bigEndian ? (sample[i] << 8) | sample[i + 1] : (sample[i + 1] << 8) | sample[i];
            if (unit is >= 0x4E00 and <= 0x9FA5 or >= 0x3000 and <= 0x3011 or >= 0xFF01 and <= 0xFF5E or >= 0x2014 and <= 0x2026
                or >= 0x20 and <= 0x7E or 0x09 or 0x0A or 0x0D)
            {
                plausible++;
            }
        }

        return plausible / (sample.Length / 2.0);
    }

    /// <summary>Share of two-byte characters whose first byte lies in the common half of the set; ASCII and symbols are left out.</summary>
    private static double CommonShare(ReadOnlySpan<byte> bytes, Encoding strict, byte from, byte to)
    {
        var sample = bytes[..Math.Min(bytes.Length, SampleBytes)];
        int common = 0, all = 0;
        for (var i = 0; i + 1 < sample.Length; i++)
        {
            if (sample[i] < 0x80)
            {
                continue;
            }

            var lead = sample[i++];
            var trail = sample[i];
            if (ReferenceEquals(strict, StrictGb18030))
            {
                if (lead is >= 0xA1 and <= 0xA9)
                {
                    continue;
                }

                all++;
                common += lead >= from && lead <= to && trail >= 0xA1 ? 1 : 0;
            }
            else
            {
                if (lead is >= 0xA1 and <= 0xA3)
                {
                    continue;
                }

                all++;
                common += lead >= from && lead <= to && trail is >= 0x40 and <= 0x7E or >= 0xA1 ? 1 : 0;
            }
        }

        return all == 0 ? 0 : (double)common / all;
    }

    private static Encoding Get(string name, bool strict)
    {
        DecoderFallback fallback = strict ? DecoderFallback.ExceptionFallback : DecoderFallback.ReplacementFallback;
        return CodePagesEncodingProvider.Instance.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback)
            ?? Encoding.GetEncoding(name, EncoderFallback.ExceptionFallback, fallback);
    }

    /// <summary>Replaces by U+FFFD and counts.</summary>
    private sealed class CountingFallback : DecoderFallback
    {
        public int Count { get; private set; }

        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new CountingBuffer(this);

        private sealed class CountingBuffer(CountingFallback owner) : DecoderFallbackBuffer
        {
            private bool _pending;

            public override int Remaining => _pending ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index)
            {
                owner.Count++;
                _pending = true;
                return true;
            }

            public override char GetNextChar()
            {
                var next = _pending ? '\uFFFD' : '\0';
                _pending = false;
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _pending = false;
        }
    }
}
