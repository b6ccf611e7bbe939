using KnowledgeBase.Materials;
using KnowledgeBase.Meaning;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Retrieval.Search;

/// <content>What is asked of a library by meaning.</content>
public sealed partial class Library
{
    /// <summary>Whether questions are answered by meaning too, and how far that is.</summary>
    public MeaningStatus Meaning => Using(snapshot => _meaning?.Status(snapshot) ?? MeaningStatus.None(snapshot.Reader.PassageCount));

    /// <summary>
    /// Makes ready what answers by meaning: the model, and the vectors of the state that is searched, as far as there are any now. Takes a
    /// while the first time and after each commit; meanwhile words answer alone. Never fails: <see cref="Meaning"/> says what is the
    /// matter.
    /// </summary>
    public void PrepareMeaning(CancellationToken cancellationToken = default) => Using(snapshot =>
    {
        _meaning?.Refresh(snapshot, cancellationToken);
        return true;
    });

    /// <summary>
    /// Makes the vectors that the library has not yet. What was made is kept, whenever this ends; <see cref="PrepareMeaning"/> makes it
    /// found.
    /// </summary>
    /// <param name="threads">
    /// Threads that work at once, of the lowest priority; 0 copies what comes with the project and makes none.
    /// </param>
    /// <param name="progress">Told at the beginning and after each batch; from any thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>How far they are; null when another process is making them, or words are to be searched alone.</returns>
    /// <exception cref="MeaningException">The model cannot be used, or the file not be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public VectorProgress? MakeVectors(int threads, Action<VectorProgress> progress, CancellationToken cancellationToken = default) =>
        Using(snapshot => _meaning?.Make(snapshot, threads, progress, cancellationToken));

    /// <summary>
    /// Ids and scores of the best materials by words, or by words and meaning: then in the order of <see cref="Search"/>, a hundred at
    /// most, and scores are those of the words.
    /// </summary>
    /// <returns>How many there are, at most the length of <paramref name="best"/>.</returns>
    public int Top(
        string query, SearchMode mode, bool byMeaning, Span<(string Material, float Score)> best,
        CancellationToken cancellationToken = default) =>
        byMeaning ? Ranked(query, mode, byMeaning, best, cancellationToken) : Top(query, mode, best, cancellationToken);

    /// <summary>
    /// Ids and scores of the best materials in the order of <see cref="Search"/>, which looks at the best of the words once more; a hundred
    /// at most. For measurements of what people get.
    /// </summary>
    /// <returns>How many there are, at most the length of <paramref name="best"/>.</returns>
    public int Ranked(
        string query, SearchMode mode, bool byMeaning, Span<(string Material, float Score)> best,
        CancellationToken cancellationToken = default)
    {
        var request = new SearchRequest
        {
            Query = query,
            Mode = mode,
            Size = Math.Clamp(best.Length, 1, 100),
            PassagesPerMaterial = 1,
            WithFacets = false,
            Copies = CopyListing.OneByOne,
            ByMeaning = byMeaning,
        };
        var hits = Search(request, cancellationToken).Hits;
        for (var i = 0; i < hits.Count; i++)
        {
            best[i] = (hits[i].Material, (float)hits[i].Score);
        }

        return hits.Count;
    }

    /// <summary>
    /// The passages nearest to texts of which some have vectors and others are embedded, to all of them together, the nearest first. Empty
    /// where words are searched alone, or the vectors are not ready, or the model is busy.
    /// </summary>
    /// <param name="snapshot">The commit.</param>
    /// <param name="known">Reads the vectors of texts that the library has.</param>
    /// <param name="pasted">Texts that it doesn't have; few, since somebody waits for them to be embedded.</param>
    /// <param name="take">How many passages at most.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    internal IReadOnlyList<NearPassage> NearestTo(
        LibrarySnapshot snapshot, Func<PassageVectors, IEnumerable<float[]?>> known, IReadOnlyList<string> pasted, int take,
        CancellationToken cancellationToken)
    {
        using var vectors = VectorsOf(snapshot);
        if (vectors is not { Covered: > 0 } || !MeaningWeights.CanMove(vectors))
        {
            return [];
        }

        try
        {
            float[][] all =
            [
                .. known(vectors).OfType<float[]>(),
                .. pasted.Count > 0 ? _meaning!.Model.EmbedPasted(pasted, cancellationToken) ?? [] : [],
            ];
            return all.Length == 0 ? [] : vectors.Nearest(Middle(all), take, permitted: null, cancellationToken);
        }
        catch (MeaningException)
        {
            return []; // its status says what is the matter
        }
    }

    /// <summary>
    /// True when two practices are known to tell of the same thing done; false also where they have no vectors, or these are not ready.
    /// </summary>
    internal bool TellTheSame(Practice one, Practice other) => Using(snapshot =>
    {
        using var vectors = VectorsOf(snapshot);
        return vectors?.Of(EmbeddedTexts.Of(one)) is { } first && vectors.Of(EmbeddedTexts.Of(other)) is { } second
            && vectors.Alike(first, second) >= MeaningWeights.Same;
    });

    /// <summary>The vectors of a commit, for disposing of; null where words are searched alone, or no vectors are ready.</summary>
    internal PassageVectors? VectorsOf(LibrarySnapshot snapshot) => _meaning?.Acquire(snapshot);

    /// <summary>The direction of all vectors together, of length 1.</summary>
    private static float[] Middle(float[][] vectors)
    {
        var middle = new float[vectors[0].Length];
        foreach (var vector in vectors)
        {
            for (var i = 0; i < middle.Length; i++)
            {
                middle[i] += vector[i];
            }
        }

        var length = MathF.Sqrt(middle.Sum(component => component * component));
        return length > 0 ? [.. middle.Select(component => component / length)] : middle;
    }

    /// <summary>
    /// Begins to embed the question of a request, which takes about as long as the words' search, beside that. The result is disposed of
    /// when the request is answered.
    /// </summary>
    private IDisposable? BeginMeaning(LibrarySnapshot snapshot, SearchRequest request)
    {
        if (!request.ByMeaning || ForMeaning(request) is not { } free)
        {
            return null;
        }

        using var vectors = VectorsOf(snapshot);
        return vectors is { Covered: > 0 } && !_meaning!.Model.IsBusy() ? _meaning.Model.Begin(free.Text) : null;
    }

    /// <summary>What of a request may be answered by meaning; null where nothing is.</summary>
    private static FreeWords? ForMeaning(SearchRequest request)
    {
        var free = request.Mode is SearchMode.Phrase or SearchMode.Literal || request.Sort != SearchSort.Relevance
            ? null
            : FreeWords.Of(request.Query);
        return free is not null && free.Text.Any(char.IsLetterOrDigit) ? free : null;
    }

    /// <summary>The page of a request with what means the same, and whether there is one.</summary>
    private (MeaningUse Use, JoinedResult? Joined) ByMeaning(
        LibrarySnapshot snapshot,
        SearchRequest request,
        QueryPlan plan,
        Func<EngineSearch> searched,
        CancellationToken cancellationToken)
    {
        if (!request.ByMeaning || _meaning is null || _meaning.Model.Folder is null)
        {
            return (request.ByMeaning ? MeaningUse.None : MeaningUse.Off, null);
        }

        if (ForMeaning(request) is not { } free)
        {
            return (MeaningUse.Unneeded, null);
        }

        using var vectors = _meaning.Acquire(snapshot);
        if (vectors is not { Covered: > 0 })
        {
            return (_meaning.Model.Problem is null ? MeaningUse.Preparing : MeaningUse.Failed, null);
        }

        try
        {
            // What is kept or under way is left, too: to join two lists takes as long as to embed.
            return !_meaning.Model.IsBusy() && _meaning.Model.Embed(free.Text, cancellationToken) is { } question
                ? (MeaningWeights.CanMove(vectors) ? MeaningUse.Used : MeaningUse.Partly, JoinedRanking.Search(
                    snapshot,
                    vectors,
                    searched(),
                    new SecondLook(snapshot, plan, request.Query),
                    free,
                    question,
                    request,
                    cancellationToken))
                : (MeaningUse.Late, null);
        }
        catch (MeaningException)
        {
            return (MeaningUse.Failed, null);
        }
    }

    private static MaterialHit Hit(LibrarySnapshot snapshot, JoinedHit hit, Highlighter highlighter, string question)
    {
        var material = Hit(snapshot, hit.Found, highlighter) with { By = hit.By, MeaningScore = hit.Cosine };
        return hit.By != HitSource.Words && material.Passages is [{ Score: 0 } first, ..]
            ? material with
            {
                Passages = [first with { NearestSentence = NearestSentence.In(first.Text, question) }, .. material.Passages.Skip(1)],
            }
            : material;
    }
}
