using System.Text;

namespace KnowledgeBase.Export.Tables;

/// <summary>
/// Writes a table as RFC 4180 has it, in UTF-8 behind the byte order mark without which spreadsheets take it for something else. No cell is
/// a formula, whatever it begins with.
/// </summary>
internal static class CsvFile
{
    private const string LineEnd = "\r\n";

    /// <summary>
    /// Signs with which a spreadsheet takes a cell for a formula, the full-width ones too, and white space that some pass over before
    /// they look.
    /// </summary>
    private const string FormulaSigns = "=+-@\t\r\n＝＋－＠";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: true);

    public static void Write(RecordTable table, Stream output, CancellationToken cancellationToken)
    {
        using var writer = new StreamWriter(output, Encoding, bufferSize: 1 << 14, leaveOpen: true);
        WriteRow(writer, table.Columns);
        foreach (var row in table.Rows)
        {
            cancellationToken.ThrowIfCancellationRequested();
            WriteRow(writer, row);
        }
    }

    private static void WriteRow(StreamWriter writer, IReadOnlyList<string?> cells)
    {
        for (var i = 0; i < cells.Count; i++)
        {
            writer.Write(i > 0 ? "," : "");
            writer.Write(Quoted(Harmless(PlainCharacters.Of(cells[i]))));
        }

        writer.Write(LineEnd);
    }

    private static string Harmless(string cell) =>
        cell.AsSpan().TrimStart(' ') is [var first, ..] && FormulaSigns.Contains(first, StringComparison.Ordinal) ? $"'{cell}" : cell;

    private static string Quoted(string cell) =>
        cell.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
