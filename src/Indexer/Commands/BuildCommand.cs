using System.CommandLine;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Indexer.Output;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Words;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb build</c>: brings an index in line with its corpus.</summary>
internal static class BuildCommand
{
    public static Command Create(KbConsole console)
    {
        var corpus = KbOptions.Corpus();
        var index = KbOptions.Index(console);
        var threads = KbOptions.Number(
            "--threads", "Threads that read and understand materials.", Math.Clamp(Environment.ProcessorCount, 1, 64), 1, 256);
        var rebuild = new Option<bool>("--rebuild") { Description = "Read every file again, changed or not." };
        var followLinks = new Option<bool>("--follow-links")
        {
            Description = "Read files outside of the corpus too that links in it lead to. Links to folders are always followed.",
        };
        var ifNeeded = new Option<bool>("--if-needed")
        {
            Description = "Bring an index in line with the corpora that it was built from, and say nothing when nothing has changed.",
        };
        var acceptRemovals = new Option<bool>("--accept-removals")
        {
            Description = "Let any number of materials leave the index. Without, a build stops that would remove more than ten and "
                + "more than a tenth, and an emptied corpus stays.",
        };
        var verify = new Option<bool>("--verify")
        {
            Description = "Check the whole index first, however large; what is damaged is built anew.",
        };
        var engine = new Option<string?>("--engine")
        {
            Description = $"The search engine of a new index; {LibraryFolder.Engines[0]} without it. "
                + "An index stays with the engine that it was built with.",
            HelpName = "NAME",
        };
        engine.AcceptOnlyFromAmong([.. LibraryFolder.Engines]);
        var server = new Option<string?>("--opensearch")
        {
            Description = "Keep the index with the OpenSearch server at this address, or at these, parted by commas; a name behind the "
                + "first is the name of the index there. Without it: KB_OPENSEARCH. User and password come from the environment.",
            HelpName = "URL",
        };
        server.Validators.Add(result =>
        {
            if (result.GetValue(engine) is { } name && LibraryFolder.LocalEngines.Contains(name, StringComparer.Ordinal))
            {
                result.AddError($"--opensearch is for the engine opensearch, and --engine names {name}.");
            }
        });
        var words = KbOptions.Words(
            "--words", $"What cuts the words of texts and queries; an index keeps what it has, and a new one has {WordAnalyzers.Default}. "
            + "Where it changes, every material is read anew.");
        var meaning = new Option<string>("--meaning")
        {
            Description = "Vectors, by which texts are found that say the same in other words: "
                + $"{VectorMaking.Later} (the index is committed, 'kb serve' makes them), "
                + $"{VectorMaking.Wait} (the build ends when all are made) or {VectorMaking.Off}.",
            HelpName = "WHEN",
            DefaultValueFactory = _ => VectorMaking.Later,
        };
        meaning.AcceptOnlyFromAmong(VectorMaking.Wait, VectorMaking.Later, VectorMaking.Off);
        var settle = KbOptions.Number(
            "--settle", "Seconds for which a new or changed file must stay as it is; one that does not is still being written, and "
            + "waits for the next build.", 0, 0, 600);
        var whole = new Option<bool>("--whole")
        {
            Description = "Standard input names files, a line each, that are wholly there and need not settle.",
        };
        var wait = KbOptions.Number("--wait", "Seconds to wait for another process that writes the index.", 0, 0, 3600);
        var state = StateOptions.State();
        var json = KbOptions.Json("Print the report as JSON.");
        var command = new Command(
            "build",
            "Bring the index in line with the corpus: new and changed files are read, vanished ones removed. "
            + "Ends with a report of every file that was skipped; exit code 1 when there is one. "
            + "The index stays searchable meanwhile, and a build that is stopped changes nothing.")
        {
            corpus, index, engine, server, words, threads, rebuild, followLinks, ifNeeded, acceptRemovals, verify,
            meaning, settle, whole, wait, state, json,
        };

        // On a thread of its own: whoever is told to end waits for a build two seconds, for it to end by itself, and then ends without it.
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(
            console,
            Corpora(console, parsed.GetValue(corpus), parsed.GetRequiredValue(index), parsed.GetValue(ifNeeded)),
            parsed.GetRequiredValue(index),
            new BuildOptions(parsed.GetValue(threads), parsed.GetValue(rebuild))
            {
                FollowLinks = parsed.GetValue(followLinks)
                    || (parsed.GetValue(ifNeeded) && LastBuild.FollowedLinks(parsed.GetRequiredValue(index))),
                AcceptRemovals = parsed.GetValue(acceptRemovals),
                Verify = parsed.GetValue(verify),
                Engine = parsed.GetValue(engine) ?? (parsed.GetValue(server) is null ? null : LibraryFolder.ServerEngine),
                Server = parsed.GetValue(server),
                Words = parsed.GetValue(words),
                Settle = TimeSpan.FromSeconds(parsed.GetValue(settle)),
                Whole = parsed.GetValue(whole) ? Named(console.In) : new HashSet<string>(StringComparer.Ordinal),
                Wait = TimeSpan.FromSeconds(parsed.GetValue(wait)),
                Groups = StateOptions.GroupsOf(
                    parsed.GetValue(state), parsed.GetRequiredValue(index), message => console.Error.WriteLine($"kb: {message}")),
            },
            parsed.GetRequiredValue(meaning),
            parsed.GetValue(json),
            parsed.GetValue(ifNeeded),
            cancellation), CancellationToken.None));
        return command;
    }

    /// <summary>Full paths of the files that a text names, a line each.</summary>
    private static HashSet<string> Named(TextReader input)
    {
        var files = new HashSet<string>(StringComparer.Ordinal);
        while (input.ReadLine() is { } line)
        {
            if (line.Length > 0)
            {
                files.Add(Path.GetFullPath(line));
            }
        }

        return files;
    }

    /// <summary>
    /// The corpora that were named; otherwise, for <c>--if-needed</c>, those of the index as it is; otherwise the default. Empty when the
    /// index must stay as it is.
    /// </summary>
    private static string[] Corpora(KbConsole console, string[]? named, string index, bool ifNeeded)
    {
        if (named is { Length: > 0 })
        {
            return named;
        }

        if (!ifNeeded || LastBuild.RootsOf(index) is not { Count: > 0 } roots)
        {
            return [console.DefaultCorpus];
        }

        // A drive that isn't there today must not cost the index that was built from it.
        var missing = roots.Where(root => !Path.Exists(root)).ToList();
        if (missing.Count > 0)
        {
            console.Error.WriteLine($"kb: {string.Join(", ", missing)} is not there; the index {index} stays as it is.");
            return [];
        }

        return [.. roots];
    }

    private static int Run(
        KbConsole console, string[] corpora, string index, BuildOptions options, string meaning, bool json, bool ifNeeded,
        CancellationToken cancellation)
    {
        if (corpora.Length == 0)
        {
            return ExitCode.Done;
        }

        var settings = LibrarySettings.ForBuild(corpora);
        foreach (var problem in settings.Lexicon.Problems)
        {
            console.Error.WriteLine($"kb: lexicon: {problem}");
        }

        BuildReport report;
        try
        {
            report = BuildDisplay.Show(
                console,
                progress => LibraryBuild.Run(
                    index, corpora, settings, options, TimeProvider.System, progress,
                    message => console.Error.WriteLine($"kb: {message}"), cancellation));
        }
        catch (RemovalsRefusedException e) when (ifNeeded)
        {
            // Whoever serves the index goes on with it as it is.
            console.Error.WriteLine($"kb: {e.Message}");
            return ExitCode.Problems;
        }
        catch (RemovalsRefusedException e)
        {
            throw new KbException(e.Message);
        }

        if (json)
        {
            WriteJson(console.Out, report);
        }
        else if (!ifNeeded || report.Added + report.Updated + report.Removed + report.Skipped.Count > 0)
        {
            WriteText(console.Out, report, index);
        }

        console.Out.Flush();
        var isUnchanged = report.Added + report.Updated + report.Removed == 0;
        var isMade = new VectorMaking(console, index).Run(meaning, isUnchanged, options.Threads, cancellation);
        return report.Skipped.Count + report.Closed + report.FolderProblems > 0 || !isMade ? ExitCode.Problems : ExitCode.Done;
    }

    private static void WriteJson(TextWriter output, BuildReport report) => output.WriteJsonObject(json =>
    {
        json.WriteNumber("materials", report.Materials);
        json.WriteNumber("passages", report.Passages);
        json.WriteNumber("bytes", report.Bytes);
        json.WriteNumber("seconds", report.Seconds);
        json.WriteNumber("mbPerSecond", report.MbPerSecond);
        json.WriteNumber("added", report.Added);
        json.WriteNumber("updated", report.Updated);
        json.WriteNumber("removed", report.Removed);
        json.WriteNumber("unchanged", report.Unchanged);
        json.WriteNumber("families", report.Families);
        json.WriteNumber("copies", report.Copies);
        json.WriteNumber("restricted", report.Restricted);
        json.WriteNumber("indexes", report.Indexes);
        json.WriteObjects("skipped", report.Skipped, skipped =>
        {
            json.WriteString("path", skipped.Path);
            json.WriteString("reason", skipped.Reason);
        });
        json.WriteStrings("held", report.Held);
        json.WriteObjects("warnings", report.Warnings, warning =>
        {
            json.WriteString("path", warning.Path);
            json.WriteString("warning", warning.Warning);
        });
        json.WriteObjects("leftOut", report.LeftOut, leftOut =>
        {
            json.WriteString("path", leftOut.Path);
            json.WriteName("kind", leftOut.Kind);
            json.WriteNumber("characters", leftOut.Characters);
        });
    });

    private static void WriteText(TextWriter output, BuildReport report, string index)
    {
        output.WriteLine($"{index}: {report.Materials} materials, {report.Passages} passages");
        output.WriteLine($"  added {report.Added}, updated {report.Updated}, removed {report.Removed}, unchanged {report.Unchanged}");
        if (report.Copies > 0)
        {
            output.WriteLine($"  {report.Copies} copies in {report.Families} families ('kb duplicates' lists them)");
        }

        if (report.Restricted > 0)
        {
            output.WriteLine(
                $"  {report.Restricted} not for everybody{(report.Closed > 0 ? $", {report.Closed} of them for librarians alone" : "")}; "
                + $"{report.Indexes} indexes, one for each set of rights");
        }

        output.WriteLine($"  read {report.Bytes / 1e6:0.0} MB in {report.Seconds:0.0} s ({report.MbPerSecond:0.0} MB/s)");
        if (report.LeftOut.Count > 0)
        {
            var materials = report.LeftOut.Select(l => l.Path).Distinct(StringComparer.Ordinal).Count();
            output.WriteLine(
                $"  left out, in characters: {LeftOutNames.Amounts(report.LeftOut.Select(l => (l.Kind, (long)l.Characters)))}; "
                + $"of {materials} materials ('kb inspect --left-out' prints it)");
        }

        if (report.Held.Count > 0)
        {
            output.WriteLine($"{report.Held.Count} still being written, and left to the next build:");
            foreach (var held in report.Held)
            {
                output.WriteLine($"  {held}");
            }
        }

        if (report.Warnings.Count > 0)
        {
            output.WriteLine($"{report.Warnings.Count} warnings:");
            foreach (var warning in report.Warnings)
            {
                output.WriteLine($"  {warning.Path}: {warning.Warning}");
            }
        }

        if (report.Skipped.Count > 0)
        {
            output.WriteLine($"{report.Skipped.Count} skipped:");
            foreach (var skipped in report.Skipped)
            {
                output.WriteLine($"  {skipped.Path}: {skipped.Reason}");
            }
        }
    }
}
