using KnowledgeBase.Meaning;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Vectors;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// What a library needs to be searched by meaning: the model, and the vectors of the commit that is searched. Vectors of another commit are
/// never used: until those of a new one are ready, words answer alone. Safe for any number of threads.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="folder">The folder of the library.</param>
/// <param name="others">Files of vectors that some may be copied from; those that are not there count for nothing.</param>
internal sealed class LibraryMeaning(MeaningModel model, string folder, Func<IEnumerable<string>> others) : IDisposable
{
    private readonly Lock _refreshing = new();
    private PassageVectors? _vectors;
    private PassageKeys? _keys;
    private string? _problem;

    public MeaningModel Model { get; } = model;

    /// <summary>
    /// Opens the model and the vectors of a commit, if they are not open yet, or more of them are there now. Takes a while: nobody who
    /// searches waits for it.
    /// </summary>
    public void Refresh(LibrarySnapshot snapshot, CancellationToken cancellationToken)
    {
        lock (_refreshing)
        {
            try
            {
                _problem = null;
                if (Model.Model is not { } sentences)
                {
                    return;
                }

                var reader = snapshot.Reader;
                if (_keys is null || _keys.Identity != reader.Identity || _keys.Generation != reader.Generation)
                {
                    _keys = new PassageKeys(reader, sentences.Identity, cancellationToken);
                }

                var path = LibraryVectors.FileOf(folder);
                var length = File.Exists(path) ? new FileInfo(path).Length : 0;
                if (_vectors is { } open && open.Generation == _keys.Generation && open.Identity == _keys.Identity
                    && open.FileLength == length)
                {
                    return;
                }

                var file = VectorFile.Open(path, sentences.Identity.Hash.Span, sentences.Identity.Dimensions);
                var old = Interlocked.Exchange(ref _vectors, file is null ? null : new PassageVectors(_keys, file, MeaningWeights.Common));
                old?.Dispose();
                _problem = file is { Problems: [var problem, ..] } ? problem : null;
            }
            catch (MeaningException e)
            {
                _problem = e.Message;
            }
        }
    }

    /// <summary>Makes the vectors of a commit that are not there yet.</summary>
    public VectorProgress? Make(
        LibrarySnapshot snapshot, int threads, Action<VectorProgress> progress, CancellationToken cancellationToken) =>
        Model.Folder is null ? null : LibraryVectors.Make(folder, snapshot.Reader, Model, others(), threads, progress, cancellationToken);

    /// <summary>The vectors of a commit, for <see cref="IDisposable.Dispose"/> afterwards; null when they are not ready.</summary>
    public PassageVectors? Acquire(LibrarySnapshot snapshot) =>
        Volatile.Read(ref _vectors) is { } vectors
        && vectors.Generation == snapshot.Reader.Generation && vectors.Identity == snapshot.Reader.Identity && vectors.TryAcquire()
            ? vectors
            : null;

    /// <summary>The same for one commit alone, as far as its vectors are there now; they stay until it is disposed of.</summary>
    public LibraryMeaning Of(LibrarySnapshot snapshot) => new(Model, folder, others) { _vectors = Acquire(snapshot), _problem = _problem };

    /// <summary>How far everything is.</summary>
    public MeaningStatus Status(LibrarySnapshot snapshot)
    {
        using var vectors = Acquire(snapshot);
        return new MeaningStatus(
            Model.Folder is not null, Model.Name, vectors?.Covered ?? 0, snapshot.Reader.PassageCount, Model.Problem ?? _problem);
    }

    public void Dispose() => Interlocked.Exchange(ref _vectors, null)?.Dispose();
}

/// <summary>Whether a library can be searched by meaning.</summary>
/// <param name="IsWanted">False where words are to be searched alone.</param>
/// <param name="Model">Name of the model; null while it is not open.</param>
/// <param name="Covered">Passages that can be found by meaning now.</param>
/// <param name="Total">All passages.</param>
/// <param name="Problem">What is the matter, with the file; null when nothing is.</param>
public sealed record MeaningStatus(bool IsWanted, string? Model, int Covered, int Total, string? Problem)
{
    /// <summary>Words alone, because nobody wants more.</summary>
    internal static MeaningStatus None(int total) => new(IsWanted: false, Model: null, 0, total, Problem: null);

    /// <summary>True when questions are answered by meaning too, of all passages or of some.</summary>
    public bool Works => Model is not null && Covered > 0;
}
