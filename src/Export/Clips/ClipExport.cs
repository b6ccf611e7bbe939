using System.Text.Json;
using KnowledgeBase.Export.Answers;
using KnowledgeBase.Export.Documents;
using KnowledgeBase.Export.Tables;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Export.Clips;

/// <summary>Passages, practices and materials that somebody put together (摘录), each with its citation.</summary>
/// <param name="list">What was taken, and what was not there, which is named at the end.</param>
public sealed class ClipExport(ClipList list) : Exportable
{
    private static readonly string[] Columns =
        ["编号", "类型", "题目", "单位", "日期", "所在标题", "内容", "名称", "做法单位", "成效", "荣誉与认可", "出处", "分组", "批注"];

    /// <inheritdoc/>
    public override string Name => "摘录";

    /// <inheritdoc/>
    public override int? Entries => list.Clips.Count;

    /// <inheritdoc/>
    public override IEnumerable<string> Ids => list.Clips.Select(c => c.Id);

    /// <summary>The material that is all of the document and gives it its title; null for every other list.</summary>
    private MaterialLine? Only => list is { Clips: [{ Kind: ClipKind.Material, Group: null } only], Unknown: [] } ? only.Material : null;

    internal override TextDocument Document() => new(
        Only is { } material ? material.Title : $"材料摘录（{list.Clips.Count}则）",
        Blocks());

    internal override RecordTable Table() => new(Columns, list.Clips.Select(Row).Concat(Missing() is { } line ? [[line]] : []));

    internal override void WriteJson(Stream output, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ExportJson.Shapes.Options.Encoder });
        json.WriteStartObject();
        json.WriteStartArray("items");
        foreach (var clip in list.Clips)
        {
            cancellationToken.ThrowIfCancellationRequested();
            JsonSerializer.Serialize(json, clip, ExportJson.Shapes.Clip);
            json.Flush();
        }

        json.WriteEndArray();
        json.WriteStartArray("unknown");
        foreach (var item in list.Unknown)
        {
            json.WriteStringValue(item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<TextBlock> Blocks()
    {
        string? group = null;
        foreach (var clip in list.Clips)
        {
            if (clip.Group is not null && clip.Group != group)
            {
                yield return new HeadingBlock(1, clip.Group);
            }

            group = clip.Group;
            var depth = Only is not null ? 0 : group is null ? 1 : 2;
            if (depth > 0)
            {
                yield return new HeadingBlock(depth, HeadOf(clip));
            }

            foreach (var block in clip.Headings is null ? TextOf(clip) : MaterialText.Blocks(clip, depth))
            {
                yield return block;
            }

            yield return new CitationBlock(clip.Citation);
            foreach (var note in clip.Note?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [])
            {
                yield return new ParagraphBlock($"批注：{note}");
            }
        }

        if (Missing() is { } line)
        {
            yield return new ParagraphBlock(line);
        }
    }

    private string? Missing() => list.Unknown.Count > 0 ? $"库中没有、未收录的编号：{string.Join("、", list.Unknown)}" : null;

    private static string HeadOf(Clip clip) =>
        PracticeText.HeadOf(clip.Practice?.Name, clip.Practice?.Actor)
        ?? (clip.HeadingPath is [.., var heading] ? heading : clip.Material.Title);

    private static IEnumerable<TextBlock> TextOf(Clip clip)
    {
        yield return new ParagraphBlock(clip.Text);
        foreach (var line in PracticeText.Lines(Results(clip), Recognitions(clip)))
        {
            yield return new ParagraphBlock(line);
        }
    }

    private static string?[] Row(Clip clip) =>
    [
        clip.Id,
        clip.Kind switch
        {
            ClipKind.Passage => "段落",
            ClipKind.Practice => "做法",
            _ => "材料",
        },
        clip.Material.Title,
        clip.Material.Issuer,
        MaterialCells.Day(clip.Material.Date, clip.Material.Year),
        string.Join(" › ", clip.HeadingPath),
        clip.Text,
        clip.Practice?.Name,
        clip.Practice?.Actor,
        Results(clip),
        Recognitions(clip),
        clip.Citation,
        clip.Group,
        clip.Note,
    ];

    private static string Results(Clip clip) => string.Join('；', clip.Practice?.Results.Select(r => r.Text) ?? []);

    private static string Recognitions(Clip clip) => string.Join('；', clip.Practice?.Recognitions.Select(r => r.Text) ?? []);
}
