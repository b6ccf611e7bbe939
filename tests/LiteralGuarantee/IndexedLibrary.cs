using KnowledgeBase.Materials;
using KnowledgeBase.Materials.Readers;
using KnowledgeBase.Materials.Themes;
using KnowledgeBase.Materials.Wordings;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Tests;
using KnowledgeBase.Text;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>A passage as the index holds it.</summary>
/// <param name="Material">Id of its material.</param>
/// <param name="Start">UTF-16 offset in the material.</param>
/// <param name="Text">Its original text.</param>
/// <param name="Folded">Its folded text, for the scan.</param>
internal sealed record IndexedPassage(string Material, int Start, string Text, string Folded);

/// <summary>The library under test, built once through the same code as any library, and its passages as plain strings.</summary>
public sealed class IndexedLibrary : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-literal-").FullName;

    /// <summary>Reads, understands and indexes every file.</summary>
    public IndexedLibrary()
    {
        var reader = new MaterialReader();
        var understanding = new MaterialUnderstanding();
        using (var writer = LibraryFolder.OpenWriter(_folder, Taxonomy.Default, Glossary.Default, []))
        {
            foreach (var file in Repository.Files())
            {
                foreach (var (inner, raw) in reader.Read(file).Materials)
                {
                    var id = Path.GetRelativePath(RepositoryRoot.Path, file) + inner;
                    var material = understanding.Understand(raw, id, file);
                    writer.Put(writer.Prepare(material, file));
                    foreach (var unit in Retrieval.Indexing.PassageUnit.Of(material))
                    {
                        var text = material.Text[unit.Start..unit.End];
                        Passages.Add(new IndexedPassage(id, unit.Start, text, FoldedText.Fold(text)));
                    }
                }
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        Library = LibraryFolder.Open(_folder);
    }

    /// <summary>The library.</summary>
    public Library Library { get; }

    internal List<IndexedPassage> Passages { get; } = [];

    /// <summary>Closes the library and removes its folder.</summary>
    public void Dispose()
    {
        Library.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
