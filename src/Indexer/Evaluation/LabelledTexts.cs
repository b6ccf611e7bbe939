using KnowledgeBase.Materials;
using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Evaluation;

/// <summary>The documents that labels are about, each read and understood once.</summary>
internal sealed class LabelledTexts(LibrarySettings settings, string folder)
{
    private readonly MaterialReader _reader = new();
    private readonly Dictionary<string, Material> _understood = new(StringComparer.Ordinal);

    /// <summary>A document.</summary>
    /// <param name="document">Its path below the folder.</param>
    /// <param name="cancellation">Looked at while it is read.</param>
    /// <exception cref="KbException">It cannot be read, or holds more than one material.</exception>
    public Material Of(string document, CancellationToken cancellation)
    {
        if (_understood.TryGetValue(document, out var known))
        {
            return known;
        }

        var path = Path.Combine(folder, document);
        var read = _reader.Read(path, cancellationToken: cancellation);
        var raw = read.Materials switch
        {
            [var one] => one.Material,
            [] => throw new KbException(
                read.Refusals is [var refusal, ..] ? $"{path}: {refusal.Reason}" : $"{path}: there is nothing to read in it."),
            _ => throw new KbException($"{path} holds {read.Materials.Count} materials; a label is about one."),
        };
        return _understood[document] = settings.Understand(raw, Path.GetFileName(path), path, cancellation);
    }
}
