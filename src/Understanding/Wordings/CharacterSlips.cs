using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds long formulations that miss by a character or two. A formulation is cut into one piece more than it may have slips, so one piece
/// stands unharmed (the pigeonhole principle); where a piece stands, the rest is compared.
/// </summary>
internal sealed class CharacterSlips
{
    private const int ShortestForOne = 8;
    private const int ShortestForTwo = 14;
    private const int ShortestTitle = 8;

    /// <summary>So long a contraction is hardly built twice.</summary>
    private const int LongContraction = 5;

    /// <summary>Differences in these are a matter of style.</summary>
    private static readonly SearchValues<char> Joints = SearchValues.Create("、，和与及的以了等");

    /// <summary>What parts sentences and asides: words on both sides of one are no single formulation.</summary>
    private static readonly SearchValues<char> ClauseMarks =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，（）\n");

    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九十百〇零0123456789");

    private const string OnTrial = "（试行）";

    /// <summary>What many titles begin with, …</summary>
    private static readonly IReadOnlyList<string> Frames = WordList.Words("wordings", "title-frames");

    /// <summary>… and characters of what they end in.</summary>
    private static readonly string Endings = string.Concat(WordList.Words("wordings", "title-endings"));

    private readonly WordTrie _pieces;
    private readonly List<(GlossaryEntry Entry, string Form, int Offset, int Slips)>[] _ofPiece;
    private readonly Dictionary<int, List<GlossaryEntry>> _contractions;
    private readonly List<(GlossaryEntry Entry, string Form)> _titles;
    private readonly HashSet<string> _forms;

    public CharacterSlips(Glossary glossary)
    {
        _forms = new HashSet<string>(
            glossary.Entries.SelectMany(e => e.Same.Append(e.Text)).Select(ComparableText.Fold), StringComparer.Ordinal);
        _titles = [.. glossary.Entries.Where(e => e.Kind == WordingKind.Title)
            .Select(e => (e, ComparableText.Fold(e.Text)))
            .Where(t => t.Item2.Length >= ShortestTitle)];
        _contractions = glossary.Entries
            .Where(e => e is { Kind: WordingKind.Numeral, Text.Length: >= 4 } && (e.Since is not null || e.Text.Length >= LongContraction))
            .GroupBy(e => e.Text.Length).ToDictionary(g => g.Key, g => g.ToList());

        var pieces = new Dictionary<string, List<(GlossaryEntry Entry, string Form, int Offset, int Slips)>>(StringComparer.Ordinal);
        foreach (var entry in glossary.Entries.Where(e => e is { Kind: WordingKind.Fixed, Superseded: null }))
        {
            var form = ComparableText.Fold(entry.Text);
            if (form.Length < ShortestForOne)
            {
                continue;
            }

            var slips = form.Length < ShortestForTwo || (entry.Since is null && entry.Parts.Count == 0) ? 1 : 2;
            var count = slips + 1;
            for (var i = 0; i < count; i++)
            {
                var from = form.Length * i / count;
                var piece = form[from..(form.Length * (i + 1) / count)];
                if (!pieces.TryGetValue(piece, out var list))
                {
                    pieces[piece] = list = [];
                }

                list.Add((entry, form, from, slips));
            }
        }

        _pieces = new WordTrie([.. pieces.Keys]);
        _ofPiece = [.. pieces.Values];
    }

    public readonly record struct Slip(TextSpan Span, GlossaryEntry Entry, int Count);

    /// <summary>The slips, the fewest characters wrong first; they may overlap.</summary>
    /// <param name="text">Folded text.</param>
    public List<Slip> Find(ReadOnlySpan<char> text)
    {
        var occurrences = new List<WordTrie.Occurrence>();
        _pieces.FindAll(text, occurrences);
        var slips = new List<Slip>();
        foreach (var occurrence in occurrences)
        {
            foreach (var (entry, form, offset, most) in _ofPiece[occurrence.Word])
            {
                // The first two and the last two characters stand as they should, so that no slip is read into what stands around.
                for (var shift = -most; shift <= most; shift++)
                {
                    var start = occurrence.Start - offset + shift;
                    if (start >= 0 && start < text.Length && text[start..].StartsWith(form.AsSpan(0, 2), StringComparison.Ordinal)
                        && Compare(text, start, form, most) is { } slip)
                    {
                        slips.Add(new Slip(slip.Span, entry, slip.Count));
                        break;
                    }
                }
            }
        }

        slips.Sort(static (a, b) => a.Count != b.Count ? a.Count.CompareTo(b.Count) : a.Span.Start.CompareTo(b.Span.Start));
        return slips;
    }

    /// <summary>The contraction from which quoted words differ in one character, or only in how many there are of what it names.</summary>
    public GlossaryEntry? Contraction(string words)
    {
        if (!_contractions.TryGetValue(words.Length, out var entries) || _forms.Contains(words))
        {
            return null;
        }

        GlossaryEntry? only = null;
        GlossaryEntry? otherNumber = null;
        foreach (var entry in entries)
        {
            var differing = -1;
            var differences = 0;
            for (var i = 0; i < words.Length; i++)
            {
                if (words[i] != entry.Text[i])
                {
                    (differing, differences) = (i, differences + 1);
                }
            }

            // Beside the number stands what is counted: 三网融合 isn't a slip of 三治融合, but a contraction of its own.
            if (differences == 1 && differing == 0 && Numbers.Contains(words[0])
                && entry.Parts.Count > 1 && entry.Text[1] == '个' && entry.Text[2] != '一'
                && entry.Parts.All(p => ComparableText.Fold(p).EndsWith(entry.Text[2..], StringComparison.Ordinal)))
            {
                otherNumber ??= entry; // 三个自信: there are four
            }

            if (differences != 1 || differing < 2 || Numbers.Contains(entry.Text[differing]) || Numbers.Contains(words[differing])
                || entry.Text[differing] is '两' or '双')
            {
                continue;
            }

            // Words that miss two contractions alike miss neither.
            if (only is not null)
            {
                return null;
            }

            only = entry;
        }

        return only ?? otherNumber;
    }

    /// <summary>The glossary's title that differs from this one by one or two characters.</summary>
    public GlossaryEntry? Title(string folded)
    {
        foreach (var (entry, form) in _titles)
        {
            if (Math.Abs(form.Length - folded.Length) <= 2 && Distance(folded, form, 2) is { } edits and > 0
                && !DiffersInNumbers(folded, form)
                && (edits * 5 <= Core(form).Length || SoundsAlike(folded, form) || (edits == 1 && IsInEnding(folded, form))))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>
    /// The current title that this one is but for （试行） at the end, which either of them may have; null when there is none, or when the
    /// glossary has the title as it is.
    /// </summary>
    public GlossaryEntry? Trial(string folded)
    {
        var other = folded.EndsWith(OnTrial, StringComparison.Ordinal) ? folded[..^OnTrial.Length] : folded + OnTrial;
        return _forms.Contains(folded) ? null : _titles.Find(t => t.Form == other && t.Entry.Superseded is null).Entry;
    }

    /// <summary>What tells a title from others of its kind: 预算 in 中华人民共和国预算法.</summary>
    private static ReadOnlySpan<char> Core(string title)
    {
        var core = title.AsSpan();
        foreach (var frame in Frames.Where(f => title.StartsWith(f, StringComparison.Ordinal)))
        {
            core = core[frame.Length..];
        }

        return core.TrimEnd(Endings);
    }

    /// <summary>True when two titles of one length are the same up to what kind of paper they are: 工作条列.</summary>
    private static bool IsInEnding(string folded, string form) =>
        folded.Length == form.Length && folded.StartsWith(form[..(form.AsSpan().TrimEnd(Endings).Length)], StringComparison.Ordinal);

    /// <summary>True when the two differ only in characters of one sound.</summary>
    private static bool SoundsAlike(string a, string b)
    {
        for (var i = 0; i < a.Length && a.Length == b.Length; i++)
        {
            if (a[i] != b[i] && !Pinyin.SoundAlike(a[i], b[i]))
            {
                return false;
            }
        }

        return a.Length == b.Length;
    }

    private (TextSpan Span, int Count)? Compare(ReadOnlySpan<char> text, int start, string form, int most)
    {
        (TextSpan Span, int Count)? best = null;
        for (var length = form.Length - most; length <= form.Length + most && start + length <= text.Length; length++)
        {
            var words = text.Slice(start, length);
            if (!words.EndsWith(form.AsSpan(form.Length - 2), StringComparison.Ordinal) || ClauseMarksIn(words) > ClauseMarksIn(form))
            {
                continue;
            }

            if (Distance(words, form, best?.Count - 1 ?? most) is not { } edits)
            {
                continue;
            }

            if (edits == 0)
            {
                return null;
            }

            best = (new TextSpan(start, start + length), edits);
        }

        if (best is not { } found)
        {
            return null;
        }

        var written = text[found.Span.Start..found.Span.End].ToString();
        return _forms.Contains(written) || written.Contains(form, StringComparison.Ordinal)
            || IsStyle(written, form) || PutsVerbIn(written, form)
            || DiffersInNumbers(written, form)
            ? null
            : found;
    }

    private static int ClauseMarksIn(ReadOnlySpan<char> words)
    {
        var count = 0;
        for (var at = words.IndexOfAny(ClauseMarks); at >= 0; at = words.IndexOfAny(ClauseMarks))
        {
            count++;
            words = words[(at + 1)..];
        }

        return count;
    }

    private static bool IsStyle(string written, string form) =>
        Differences.Between(written, form).All(d => d.Kind == DifferenceKind.Same || !d.Text.AsSpan().ContainsAnyExcept(Joints));

    /// <summary>理论联系实际、密切联系群众、开展批评和自我批评: a word in front of a part changes none.</summary>
    private static bool PutsVerbIn(string written, string form)
    {
        var differences = Differences.Between(written, form);
        for (var i = 0; i < differences.Count; i++)
        {
            if (differences[i].Kind != DifferenceKind.Same
                && !(i > 0 && differences[i] is { Kind: DifferenceKind.Written, Text.Length: 2 }
                    && differences[i - 1].Text[^1] is '、' or '，'
                    && Lexicon.Default.Contains(differences[i].Text)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool DiffersInNumbers(string written, string form) =>
        Differences.Between(written, form).Any(d => d.Kind != DifferenceKind.Same && d.Text.AsSpan().ContainsAny(Numbers));

    /// <summary>Number of units to put in, take out or change; null when it is more than the limit.</summary>
    private static int? Distance(ReadOnlySpan<char> a, ReadOnlySpan<char> b, int limit)
    {
        if (limit < 0 || Math.Abs(a.Length - b.Length) > limit)
        {
            return null;
        }

        Span<int> row = stackalloc int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
                least = Math.Min(least, cost);
            }

            if (least > limit)
            {
                return null;
            }
        }

        return row[b.Length] <= limit ? row[b.Length] : null;
    }
}
