using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Puts a material's text together line by line, with the hints that go with its lines.</summary>
internal sealed class RawTextBuilder(ReadBudget budget)
{
    private readonly StringBuilder _text = new();
    private readonly List<StructureHint> _hints = [];
    private readonly List<string> _warnings = [];
    private readonly List<LeftOutText> _leftOut = [];
    private int? _held;
    private int _added;

    public int Length => _text.Length;

    public int HintCount => _hints.Count;

    public void Warn(string warning)
    {
        if (!_warnings.Contains(warning, StringComparer.Ordinal))
        {
            _warnings.Add(warning);
        }
    }

    /// <summary>Counts text that the file holds, whatever becomes of it. Without a call no account is kept.</summary>
    public void Hold(ReadOnlySpan<char> words) => _held = (_held ?? 0) + TextAccount.Count(words);

    /// <summary>Counts characters that will be delivered though the file does not hold them.</summary>
    public void Supply(ReadOnlySpan<char> words) => _added += TextAccount.Count(words);

    /// <summary>Takes back what <see cref="Supply"/> counted: the file holds it, as it turned out.</summary>
    public void Unsupply(ReadOnlySpan<char> words) => _added -= TextAccount.Count(words);

    /// <summary>Keeps what is not delivered, with its kind.</summary>
    public void LeaveOut(LeftOutKind kind, string words)
    {
        if (TextAccount.Count(words) == 0)
        {
            return;
        }

        _leftOut.Add(new LeftOutText(kind, words));
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

                _text.Append(Radicals.ToIdeographs(InlineText.OneLine(row[i])));
            }

            budget.CheckTextLength(_text.Length);
        }

        if (start >= 0)
        {
            _hints.Add(new StructureHint(HintKind.Table, 0, start, _text.Length));
        }
    }

    /// <summary>Adds a text that was read by itself, with its hints and its account.</summary>
    public void Append(RawMaterial material)
    {
        StartLine();
        _hints.AddRange(material.Hints.Select(h => h with { Start = h.Start + _text.Length, End = h.End + _text.Length }));
        _text.Append(material.Text);
        budget.CheckTextLength(_text.Length);
        foreach (var warning in material.Warnings)
        {
            Warn(warning);
        }

        if (material.Account is { } account)
        {
            _held = (_held ?? 0) + account.Held;
            _added += account.Added;
            _leftOut.AddRange(account.LeftOut);
        }
    }

    public RawMaterial Build(FrontMatter? frontMatter = null)
    {
        if (_text.Length == 0)
        {
            throw new RefusedException("No text was found in it.");
        }

        var text = _text.ToString();
        var account = _held is { } held
            ? new TextAccount { Held = held, Added = _added, Delivered = TextAccount.Count(text), LeftOut = [.. _leftOut] }
            : null;
        if (account is { Missing: not 0 and var missing })
        {
            Warn(missing > 0
                ? $"{missing:N0} characters of it are neither in the text nor known to be left out. Please report this with the file."
                : $"{-missing:N0} characters stand in its text that the file does not hold. Please report this with the file.");
        }

        return new RawMaterial
        {
            Text = text,
            Hints = [.. _hints],
            FrontMatter = frontMatter ?? FrontMatter.None,
            Warnings = [.. _warnings],
            Account = account,
        };
    }

    private TextSpan Add(string text)
    {
        var start = -1;
        foreach (var line in Radicals.ToIdeographs(text).AsSpan().EnumerateLines())
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
