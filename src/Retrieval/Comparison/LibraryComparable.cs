using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Facts;

namespace KnowledgeBase.Retrieval.Comparison;

/// <summary>Finds what somebody else did in a like place: comparable materials, why they are, and what they say alike.</summary>
public static class LibraryComparable
{
    /// <summary>Longest text that can be pasted, in UTF-16 units.</summary>
    public const int LongestText = 50_000;

    /// <summary>Materials that can be asked for.</summary>
    public const int MostMaterials = 20;

    /// <summary>Words that a reason names.</summary>
    private const int WordsNamed = 6;

    /// <summary>Passages that are looked at for their meaning.</summary>
    private const int Nearest = 100;

    /// <summary>Passages of a pasted text that are embedded: what somebody can wait for.</summary>
    private const int MostEmbedded = 12;

    /// <summary>Similar materials that can be asked for.</summary>
    public const int MostSimilar = 100;

    private static readonly ComparableWeights Weights = ComparableWeights.Default;

    /// <summary>What is comparable with a material of the library, or with a part of it. Its own copies are left out.</summary>
    /// <param name="library">The library.</param>
    /// <param name="id">Id of the material.</param>
    /// <param name="part">Which part of it.</param>
    /// <param name="number">Number of the passage or practice, from 0; of no meaning for the whole.</param>
    /// <param name="count">Materials, 1 to <see cref="MostMaterials"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when the library has no such material, or the material no such part.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ComparableList? Comparable(
        this Library library,
        string id,
        ComparedPart part = ComparedPart.Whole,
        int number = 0,
        int count = 5,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ThrowIfOutside(count);
        return library.Read(still => still.Using(snapshot =>
        {
            if (still.ReadMaterial(snapshot, id) is not { } material || PartOf(material, part, number) is not { } compared)
            {
                return null;
            }

            var likeness = part == ComparedPart.Whole
                ? snapshot.LikenessOf(material)
                : Likeness.Of(snapshot.Reader, snapshot.Analyzer, [compared.Text], isOfLibrary: true);
            string[] own = [id, .. snapshot.Families.OthersOf(id)];
            var near = still.NearestTo(
                snapshot, vectors => VectorsOf(vectors, material, part, number), [], Nearest + material.Passages.Count, cancellationToken);
            return Found(
                still, snapshot, material, compared.Of, likeness, [.. near.Where(n => !own.Contains(n.Material, StringComparer.Ordinal))],
                own, count, cancellationToken);
        }));
    }

    /// <summary>
    /// Materials that are about the same, the most comparable first, each with the passage that speaks for it and the reasons. Copies of
    /// the material and what it is a copy of are left out (<see cref="Library.VersionsOf"/> has them), and copies of one another are one
    /// hit.
    /// </summary>
    /// <param name="library">The library.</param>
    /// <param name="id">Id of a material.</param>
    /// <param name="count">How many to return at most, 1 to <see cref="MostSimilar"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Empty when the library doesn't have the material.</returns>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static IReadOnlyList<SimilarMaterial> Similar(
        this Library library, string id, int count = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostSimilar);
        return library.Read(still => still.Using(snapshot =>
        {
            if (still.ReadMaterial(snapshot, id) is not { } material || snapshot.LikenessOf(material) is not { } likeness)
            {
                return (IReadOnlyList<SimilarMaterial>)[];
            }

            string[] own = [id, .. snapshot.Families.OthersOf(id)];
            return
            [
                .. Rated(snapshot, Of(material, id), likeness, near: [], own, count, cancellationToken)
                    .Select((rated, rank) =>
                    {
                        cancellationToken.ThrowIfCancellationRequested();
                        var told = rank < MostMaterials ? WithStretches(still, snapshot, material, rated.Told) : rated.Told;
                        var hit = Library.Hit(snapshot, rated.Found with { Score = (float)told.Score }, highlighter: null);
                        return new SimilarMaterial(hit, told.Reasons, told.Stretches);
                    }),
            ];
        }));
    }

    /// <summary>What is comparable with a pasted text. Nothing of it is kept.</summary>
    /// <param name="library">The library.</param>
    /// <param name="text">The text, at most <see cref="LongestText"/> units.</param>
    /// <param name="count">Materials, 1 to <see cref="MostMaterials"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static ComparableList ComparableTo(
        this Library library, string text, int count = 5, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(text.Length, LongestText, nameof(text));
        ThrowIfOutside(count);
        return library.Read(still => still.Using(snapshot =>
        {
            var material = new MaterialUnderstanding().Understand(
                new RawMaterial { Text = text }, "", cancellation: cancellationToken);
            var likeness = Likeness.Of(
                snapshot.Reader, snapshot.Analyzer, material.Passages.Select(p => material.Text[p.Start..p.End]), isOfLibrary: false);
            string[] pasted =
            [
                .. material.Passages.Take(MostEmbedded).Select(p => $"{material.Facts.Title}。{material.Text[p.Start..p.End]}"),
            ];
            var near = still.NearestTo(snapshot, _ => [], pasted, Nearest, cancellationToken);
            return Found(still, snapshot, material, Of(material, id: null), likeness, near, [], count, cancellationToken);
        }));
    }

    private static ComparableList Found(
        Library library,
        LibrarySnapshot snapshot,
        Material material,
        ComparedText compared,
        Likeness? likeness,
        IReadOnlyList<NearPassage> near,
        IReadOnlyList<string> without,
        int count,
        CancellationToken cancellationToken)
    {
        return new ComparableList(
            compared,
            [
                .. Rated(snapshot, compared, likeness, near, without, count, cancellationToken).Select(rated =>
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    return WithStretches(library, snapshot, material, rated.Told);
                }),
            ]);
    }

    /// <summary>The most comparable materials, without what stands in both.</summary>
    private static List<(EngineMaterial Found, ComparableMaterial Told)> Rated(
        LibrarySnapshot snapshot,
        ComparedText compared,
        Likeness? likeness,
        IReadOnlyList<NearPassage> near,
        IReadOnlyList<string> without,
        int count,
        CancellationToken cancellationToken)
    {
        var alike = likeness is null ? [] : Alike(snapshot, likeness.Query, without, count * Weights.Candidates, cancellationToken);
        var best = alike.Count > 0 ? alike[0].Score : 1;
        var form = compared.Id is null ? null : TitleForm.Of(compared.Title);
        if (likeness is not null && compared.Id is not null && TitleForm.LongestPiece(compared.Title) is { } piece)
        {
            // The same paper of other places may stand behind many texts of this one.
            var titled = new BooleanQuery
            {
                Must = [likeness.Query],
                Filter = [snapshot.Plan($"标题:\"{piece}\"", SearchMode.Best).Query],
            };
            var shown = alike.SelectMany(m => snapshot.Families.TextOf(m.Id)).ToHashSet(StringComparer.Ordinal);
            alike =
            [
                .. alike,
                .. Alike(snapshot, titled, without, count * Weights.Candidates, cancellationToken).Where(m => !shown.Contains(m.Id)),
            ];
        }

        var meaning = near.GroupBy(n => n.Material, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => (g.First().Passage, Share: ShareOf(g.First(), near)), StringComparer.Ordinal);
        return
        [
            .. alike.Concat(NearOnly(snapshot, near, alike, count * Weights.Candidates))
                .Select(found => (Found: found, Told: Rated(
                    snapshot, compared, form, likeness, found, found.Score / best,
                    meaning.TryGetValue(found.Id, out var nearest) ? nearest.Share : null)))
                .OrderByDescending(c => c.Told.Score)
                .ThenBy(c => c.Told.Material.Line.Id, StringComparer.Ordinal)
                .Take(count),
        ];
    }

    private static IReadOnlyList<EngineMaterial> Alike(
        LibrarySnapshot snapshot, EngineQuery query, IReadOnlyList<string> without, int count, CancellationToken cancellationToken) =>
        snapshot.Reader.Search(
            new EngineSearch
            {
                Query = query,
                Take = count,
                PassagesPerMaterial = 1,
                WithoutMaterials = without,
                Texts = TextListing.Together,
            },
            cancellationToken).Page;

    private static ComparableMaterial WithStretches(
        Library library, LibrarySnapshot snapshot, Material material, ComparableMaterial found)
    {
        if (library.ReadMaterial(snapshot, found.Material.Line.Id) is not { } other)
        {
            return found;
        }

        var (stretches, formulas) = SharedTexts.Of(snapshot, material, other);
        return found with
        {
            Stretches = stretches,
            Formulas = formulas,
            Reasons = stretches.Count == 0
                ? found.Reasons
                : [.. found.Reasons, new(
                    ComparableKind.Stretches, [], $"有 {stretches.Count} 处文字相同或相近，共 {stretches.Sum(s => s.First.Length)} 字。")],
        };
    }

    /// <summary>Materials that are near and not among those that are alike by their words, each with its nearest passage.</summary>
    private static IEnumerable<EngineMaterial> NearOnly(
        LibrarySnapshot snapshot, IReadOnlyList<NearPassage> near, IReadOnlyList<EngineMaterial> alike, int most)
    {
        var shown = alike.SelectMany(m => snapshot.Families.TextOf(m.Id)).ToHashSet(StringComparer.Ordinal);
        foreach (var passage in near)
        {
            var text = snapshot.Families.TextOf(passage.Material);
            if (most > 0 && !text.Any(shown.Contains)
                && snapshot.Reader.ReadPassage(passage.Material, passage.Passage) is { } stored)
            {
                shown.UnionWith(text);
                most--;
                yield return new EngineMaterial(passage.Material, Score: 0, Matching: 0, [new EnginePassage(Score: 0, stored)]);
            }
        }
    }

    /// <summary>How near a passage is among the nearest: the first 1, the last 0.</summary>
    private static double ShareOf(NearPassage passage, IReadOnlyList<NearPassage> near) =>
        near[0].Nearness <= near[^1].Nearness ? 1 : (passage.Nearness - near[^1].Nearness) / (near[0].Nearness - near[^1].Nearness);

    /// <summary>The vectors of what is compared, which the library has.</summary>
    private static IEnumerable<float[]?> VectorsOf(
        PassageVectors vectors, Material material, ComparedPart part, int number) => part switch
        {
            ComparedPart.Passage => [vectors.Of(material.Id, number)],
            ComparedPart.Practice => [vectors.Of(EmbeddedTexts.Of(material.Practices[number]))],
            _ => Enumerable.Range(0, material.Passages.Count).Select(i => vectors.Of(material.Id, i)),
        };

    private static ComparableMaterial Rated(
        LibrarySnapshot snapshot,
        ComparedText compared,
        string? titleForm,
        Likeness? likeness,
        EngineMaterial found,
        double words,
        double? meaning)
    {
        var card = Library.ReadCard(snapshot, found.Id);
        var header = ViewQuery.Header(card);
        var passage = Library.Passage(snapshot, found.Best[0], highlighter: null);
        var score = words;
        var reasons = new List<ComparableReason>();
        if (compared.Tier is { Length: > 0 } tier && tier == header.Tier)
        {
            score += Weights.Tier;
            reasons.Add(new(ComparableKind.Tier, [tier], $"同属“{tier}”这一层级。"));
        }

        if (compared.Sector is { Length: > 0 } sector && sector == header.Sector)
        {
            score += Weights.Sector;
            reasons.Add(new(ComparableKind.Sector, [sector], $"同属“{sector}”领域。"));
        }

        if (compared.Genre == header.Genre && compared.Genre != Genres.Other)
        {
            score += Weights.Genre;
            reasons.Add(new(ComparableKind.Genre, [compared.Genre], $"同为“{compared.Genre}”。"));
        }

        if (titleForm is not null && titleForm == TitleForm.Of(header.Line.Title))
        {
            score += Weights.Title;
            reasons.Add(new(ComparableKind.Title, [], "题目除地名、年份外相同。"));
        }

        string[] themes = [.. compared.Themes.Where(t => card.Themes.Contains(t, StringComparer.Ordinal)).Take(Weights.MostThemes)];
        if (themes.Length > 0)
        {
            score += themes.Length * Weights.Theme;
            reasons.Add(new(
                ComparableKind.Themes, themes, $"主题相同：{string.Join("、", themes.Select(snapshot.Themes.NameOf))}。"));
        }

        var text = FoldedText.Fold(passage.Text);
        string[] common = [.. likeness?.Words.Where(w => text.Contains(w, StringComparison.Ordinal)).Take(WordsNamed) ?? []];
        if (common.Length > 0)
        {
            reasons.Add(new(ComparableKind.Words, common, $"都讲到{string.Join("、", common.Select(w => $"“{w}”"))}。"));
        }

        if (meaning is { } near)
        {
            score += near * Weights.Meaning;
            reasons.Add(new(ComparableKind.Meaning, [], "说法不同而意思相近。"));
        }

        return new ComparableMaterial(header, passage, Math.Round(score, 4), reasons, [], Formulas: 0);
    }

    private static (string Text, ComparedText Of)? PartOf(Material material, ComparedPart part, int number)
    {
        var whole = Of(material, material.Id);
        switch (part)
        {
            case ComparedPart.Passage when number >= 0 && number < material.Passages.Count:
                var passage = material.Passages[number];
                return (
                    material.Text[passage.Start..passage.End],
                    whole with { Themes = passage.Themes.Count > 0 ? [.. passage.Themes.Select(t => t.Theme)] : whole.Themes });
            case ComparedPart.Practice when number >= 0 && number < material.Practices.Count:
                var practice = material.Practices[number];
                var actor = practice.Actor is { } name ? UnitOrigin.Of(name) : null;
                return (practice.Act, whole with
                {
                    Themes = practice.Themes.Count > 0 ? practice.Themes : whole.Themes,
                    Tier = actor?.Tier ?? whole.Tier,
                    Sector = actor?.Sector ?? whole.Sector,
                });
            case ComparedPart.Whole:
                return (material.Text, whole);
            default:
                return null;
        }
    }

    private static ComparedText Of(Material material, string? id)
    {
        var facts = material.Facts;
        return new ComparedText(
            id,
            facts.Title,
            facts.Genre.Value,
            facts.Tier?.Value,
            UnitOrigin.Of(facts).Sector,
            [.. material.Themes.Select(t => t.Theme)]);
    }

    private static void ThrowIfOutside(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, MostMaterials);
    }
}
