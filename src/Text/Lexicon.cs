using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KnowledgeBase.Text;

/// <summary>A term of the domain lexicon or of the library's owner.</summary>
/// <param name="Text">The term as its list writes it.</param>
/// <param name="Category">Category, empty when the list gives none.</param>
/// <param name="Parts">What it stands for, in order: 四个意识 → 政治意识, 大局意识, 核心意识, 看齐意识.</param>
/// <param name="Equivalents">Other ways to say the same, for queries: 二十大 → 党的二十大, 中国共产党第二十次全国代表大会.</param>
public sealed record LexiconTerm(string Text, string Category, IReadOnlyList<string> Parts, IReadOnlyList<string> Equivalents);

/// <summary>
/// The words that the segmenter knows, with the counts of its language model. The general lexicon is built into the program and read
/// in place; words of the library's owner lie over it (<see cref="WithUserWords"/>). Immutable, for any number of threads.
/// </summary>
public sealed class Lexicon
{
    /// <summary>What a word of the user costs where the line gives no weight.</summary>
    private const int TermCost = 8_000;

    private readonly Lazy<Dictionary<string, LexiconTerm>> _terms;
    private readonly Lazy<Dictionary<string, List<string>>> _synonyms;
    private readonly List<string> _userWords;
    private readonly List<int> _userCosts;

    private Lexicon(
        LexiconFile file, Lazy<Dictionary<string, LexiconTerm>> terms, List<string> userWords, List<int> userCosts, UserTrie? userTrie,
        IReadOnlyList<string> problems, string fingerprint)
    {
        File = file;
        _terms = terms;
        _userWords = userWords;
        _userCosts = userCosts;
        UserTrie = userTrie;
        _synonyms = new Lazy<Dictionary<string, List<string>>>(() => GatherSynonyms(terms.Value));
        Problems = problems;
        Fingerprint = fingerprint;
    }

    /// <summary>The lexicon that is built into the program, without user words.</summary>
    public static Lexicon Default { get; } = FromFile(LexiconFile.FromResource());

    /// <summary>
    /// Changes when any word, count or synonym does: an index that was made with another fingerprint was cut otherwise and is to be
    /// made anew. 16 hexadecimal digits.
    /// </summary>
    public string Fingerprint { get; }

    /// <summary>What was wrong with user words: one sentence for each line that was left out.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>Number of words, spellings not counted.</summary>
    public int WordCount => File.WordCount + _userWords.Count;

    /// <summary>The terms of the domain and of the user, in the order of their lists.</summary>
    public IEnumerable<LexiconTerm> Terms => _terms.Value.Values;

    internal LexiconFile File { get; }

    internal UserTrie? UserTrie { get; }

    /// <summary>
    /// This lexicon with words of the library's owner laid over it. A line is <c>word</c>, or <c>word, weight, category, synonyms</c>
    /// parted by tabs: the weight is a number above 0 (1 unless given; 10 means ten times as likely), synonyms are parted by <c>|</c> and
    /// are words themselves; empty lines and lines that start with <c>#</c> are skipped. A line that cannot be used is named in
    /// <see cref="Problems"/>, and the others count.
    /// </summary>
    public Lexicon WithUserWords(IEnumerable<string> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var userTerms = new Dictionary<string, LexiconTerm>(StringComparer.Ordinal);
        var words = new List<string>(_userWords);
        var costs = new List<int>(_userCosts);
        var problems = new List<string>(Problems);
        var trie = new UserTrie(UserTrie);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(Fingerprint));
        var number = 0;
        foreach (var line in lines)
        {
            number++;
            var trimmed = line.Trim();
            if (trimmed.Length == 0 || trimmed.StartsWith('#'))
            {
                continue;
            }

            var fields = trimmed.Split('\t', StringSplitOptions.TrimEntries);
            var word = FoldedText.Fold(fields[0]);
            var weight = 1.0;
            if (word.Length == 0 || word.Length > 64)
            {
                problems.Add($"Line {number}: “{fields[0]}” is not a word of 1 to 64 characters; write one word a line.");
                continue;
            }

            if (fields.Length > 1 && fields[1].Length > 0
                && (!double.TryParse(fields[1], NumberStyles.Float, CultureInfo.InvariantCulture, out weight) || !(weight > 0)
                    || double.IsInfinity(weight)))
            {
                problems.Add($"Line {number}: the weight “{fields[1]}” of “{fields[0]}” is not a number above 0; leave it empty for 1.");
                continue;
            }

            hash.AppendData(Encoding.UTF8.GetBytes(trimmed + "\n"));
            var id = File.WordCount + words.Count;
            words.Add(word);
            costs.Add(Math.Clamp((int)(TermCost - (1000 * Math.Log(weight))), 1, 60_000));
            trie.Add(word, id);
            var synonyms = fields.Length > 3
                ? fields[3].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                : [];
            var category = fields.Length > 2 ? fields[2] : "";
            userTerms[word] = new LexiconTerm(fields[0], category, [], synonyms);
        }

        // Who asks for the one finds the other, whichever it is: so each has to be a word.
        foreach (var synonym in userTerms.Values.SelectMany(term => term.Equivalents).Select(s => FoldedText.Fold(s)).ToList())
        {
            if (synonym.Length is > 0 and <= 64 && Find(synonym) < 0 && trie.Find(synonym) < 0)
            {
                trie.Add(synonym, File.WordCount + words.Count);
                words.Add(synonym);
                costs.Add(TermCost);
            }
        }

        var known = _terms;
        var terms = new Lazy<Dictionary<string, LexiconTerm>>(() =>
        {
            var all = new Dictionary<string, LexiconTerm>(known.Value, StringComparer.Ordinal);
            foreach (var (word, term) in userTerms)
            {
                all[word] = term;
            }

            return all;
        });
        return new Lexicon(
            File,
            terms,
            words,
            costs,
            trie.IsEmpty ? null : trie,
            problems,
            Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8)));
    }

    /// <summary>True when the string, folded, is a word or another spelling of one.</summary>
    public bool Contains(ReadOnlySpan<char> word) => Find(FoldedText.Fold(word)) >= 0;

    /// <summary>
    /// The words of a length that are common by the counts of the language model, folded; terms of the domain count as
    /// common.
    /// </summary>
    /// <param name="length">Number of characters.</param>
    /// <param name="most">
    /// What a word may cost at most by itself, −ln of its probability: some 30,000 words of all lengths cost up to 13.
    /// </param>
    public IEnumerable<string> CommonWords(int length, double most)
    {
        for (var id = 0; id < File.WordCount; id++)
        {
            if (IsCommon(id, length, most))
            {
                yield return new string(File.Spelling(id));
            }
        }
    }

    /// <summary>The words that a text becomes with one other character, folded.</summary>
    /// <param name="text">Folded.</param>
    public IEnumerable<string> WithOneOther(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        for (var id = 0; id < File.WordCount; id++)
        {
            if (IsWithOneOther(text, File.Spelling(id)))
            {
                yield return new string(File.Spelling(id));
            }
        }
    }

    private static bool IsWithOneOther(string text, ReadOnlySpan<char> word)
    {
        if (word.Length != text.Length)
        {
            return false;
        }

        var same = word.CommonPrefixLength(text);
        return same < text.Length && word[(same + 1)..].SequenceEqual(text.AsSpan(same + 1));
    }

    private unsafe bool IsCommon(int id, int length, double most)
    {
        ref readonly var word = ref File.Words[id];
        return word.Length == length && ((WordKind)word.Kind == WordKind.Term
            || ((WordKind)word.Kind == WordKind.Word && File.Units[word.Unit].Unigram + word.Emission <= most * 1000));
    }

    /// <summary>
    /// Other ways to say what a word says, folded: its equivalents by the lists, and the terms (with their other equivalents) that name it
    /// as theirs.
    /// </summary>
    /// <param name="word">A folded, canonical word.</param>
    internal IReadOnlyList<string> Synonyms(string word) => _synonyms.Value.TryGetValue(word, out var synonyms) ? synonyms : [];

    /// <summary>The number of a folded word, −1 when it isn't one.</summary>
    internal int Find(ReadOnlySpan<char> folded)
    {
        var user = UserTrie?.Find(folded) ?? -1;
        if (user >= 0)
        {
            return user;
        }

        var value = File.Find(folded);
        return value < 0 ? -1 : value & ~LexiconFile.SpellingBit;
    }

    /// <summary>The canonical, folded spelling of a word.</summary>
    internal ReadOnlySpan<char> Spelling(int id) =>
        id < File.WordCount ? File.Spelling(id) : _userWords[id - File.WordCount];

    /// <summary>Kind of a word.</summary>
    internal unsafe WordKind Kind(int id) => id < File.WordCount ? (WordKind)File.Words[id].Kind : WordKind.UserWord;

    /// <summary>Language-model unit of a word.</summary>
    internal unsafe int Unit(int id) => id < File.WordCount ? File.Words[id].Unit : File.FixedUnits[(int)FixedUnit.Proper];

    /// <summary>
    /// What a word costs within its unit; a user word's and a term's cost is meant as a whole (see <see cref="Segmenter"/>).
    /// </summary>
    internal unsafe int Emission(int id) => id < File.WordCount ? File.Words[id].Emission : _userCosts[id - File.WordCount];

    internal static Lexicon FromFile(LexiconFile file) =>
        new(file, new Lazy<Dictionary<string, LexiconTerm>>(() => ReadTerms(file)), [], [], null, [], file.Fingerprint);

    private static Dictionary<string, List<string>> GatherSynonyms(Dictionary<string, LexiconTerm> terms)
    {
        var synonyms = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var (word, term) in terms)
        {
            string[] group = [word, .. term.Equivalents.Select(e => FoldedText.Fold(e))];
            foreach (var one in group)
            {
                if (group.Length == 1)
                {
                    break;
                }

                if (!synonyms.TryGetValue(one, out var others))
                {
                    synonyms[one] = others = [];
                }

                foreach (var other in group)
                {
                    if (other != one && !others.Contains(other))
                    {
                        others.Add(other);
                    }
                }
            }
        }

        return synonyms;
    }

    private static Dictionary<string, LexiconTerm> ReadTerms(LexiconFile file)
    {
        var terms = new Dictionary<string, LexiconTerm>(StringComparer.Ordinal);
        foreach (var line in file.Terms.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = line.Split('\t', StringSplitOptions.TrimEntries);
            var term = new LexiconTerm(
                fields[0],
                fields.Length > 1 ? fields[1] : "",
                fields.Length > 2 ? fields[2].Split('、', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [],
                fields.Length > 3 ? fields[3].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : []);
            terms[FoldedText.Fold(fields[0])] = term;
        }

        return terms;
    }
}

/// <summary>User words: few, so a plain trie.</summary>
internal sealed class UserTrie
{
    private readonly Dictionary<(int State, char Character), int> _next = [];
    private readonly List<int> _words = [-1];
    private readonly ulong[] _first = new ulong[1024];

    public UserTrie(UserTrie? other)
    {
        if (other is null)
        {
            return;
        }

        _next = new Dictionary<(int, char), int>(other._next);
        _words = [.. other._words];
        other._first.CopyTo(_first, 0);
    }

    public bool IsEmpty => _next.Count == 0;

    /// <summary>True when some word starts so.</summary>
    public bool Starts(char c) => (_first[c >> 6] >> (c & 63) & 1) != 0;

    public int Next(int state, char c) => _next.GetValueOrDefault((state, c), -1);

    public int Word(int state) => _words[state];

    public void Add(string word, int id)
    {
        _first[word[0] >> 6] |= 1UL << (word[0] & 63);
        var state = 0;
        foreach (var c in word)
        {
            if (!_next.TryGetValue((state, c), out var next))
            {
                next = _words.Count;
                _words.Add(-1);
                _next.Add((state, c), next);
            }

            state = next;
        }

        _words[state] = id;
    }

    public int Find(ReadOnlySpan<char> word)
    {
        var state = 0;
        foreach (var c in word)
        {
            state = Next(state, c);
            if (state < 0)
            {
                return -1;
            }
        }

        return _words[state];
    }
}
