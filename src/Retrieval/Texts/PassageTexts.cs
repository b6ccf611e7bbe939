using System.Text.Json;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Texts;

/// <summary>
/// The folded text of passages in memory, two bytes a character, for whoever looks at what stands around a string: going through all
/// texts of a hundred thousand passages takes milliseconds, reading as many from an index takes seconds. Unchanging, for any number of
/// threads.
/// </summary>
internal sealed class PassageTexts
{
    /// <summary>UTF-16 units of a chunk; a longer passage has one to itself.</summary>
    private const int ChunkLength = 1 << 20;

    private readonly List<(char[] Text, int FirstPassage)> _chunks = [];
    private readonly List<PassageText> _passages = [];

    private PassageTexts()
    {
    }

    /// <summary>No texts.</summary>
    public static PassageTexts None { get; } = new();

    /// <summary>Of a library whose texts are too many to be held.</summary>
    public static PassageTexts TooMany { get; } = new() { IsCut = true };

    /// <summary>The passages, in the order of the index.</summary>
    public IReadOnlyList<PassageText> Passages => _passages;

    /// <summary>Folded UTF-16 units of all passages.</summary>
    public long Characters { get; private set; }

    /// <summary>True when there was more than may be held, and what is here is the beginning of it.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Reads the texts of the passages that match a query, and perhaps of others of the same materials.</summary>
    /// <param name="reader">The index.</param>
    /// <param name="query">What passages must match.</param>
    /// <param name="mostCharacters">Folded UTF-16 units that may be held.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public static PassageTexts Read(IPassageReader reader, EngineQuery query, long mostCharacters, CancellationToken cancellationToken)
    {
        var texts = new PassageTexts();
        var folded = new FoldedText();
        var chunk = new char[ChunkLength];
        var used = 0;
        var material = "";
        var first = 0;
        reader.ReadPassages(
            query,
            (id, stored) =>
            {
                if (texts.IsCut)
                {
                    return;
                }

                var (ordinal, start, text) = Parse(id, stored);
                folded.Reset(text);
                if (texts.Characters + folded.Length > mostCharacters)
                {
                    texts.IsCut = true;
                    return;
                }

                if (used + folded.Length > chunk.Length)
                {
                    Keep();
                    chunk = new char[Math.Max(ChunkLength, folded.Length)];
                }

                // The passages of a material come one after another: one string serves all of them.
                material = material == id ? material : id;
                texts._passages.Add(new PassageText(material, ordinal, start, text.Length, texts._chunks.Count, used, folded.Length));
                folded.Text.CopyTo(chunk.AsSpan(used));
                used += folded.Length;
                texts.Characters += folded.Length;
            },
            cancellationToken);
        Keep();
        return texts;

        void Keep()
        {
            texts._chunks.Add((chunk.AsSpan(0, used).ToArray(), first));
            first = texts._passages.Count;
            used = 0;
        }
    }

    /// <summary>The folded text of a passage.</summary>
    public ReadOnlySpan<char> TextOf(int passage)
    {
        var (_, _, _, _, chunk, start, length) = _passages[passage];
        return _chunks[chunk].Text.AsSpan(start, length);
    }

    /// <summary>Every place where a string stands, in the order of the index; such as overlap each count.</summary>
    /// <param name="folded">The string, folded, not empty.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="OperationCanceledException">The search was cancelled.</exception>
    public List<TextPlace> Find(ReadOnlySpan<char> folded, CancellationToken cancellationToken)
    {
        var places = new List<TextPlace>();
        foreach (var (text, firstPassage) in _chunks)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var passage = firstPassage;
            for (var at = 0; ;)
            {
                var next = text.AsSpan(at).IndexOf(folded);
                if (next < 0)
                {
                    break;
                }

                at += next;
                while (_passages[passage].FoldedEnd <= at)
                {
                    passage++;
                }

                // What begins in one passage and ends in the next stands in neither.
                if (at + folded.Length <= _passages[passage].FoldedEnd)
                {
                    places.Add(new TextPlace(passage, at - _passages[passage].FoldedStart));
                }

                at++;
            }
        }

        return places;
    }

    private static (int Ordinal, int Start, string Text) Parse(string id, byte[] stored)
    {
        var json = new Utf8JsonReader(stored);
        json.Read();
        var (ordinal, start) = (0, 0);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("ordinal"u8))
            {
                json.Read();
                ordinal = json.GetInt32();
            }
            else if (json.ValueTextEquals("start"u8))
            {
                json.Read();
                start = json.GetInt32();
            }
            else if (json.ValueTextEquals("text"u8))
            {
                json.Read();
                return (ordinal, start, json.GetString()!);
            }
            else
            {
                json.Read();
                json.Skip();
            }
        }

        throw new InvalidDataException($"The index holds a passage of {id} without its text. Build it anew with 'kb build --rebuild'.");
    }
}

/// <summary>A passage whose text is held.</summary>
/// <param name="Material">Id of its material.</param>
/// <param name="Ordinal">Its place among the material's passages, from 0.</param>
/// <param name="Start">UTF-16 offset of its text in the material.</param>
/// <param name="Length">UTF-16 units of its text there.</param>
/// <param name="Chunk">Where its folded text is held.</param>
/// <param name="FoldedStart">At which place there.</param>
/// <param name="FoldedLength">And in how many units.</param>
internal readonly record struct PassageText(
    string Material, int Ordinal, int Start, int Length, int Chunk, int FoldedStart, int FoldedLength)
{
    public int FoldedEnd => FoldedStart + FoldedLength;
}

/// <summary>A place in a folded text.</summary>
/// <param name="Passage">The passage, by its place in <see cref="PassageTexts.Passages"/>.</param>
/// <param name="Position">Folded UTF-16 offset in it.</param>
internal readonly record struct TextPlace(int Passage, int Position);
