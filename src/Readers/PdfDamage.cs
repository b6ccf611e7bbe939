using UglyToad.PdfPig.Logging;

namespace KnowledgeBase.Readers;

/// <summary>
/// Listens to what PdfPig says while it reads: of files that are whole it says nothing, of damaged ones what it passes over.
/// </summary>
internal sealed class PdfDamage : ILog
{
    /// <summary>What was met first; null for a file that is whole.</summary>
    public string? First { get; private set; }

    public void Debug(string message)
    {
        // Says nothing of the file.
    }

    public void Debug(string message, Exception ex) => Debug(message);

    public void Warn(string message) => First ??= message;

    public void Error(string message) => First ??= message;

    public void Error(string message, Exception ex) => First ??= message;
}
