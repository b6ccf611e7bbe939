using KnowledgeBase.Meaning;
using KnowledgeBase.Meaning.Models;

namespace KnowledgeBase.Retrieval.Vectors;

/// <summary>
/// The model of meaning of a process, opened when it is first needed and once for all. Where there is none, or it cannot be used, words
/// are searched alone, and <see cref="Problem"/> says why. Safe for any number of threads.
/// </summary>
public sealed class MeaningModel : IDisposable
{
    /// <summary>The variable of the environment that names the folder of the model, or says <see cref="Off"/>.</summary>
    public const string FolderVariable = "KB_MEANING_MODEL";

    /// <summary>The same as the server's setting <c>Meaning:Model</c> is written in the environment.</summary>
    public const string SettingVariable = "Meaning__Model";

    /// <summary>Said for a folder, it means that words are searched alone.</summary>
    public const string Off = "off";

    /// <summary>The model that comes with the project.</summary>
    private static readonly string Shipped = Path.Combine("models", "multilingual-e5-small-zh");

    private static readonly TimeSpan PastedLimit = TimeSpan.FromSeconds(1);

    private readonly Lock _opening = new();
    private readonly SemaphoreSlim _pasted = new(1, 1);
    private volatile Opened? _opened;

    /// <summary>The model of a folder, which is not looked at yet.</summary>
    /// <param name="folder">Its folder; null for none.</param>
    public MeaningModel(string? folder) => Folder = folder;

    /// <summary>No model: words alone.</summary>
    public static MeaningModel None { get; } = new(folder: null);

    /// <summary>Where the model lies; null where there is to be none.</summary>
    public string? Folder { get; }

    /// <summary>How long a search waits for the vector of its question; then the words answer alone.</summary>
    public TimeSpan QuestionLimit { get; init; } = TimeSpan.FromMilliseconds(150);

    /// <summary>Questions that are embedded at once.</summary>
    public int QuestionsAtOnce { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>
    /// True while the processors have no time for meaning, which takes several times what a search by words does: then words answer alone.
    /// To answer at once; nothing is busy unless whoever hosts the library says so.
    /// </summary>
    public Func<bool> IsBusy { get; init; } = () => false;

    /// <summary>The model's name; null when it is not open.</summary>
    public string? Name => _opened?.Model?.Identity.Name;

    /// <summary>True when it is open and can be used.</summary>
    public bool IsReady => _opened?.Model is not null;

    /// <summary>Why it cannot be used, with the file; null when it can, or nobody has tried, or there is to be none.</summary>
    public string? Problem => _opened?.Problem;

    /// <summary>
    /// The folder that is meant: the one that was named; else the one that comes with the project, if it is there; null for none.
    /// </summary>
    /// <param name="named">What was set; empty for nothing.</param>
    /// <param name="root">The project's folder.</param>
    public static string? FolderOf(string? named, string root) => named switch
    {
        null or "" => ModelIdentity.IsIn(Path.Combine(root, Shipped)) ? Path.Combine(root, Shipped) : null,
        _ when named.Equals(Off, StringComparison.OrdinalIgnoreCase) => null,
        _ => named,
    };

    /// <summary>Opens it, if that was not tried yet.</summary>
    /// <returns>False when there is none or it cannot be used.</returns>
    public bool Open() => Model is not null;

    /// <summary>Reads the model's name without opening it; null where there is to be none.</summary>
    /// <exception cref="MeaningException">It cannot be read.</exception>
    public string? ReadName() => ReadIdentity()?.Name;

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_opening)
        {
            _opened?.Questions?.Dispose();
            _opened?.Model?.Dispose();
            _opened = new Opened(Model: null, Questions: null, Problem: null);
        }
    }

    /// <summary>The model; null when there is none or it cannot be used.</summary>
    internal SentenceModel? Model => (_opened ?? OpenNow()).Model;

    /// <summary>What its vectors are known by; null where there is to be no model.</summary>
    /// <exception cref="MeaningException">It cannot be read.</exception>
    internal ModelIdentity? ReadIdentity() => _opened?.Model?.Identity ?? (Folder is null ? null : ModelIdentity.Read(Folder));

    /// <summary>Begins with a question that <see cref="Embed"/> will be asked for, until the result is disposed of.</summary>
    internal IDisposable? Begin(string question) => _opened?.Questions?.Begin(question);

    /// <summary>The vector of a question; null when there is none in time.</summary>
    internal float[]? Embed(string question, CancellationToken cancellationToken) =>
        _opened?.Questions is { } questions ? questions.Embed(question, QuestionLimit, cancellationToken) : null;

    /// <summary>
    /// The vectors of texts that somebody pasted, one caller at a time; null where the model is not ready, or others are before for longer
    /// than <see cref="PastedLimit"/>.
    /// </summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="MeaningException">The model failed.</exception>
    internal float[][]? EmbedPasted(IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        if (_opened?.Model is not { } model || !_pasted.Wait(PastedLimit, cancellationToken))
        {
            return null;
        }

        try
        {
            return model.EmbedPassages(texts, cancellationToken);
        }
        finally
        {
            _pasted.Release();
        }
    }

    /// <summary>Files of vectors that lie beside the model: those of texts that come with the project.</summary>
    internal IReadOnlyList<string> ShippedVectors =>
        Folder is not null && Directory.Exists(Folder)
            ? [.. Directory.GetFiles(Folder, "*.vectors").Order(StringComparer.Ordinal)]
            : [];

    private Opened OpenNow()
    {
        lock (_opening)
        {
            if (_opened is { } opened)
            {
                return opened;
            }

            if (Folder is null)
            {
                return _opened = new Opened(Model: null, Questions: null, Problem: null);
            }

            try
            {
                var model = SentenceModel.Open(Folder);
                return _opened = new Opened(model, new QuestionEmbedder(model, QuestionsAtOnce), Problem: null);
            }
            catch (MeaningException e)
            {
                return _opened = new Opened(Model: null, Questions: null, e.Message);
            }
        }
    }

    private sealed record Opened(SentenceModel? Model, QuestionEmbedder? Questions, string? Problem);
}
