using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What a list shows of a passage: two lines around its hits, without the heading, which stands above it.</summary>
/// <param name="Path">Headings above it, outermost first; what of them matches is marked.</param>
/// <param name="Text">The stretch.</param>
internal sealed record Excerpt(IReadOnlyList<HighlightHtml> Path, HighlightHtml Text)
{
    /// <summary>Characters of two lines on a desk.</summary>
    private const int Length = 100;

    /// <summary>Characters in front of the first hit, so that it is read in its clause.</summary>
    private const int Lead = 24;

    private const string Cut = "……";

    private static readonly SearchValues<char> ClauseMarks = SearchValues.Create("。；！？\n，");

    /// <summary>Makes the excerpt of a passage.</summary>
    public static Excerpt Of(PassageHit passage)
    {
        ArgumentNullException.ThrowIfNull(passage);
        var (path, body) = Headings(passage);
        var window = Window(passage.Text, body, passage.Highlights);
        var (before, behind) = (window.Start > body ? Cut : "", window.End < passage.Text.Length ? Cut : "");
        var marks = Within(passage.Highlights, window).Select(m => new TextSpan(m.Start + before.Length, m.End + before.Length));
        return new(path, new HighlightHtml(before + window.In(passage.Text) + behind, [.. marks]));
    }

    /// <summary>The headings above a passage, and where what they head begins: those that open the passage are not shown twice.</summary>
    private static (IReadOnlyList<HighlightHtml> Path, int Body) Headings(PassageHit passage)
    {
        const int longestMarker = 8;
        var text = passage.Text;
        var path = new List<HighlightHtml>();
        var body = 0;
        foreach (var heading in passage.HeadingPath)
        {
            var at = heading.Length == 0
                ? -1
                : text.AsSpan(body, Math.Min(text.Length - body, heading.Length + longestMarker))
                    .IndexOf(heading, StringComparison.Ordinal);
            if (at < 0)
            {
                path.Add(new HighlightHtml(heading, []));
                continue;
            }

            var own = new TextSpan(body + at, body + at + heading.Length);
            path.Add(new HighlightHtml(heading, Within(passage.Highlights, own)));
            body = own.End;
            while (body < text.Length && (char.IsWhiteSpace(text[body]) || text[body] is '。' or '：' or ':' or '.'))
            {
                body++;
            }
        }

        return (path, body == text.Length ? 0 : body);
    }

    private static TextSpan Window(string text, int from, IReadOnlyList<TextSpan> hits)
    {
        if (text.Length - from <= Length + Lead)
        {
            return new(from, text.Length);
        }

        var inBody = hits.Where(h => h.Start >= from).ToList();
        if (inBody.Count == 0)
        {
            return new(from, EndNear(text, from + Length));
        }

        // Where most hits stand within one window; of equals the first.
        var best = inBody.MaxBy(first => inBody.Count(h => h.Start >= first.Start && h.End <= first.Start + Length - Lead));
        var start = StartNear(text, from, best.Start);
        return new(start, EndNear(text, Math.Max(start + Length, best.End)));
    }

    /// <summary>The start of the clause that a hit stands in, or as much of it as two lines have room for.</summary>
    private static int StartNear(string text, int from, int hit)
    {
        var earliest = Math.Max(from, hit - Lead);
        var mark = text.AsSpan(earliest, hit - earliest).LastIndexOfAny(ClauseMarks);
        return mark >= 0 && hit - earliest - mark > 8 ? earliest + mark + 1 : WholeCharacter(text, earliest);
    }

    private static int EndNear(string text, int end) => end >= text.Length ? text.Length : WholeCharacter(text, end);

    private static int WholeCharacter(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    private static List<TextSpan> Within(IReadOnlyList<TextSpan> marks, TextSpan window) =>
    [
        .. marks.Where(window.Overlaps)
            .Select(m => new TextSpan(Math.Max(m.Start, window.Start) - window.Start, Math.Min(m.End, window.End) - window.Start)),
    ];
}
