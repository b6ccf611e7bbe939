using KnowledgeBase.Readers;
using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.Web.Hosting;

/// <summary>
/// Reads drafts that are handed in as files, as a build reads files: what is small and ordinary here, all else in a process of its own,
/// with ceilings of time and memory. Nothing of a draft is kept.
/// </summary>
internal sealed class DraftReader : IDisposable
{
    /// <summary>Bytes of a file at most.</summary>
    public const int LargestFile = 4_000_000;

    /// <summary>The argument with which the program calls itself to read a file. It is for nobody else.</summary>
    public const string Command = "read-for-site";

    private readonly GuardedReader _reader = new(new ReaderProgram(DotnetHost.Find(), [typeof(DraftReader).Assembly.Location, Command]));

    /// <summary>Serves until the process that asks is gone.</summary>
    public static void Serve() => ReaderService.Serve(Console.OpenStandardInput(), Console.OpenStandardOutput());

    /// <summary>Reads a draft.</summary>
    /// <param name="content">The file.</param>
    /// <param name="name">Its name, for its extension alone.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <returns>Its text, line ends as <c>\n</c>; or why it cannot be checked, in English, as a build says it.</returns>
    public (string? Text, string? Reason) Read(byte[] content, string name, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content, writable: false);
        var items = _reader.Each(stream, Path.GetFileName(name), cancellationToken: cancellationToken).Take(2).ToList();
        return items switch
        {
            [{ Material: { } read }] => (read.Text, null),
            [{ Refusal: { } reason }, ..] => (null, reason),
            [] => (null, "The file is empty."),
            _ => (null, "It holds several materials; check them one by one."),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _reader.Dispose();
}
