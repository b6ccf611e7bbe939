using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;

namespace KnowledgeBase.Retrieval.Clips;

/// <summary>What is taken out of a library by its names, to be carried elsewhere.</summary>
public static class LibraryClips
{
    /// <summary>
    /// Names taken at a time at most. Whoever takes clips has to hold to it; more of them would only make one document that nobody reads.
    /// </summary>
    public const int MostItems = 500;

    /// <summary>Characters of the materials that are read for one list of clips, at most: some two hundred bound volumes.</summary>
    private const int MostCharacters = 20_000_000;

    /// <summary>
    /// The passages, practices and materials of these names (<see cref="ClipId"/>), in the order asked for and as often. All are of one
    /// state of the library. A name that could be either is that of a passage or practice.
    /// </summary>
    /// <returns>What there is, and the names of what there isn't, each once; null when the materials are too long to be taken at once.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ClipList? Clips(this Library library, IEnumerable<string> items, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(items);
        return library.Read(still =>
        {
            var clips = new List<Clip>();
            var unknown = new List<string>();
            var read = new Dictionary<string, LibraryMaterial?>(StringComparer.Ordinal);
            var characters = 0L;
            foreach (var item in items)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (ClipId.TryParse(item, out var id) && Find(id) is { } clip)
                {
                    clips.Add(clip);
                }
                else
                {
                    unknown.Add(item);
                }

                if (characters > MostCharacters)
                {
                    return null;
                }
            }

            return new ClipList(clips, [.. unknown.Distinct(StringComparer.Ordinal)]);

            Clip? Find(ClipId id) =>
                (Read(id.Material) is { } found ? Of(id, found) : null)
                ?? (id.Kind != ClipKind.Material ? Find(new ClipId(id.ToString(), ClipKind.Material, 0)) : null);

            LibraryMaterial? Read(string material)
            {
                if (!read.TryGetValue(material, out var found))
                {
                    read.Add(material, found = still.Find(material));
                    characters += found?.Material.Text.Length ?? 0;
                }

                return found;
            }
        });
    }

    private static Clip? Of(ClipId id, LibraryMaterial found)
    {
        var material = found.Material;
        switch (id.Kind)
        {
            case ClipKind.Passage when PassageUnit.Of(material) is var units && id.Number < units.Length:
                var unit = units[id.Number];
                return Clip(unit.HeadingPath, new TextSpan(unit.BodyStart, unit.End)) with
                {
                    Themes = [.. unit.Themes.Select(t => t.Theme)],
                };
            case ClipKind.Practice when id.Number < material.Practices.Count:
                var practice = material.Practices[id.Number];
                return Clip(PathAt(material, practice.ActSpan.Start), practice.ActSpan) with
                {
                    Themes = practice.Themes,
                    Practice = practice,
                };
            case ClipKind.Material:
                return Clip([], new TextSpan(0, material.Text.Length)) with
                {
                    Themes = [.. material.Themes.Select(t => t.Theme)],
                    Headings = material.Headings,
                    TitleSpan = material.Facts.TitleSpan,
                };
            default:
                return null;
        }

        Clip Clip(IReadOnlyList<string> headingPath, TextSpan span)
        {
            var facts = material.Facts;
            var (issuer, date, year) = (facts.Issuer?.Value, facts.Date?.Value, facts.Year?.Value);
            return new Clip
            {
                Id = id.ToString(),
                Kind = id.Kind,
                Citation = Citation.Of(material),
                Material = new MaterialLine(material.Id, facts.Title, found.Path, date, year, issuer, facts.Source, material.Access),
                HeadingPath = headingPath,
                Text = span.In(material.Text),
                Start = span.Start,
            };
        }
    }

    private static IReadOnlyList<string> PathAt(Material material, int place) =>
        material.Passages.LastOrDefault(p => p.Start <= place)?.HeadingPath ?? [];
}
