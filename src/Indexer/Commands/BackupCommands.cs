using System.CommandLine;
using KnowledgeBase.Access;
using KnowledgeBase.Indexer.Backups;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb backup</c> and <c>kb restore</c>: what of a library cannot be built again, in one file.</summary>
internal static class BackupCommands
{
    public static Command CreateBackup(KbConsole console)
    {
        var file = new Argument<string>("FILE") { Description = "The archive (.zip) to write; it is not written over." };
        var state = new StateOptions(console);
        var withMaterials = new Option<bool>("--with-materials")
        {
            Description = "Put all files of the corpora in, and not only their settings and what was brought in (inbox/).",
        };
        var withIndex = new Option<bool>("--with-index")
        {
            Description = "Put the index in too, which a build could make again. No build runs meanwhile.",
        };
        var command = new Command(
            "backup",
            "Write what cannot be built again into one file, while a server runs too: keys, audit log and withdrawn files, settings of the "
            + "corpora (lexicon, taxonomy, glossary, .kbignore, .kbaccess) and what was brought in. Keep it as the folder of state is "
            + "kept. "
            + "Exit code 1 when links were left out, with their names.")
        {
            file, withMaterials, withIndex,
        };
        state.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(file);
                var places = state.Places(parsed);
                CorpusWalk.CheckThere(places.Corpora);
                CheckOutput(path, [.. places.Corpora, places.Index, places.State.Path]);
                var made = TimeProvider.System.GetUtcNow();
                if (places.State.IsThere)
                {
                    new AuditLog(places.State, TimeProvider.System).Add(
                        new AuditAct(StateOptions.Caller, AuditActions.LibraryBackedUp, Path.GetFileName(path)));
                }

                var (manifest, leftOut) = Write(
                    path, output => LibraryBackup.Write(
                        places.State, places.Corpora, parsed.GetValue(withMaterials),
                        parsed.GetValue(withIndex) ? places.Index : null, output, made, cancellation));
                string[] alone = [.. places.Corpora.Where(File.Exists).Select(f => $"{f} is a file by itself: keep a copy of it.")];
                foreach (var line in leftOut.Concat(alone))
                {
                    console.Error.WriteLine($"kb: {line}");
                }

                console.Error.WriteLine($"kb: {path} has {manifest.Files.Count} files.");
                return leftOut.Count + alone.Length == 0 ? ExitCode.Done : ExitCode.Problems;
            },
            CancellationToken.None));
        return command;
    }

    public static Command CreateRestore(KbConsole console)
    {
        var file = KbOptions.File("FILE", "The archive that 'kb backup' wrote.");
        var state = new StateOptions(console);
        var force = new Option<bool>("--force")
        {
            Description = "Restore into folders that have something in them, too: what the backup takes the place of is moved beside them.",
        };
        var command = new Command(
            "restore",
            "Put back what a backup has, into folders that are not there or empty; each file is compared with its hash before anything "
            + "gets its place. Then 'kb build' makes the index. No server may run on these folders meanwhile.")
        {
            file, force,
        };
        state.AddTo(command);
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var path = parsed.GetRequiredValue(file);
                var places = state.Places(parsed);
                IndexPlacement.Check(places.Index, places.Corpora);
                var (manifest, aside) = LibraryRestore.Read(
                    path, places.State.Path, places.Corpora, places.Index, parsed.GetValue(force), cancellation);
                if (places.State.IsThere)
                {
                    new AuditLog(places.State, TimeProvider.System).Add(
                        new AuditAct(StateOptions.Caller, AuditActions.LibraryRestored, Path.GetFileName(path))
                        {
                            Detail = $"of {manifest.Made:yyyy-MM-dd'T'HH:mm:ss'Z'}",
                        });
                }

                foreach (var moved in aside)
                {
                    console.Error.WriteLine($"kb: what lay in the way is in {moved}.");
                }

                console.Error.WriteLine($"kb: {manifest.Files.Count} files of {manifest.Made:yyyy-MM-dd HH:mm} UTC are back.");
                return ExitCode.Done;
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>Refuses to write into what is backed up, and over what is there.</summary>
    private static void CheckOutput(string path, IEnumerable<string> folders)
    {
        if (Path.Exists(path))
        {
            throw new KbException($"{path} is there already, and is not written over.");
        }

        foreach (var folder in folders)
        {
            if (RealPath.IsWithin(RealPath.Of(path), RealPath.Of(folder)))
            {
                throw new KbException($"{path} lies in {folder}, which is a part of the library. Name another place.");
            }
        }
    }

    /// <summary>Writes the archive whole and for its owner's eyes, or not at all.</summary>
    private static T Write<T>(string path, Func<Stream, T> write)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        try
        {
            T written;
            using (var output = new FileStream(unfinished, options))
            {
                written = write(output);
                output.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path, overwrite: false);
            Durable.Names(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return written;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }
}
