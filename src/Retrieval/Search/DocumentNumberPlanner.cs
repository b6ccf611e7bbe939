using System.Collections.Frozen;
using System.Globalization;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// How a document number is matched: as one string in every way to write it, the document that bears it before those that cite it. One that
/// stands nowhere is answered by what is near, the same body's of the year before others, and that is said. Not safe for use by several
/// threads at a time.
/// </summary>
/// <param name="reader">Tells what stands somewhere.</param>
/// <param name="analyzer">Tells words from the names of bodies.</param>
internal sealed class DocumentNumberPlanner(IPassageReader reader, IWordAnalyzer analyzer)
{
    /// <summary>What the document's own number counts more than a citation of it.</summary>
    private const float Own = 8;

    private const int ShortestBody = 2;
    private const int LongestBody = 12;
    private const int MostOffered = 3;

    /// <summary>Words that stand before a number without being of its body's name.</summary>
    private static readonly FrozenSet<string> WordsBefore = new[]
    {
        "关于", "印发", "根据", "按照", "落实", "贯彻", "学习", "执行", "转发", "查找", "查询", "文件", "文号", "依据", "参照", "通知", "发文", "编号", "见", "查", "的",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Plans a number.</summary>
    /// <param name="asked">The number.</param>
    /// <param name="literals">Receives the strings to be highlighted.</param>
    /// <param name="warnings">Receives what was odd, in Chinese.</param>
    /// <returns>What passages must match.</returns>
    public EngineQuery Plan(AskedNumber asked, List<string> literals, List<string> warnings)
    {
        var bodies = Bodies(asked.Before);
        foreach (var body in bodies)
        {
            string[] whole = [.. asked.Spellings.Select(s => body + s)];
            if (Exact(whole, literals) is { } exact)
            {
                return exact;
            }
        }

        var (query, told) = Near(asked, bodies, literals);
        warnings.Add($"库中没有文号“{(bodies.Count > 0 ? bodies[^1] : "")}〔{asked.Year}〕{asked.Number}号”{told}");
        return query;
    }

    /// <summary>
    /// Who may have issued it, the longest first: all that stands in front, and what is left without words that introduce a number. Empty
    /// in front of a number that was asked for without its body.
    /// </summary>
    private List<string> Bodies(string before)
    {
        var bodies = new List<string>();
        var at = 0;
        foreach (var word in analyzer.AnalyzeQuery(before).Append(null))
        {
            if (before.Length - at is > 0 and <= LongestBody)
            {
                bodies.Add(before[at..]);
            }

            if (word is null || !WordsBefore.Contains(word.Text))
            {
                break;
            }

            at = word.End;
        }

        if (at == before.Length)
        {
            bodies.Add("");
        }

        return [.. bodies.Distinct(StringComparer.Ordinal)];
    }

    private BooleanQuery? Exact(string[] spellings, List<string> literals)
    {
        EngineQuery[] texts = [.. spellings.Select(s => EngineTerms.Literal(s)).Where(Finds)];
        EngineQuery[] own = [.. spellings.Select(s => EngineTerms.Holding(PassageField.DocumentNumber, s))];
        if (texts.Length == 0)
        {
            texts = [.. own.Where(Finds)];
        }

        if (texts.Length == 0)
        {
            return null;
        }

        literals.AddRange(spellings);
        return new BooleanQuery
        {
            Must = [texts.Length == 1 ? texts[0] : new BooleanQuery { Should = texts }],
            Should = [new DisjunctionMaxQuery(own) { Boost = Own }],
        };
    }

    private (EngineQuery Query, string Told) Near(AskedNumber asked, List<string> bodies, List<string> literals)
    {
        foreach (var body in bodies.Where(b => b.Length >= ShortestBody))
        {
            if (Of(body + asked.YearWritten) is { } ofYear)
            {
                return (ofYear, $"，以下是同一机关同年的文号{Offered(asked, body)}。");
            }
        }

        foreach (var body in bodies.Where(b => b.Length >= ShortestBody))
        {
            if (Of(body + "(") is { } ofBody)
            {
                return (ofBody, "，以下是同一机关其他年份的文号。");
            }
        }

        if (asked.Before.Length > 0 && Exact([.. asked.Spellings], literals) is { } others)
        {
            return (others, "，以下是其他机关的同一文号。");
        }

        return (new NothingQuery(), asked.Before.Length > 0 ? "，也没有同一机关或同一编号的文件。" : "。");

        PlacedQuery? Of(string beginning)
        {
            var query = EngineTerms.Literal(beginning);
            if (!Finds(query))
            {
                return null;
            }

            literals.Add(beginning);
            return query;
        }
    }

    /// <summary>The numbers of the body and year that are nearest to the one asked for, of the documents that bear one.</summary>
    private string Offered(AskedNumber asked, string body)
    {
        var beginning = body + asked.YearWritten;
        var borne = reader.Search(
            new EngineSearch
            {
                Query = EngineTerms.Holding(PassageField.DocumentNumber, beginning),
                Take = 0,
                Facets = [PassageField.DocumentNumber],
            });
        var wanted = int.Parse(asked.Number, CultureInfo.InvariantCulture);
        string[] near =
        [
            .. borne.Facets[PassageField.DocumentNumber]
                .Select(v => (v.Value, At: v.Value.IndexOf(beginning, StringComparison.Ordinal)))
                .Where(v => v.At >= 0)
                .Select(v => string.Concat(v.Value[(v.At + beginning.Length)..].SkipWhile(c => c == '第').TakeWhile(char.IsAsciiDigit)))
                .Where(number => number.Length is > 0 and <= 5)
                .Select(number => int.Parse(number, CultureInfo.InvariantCulture))
                .Distinct()
                .OrderBy(number => Math.Abs(number - wanted))
                .ThenBy(number => number)
                .Take(MostOffered)
                .Select(number => $"{number}号"),
        ];
        return near.Length == 0 ? "" : $"，最近的是{string.Join("、", near)}";
    }

    private bool Finds(EngineQuery query) => reader.Top(query, new ScoredMaterial[1]) > 0;
}
