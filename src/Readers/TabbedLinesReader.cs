using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Reads .tsv files, a material a row, as spreadsheets and databases write them. The first row names the columns: <c>id</c> (编号) and
/// <c>text</c> (正文) must be among them, the others are those of front matter (<c>title</c> 标题, <c>date</c> 日期, <c>issuer</c> 发文单位 …);
/// further ones are passed over. A field in double quotes may hold tabs, line breaks and doubled quotes; in one without them <c>\n</c>,
/// <c>\t</c> and <c>\\</c> stand for a line break, a tab and a backslash.
/// </summary>
internal static class TabbedLinesReader
{
    /// <summary>Tab-separated values.</summary>
    public static FileFormat Format { get; } = new("tab-separated values", ".tsv") { ReadLines = Read };

    /// <summary>Reads a stream to its end; it stays open. A bad row costs only itself, a bad first row all of them.</summary>
    /// <param name="content">In any encoding in which text files are read.</param>
    /// <param name="limits">
    /// Of them, <see cref="ReadLimits.MaxFileBytes"/> counts, since the encoding is told by the whole file, and
    /// <see cref="ReadLimits.MaxTextLength"/> for each text.
    /// </param>
    /// <param name="cancellationToken">Looked at before each row.</param>
    public static IEnumerable<LineReading> Read(Stream content, ReadLimits limits, CancellationToken cancellationToken)
    {
        if (!TryDecode(content, limits, cancellationToken, out var text, out var warnings, out var refusal))
        {
            yield return Refused(1, null, refusal);
            yield break;
        }

        var rows = new TabbedRows(text);
        if (!rows.TryNext(out var number, out var header))
        {
            yield break;
        }

        var names = header.ConvertAll(name => name.Trim());
        var id = names.FindIndex(n => n.Equals("id", StringComparison.OrdinalIgnoreCase) || n == "编号");
        var body = names.FindIndex(n => n.Equals("text", StringComparison.OrdinalIgnoreCase) || n == "正文");
        if (id < 0 || body < 0)
        {
            yield return Refused(number, null,
                "names no columns id (编号) and text (正文): the first row of a .tsv file must name its columns, parted by tabs");
            yield break;
        }

        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!rows.TryNext(out number, out var fields))
            {
                yield break;
            }

            if (fields.TrueForAll(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            yield return Row(number, names, id, body, fields, limits, warnings);
            warnings = [];
        }
    }

    private static LineReading Row(
        int number, List<string> names, int id, int body, List<string> fields, ReadLimits limits, IReadOnlyList<string> warningsOfFile)
    {
        var name = id < fields.Count && !string.IsNullOrWhiteSpace(fields[id]) ? fields[id].Trim() : null;
        if (fields.Count > names.Count)
        {
            return Refused(number, name,
                $"has {fields.Count} fields where the first row names {names.Count}: a tab inside of a field must stand in double quotes");
        }

        if (name is null)
        {
            return Refused(number, null, "has no id");
        }

        if (body >= fields.Count || string.IsNullOrWhiteSpace(fields[body]))
        {
            return Refused(number, name, "has no text, or an empty one");
        }

        if (fields[body].Length > limits.MaxTextLength)
        {
            return Refused(number, name, $"has a text longer than {limits.MaxTextLength:N0} characters, the limit for one material");
        }

        var warnings = new List<string>(warningsOfFile);
        var frontMatter = FrontMatter.None;
        var leftOut = new List<LeftOutText>();
        for (var i = 0; i < fields.Count; i++)
        {
            if (i == id || i == body)
            {
                continue;
            }

            if (!FrontMatterReader.IsKnown(names[i]))
            {
                if (!string.IsNullOrWhiteSpace(fields[i]))
                {
                    leftOut.Add(new LeftOutText(LeftOutKind.Field, $"{names[i]}: {fields[i]}"));
                }
            }
            else
            {
                frontMatter = FrontMatterReader.With(frontMatter, names[i], fields[i], warnings);
            }
        }

        var material = new RawMaterial
        {
            Text = fields[body],
            FrontMatter = frontMatter,
            Warnings = warnings,
            Account = TextAccount.Whole(fields[body], leftOut),
        };
        return new LineReading(number, name, material, Refusal: null);
    }

    private static bool TryDecode(
        Stream content, ReadLimits limits, CancellationToken cancellation,
        out string text, out IReadOnlyList<string> warnings, out string refusal)
    {
        (text, warnings, refusal) = ("", [], "");
        using var all = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = content.Read(buffer)) > 0;)
        {
            cancellation.ThrowIfCancellationRequested();
            all.Write(buffer, 0, read);
            if (all.Length > limits.MaxFileBytes)
            {
                refusal = $"begins a file over {limits.MaxFileBytes >> 20:N0} MiB, the limit for .tsv; part it, or write it as .jsonl";
                return false;
            }
        }

        if (all.Length == 0)
        {
            return true;
        }

        try
        {
            var decoded = TextDecoder.Decode(all.GetBuffer().AsSpan(0, (int)all.Length));
            (text, warnings) = (decoded.Text, decoded.Warnings);
            return true;
        }
        catch (RefusedException e)
        {
            refusal = $"and all others cannot be read. {e.Message.TrimEnd('.')}";
            return false;
        }
    }

    private static LineReading Refused(int number, string? id, string what) =>
        new(number, id, null, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {number} {what}."));
}
