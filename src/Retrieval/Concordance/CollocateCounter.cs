using System.Buffers;
using System.Runtime.InteropServices;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>
/// Counts the words that stand near a string, and weighs them against how often they stand in the library. What is counted are passages:
/// of those that hold the string, how many have the word near it; of all, how many have the word.
/// </summary>
internal sealed class CollocateCounter(LibrarySnapshot snapshot, FoundString found, CollocateRequest request)
{
    /// <summary>Passages that are cut into words at most; more of them would change no order, and take longer than people wait.</summary>
    private const int MostPassages = 2000;

    /// <summary>Characters on either side that are cut: as many as hold so many words, and one more for what is cut off.</summary>
    private const int CharactersPerWord = 4;

    private static readonly SearchValues<char> SentenceEnds =
        SearchValues.Create(FoldedText.Fold(SentenceMarks.Ends + SentenceMarks.Semicolons));

    private readonly Dictionary<string, Company> _company = new(StringComparer.Ordinal);
    private readonly FoldedText _folded = new();
    private readonly List<Word> _words = [];

    public CollocateList Count(CancellationToken cancellationToken)
    {
        var groups = new List<Range>(); // the places of each passage
        for (var start = 0; start < found.Places.Count;)
        {
            var end = start + 1;
            while (end < found.Places.Count && found.Places[end].Passage == found.Places[start].Passage)
            {
                end++;
            }

            groups.Add(start..end);
            start = end;
        }

        var sampled = Math.Min(groups.Count, MostPassages);
        for (var i = 0; i < sampled; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var group = groups[(int)((long)i * groups.Count / sampled)];
            for (var place = group.Start.Value; place < group.End.Value; place++)
            {
                Add(found.Places[place]);
            }
        }

        var frequent = _company.Where(c => c.Value.Passages >= request.Fewest).ToList();
        var inLibrary = snapshot.Reader.DocumentFrequencies(PassageField.Words, [.. frequent.Select(c => EngineTerms.OfWord(c.Key))]);
        return new CollocateList(
            request.Text,
            found.Places.Count,
            groups.Count,
            sampled,
            [
                .. frequent
                    .Zip(inLibrary, (company, all) => new Collocate(
                        company.Key,
                        company.Value.Left,
                        company.Value.Right,
                        company.Value.Passages,
                        all,
                        LogLikelihood(company.Value.Passages, sampled, Math.Max(all, company.Value.Passages))))
                    .Where(c => c.LogLikelihood > 0)
                    .OrderByDescending(c => c.LogLikelihood)
                    .ThenBy(c => c.Word, StringComparer.Ordinal)
                    .Take(request.Size),
            ]);
    }

    private void Add(TextPlace place)
    {
        var text = found.Texts.TextOf(place.Passage);
        var end = place.Position + found.Folded.Length;
        var reach = (request.Words + 1) * CharactersPerWord;
        var from = Math.Max(0, place.Position - reach);
        var to = Math.Min(text.Length, end + reach);
        _folded.Reset(text[from..to]);
        snapshot.Analyzer.Cut(_folded, _words);

        // A word that the edge may have cut in two is none, and neither is one that lies partly in the string.
        var left = _words.FindLastIndex(w => w.End <= place.Position - from);
        AddAlong(left, step: -1, beyond: from == 0 ? -1 : 0, place.Passage);
        var right = _words.FindIndex(w => w.Start >= end - from);
        AddAlong(right < 0 ? _words.Count : right, step: 1, beyond: to == text.Length ? _words.Count : _words.Count - 1, place.Passage);
    }

    /// <summary>Adds the words in one direction, as many as are asked for, up to the end of the sentence.</summary>
    private void AddAlong(int word, int step, int beyond, int passage)
    {
        for (var count = 0; count < request.Words && word * step < beyond * step; word += step)
        {
            var signs = _words[word].Kind == WordKind.Sign;
            if (signs && _folded.Text.Slice(_words[word].Start, _words[word].Length).ContainsAny(SentenceEnds))
            {
                return;
            }

            count += signs ? 0 : 1;
            Add(_words[word], passage, isLeft: step < 0);
        }
    }

    private void Add(Word word, int passage, bool isLeft)
    {
        var text = _folded.Text.Slice(word.Start, word.Length);
        if (word.Length < 2 || word.Kind is WordKind.Sign or WordKind.Number or WordKind.Time || !char.IsLetter(text[0]))
        {
            return;
        }

        ref var company = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _company.GetAlternateLookup<ReadOnlySpan<char>>(), text, out var isKnown);
        company = new Company(
            company.Left + (isLeft ? 1 : 0),
            company.Right + (isLeft ? 0 : 1),
            company.Passages + (isKnown && company.Last == passage ? 0 : 1),
            passage);
    }

    /// <summary>
    /// Dunning's G² (Accurate Methods for the Statistics of Surprise and Coincidence, 1993); 0 where the word stands near the string no
    /// more often than elsewhere.
    /// </summary>
    /// <param name="near">Passages that have the word near the string.</param>
    /// <param name="looked">Passages that hold the string and were looked at.</param>
    /// <param name="all">Passages that have the word.</param>
    private double LogLikelihood(double near, double looked, double all)
    {
        var passages = Math.Max(snapshot.Reader.PassageCount, Math.Max(looked, all));
        if (near * passages <= looked * all)
        {
            return 0;
        }

        var (withoutWord, elsewhere) = (looked - near, all - near);
        var rest = Math.Max(0, passages - looked - elsewhere);
        var likelihood = Part(near, looked, all) + Part(withoutWord, looked, passages - all)
            + Part(elsewhere, passages - looked, all) + Part(rest, passages - looked, passages - all);
        return Math.Round(2 * likelihood, 2);

        double Part(double observed, double row, double column) =>
            observed <= 0 ? 0 : observed * Math.Log(observed * passages / (row * column));
    }

    private readonly record struct Company(int Left, int Right, int Passages, int Last);
}
