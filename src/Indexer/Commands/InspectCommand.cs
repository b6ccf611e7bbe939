using System.CommandLine;
using System.Text.Json;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb inspect</c>: everything that was understood of one file.</summary>
internal static class InspectCommand
{
    public static Command Create(KbConsole console)
    {
        var file = KbOptions.File("FILE", "The file to look at, in any format that 'kb build' reads.");
        var part = new Option<string?>("--part")
        {
            Description = "Which material of a file that holds several "
                + $"({KbOptions.Lines}: its id; {KbOptions.Containers}: the path inside).",
            HelpName = "NAME",
        };
        var leftOut = new Option<bool>("--left-out")
        {
            Description = "Print the account of the file's characters and every word that its reader left out, and nothing else.",
        };
        var json = KbOptions.Json("Print JSON. Offsets are UTF-16 positions in its \"text\".");
        var command = new Command(
            "inspect", "Show all that is understood of one file: title, facts, outline, passages, practices, wordings.")
        {
            file, part, leftOut, json,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            var (name, raw) = ReadRaw(path, parsed.GetValue(part), cancellation);
            if (parsed.GetValue(leftOut))
            {
                WriteLeftOut(console.Out, raw, parsed.GetValue(json));
                return Task.FromResult(ExitCode.Done);
            }

            var material = Understand(console, path, name, raw, cancellation);
            if (parsed.GetValue(json))
            {
                console.Out.WriteJsonObject(writer =>
                {
                    WriteMaterial(writer, material);
                    WriteAccount(writer, raw, withText: false);
                });
            }
            else
            {
                WriteText(console.Out, material);
                WriteAccount(console.Out, raw);
            }

            return Task.FromResult(ExitCode.Done);
        });
        return command;
    }

    /// <summary>Reads and understands one file.</summary>
    internal static Material Read(KbConsole console, string path, string? part, CancellationToken cancellation)
    {
        var (name, raw) = ReadRaw(path, part, cancellation);
        return Understand(console, path, name, raw, cancellation);
    }

    private static (string Id, RawMaterial Raw) ReadRaw(string path, string? part, CancellationToken cancellation) =>
        MaterialLines.AreIn(path) ? ReadLine(path, part, cancellation) : ReadFile(path, part, cancellation);

    private static Material Understand(KbConsole console, string path, string name, RawMaterial raw, CancellationToken cancellation) =>
        LibrarySettings.Of([console.DefaultCorpus]).Understand(raw, name, path, cancellation);

    private static void WriteAccount(TextWriter output, RawMaterial raw)
    {
        if (raw.Account is not { LeftOut.Count: > 0 } account)
        {
            return;
        }

        output.WriteLine();
        output.WriteLine(
            $"Of {account.Held:N0} characters of text left out: "
            + $"{LeftOutNames.Amounts(account.LeftOut.Select(l => (l.Kind, (long)l.Characters)))} ('--left-out' prints them)");
    }

    private static void WriteLeftOut(TextWriter output, RawMaterial raw, bool json)
    {
        if (json)
        {
            output.WriteJsonObject(writer => WriteAccount(writer, raw, withText: true));
            return;
        }

        if (raw.Account is not { } account)
        {
            output.WriteLine("The reader of this format keeps no account.");
            return;
        }

        output.WriteLine(
            $"held {account.Held:N0}, added {account.Added:N0}, delivered {account.Delivered:N0}, "
            + $"left out {account.LeftOut.Sum(l => l.Characters):N0}, missing {account.Missing:N0} (characters without white space)");
        foreach (var leftOut in account.LeftOut)
        {
            output.WriteLine();
            output.WriteLine($"{LeftOutNames.Of(leftOut.Kind)} ({leftOut.Characters:N0})");
            foreach (var line in leftOut.Text.Split('\n'))
            {
                output.WriteLine($"  {line}");
            }
        }
    }

    private static void WriteAccount(Utf8JsonWriter json, RawMaterial raw, bool withText)
    {
        if (raw.Account is not { } account)
        {
            return;
        }

        json.WriteObject("account", () =>
        {
            json.WriteNumber("held", account.Held);
            json.WriteNumber("added", account.Added);
            json.WriteNumber("delivered", account.Delivered);
            json.WriteNumber("missing", account.Missing);
            json.WriteObjects("leftOut", account.LeftOut, leftOut =>
            {
                json.WriteName("kind", leftOut.Kind);
                json.WriteNumber("characters", leftOut.Characters);
                if (withText)
                {
                    json.WriteString("text", leftOut.Text);
                }
            });
        });
    }

    private static (string Id, RawMaterial Raw) ReadLine(string path, string? part, CancellationToken cancellation)
    {
        foreach (var line in MaterialLines.Read(path, cancellationToken: cancellation))
        {
            if (line.Material is { } material && (part is null || line.Id == part))
            {
                return (line.Id!, material);
            }
        }

        throw new KbException(part is null ? $"{path}: no line of it is a material." : $"{path}: it has no material with the id '{part}'.");
    }

    private static (string Id, RawMaterial Raw) ReadFile(string path, string? part, CancellationToken cancellation)
    {
        using var reader = new GuardedReader(ReaderCommand.Program);
        var read = reader.Read(path, cancellation);
        var materials = part is null ? read.Materials : [.. read.Materials.Where(m => m.InnerName == part)];
        return materials switch
        {
            [var one] => (Path.GetFileName(path), one.Material),
            [] when read.Refusals is [var refusal, ..] => throw new KbException($"{path}: {refusal.Reason}"),
            [] => throw new KbException(part is null ? $"{path}: there is nothing to read in it." : $"{path}: it has no part '{part}'."),
            _ => throw new KbException(
                $"{path} holds {materials.Count} materials; say which with --part: "
                + string.Join(", ", materials.Take(20).Select(m => m.InnerName))),
        };
    }

    internal static void WriteMaterial(Utf8JsonWriter json, Material material)
    {
        var facts = material.Facts;
        json.WriteString("title", facts.Title);
        json.WriteBoolean("titleInferred", facts.TitleInferred);
        json.WriteString("genre", facts.Genre.Value);
        json.WriteNumberOrNull("year", facts.Year?.Value);
        json.WriteStringOrNull("date", facts.Date is { } date ? date.Value.ToString("yyyy-MM-dd") : null);
        json.WriteStringOrNull("tier", facts.Tier?.Value);
        json.WriteStringOrNull("issuer", facts.Issuer?.Value);
        json.WriteObject("facts", () =>
        {
            WriteFact(json, "genre", facts.Genre);
            WriteFact(json, "year", facts.Year);
            WriteFact(json, "date", facts.Date);
            WriteFact(json, "fileDate", facts.FileDate);
            WriteFact(json, "tier", facts.Tier);
            WriteFact(json, "issuer", facts.Issuer);
            WriteFact(json, "sector", facts.Sector);
            WriteFact(json, "region", facts.Region);
            WriteFact(json, "documentNumber", facts.DocumentNumber);
            WriteFact(json, "audience", facts.Audience);
        });
        json.WriteString("text", material.Text);
        json.WriteObjects("headings", material.Headings, heading =>
        {
            json.WriteNumber("level", heading.Level);
            json.WriteName("kind", heading.Kind);
            json.WriteString("text", heading.Text);
            json.WriteNumber("start", heading.Start);
            json.WriteNumber("end", heading.End);
        });
        json.WriteObjects("passages", material.Passages, passage =>
        {
            json.WriteNumber("start", passage.Start);
            json.WriteNumber("end", passage.End);
            json.WriteStrings("headingPath", passage.HeadingPath);
            json.WriteStrings("themes", passage.Themes.Select(t => t.Theme));
        });
        json.WriteObjects("practices", material.Practices, practice => WritePractice(json, practice));
        json.WriteObjects("wordings", material.Wordings, wording =>
        {
            json.WriteString("text", wording.Text);
            json.WriteName("kind", wording.Kind);
            json.WriteNumber("count", wording.Count);
            json.WriteNumbers("starts", wording.Starts);
        });
        TagCommand.WriteThemes(json, material.Themes);
        json.WriteStrings("warnings", material.Warnings);
    }

    // A fact that the material doesn't tell is left out.
    private static void WriteFact<T>(Utf8JsonWriter json, string name, Fact<T>? fact)
    {
        if (fact is null)
        {
            return;
        }

        json.WriteObject(name, () =>
        {
            json.WriteString("value", Told(fact));
            json.WriteNumber("confidence", fact.Confidence);
            json.WriteString("evidence", fact.Evidence);
        });
    }

    private static void WritePractice(Utf8JsonWriter json, Practice practice)
    {
        json.WriteStringOrNull("name", practice.Name);
        json.WriteStringOrNull("actor", practice.Actor);
        var origin = practice.Actor is { } actor ? UnitOrigin.Of(actor) : null;
        json.WriteStringOrNull("tier", origin?.Tier);
        json.WriteStrings("regions", origin?.Regions ?? []);
        json.WriteStringOrNull("sector", origin?.Sector);
        json.WriteString("act", practice.Act);
        json.WriteNumber("actStart", practice.ActSpan.Start);
        json.WriteNumber("actEnd", practice.ActSpan.End);
        json.WriteObjects("results", practice.Results, result =>
        {
            json.WriteString("text", result.Text);
            json.WriteNumberOrNull("value", result.Value);
            json.WriteString("unit", result.Unit);
            json.WriteString("what", result.What);
            json.WriteNumber("start", result.Start);
            json.WriteNumber("end", result.End);
            json.WriteBoolean("approximate", result.Approximate);
        });
        json.WriteStrings("recognitions", practice.Recognitions.Select(r => r.Text));
        json.WriteStrings("themes", practice.Themes);
        json.WriteNumber("grade", practice.Grade);
        json.WriteString("gradeReason", practice.GradeReason);
    }

    private static void WriteText(TextWriter output, Material material)
    {
        var facts = material.Facts;
        output.WriteLine($"{facts.Title}{(facts.TitleInferred ? "（标题系推断）" : "")}");
        output.WriteLine(
            $"  文种 {Told(facts.Genre)}  年份 {Told(facts.Year)}  日期 {Told(facts.Date)}  层级 {Told(facts.Tier)}  单位 {Told(facts.Issuer)}");
        if (facts.FileDate is { } fileDate)
        {
            output.WriteLine($"  文件名中的日期是 {Told(fileDate)}，与正文不同，以正文为准");
        }

        var themes = string.Join(" ", material.Themes.Select(t => $"{t.Theme}({t.Confidence:0.00})"));
        output.WriteLine($"  主题 {(themes.Length == 0 ? "—" : themes)}");
        output.WriteLine();
        output.WriteLine($"提纲（{material.Headings.Count}）");
        foreach (var heading in material.Headings)
        {
            output.WriteLine($"{new string(' ', 2 * heading.Level)}{heading.Marker}{heading.Text}");
        }

        output.WriteLine();
        output.WriteLine($"段落（{material.Passages.Count}）");
        foreach (var passage in material.Passages)
        {
            var headings = string.Join(" › ", passage.HeadingPath);
            output.WriteLine($"  [{passage.Start},{passage.End}) {headings}  {string.Join(" ", passage.Themes.Select(t => t.Theme))}");
        }

        output.WriteLine();
        output.WriteLine($"典型做法（{material.Practices.Count}）");
        foreach (var practice in material.Practices)
        {
            output.WriteLine(
                $"  {practice.Name ?? "（未命名）"}  {practice.Actor ?? "—"}  {string.Join("；", practice.Results.Select(r => r.Text))}");
            output.WriteLine($"    {practice.Act}");
        }

        output.WriteLine();
        output.WriteLine($"提法（{material.Wordings.Count}）");
        foreach (var wording in material.Wordings)
        {
            output.WriteLine($"  {wording.Text}  {wording.Kind.ChineseName()}  {wording.Count}");
        }

        foreach (var warning in material.Warnings)
        {
            output.WriteLine($"注意：{warning}");
        }
    }

    private static string Told<T>(Fact<T>? fact) => fact is null
        ? "—"
        : fact.Value is DateOnly day ? day.ToString("O") : fact.Value?.ToString() ?? "—";
}
