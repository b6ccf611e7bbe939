using System.CommandLine;
using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Materials.Readers;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb tag</c>: the themes of every line of a .jsonl file, with their evidence.</summary>
internal static class TagCommand
{
    public static Command Create(KbConsole console)
    {
        var file = new Argument<string>("FILE.jsonl") { Description = "A passage a line: {\"id\",\"title\",\"text\"}." };
        var command = new Command("tag", "Print the themes of every line, each with its confidence and the words that speak for it.") { file };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(console, parsed.GetRequiredValue(file), cancellation)));
        return command;
    }

    /// <summary>Writes tags as an array.</summary>
    internal static void WriteTags(Utf8JsonWriter json, IReadOnlyList<ThemeTag> tags)
    {
        json.WriteStartArray();
        foreach (var tag in tags)
        {
            json.WriteStartObject();
            json.WriteString("id", tag.Theme);
            json.WriteNumber("confidence", Math.Round(tag.Confidence, 4));
            json.WriteStrings("evidence", tag.Evidence);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static int Run(KbConsole console, string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new KbException($"{path}: no such file.");
        }

        var tagger = LibrarySettings.Of([console.DefaultCorpus]).Tagger;
        var status = ExitCode.Done;
        foreach (var line in JsonLinesReader.Read(path, cancellationToken: cancellation))
        {
            if (line.Material is not { } material)
            {
                console.Error.WriteLine($"kb: {path}: {line.Refusal}");
                status = ExitCode.Problems;
                continue;
            }

            var tags = tagger.Tag(material.FrontMatter.Title ?? "", [], material.Text);
            console.Out.WriteJson(json =>
            {
                json.WriteStartObject();
                json.WriteString("id", line.Id);
                json.WritePropertyName("themes");
                WriteTags(json, tags);
                json.WriteEndObject();
            });
        }

        return status;
    }
}
