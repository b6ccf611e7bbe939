using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace KnowledgeBase.Meaning.Models;

/// <summary>
/// A model of meaning: text in, vector of length 1 out. Texts that mean nearly the same have vectors whose product is near 1; how near says
/// nothing by itself, only which is nearer. A text gets the same vector alone and among others. Safe for any number of threads, each call
/// works on the thread that makes it and on no other.
/// </summary>
public sealed class SentenceModel : IDisposable
{
    /// <summary>Tokens in a batch, those that only fill up counted: what bounds the memory of one call.</summary>
    private const int MostTokensAtOnce = 1024;

    private readonly ModelDescription _description;
    private readonly ModelTokens _tokens;
    private readonly InferenceSession _session;
    private readonly string _path;
    private readonly object _calls = new();
    private int _running;
    private bool _isClosed;

    private SentenceModel(string folder, ModelDescription description, ModelTokens tokens, InferenceSession session)
    {
        _path = Path.Combine(folder, description.Model);
        _description = description;
        _tokens = tokens;
        _session = session;
        Identity = ModelIdentity.Of(folder, description);
    }

    /// <summary>What its vectors are known by.</summary>
    public ModelIdentity Identity { get; }

    /// <summary>Opens the model of a folder, which takes half a second and some hundred megabytes.</summary>
    /// <exception cref="MeaningException">There is none, or it is damaged, or cannot run on this machine.</exception>
    public static SentenceModel Open(string folder)
    {
        var description = ModelDescription.Read(folder);
        var tokens = ModelTokens.Read(folder, description);
        var path = Path.Combine(folder, description.Model);
        try
        {
            using var options = new SessionOptions
            {
                // The arena keeps the memory of the largest batch, which MostTokensAtOnce bounds: some 70 MB a thread. Without it the
                // process grew to three times as much, for the allocator of the system gives little back. One thread a call: callers are
                // what is bounded, and a background's low priority holds for all that it does.
                EnableCpuMemArena = true,
                EnableMemoryPattern = false,
                IntraOpNumThreads = 1,
                InterOpNumThreads = 1,
                LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL,
            };
            var session = new InferenceSession(path, options);
            try
            {
                CheckNames(path, description, session);
                return new SentenceModel(folder, description, tokens, session);
            }
            catch
            {
                session.Dispose();
                throw;
            }
        }
        catch (Exception e) when (e is OnnxRuntimeException or IOException or UnauthorizedAccessException)
        {
            throw new MeaningException(
                $"{path} cannot be opened as a model: {e.Message} Copy it anew from where the model came from.", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException or EntryPointNotFoundException
            or BadImageFormatException)
        {
            throw new MeaningException($"ONNX Runtime does not run on this machine, so that {path} cannot be used: {e.Message}", e);
        }
    }

    /// <summary>The vector of a question.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="MeaningException">The model failed.</exception>
    public float[] EmbedQuestion(string text, CancellationToken cancellationToken = default)
    {
        var vector = new float[Dimensions];
        Run([_tokens.Ids(_description.QueryPrefix + text)], (_, found) => found.CopyTo(vector), cancellationToken);
        return vector;
    }

    /// <summary>Cuts passages into batches of about one length, so that little is filled up and none is large.</summary>
    /// <returns>For each batch the places of its passages in the list.</returns>
    internal IReadOnlyList<PassageBatch> Batches(IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
    {
        var ids = passages
            .Select((passage, place) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return (Place: place, Ids: _tokens.Ids(_description.PassagePrefix + passage));
            })
            .OrderBy(p => p.Ids.Length)
            .ThenBy(p => p.Place);
        var batches = new List<PassageBatch>();
        var batch = new List<(int Place, int[] Ids)>();
        foreach (var passage in ids)
        {
            if (batch.Count > 0 && passage.Ids.Length * (batch.Count + 1) > MostTokensAtOnce)
            {
                batches.Add(new([.. batch.Select(p => p.Place)], [.. batch.Select(p => p.Ids)]));
                batch.Clear();
            }

            batch.Add(passage);
        }

        if (batch.Count > 0)
        {
            batches.Add(new([.. batch.Select(p => p.Place)], [.. batch.Select(p => p.Ids)]));
        }

        return batches;
    }

    /// <summary>Hands over the vectors of a batch, each with its place in it.</summary>
    internal void Embed(PassageBatch batch, Action<int, ReadOnlySpan<float>> take, CancellationToken cancellationToken = default) =>
        Run(batch.Ids, take, cancellationToken);

    /// <summary>The vectors of passages, in their order.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="MeaningException">The model failed.</exception>
    public float[][] EmbedPassages(IReadOnlyList<string> passages, CancellationToken cancellationToken = default)
    {
        var vectors = new float[passages.Count][];
        foreach (var batch in Batches(passages, cancellationToken))
        {
            Embed(batch, (at, vector) => vectors[batch.Places[at]] = vector.ToArray(), cancellationToken);
        }

        return vectors;
    }

    /// <summary>The ids of a text with what is said in front of it, for comparison with those of another program.</summary>
    internal int[] IdsOf(string prefixed) => _tokens.Ids(prefixed);

    /// <summary>The vector of a text with what is said in front of it, for comparison with those of another program.</summary>
    internal float[] VectorOf(string prefixed)
    {
        var vector = new float[Dimensions];
        Run([_tokens.Ids(prefixed)], (_, found) => found.CopyTo(vector), CancellationToken.None);
        return vector;
    }

    /// <summary>Closes the model when the calls under way have ended: what they work on is no memory of .NET's.</summary>
    public void Dispose()
    {
        lock (_calls)
        {
            _isClosed = true;
            while (_running > 0)
            {
                Monitor.Wait(_calls);
            }

            _session.Dispose();
        }
    }

    private void Run(int[][] texts, Action<int, ReadOnlySpan<float>> take, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_calls)
        {
            if (_isClosed)
            {
                throw new MeaningException($"{_path} was closed.");
            }

            _running++;
        }

        try
        {
            RunOpen(texts, take, cancellationToken);
        }
        finally
        {
            lock (_calls)
            {
                _running--;
                Monitor.PulseAll(_calls);
            }
        }
    }

    private void RunOpen(int[][] texts, Action<int, ReadOnlySpan<float>> take, CancellationToken cancellationToken)
    {
        var longest = texts.Max(t => t.Length);
        var ids = new long[texts.Length * longest];
        var mask = new long[ids.Length];
        Array.Fill(ids, _description.PaddingToken);
        for (var i = 0; i < texts.Length; i++)
        {
            for (var j = 0; j < texts[i].Length; j++)
            {
                ids[(i * longest) + j] = texts[i][j];
                mask[(i * longest) + j] = 1;
            }
        }

        long[] shape = [texts.Length, longest];
        using var options = new RunOptions();
        using var end = cancellationToken.Register(() => options.Terminate = true);
        var inputs = _description.Inputs
            .Select((_, i) => OrtValue.CreateTensorValueFromMemory(i switch { 0 => ids, 1 => mask, _ => new long[ids.Length] }, shape))
            .ToArray();
        try
        {
            using var outputs = _session.Run(options, _description.Inputs, inputs, [_description.Output]);
            var found = outputs[0].GetTensorDataAsSpan<float>();
            if (found.Length != texts.Length * Dimensions * (IsPooledHere ? longest : 1))
            {
                throw new MeaningException(
                    $"{_path} gives {found.Length} numbers for {texts.Length} texts of up to {longest} tokens, which is not what "
                    + $"{ModelDescription.FileName} says (dimensions {Dimensions}). Correct that file.");
            }

            var vector = new float[Dimensions];
            for (var i = 0; i < texts.Length; i++)
            {
                var part = found.Slice(i * (found.Length / texts.Length), found.Length / texts.Length);
                Pool(part, texts[i].Length, vector);
                take(i, vector);
            }
        }
        catch (OnnxRuntimeException e)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new MeaningException($"{_path} failed: {e.Message}", e);
        }
        finally
        {
            foreach (var input in inputs)
            {
                input.Dispose();
            }
        }
    }

    private int Dimensions => _description.Dimensions;

    private bool IsPooledHere => _description.Pooling is "mean" or "first";

    /// <summary>Makes the vector of a text of what the graph gave for it, with the length 1.</summary>
    private void Pool(ReadOnlySpan<float> found, int tokens, Span<float> vector)
    {
        found[..Dimensions].CopyTo(vector);
        for (var token = 1; _description.Pooling == "mean" && token < tokens; token++)
        {
            TensorPrimitives.Add(vector, found.Slice(token * Dimensions, Dimensions), vector);
        }

        var length = TensorPrimitives.Norm<float>(vector);
        if (length > 0 && float.IsFinite(length))
        {
            TensorPrimitives.Divide(vector, length, vector);
        }
        else
        {
            vector.Clear();
        }
    }

    private static void CheckNames(string path, ModelDescription description, InferenceSession session)
    {
        var missing = description.Inputs.Where(name => !session.InputMetadata.ContainsKey(name))
            .Concat(session.OutputMetadata.ContainsKey(description.Output) ? [] : [description.Output])
            .ToArray();
        if (missing.Length > 0)
        {
            throw new MeaningException(
                $"{path} has no {string.Join(", ", missing)}; it has the inputs {string.Join(", ", session.InputMetadata.Keys)} and the "
                + $"outputs {string.Join(", ", session.OutputMetadata.Keys)}. Name them in {ModelDescription.FileName}.");
        }
    }
}

/// <summary>Passages of about one length.</summary>
/// <param name="Places">Where each stands in the list that was cut.</param>
/// <param name="Ids">Its tokens.</param>
internal sealed record PassageBatch(IReadOnlyList<int> Places, int[][] Ids);
