using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace KnowledgeBase.Access;

/// <summary>
/// Changes plain text files of a corpus and keeps in the folder of state who changed what and when, with the text before and after. A
/// change goes by what its maker saw: it is refused when the file holds something else by then. Safe for any number of threads and
/// processes, which change one after another.
/// </summary>
/// <param name="state">The folder of state.</param>
/// <param name="time">Says when something happened.</param>
public sealed class FileHistory(StateFolder state, TimeProvider time)
{
    private const string Folder = "changes";
    private const string Extension = ".json";

    /// <summary>Bytes of a change at most: both texts, escaped.</summary>
    private const int MostBytes = 64 << 20;

    private readonly AuditLog _log = new(state, time);

    /// <summary>A sign for what a file holds, to tell later whether it still does; that of a file that is not there is empty.</summary>
    public static string VersionOf(string? text) =>
        text is null ? "" : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    /// <summary>Reads a file; null when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? Read(string corpus, string path)
    {
        try
        {
            return File.ReadAllText(Path.Combine(corpus, path));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Changes a file: when this returns, change and history outlive a power cut.</summary>
    /// <param name="kind">What kind of file it is of.</param>
    /// <param name="subject">What the change is about.</param>
    /// <param name="corpus">Full path of the corpus.</param>
    /// <param name="path">The file's path in it, with <c>/</c>.</param>
    /// <param name="version">The version that the change goes by.</param>
    /// <param name="text">What it shall hold; null takes it away.</param>
    /// <param name="unfinished">A name in the root of the corpus under which it is written first, which no build reads.</param>
    /// <param name="by">Who changes it.</param>
    /// <returns>The change; null when the file holds that already.</returns>
    /// <exception cref="ChangedMeanwhileException">It has another version.</exception>
    /// <exception cref="BehindLinkException">It is a link, or lies behind one.</exception>
    /// <exception cref="AccessException">The folder of state cannot be used; nothing was changed.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing was changed.</exception>
    public FileChange? Change(
        string kind, string subject, string corpus, string path, string version, string? text, string unfinished, AuditAct by)
    {
        ArgumentNullException.ThrowIfNull(by);
        state.Folder(Folder);
        using var turn = state.Lock();
        CheckNoLink(corpus, path);
        var current = Read(corpus, path);
        return VersionOf(current) != version
            ? throw new ChangedMeanwhileException(current, expected: null)
            : Put(new FileChange(0, default, by.Who, kind, subject, corpus, path, current, text), unfinished, by);
    }

    /// <summary>Takes a change back: the file gets what it held before, which is a change like any other.</summary>
    /// <param name="change">The change.</param>
    /// <param name="corpus">Full path of the corpus, which may lie elsewhere by now.</param>
    /// <param name="unfinished">As for <see cref="Change"/>.</param>
    /// <param name="by">Who takes it back.</param>
    /// <returns>The new change; null when the file holds already what it held before.</returns>
    /// <exception cref="ChangedMeanwhileException">The file does not hold any more what it held after the change.</exception>
    /// <exception cref="BehindLinkException">It is a link, or lies behind one.</exception>
    /// <exception cref="AccessException">The folder of state cannot be used; nothing was changed.</exception>
    /// <exception cref="IOException">The file cannot be written; nothing was changed.</exception>
    public FileChange? Undo(FileChange change, string corpus, string unfinished, AuditAct by)
    {
        ArgumentNullException.ThrowIfNull(change);
        ArgumentNullException.ThrowIfNull(by);
        state.Folder(Folder);
        using var turn = state.Lock();
        CheckNoLink(corpus, change.Path);
        var current = Read(corpus, change.Path);
        return current != change.After && current != change.Before
            ? throw new ChangedMeanwhileException(current, change.After)
            : Put(
                change with { Who = by.Who, Corpus = corpus, Before = current, After = change.Before, Undoes = change.Number },
                unfinished,
                by);
    }

    /// <summary>The changes that were made last, the newest first.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="subject">Only those about it; null for all.</param>
    /// <exception cref="AccessException">They cannot be read.</exception>
    public IReadOnlyList<FileChange> Latest(int most, string? subject = null) =>
    [
        .. Numbers().OrderDescending().Select(Find).OfType<FileChange>().Where(c => subject is null || c.Subject == subject).Take(most),
    ];

    /// <summary>A change by its number; null when there is none.</summary>
    /// <exception cref="AccessException">It cannot be read.</exception>
    public FileChange? Find(long number)
    {
        if (number < 1 || !state.IsThere || state.ReadWhole(NameOf(number), MostBytes) is not { } bytes)
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize(bytes, FileChangeJson.Default.FileChange);
        }
        catch (JsonException e)
        {
            throw new AccessException($"{state.At(NameOf(number))} is not as it was written. Take it from a backup, or move it away.", e);
        }
    }

    private static string NameOf(long number) =>
        Path.Combine(Folder, number.ToString("D8", CultureInfo.InvariantCulture) + Extension);

    private static void CheckNoLink(string corpus, string path)
    {
        for (var place = path; place.Length > 0; place = Path.GetDirectoryName(place)!)
        {
            if (new FileInfo(Path.Combine(corpus, place)).LinkTarget is not null)
            {
                throw new BehindLinkException(path);
            }
        }
    }

    private List<long> Numbers()
    {
        try
        {
            return state.IsThere && Directory.Exists(state.At(Folder))
                ? [.. Directory.EnumerateFiles(state.At(Folder), $"*{Extension}")
                    .Select(f => Path.GetFileNameWithoutExtension(f))
                    .Select(name => long.TryParse(name, CultureInfo.InvariantCulture, out var number) ? number : 0)
                    .Where(n => n > 0)]
                : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw state.Unusable(e);
        }
    }

    /// <summary>
    /// Writes the new text where it has no place yet, which is what a full disk hinders; then the history and the audit log; and gives it
    /// its place last, so that no file was ever changed by somebody of whom nothing is known.
    /// </summary>
    private FileChange? Put(FileChange change, string unfinished, AuditAct by)
    {
        if (change.Before == change.After)
        {
            return null;
        }

        var place = Path.Combine(change.Corpus, change.Path);
        var folder = Path.GetDirectoryName(place)!;
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            Durable.Names(Path.GetDirectoryName(folder)!);
        }

        using var file = change.After is null ? null
            : UnfinishedFile.Write(Path.Combine(change.Corpus, unfinished), place, Encoding.UTF8.GetBytes(change.After));
        change = change with { Number = Numbers().DefaultIfEmpty().Max() + 1, Time = time.GetUtcNow() };
        state.WriteWhole(NameOf(change.Number), JsonSerializer.SerializeToUtf8Bytes(change, FileChangeJson.Default.FileChange));
        _log.AddInTurn(by with
        {
            Action = change.Undoes is null ? AuditActions.DecisionMade : AuditActions.DecisionUndone,
            Subject = change.Subject,
            Detail = change.Undoes is { } undone
                ? $"{change.Path}, change {change.Number} takes back change {undone}" : $"{change.Path}, change {change.Number}",
        });
        if (file is not null)
        {
            file.Finish(overwrite: true);
        }
        else
        {
            File.Delete(place);
            Durable.Names(folder);
        }

        return change;
    }
}
