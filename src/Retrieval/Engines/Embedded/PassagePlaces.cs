using KnowledgeBase.FullText;
using KnowledgeBase.FullText.Search;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>
/// Which passage of which material every document of a snapshot is: eight bytes a document. Made once, read by any thread.
/// </summary>
internal sealed class PassagePlaces
{
    private const int NoPassage = -1;

    private readonly int[] _materials;
    private readonly int[] _places;
    private readonly List<string> _ids = [];

    /// <exception cref="IndexException">The index is damaged.</exception>
    public PassagePlaces(IndexReader reader)
    {
        var toMaterial = EmbeddedSchema.Name(PassageField.ToMaterial);
        var material = EmbeddedSchema.Name(PassageField.Material);
        _materials = new int[reader.MaxDoc];
        _places = new int[reader.MaxDoc];
        var (own, place) = (NoPassage, 0);
        for (var document = 0; document < reader.MaxDoc; document++)
        {
            _places[document] = NoPassage;
            var further = reader.IsLive(document) ? (int)(reader.GetInteger(document, toMaterial) ?? 0) : 0;
            if (further <= 0)
            {
                continue; // a material's own document, or the library's
            }

            if (document + further != own)
            {
                (own, place) = (document + further, 0);
                _ids.Add(reader.GetKeywordText(document, material)
                    ?? throw new IndexCorruptException($"The index is damaged: document {document} is of no material. Rebuild it."));
            }

            (_materials[document], _places[document]) = (_ids.Count - 1, place++);
        }
    }

    /// <summary>The passages among documents that match; the documents ascend.</summary>
    public EngineMatches Of(IReadOnlyList<GroupHit> hits)
    {
        var materials = new List<MatchedMaterial>();
        var passages = new PassageMatch[hits.Count];
        var (count, start, last) = (0, 0, NoPassage);
        foreach (var (document, score) in hits)
        {
            if (_places[document] == NoPassage)
            {
                continue;
            }

            if (_materials[document] != last)
            {
                End();
                (start, last) = (count, _materials[document]);
            }

            passages[count++] = new PassageMatch(_places[document], score);
        }

        End();
        return new EngineMatches(materials, count == passages.Length ? passages : passages[..count]);

        void End()
        {
            if (count > start)
            {
                materials.Add(new MatchedMaterial(_ids[last], start, count - start));
            }
        }
    }

    /// <summary>The document of a passage; null when the material has none of that number.</summary>
    /// <param name="material">The material's own document, which stands behind those of its passages.</param>
    /// <param name="passage">The passage's place in it, from 0.</param>
    public int? DocumentOf(int material, int passage)
    {
        var count = material == 0 ? 0 : _places[material - 1] + 1;
        return passage >= 0 && passage < count ? material - count + passage : null;
    }
}
