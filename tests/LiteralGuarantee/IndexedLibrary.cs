using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Tests;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>A passage as the index holds it.</summary>
/// <param name="Material">Id of its material.</param>
/// <param name="Start">UTF-16 offset in the material.</param>
/// <param name="Text">Its original text.</param>
/// <param name="Folded">Its folded text, for the scan.</param>
internal sealed record IndexedPassage(string Material, int Start, string Text, string Folded);

/// <summary>The library under test and its passages as plain strings.</summary>
public sealed class IndexedLibrary : IDisposable
{
    private readonly Dictionary<string, TemporaryLibrary> _built = new(StringComparer.Ordinal);

    /// <summary>Reads and understands every file, and indexes it by every engine.</summary>
    public IndexedLibrary()
    {
        var materials = Read().ToList();
        foreach (var engine in ServerIndex.Engines(LibraryFolder.LocalEngines))
        {
            _built.Add(engine, new TemporaryLibrary(materials, engine));
        }
    }

    internal List<IndexedPassage> Passages { get; } = [];

    /// <summary>The library by an engine.</summary>
    public Library By(string engine) => _built[engine].Library;

    /// <summary>Closes the libraries and removes their folders.</summary>
    public void Dispose()
    {
        foreach (var library in _built.Values)
        {
            library.Dispose();
        }
    }

    private IEnumerable<(Material Material, string Path)> Read()
    {
        var reader = new MaterialReader();
        var understanding = new MaterialUnderstanding();
        foreach (var file in Repository.Files())
        {
            foreach (var (inner, raw) in reader.Read(file).Materials)
            {
                var material = understanding.Understand(raw, Path.GetRelativePath(RepositoryRoot.Path, file) + inner, file);
                foreach (var unit in Retrieval.Indexing.PassageUnit.Of(material))
                {
                    var text = material.Text[unit.Start..unit.End];
                    Passages.Add(new IndexedPassage(material.Id, unit.Start, text, FoldedText.Fold(text)));
                }

                yield return (material, file);
            }
        }
    }
}
