using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Puts a material's text together line by line, with the hints that go with its lines.</summary>
internal sealed class RawTextBuilder(ReadBudget budget)
{
    private readonly StringBuilder _text = new();
    private readonly List<StructureHint> _hints = [];
    private readonly List<string> _warnings = [];

    public int Length => _text.Length;

    public int HintCount => _hints.Count;

    public void Warn(string warning)
    {
        if (!_warnings.Contains(warning, StringComparer.Ordinal))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Adds a line, or several if the text has line breaks. Blank ones are dropped, white space at both ends too.</summary>
    public void Line(string text) => Add(text);

    /// <summary>Adds a line that the format marks.</summary>
    public void Line(string text, HintKind kind, int level = 0)
    {
        var span = Add(text);
        if (span.Length > 0)
        {
            _hints.Add(new StructureHint(kind, level, span.Start, span.End));
        }
    }

    /// <summary>Adds the rows of a table, a line each, cells parted by tabs; rows without any text are dropped.</summary>
    public void Table(IEnumerable<IReadOnlyList<string>> rows)
    {
        var start = -1;
        foreach (var row in rows)
        {
            if (row.All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            StartLine();
            start = start < 0 ? _text.Length : start;
            for (var i = 0; i < row.Count; i++)
            {
                if (i > 0)
                {
                    _text.Append('\t');
                }

                _text.Append(InlineText.OneLine(row[i]));
            }

            budget.CheckTextLength(_text.Length);
        }

        if (start >= 0)
        {
            _hints.Add(new StructureHint(HintKind.Table, 0, start, _text.Length));
        }
    }

    public RawMaterial Build(FrontMatter? frontMatter = null)
    {
        if (_text.Length == 0)
        {
            throw new RefusedException("No text was found in it.");
        }

        return new RawMaterial
        {
            Text = _text.ToString(),
            Hints = [.. _hints],
            FrontMatter = frontMatter ?? FrontMatter.None,
            Warnings = [.. _warnings],
        };
    }

    private TextSpan Add(string text)
    {
        var start = -1;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            StartLine();
            start = start < 0 ? _text.Length : start;
            _text.Append(trimmed);
        }

        budget.CheckTextLength(_text.Length);
        return start < 0 ? default : new TextSpan(start, _text.Length);
    }

    private void StartLine()
    {
        if (_text.Length > 0)
        {
            _text.Append('\n');
        }
    }
}
