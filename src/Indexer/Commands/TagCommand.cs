using System.CommandLine;
using System.Text.Json;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Understanding.Themes;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>
/// <c>kb tag</c>: the themes of the passages of a document, or of every line of a file of lines, with their evidence.
/// </summary>
internal static class TagCommand
{
    public static Command Create(KbConsole console)
    {
        var file = KbOptions.File(
            "FILE",
            $"A document in any format that 'kb build' reads, or a file with a passage a line ({KbOptions.Lines}): id, title and text.");
        var part = new Option<string?>("--part")
        {
            Description = $"Which material of a file that holds several ({KbOptions.Containers}: the path inside).",
            HelpName = "NAME",
        };
        var command = new Command(
            "tag",
            "Explain the themes of a document's passages: which words, under which heading, speak for which theme, and how surely.")
        {
            file, part,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            return Task.FromResult(MaterialLines.AreIn(path)
                ? TagLines(console, path, cancellation)
                : TagDocument(console, path, parsed.GetValue(part), cancellation));
        });
        return command;
    }

    /// <summary>Writes tags as the property <c>themes</c>.</summary>
    internal static void WriteThemes(Utf8JsonWriter json, IReadOnlyList<ThemeTag> tags) => json.WriteObjects("themes", tags, tag =>
    {
        json.WriteString("id", tag.Theme);
        json.WriteNumber("confidence", Math.Round(tag.Confidence, 4));
        json.WriteStrings("evidence", tag.Evidence);
    });

    private static int TagLines(KbConsole console, string path, CancellationToken cancellation)
    {
        var tagger = LibrarySettings.Of([console.DefaultCorpus]).Tagger;
        var status = ExitCode.Done;
        foreach (var line in MaterialLines.Read(path, cancellationToken: cancellation))
        {
            if (line.Material is not { } material)
            {
                console.Error.WriteLine($"kb: {path}: {line.Refusal}");
                status = ExitCode.Problems;
                continue;
            }

            var tags = tagger.Tag(material.FrontMatter.Title ?? "", [], material.Text);
            console.Out.WriteJsonObject(json =>
            {
                json.WriteString("id", line.Id);
                WriteThemes(json, tags);
            });
        }

        return status;
    }

    private static int TagDocument(KbConsole console, string path, string? part, CancellationToken cancellation)
    {
        var material = InspectCommand.Read(console, path, part, cancellation);
        var taxonomy = LibrarySettings.Of([console.DefaultCorpus]).Taxonomy;
        var day = material.Facts.Date?.Value ?? (material.Facts.Year is { } year ? new DateOnly(year.Value, 1, 1) : DateOnly.MaxValue);
        console.Out.WriteLine(material.Facts.Title);
        console.Out.WriteLine($"主题布局：{taxonomy.LayoutOn(day).Name}");
        Write(console.Out, "全篇", material.Themes, taxonomy, day);
        foreach (var passage in material.Passages)
        {
            var place = $"[{passage.Start},{passage.End}) {string.Join(" › ", passage.HeadingPath)}".TrimEnd();
            Write(console.Out, place, passage.Themes, taxonomy, day);
        }

        return ExitCode.Done;
    }

    private static void Write(TextWriter output, string what, IReadOnlyList<ThemeTag> tags, Taxonomy taxonomy, DateOnly day)
    {
        output.WriteLine();
        output.WriteLine(what);
        foreach (var tag in tags)
        {
            output.WriteLine($"  {taxonomy.NameOn(tag.Theme, day)}（{tag.Theme}）{tag.Confidence:0.00}  {string.Join("、", tag.Evidence)}");
        }

        if (tags.Count == 0)
        {
            output.WriteLine("  无主题");
        }
    }
}
