using System.Text;

namespace KnowledgeBase.Readers;

/// <summary>Cuts tab-separated text into rows of fields, from its beginning to its end.</summary>
/// <param name="text">The text; line ends as <c>\n</c>.</param>
internal sealed class TabbedRows(string text)
{
    private int _at;
    private int _line = 1;

    /// <summary>True once a quote was found that nothing closes: from there on quotes are characters like any other.</summary>
    private bool _quotesAreOver;

    /// <summary>Takes the next row; false at the end.</summary>
    /// <param name="line">Number of the line that it begins on, 1 for the first.</param>
    /// <param name="fields">Its fields, in the order of the columns.</param>
    public bool TryNext(out int line, out List<string> fields)
    {
        line = _line;
        fields = [];
        if (_at >= text.Length)
        {
            return false;
        }

        while (true)
        {
            fields.Add(TryQuoted(out var quoted) ? quoted : Plain());
            if (_at >= text.Length || text[_at++] == '\n')
            {
                _line++;
                return true;
            }
        }
    }

    /// <summary>Takes a field in quotes. A quote that no other one closes at the end of the field belongs to its words: “甲”乙.</summary>
    private bool TryQuoted(out string field)
    {
        field = "";
        if (_quotesAreOver || _at >= text.Length || text[_at] != '"')
        {
            return false;
        }

        var close = _at + 1;
        while (true)
        {
            close = text.IndexOf('"', Math.Min(close, text.Length));
            if (close < 0)
            {
                _quotesAreOver = true;
                return false;
            }

            if (close + 1 < text.Length && text[close + 1] == '"')
            {
                close += 2;
                continue;
            }

            break;
        }

        if (close + 1 < text.Length && text[close + 1] is not ('\t' or '\n'))
        {
            return false;
        }

        var inside = text.AsSpan(_at + 1, close - _at - 1);
        _line += inside.Count('\n');
        field = inside.ToString().Replace("\"\"", "\"", StringComparison.Ordinal);
        _at = close + 1;
        return true;
    }

    private string Plain()
    {
        var length = text.AsSpan(_at).IndexOfAny('\t', '\n');
        var field = text.AsSpan(_at, length < 0 ? text.Length - _at : length);
        _at += field.Length;
        return field.Contains('\\') ? Unescaped(field) : field.ToString();
    }

    private static string Unescaped(ReadOnlySpan<char> field)
    {
        var result = new StringBuilder(field.Length);
        for (var i = 0; i < field.Length; i++)
        {
            char? escaped = field[i] != '\\' || i + 1 == field.Length
                ? null
                : field[i + 1] switch { 'n' => '\n', 't' => '\t', '\\' => '\\', _ => null };
            result.Append(escaped ?? field[i]);
            i += escaped is null ? 0 : 1;
        }

        return result.ToString();
    }
}
