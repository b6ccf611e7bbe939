using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// An index that a build has open: checked, and where it is damaged begun anew. What was there stays until the build commits, so that
/// a build that fails leaves at least what it found.
/// </summary>
internal sealed class OpenIndex : IDisposable
{
    private OpenIndex(LibraryWriter writer, LastBuild last)
    {
        Writer = writer;
        Last = last;
    }

    /// <summary>Writes it.</summary>
    public LibraryWriter Writer { get; }

    /// <summary>What the last build left.</summary>
    public LastBuild Last { get; }

    /// <summary>Whether the engine's files are damaged or of another version, so that everything is made anew.</summary>
    public bool IsAnew { get; private init; }

    /// <summary>What was damaged and is mended by this build.</summary>
    public IReadOnlyList<FileWarning> Mended { get; private init; } = [];

    /// <summary>Opens an index that was claimed, or makes it.</summary>
    /// <param name="folder">Its folder.</param>
    /// <param name="rights">Whose rights it is made for.</param>
    /// <param name="settings">Settings of the corpus.</param>
    /// <param name="options">Options.</param>
    /// <param name="time">Clock.</param>
    /// <param name="say">Says what a person should know at once.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LibraryException">Another process writes it, or it cannot be written to.</exception>
    public static OpenIndex ForBuild(
        string folder, ReadingRights rights, LibrarySettings settings, BuildOptions options, TimeProvider time, Action<string> say,
        CancellationToken cancellationToken)
    {
        LibraryWriter writer;
        try
        {
            writer = Open(anew: false);
        }
        catch (LibraryException e) when (e.NeedsRebuild)
        {
            return Anew([e.Message]);
        }

        try
        {
            RemoveLeftovers(writer, folder);
            var checks = FileChecks.Of(folder);
            var problems = checks.Run(options.CheckBudget, time, cancellationToken);
            if (problems.Count == 0 && options.Verify && writer.UserData.Count > 0)
            {
                problems = LibraryFolder.Verify(folder, cancellationToken).Problems;
            }

            if (problems.Count > 0)
            {
                writer.Dispose();
                return Anew(problems);
            }

            var last = LastBuild.Of(writer, folder);
            List<string> mended = [];
            if (checks.IsDamaged)
            {
                mended.Add($"{checks.Name}, the record of what was read through when, is damaged; everything was read through.");
            }

            if (last.Damage is { } damage)
            {
                mended.Add($"{damage}: every material is read anew.");
            }

            return new OpenIndex(writer, last) { Mended = Said(mended) };
        }
        catch
        {
            writer.Dispose();
            throw;
        }

        LibraryWriter Open(bool anew) => OpenWriter(folder, rights, settings, options, anew);

        OpenIndex Anew(IReadOnlyList<string> problems) =>
            new(Open(anew: true), LastBuild.Salvaged(folder))
            {
                IsAnew = true,
                Mended = Said([$"{string.Join(" ", problems)} It is derived from the corpus, so it is built anew."]),
            };

        FileWarning[] Said(IReadOnlyList<string> messages)
        {
            foreach (var message in messages)
            {
                say(message);
            }

            return [.. messages.Select(message => new FileWarning(folder, message))];
        }
    }

    /// <summary>
    /// Opens an index to begin with nothing, though what it holds is sound: what must not be in it any more is to leave no trace there.
    /// </summary>
    /// <exception cref="LibraryException">Another process writes it, or it cannot be written to.</exception>
    public static OpenIndex Emptied(string folder, ReadingRights rights, LibrarySettings settings, BuildOptions options, LastBuild last) =>
        new(OpenWriter(folder, rights, settings, options, anew: true), last) { IsAnew = true };

    private static LibraryWriter OpenWriter(
        string folder, ReadingRights rights, LibrarySettings settings, BuildOptions options, bool anew) =>
        LibraryFolder.OpenWriter(
            folder, settings.Taxonomy, settings.Wordings.Glossary, settings.UserWords, anew, options.Engine, options.Words, options.Server,
            rights);

    /// <summary>Removes what other builds left beside the engine's files.</summary>
    public static void RemoveLeftovers(LibraryWriter writer, string folder) =>
        LibraryFolder.RemoveLeftovers(folder, writer.UserData.Values.Concat(FileChecks.Of(folder).Name is { } checks ? [checks] : []));

    /// <summary>Refuses to begin anew where the index has materials that cannot be read now.</summary>
    /// <exception cref="KbException">It has.</exception>
    public void CheckThatNothingIsLost(CorpusListing listing, BuildOptions options)
    {
        if (IsAnew && !options.AcceptRemovals && listing.Unseen.Sum(file => file.Materials.Count) is > 0 and var materials)
        {
            throw new KbException(
                $"{Mended[0].Warning} But {materials} materials were built from places that cannot be read now, "
                + $"{listing.Unseen[0].Stamp.Source} among them. "
                + "Nothing was changed. Bring them back; if those materials are to go, build with --accept-removals.");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Writer.Dispose();
}
