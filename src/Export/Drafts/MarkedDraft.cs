using KnowledgeBase.Export.Documents;
using KnowledgeBase.Retrieval.Drafts;

namespace KnowledgeBase.Export.Drafts;

/// <summary>A draft as it was handed in, with what a check found in it as remarks: in Word, comments on the words that are meant.</summary>
/// <param name="draft">The draft, line ends as <c>\n</c>.</param>
/// <param name="findings">What was found in it; what matches is no remark.</param>
/// <param name="citation">How a material of the library is cited, by its id; null for one that has gone.</param>
public sealed class MarkedDraft(string draft, IReadOnlyList<DraftFinding> findings, Func<string, string?> citation) : Exportable
{
    /// <inheritdoc/>
    public override string Name => "核稿";

    /// <inheritdoc/>
    public override IReadOnlyList<ExportFormat> Formats { get; } = [ExportFormat.Word, ExportFormat.Markdown];

    internal override TextDocument Document()
    {
        DraftFinding[] remarks = [.. findings.Where(f => f.Kind != DraftFindingKind.Matching)];
        return new TextDocument("", Blocks(remarks)) { Remarks = [.. remarks.Select(Remark)] };
    }

    internal override void WriteJson(Stream output, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A marked draft has no JSON; the answer of /api/check is its JSON.");

    private string Remark(DraftFinding finding)
    {
        var about = finding.Source is { } source
            ? $"与库中材料{(source.IsVerbatim ? "逐字" : "几乎")}相同（{source.Same} 字）：{citation(source.Id) ?? source.Id}"
            : finding.Message;
        var instead = finding.Expected is { } expected ? $"\n建议：{expected}" : "";
        return $"【{finding.Kind.ChineseName()}】{about}{instead}";
    }

    /// <summary>The lines of the draft. Every remark begins and ends once, in the first line that reaches as far as it does.</summary>
    private IEnumerable<TextBlock> Blocks(DraftFinding[] remarks)
    {
        var marks = new Queue<RemarkMark>(remarks
            .SelectMany((finding, i) => new[] { new RemarkMark(finding.Start, i, true), new RemarkMark(finding.End, i, false) })
            .OrderBy(m => m.Place)
            .ThenBy(m => m.Begins));
        for (var start = 0; start <= draft.Length;)
        {
            var feed = draft.IndexOf('\n', start);
            var end = feed < 0 ? draft.Length : feed;
            var here = new List<RemarkMark>();
            while (marks.TryPeek(out var mark) && mark.Place <= end)
            {
                here.Add(marks.Dequeue() with { Place = Math.Max(mark.Place - start, 0) });
            }

            yield return new RemarkedBlock(draft[start..end], here);
            start = end + 1;
        }
    }
}
