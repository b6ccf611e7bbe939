using System.Collections.Frozen;
using System.Diagnostics;
using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Queries;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>A query ready for the engine.</summary>
/// <param name="Query">What passages must match.</param>
/// <param name="Literals">Folded strings to be highlighted wherever they stand.</param>
/// <param name="Words">Terms of the word field to be highlighted.</param>
/// <param name="Parts">Parts of those words, to be highlighted where nothing else is.</param>
/// <param name="Patterns">What else tells words of the word field that are to be highlighted.</param>
/// <param name="Warnings">What was odd, in Chinese.</param>
/// <param name="Ranks">False when nothing in the query says that one passage fits better than another.</param>
internal sealed record QueryPlan(
    EngineQuery Query,
    IReadOnlyList<string> Literals,
    IReadOnlyList<string> Words,
    IReadOnlyList<string> Parts,
    IReadOnlyList<WordPattern> Patterns,
    IReadOnlyList<string> Warnings,
    bool Ranks)
{
    /// <summary>
    /// What was typed apart, or what a long word is made of, each part as a query of its own with all that is required beside; the rarest
    /// first. Empty where there are not several.
    /// </summary>
    public IReadOnlyList<EngineQuery> Apart { get; init; } = [];

    /// <summary>True when a passage must hold all of that, false when a long word is met otherwise, too.</summary>
    public bool IsApartRequired { get; init; }

    /// <summary>True when a sentence has strings in quotes, which may be looked for by their words where nothing holds them.</summary>
    public bool MayUnquote { get; init; }

    /// <summary>True when less of a compound will do where few passages hold what is wanted of it.</summary>
    public bool MayLoosen { get; init; }

    /// <summary>True when the question is for strings in quotation marks alone, every place of which is wanted.</summary>
    public bool IsLiteral { get; init; }

    /// <summary>True for what ends like a question, or has a word that questions are made with.</summary>
    public bool Asks { get; init; }

    /// <summary>The plain words that are looked for.</summary>
    public IReadOnlyList<AskedWord> Asked { get; init; } = [];
}

/// <summary>
/// Decides how each part of a query is matched. Literals match the characters of the text and are required; plain words match words
/// of the text, softly or strictly as the mode says; what is excluded is excluded by its characters, so that not even a part of a
/// longer word slips through. Not safe for use by several threads at a time.
/// </summary>
internal sealed class QueryPlanner
{
    private static readonly QueryWeights Weights = QueryWeights.Default;

    /// <summary>Words of two or more characters that questions are made with.</summary>
    private static readonly FrozenSet<string> QuestionWords = new[]
    {
        "什么", "什么样", "怎么", "怎么办", "怎么样", "怎样", "如何", "为何", "为什么", "哪些", "哪个", "哪里", "哪种", "有哪些", "多少", "请问", "能否", "可否", "是否",
        "有没有", "是不是", "可以", "应当", "应该", "需要", "以及", "或者", "关于", "方面", "我们",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Characters that questions end with.</summary>
    private const string QuestionEnds = "？?吗呢";

    /// <summary>Single characters that questions are made with, whatever they ask for.</summary>
    private const string QuestionCharacters = QuestionEnds + "我你他她它不能会要吧";

    /// <summary>Pieces that a date may be typed in: 2023 年 3 月 5 日.</summary>
    private const int MostOfFigure = 6;

    private readonly IWordAnalyzer _analyzer;
    private readonly IPassageReader _reader;
    private readonly FilterPlanner _filters;
    private readonly DocumentNumberPlanner _numbers;
    private readonly FoldedText _folded = new();
    private readonly List<string> _literals = [];
    private readonly List<string> _words = [];
    private readonly List<string> _parts = [];
    private readonly List<WordPattern> _patterns = [];
    private readonly List<string> _warnings = [];

    /// <summary>Strings that no text has, to be looked for in titles.</summary>
    private readonly HashSet<string> _titleStrings = new(StringComparer.Ordinal);
    private bool _bestOnly;
    private IReadOnlyList<EngineQuery> _apart = [];
    private bool _isApartRequired;
    private SpreadMaterials? _spread;
    private bool _unquotes;
    private bool _mayUnquote;
    private bool _mayLoosen;
    private bool _hasWords;
    private bool _asks;
    private readonly List<AskedWord> _asked = [];

    /// <param name="analyzer">Cuts queries as the index cuts texts.</param>
    /// <param name="themes">Knows the names of themes.</param>
    /// <param name="reader">Tells how common a term is.</param>
    public QueryPlanner(IWordAnalyzer analyzer, ThemeDirectory themes, IPassageReader reader)
    {
        _analyzer = analyzer;
        _filters = new FilterPlanner(themes, analyzer, _warnings);
        _numbers = new DocumentNumberPlanner(reader, analyzer);
        _reader = reader;
    }

    /// <summary>Plans a query.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="mode">How plain words combine. With phrase and literal the whole text is one string and nothing in it is an
    /// operator.</param>
    /// <param name="bestOnly">
    /// True when only the best few are wanted: then passages that hold nothing but common words of the query are not kept out, which
    /// costs time and hardly ever changes which are best.
    /// </param>
    /// <param name="spread">Materials that hold what was typed apart in different passages, to be found as well; null for none.</param>
    /// <param name="unquotes">Whether what stands in quotes within a sentence is looked for by its words, like the rest.</param>
    public QueryPlan Plan(
        string text, SearchMode mode, bool bestOnly = false, SpreadMaterials? spread = null, bool unquotes = false)
    {
        _bestOnly = bestOnly;
        _spread = spread;
        (_unquotes, _mayUnquote, _mayLoosen) = (unquotes, false, false);
        _apart = [];
        _isApartRequired = false;
        (_hasWords, _asks) = (false, false);
        _asked.Clear();
        _literals.Clear();
        _words.Clear();
        _parts.Clear();
        _patterns.Clear();
        _warnings.Clear();
        _titleStrings.Clear();
        var query = mode switch
        {
            SearchMode.Literal => Literal(text, highlighted: true),
            SearchMode.Phrase => WordPhrase(text),
            _ => Parsed(text, mode),
        };
        return new QueryPlan(query, [.. _literals], [.. _words], [.. _parts], [.. _patterns], [.. _warnings], Ranks(query))
        {
            Apart = _apart,
            IsApartRequired = _isApartRequired,
            MayUnquote = _mayUnquote,
            MayLoosen = _mayLoosen,
            Asks = _asks,
            Asked = [.. _asked],
            IsLiteral = !_hasWords && _literals.Count > 0 && _words.Count + _parts.Count + _patterns.Count == 0,
        };
    }

    private EngineQuery Parsed(string text, SearchMode mode)
    {
        var started = Stopwatch.GetTimestamp();
        var parsed = QueryParser.Parse(text);
        SearchTimings.Note(SearchTimings.Parse, started);
        _warnings.AddRange(parsed.Warnings);
        if (parsed.Root is not null && !IsOfSigns(parsed.Root) && Root(parsed.Root, mode) is { } query)
        {
            return query;
        }

        if (parsed.Root is FrameNode)
        {
            return new NothingQuery();
        }

        // What was typed and asks for nothing is signs, unless it was said that words of it were passed over.
        if ((_warnings.Count > 0 && text.Any(char.IsLetterOrDigit)) || string.IsNullOrWhiteSpace(text))
        {
            return new EveryPassageQuery();
        }

        _warnings.Clear();
        _warnings.Add($"只有标点或符号，没有可以检索的文字；要查找符号本身，请加引号，如“{text.Trim()}”。");
        return new NothingQuery();
    }

    /// <summary>
    /// True for words without a letter or a digit: ℃, ㈠ and ㊣ are signs, though they are folded to the letters and numerals in them.
    /// </summary>
    private static bool IsOfSigns(QueryNode root) =>
        root is WordsNode words && !words.Text.EnumerateRunes().Any(Rune.IsLetterOrDigit);

    private EngineQuery? Root(QueryNode root, SearchMode mode) => root switch
    {
        SequenceNode sequence => Sequence(sequence.Parts, mode, isWhole: true),
        WordsNode => Sequence([root], mode, isWhole: true),
        _ => Node(root, mode),
    };

    /// <summary>Null for a part that restricts nothing: only punctuation, or a filter that was not understood.</summary>
    private EngineQuery? Node(QueryNode node, SearchMode mode)
    {
        switch (node)
        {
            case WordsNode or LiteralNode or FilterNode or NotNode or RequiredNode:
                return Sequence([node], mode);
            case SequenceNode sequence:
                return Sequence(sequence.Parts, mode);
            case AllNode all:
                return All(all.Parts, mode);
            case TogetherNode together:
                return Together(together, highlighted: true);
            case FrameNode frame:
                return Frame(frame, highlighted: true);
            case PatternNode pattern:
                return Patterns(pattern, highlighted: true);
            case AnyNode any:
                EngineQuery[] parts = [.. any.Parts.Select(p => Node(p, mode)).OfType<EngineQuery>()];
                return parts.Length switch { 0 => null, 1 => parts[0], _ => new BooleanQuery { Should = parts } };
            default:
                throw new ArgumentException($"A query node {node.GetType().Name} has no meaning.", nameof(node));
        }
    }

    private EngineQuery? All(IReadOnlyList<QueryNode> parts, SearchMode mode)
    {
        var must = new List<EngineQuery>();
        var filter = new List<EngineQuery>();
        var mustNot = new List<EngineQuery>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case NotNode not:
                    AddIfAny(mustNot, Excluded(not.Inner));
                    break;
                case FilterNode f:
                    AddIfAny(filter, Filter(f));
                    break;
                default:
                    AddIfAny(must, Node(part, mode));
                    break;
            }
        }

        return Combine(must, [], mustNot, filter);
    }

    private EngineQuery? Sequence(IReadOnlyList<QueryNode> parts, SearchMode mode, bool isWhole = false)
    {
        var must = new List<EngineQuery>();
        var should = new List<EngineQuery>();
        var mustNot = new List<EngineQuery>();
        var filter = new List<EngineQuery>();
        var pieces = new List<Piece>();

        // What a sentence that asks, or was pasted, has in quotes is what people call it; texts may not.
        var asks = mode != SearchMode.And && IsSentence([.. parts.OfType<WordsNode>()]);
        _mayUnquote |= asks && parts.Any(part => part is LiteralNode);
        foreach (var part in WithFiguresInOne(WithSpacedWordsInOne(parts)))
        {
            switch (part)
            {
                case WordsNode node:
                    AddWords(pieces, node.Text, must);
                    break;
                case LiteralNode literal:
                    AddQuoted(literal, asks, pieces, mode == SearchMode.Or ? should : must);
                    break;
                case FilterNode f:
                    AddIfAny(filter, Filter(f));
                    break;
                case NotNode not:
                    AddIfAny(mustNot, Excluded(not.Inner));
                    break;
                case RequiredNode required:
                    AddIfAny(must, Node(required.Inner, SearchMode.And));
                    break;
                default:
                    AddIfAny(mode == SearchMode.Or ? should : must, Node(part, mode));
                    break;
            }
        }

        EngineQuery[] others = [.. filter];
        var apart = Words(pieces, mode, must, should, filter);
        if (isWhole && apart.Looser.Length > 0)
        {
            return Looser(must, should, mustNot, filter, others, apart);
        }

        if (!isWhole || apart.Queries.Count < 2)
        {
            filter.AddRange(apart.IsRequired ? apart.Queries : []);
            return Combine(must, should, mustNot, filter);
        }

        _isApartRequired = apart.IsRequired;
        _apart = [.. apart.Queries.Select(q => new BooleanQuery { Filter = [.. must, .. filter, q], MustNot = mustNot })];
        var strict = Combine(must, should, mustNot, [.. filter, .. apart.IsRequired ? apart.Queries : []]);
        return _spread is null ? strict : Ladder(strict!, must, should, mustNot, filter, apart);
    }

    /// <summary>A string as it stands or, where it is a part of a sentence or was cut out and nothing holds it, by its words.</summary>
    private void AddQuoted(LiteralNode literal, bool asks, List<Piece> pieces, List<EngineQuery> matched)
    {
        if ((asks || literal.IsOpen) && !Finds(Literal(literal.Text, highlighted: false)))
        {
            _warnings.Add($"库中没有“{literal.Text}”这一写法，已按其中的词查找。");
            AddPiece(pieces, literal.Text);
        }
        else if (asks && _unquotes)
        {
            _warnings.Add($"“{literal.Text}”与其余的词不在同一段落，已按其中的词查找。");
            AddPiece(pieces, literal.Text);
        }
        else
        {
            matched.Add(Literal(literal));
        }
    }

    /// <summary>True for what ends like a question and for so much that it was pasted.</summary>
    private static bool IsSentence(WordsNode[] plain) =>
        Array.Exists(plain, words => QuestionEnds.Contains(words.Text[^1], StringComparison.Ordinal))
        || plain.Sum(words => words.Text.Length) >= Weights.LettersOfSentence;

    /// <summary>
    /// What a passage holds altogether comes first, then materials that hold it in neighbouring passages, then in others, and where no
    /// passage holds it all, what holds some of it.
    /// </summary>
    private BooleanQuery Ladder(
        EngineQuery strict,
        List<EngineQuery> must,
        List<EngineQuery> should,
        List<EngineQuery> mustNot,
        List<EngineQuery> filter,
        Apart apart)
    {
        var steps = new List<EngineQuery>();
        Say(apart);
        if (_spread!.IsTogether)
        {
            steps.Add(strict);
        }

        foreach (var materials in (IReadOnlyList<string>[])[_spread.Near, _spread.Far])
        {
            if (materials.Count > 0)
            {
                Add([.. filter, AnyOf(apart.Queries), new OfMaterialsQuery(materials)]);
            }
        }

        if (!_spread.IsTogether && apart.IsRequired)
        {
            Add([.. filter, AnyOf(apart.Queries)]);
        }

        return new BooleanQuery { Should = steps };

        void Add(List<EngineQuery> filters) => steps.Add(new BooleanQuery
        {
            Must = must,
            Should = should,
            MustNot = mustNot,
            Filter = filters,
            Boost = MathF.Pow(Weights.NextStep, steps.Count),
        });
    }

    /// <summary>What holds what is wanted of a compound comes first, then what holds less of it.</summary>
    /// <param name="must">What is required and adds to the score.</param>
    /// <param name="should">What adds to the score.</param>
    /// <param name="mustNot">What is excluded.</param>
    /// <param name="filter">What is required, with what is wanted of the compound.</param>
    /// <param name="others">The same without that.</param>
    /// <param name="apart">The compound.</param>
    private EngineQuery? Looser(
        List<EngineQuery> must,
        List<EngineQuery> should,
        List<EngineQuery> mustNot,
        List<EngineQuery> filter,
        EngineQuery[] others,
        Apart apart)
    {
        _mayLoosen = true;
        if (_spread is null)
        {
            return Combine(must, should, mustNot, filter);
        }

        var names = string.Join("、", apart.Names.Select(name => $"“{name}”"));
        _warnings.Add(_spread.IsTogether
            ? $"含有{names}的材料不多，其余只含所查的一部分，排在后面。"
            : $"没有段落含有{names}，以下只含所查的一部分。");
        IReadOnlyList<EngineQuery>[] steps = [filter, .. apart.Looser.Select(looser => (EngineQuery[])[.. others, looser])];
        return new BooleanQuery
        {
            Should =
            [
                .. steps.Select((required, i) => new BooleanQuery
                {
                    Must = must,
                    Should = should,
                    MustNot = mustNot,
                    Filter = required,
                    Boost = MathF.Pow(Weights.NextStep, i),
                }),
            ],
        };
    }

    private void Say(Apart apart)
    {
        var names = string.Join("、", apart.Names.Select(name => $"“{name}”"));
        _warnings.Add((_spread!.IsTogether, _spread.IsEmpty, apart.IsRequired) switch
        {
            (true, _, _) => $"在不同段落中含有{names}的材料也列出，排在后面。",
            (false, true, _) => $"没有段落同时含有{names}，以下只含其中一部分。",
            (false, false, true) => $"没有段落同时含有{names}；在不同段落中含有它们的材料在前，其余只含其中一部分。",
            _ => $"没有段落同时含有{names}，以下材料在不同段落中含有它们。",
        });
    }

    /// <summary>Adds what the plain words ask for.</summary>
    /// <returns>What was typed apart, to be required of a passage or, if there is none, of a material.</returns>
    private Apart Words(
        List<Piece> pieces, SearchMode mode, List<EngineQuery> must, List<EngineQuery> should, List<EngineQuery> filter)
    {
        var wished = mode == SearchMode.Best ? WishedOf(pieces) : [];
        List<Piece> joined = [.. pieces.Select(p => p with { Words = Joined(p.Words) })];
        var asks = joined.Exists(Asks);
        var isQuestion = asks || IsLong(pieces, joined);
        _asks |= asks;
        if (mode != SearchMode.And)
        {
            // Of a question the pairs of characters find what its words miss, but a name that was typed apart in it stays one.
            pieces = isQuestion
                ? [.. pieces.Zip(joined, (apart, one) => one.Words.Count == 1 ? one : apart)]
                : joined.ConvertAll(piece => joined.Count > 1 ? WholeWhereCharacters(piece) : piece);
        }

        // A query of nothing but 的 and 了 means them.
        List<QueryWord> words = [.. pieces.SelectMany(p => p.Words)];
        List<QueryWord> characters = isQuestion ? words.FindAll(IsTellingCharacter) : [];
        var telling = mode == SearchMode.And ? words : Telling(words);
        (pieces, telling) = KnownOf(pieces, telling, dropsOthers: mode != SearchMode.And);
        foreach (var word in telling)
        {
            AddHighlights(word);
        }

        switch (mode)
        {
            case SearchMode.And:
                must.AddRange(telling.Select(InAnyForm));
                break;
            case SearchMode.Or:
                foreach (var word in telling)
                {
                    should.Add(InText(word.Term));
                    should.AddRange(word.Parts.Select(InText));
                }

                break;
            default:
                var apart = Best(
                    telling, [.. pieces.Select(p => p with { Words = p.Words.FindAll(telling.Contains) })],
                    alone: must.Count == 0, isQuestion, should, filter);
                should.AddRange(characters.Except(telling).Select(c => InText(c.Term) with { Boost = Weights.Character }));
                AddWished(wished, must, should, filter);
                return apart;
        }

        return Apart.None;
    }

    /// <summary>
    /// Takes from the end of a question what only says which kind of text is wanted: who asks for 党员积分的做法 asks about 党员积分, and a
    /// text that speaks of 做法 of something else is none.
    /// </summary>
    private List<QueryWord> WishedOf(List<Piece> pieces)
    {
        if (pieces.Count == 0 || RequestEnding.In(pieces[^1].Text) is not { } ending)
        {
            return [];
        }

        pieces[^1] = new Piece(ending.About, [.. _analyzer.AnalyzeQuery(ending.About)]);
        return [.. _analyzer.AnalyzeQuery(ending.Kind).Where(w => w.Term is { Lookup: QueryLookup.Word, Length: > 1 })];
    }

    /// <summary>Adds what is wished beside what must be met: by itself it finds nothing.</summary>
    private static void AddWished(
        List<QueryWord> wished, List<EngineQuery> must, List<EngineQuery> should, List<EngineQuery> filter)
    {
        if (wished.Count == 0)
        {
            return;
        }

        if (must.Count + filter.Count == 0 && should.Count > 0)
        {
            must.Add(should is [var only] ? only : new BooleanQuery { Should = [.. should] });
            should.Clear();
        }

        should.AddRange(wished.Select(w => InText(w.Term) with { Boost = Weights.Wished }));
    }

    /// <summary>Beside other words, what is single characters alone (鑫之垚) is one word, not characters that say too little.</summary>
    private static Piece WholeWhereCharacters(Piece piece)
    {
        if (piece.Words.Count < 2 || !piece.Words.TrueForAll(w => IsCharacter(w) || w.IsFunctionWord) || !piece.Words.Exists(Tells))
        {
            return piece;
        }

        var (first, last) = (piece.Words[0], piece.Words[^1]);
        var text = piece.Text[first.Start..last.End];
        var folded = FoldedText.Fold(text);
        var term = new QueryTerm(folded, QueryLookup.Literal, first.Term.Offset, folded.Length);
        var whole = first with { Text = text, End = last.End, Term = term, IsFunctionWord = false, Parts = [], Synonyms = [] };
        return piece with { Words = [whole] };
    }

    /// <summary>True for so many words that they are a question; one that nobody wrote makes none of the others.</summary>
    private bool IsLong(List<Piece> pieces, List<Piece> joined) =>
        pieces.Zip(joined, WordCount).Sum() >= Weights.WordsOfQuestion
        && pieces.Zip(joined).Where(p => p.Second.Words.Exists(IsKnown)).Sum(p => WordCount(p.First, p.Second)) >= Weights.WordsOfQuestion;

    /// <summary>
    /// How many words a piece counts: 18场 and 创兴 are one each, however many the lexicon makes of them. Of what runs on like a sentence
    /// each counts.
    /// </summary>
    private static int WordCount(Piece piece, Piece joined)
    {
        var words = joined.Words.Count(Tells);
        return words < Weights.WordsOfSentence ? words : piece.Words.Count(Tells);
    }

    /// <summary>
    /// The words that the library holds somewhere, in this or another form; all of them when it holds none. Of the others it is said that
    /// it does not hold them: a word that nobody wrote must not hide what the other words find. A long one is met by what the library
    /// holds of its parts: who asks for 两新组织党建覆盖率 where nobody wrote 两新组织党建 asks about 党建, and not about whatever covers
    /// something.
    /// </summary>
    private (List<Piece> Pieces, List<QueryWord> Words) KnownOf(List<Piece> pieces, List<QueryWord> words, bool dropsOthers)
    {
        var known = words.FindAll(IsKnown);
        foreach (var word in known.Where(IsByPartsAlone))
        {
            SayParts(Quoted([word.Text]), word.Parts.Select(part => part.Term));
        }

        if (known.Count == words.Count)
        {
            return (pieces, words);
        }

        if (known.Count == 0 || !dropsOthers)
        {
            var unknown = Quoted(Told(words, known));
            if (!dropsOthers || KnownPartsOf(words) is not { Count: > 0 } parts)
            {
                _warnings.Add($"库中没有{unknown}。");
                return (pieces, words);
            }

            SayParts(unknown, parts.Select(part => part.Text));
            return ([.. parts.Select(part => new Piece(part.Text, [part]))], parts);
        }

        var met = new Dictionary<QueryWord, List<QueryWord>>();
        foreach (var word in words.Except(known).Where(IsLongForParts))
        {
            if (KnownPartsOf([word]).FindAll(part => !IsOfList(part.Term)) is { Count: > 0 } parts)
            {
                met.Add(word, parts);
                SayParts(Quoted([word.Text]), parts.Select(part => part.Text));
            }
        }

        var left = words.FindAll(word => known.Contains(word) || met.ContainsKey(word));
        if (left.Count < words.Count)
        {
            _warnings.Add($"库中没有{Quoted(Told(words, left))}，已按其余的词查找。");
        }

        return met.Count == 0
            ? (pieces, left)
            : ([.. pieces.Select(piece => piece with { Words = ByParts(piece.Words) })], ByParts(left));

        void SayParts(string unknown, IEnumerable<string> parts) =>
            _warnings.Add($"库中没有{unknown}，已按其中的{string.Join("、", parts.Select(part => $"“{part}”"))}查找。");

        List<QueryWord> ByParts(List<QueryWord> some) => [.. some.SelectMany(word => met.GetValueOrDefault(word) ?? [word])];
    }

    /// <summary>True for a word that is long enough to be met by its parts beside others.</summary>
    private static bool IsLongForParts(QueryWord word) =>
        word.Term.Length >= Weights.ShortestMetByParts + (word.Term.Lookup == QueryLookup.Word ? 0 : 1);

    private static string Quoted(IEnumerable<string> texts) =>
        string.Join("、", texts.Distinct(StringComparer.Ordinal).Select(text => $"“{text}”"));

    /// <summary>True for the short name of a list, which is nothing without the word behind it: 四个 of 四个意识, 两新 of 两新组织.</summary>
    private static bool IsOfList(QueryTerm term) =>
        term.Term is [var first, _] && "一二两三四五六七八九十".Contains(first, StringComparison.Ordinal);

    /// <summary>What the library holds of the words that long words are made of, each as a word of its own.</summary>
    private List<QueryWord> KnownPartsOf(List<QueryWord> words) =>
    [
        .. words.SelectMany(word => PartsOf(word)
            .SelectMany(part => DocumentFrequency(part) > 0 ? [part] : PartsOf(part.Term).Where(p => DocumentFrequency(p) > 0))
            .DistinctBy(part => part.Term, StringComparer.Ordinal)
            .Select(part => word with { Text = part.Term, Term = part, Parts = [], Synonyms = [] })),
    ];

    /// <summary>The words inside of a word; of one that was joined, those that the lexicon knows.</summary>
    private IEnumerable<QueryTerm> PartsOf(QueryWord word) =>
        word.Term.Lookup == QueryLookup.Word ? word.Parts : PartsOf(word.Text);

    private IEnumerable<QueryTerm> PartsOf(string text) => _analyzer.AnalyzeQuery(text)
        .SelectMany(w => w.Term.Term == FoldedText.Fold(text) ? w.Parts : [w.Term])
        .Where(t => t is { Lookup: QueryLookup.Word, Length: > 1 });

    /// <summary>The texts of the words that are not known, neighbours in one.</summary>
    private static List<string> Told(List<QueryWord> words, List<QueryWord> known)
    {
        var told = new List<string>();
        QueryWord? before = null;
        foreach (var word in words)
        {
            if (known.Contains(word))
            {
                before = null;
                continue;
            }

            if (before is not null && word.Start > 0 && before.End == word.Start)
            {
                told[^1] += word.Text;
            }
            else
            {
                told.Add(word.Text);
            }

            before = word;
        }

        return told;
    }

    /// <summary>True when some passage has the word, another way to say it, all that it is made of, or a title with it.</summary>
    private bool IsKnown(QueryWord word)
    {
        var inText = InText(word.Term);
        if (DocumentFrequency(word.Term) > 0 && (inText is TermQuery || Finds(inText)))
        {
            return true;
        }

        // Looking through every title takes longer than the search itself, so only what no text has is looked for there.
        if (word.Term.Lookup == QueryLookup.Literal)
        {
            _titleStrings.Add(word.Term.Term);
        }

        return Finds(Anywhere(word));
    }

    /// <summary>True for a word that nobody wrote, in this or another form, and that is known by what it is made of: 发展对象.</summary>
    private bool IsByPartsAlone(QueryWord word) =>
        word is { Parts.Count: > 1, Term.Lookup: QueryLookup.Word }
        && DocumentFrequency(word.Term) == 0
        && !word.Synonyms.Any(synonym => Finds(InText(synonym)))
        && !Finds(EngineTerms.Literal(word.Term.Term))
        && !Finds(Term(PassageField.Heading, word.Term.Term))
        && !Finds(Term(PassageField.Title, word.Term.Term));

    private bool Finds(EngineQuery query) => _reader.Top(query, new ScoredMaterial[1]) > 0;

    /// <summary>Someone who asks for one word wants that word; what it is made of comes after it, and all of it at once.</summary>
    private Apart AddOnly(List<EngineQuery> should, QueryWord only)
    {
        AddEverywhere(should, only.Term, 1);
        AddSynonyms(should, only);
        PlacedQuery[] parts = [.. only.Parts.Select(InText)];
        if (parts.Length < 2)
        {
            return Apart.None;
        }

        if (HavePlaces(parts))
        {
            should.Add(new NearQuery(parts, Weights.NearParts, IsOrdered: false) { Boost = Weights.Part });
        }

        should.Add(new BooleanQuery { Must = [.. only.Parts.Select(InAnyField)], Boost = Weights.PartsApart });
        return only.Parts.Any(IsOfList) ? Apart.None : new Apart(
            [.. only.Parts.OrderBy(DocumentFrequency).Select(InAnyField)], [.. only.Parts.Select(p => p.Term)], IsRequired: false);
    }

    private EngineQuery InAnyField(QueryTerm term) => term.Lookup != QueryLookup.Word ? InText(term) : new DisjunctionMaxQuery(
    [
        InText(term),
        Term(PassageField.Heading, term.Term) with { Boost = Weights.Heading },
        Term(PassageField.Title, term.Term) with { Boost = Weights.Title },
    ]);

    private void AddEach(List<EngineQuery> should, List<QueryWord> words)
    {
        Action<List<EngineQuery>, QueryTerm, float> add = words.Count >= Weights.WordsOfQuestion ? AddWhereItTellsMost : AddEverywhere;
        foreach (var word in words)
        {
            add(should, word.Term, 1);

            // Of a word that nobody wrote its parts are all there is to go by.
            var ofPart = word.Parts.Count > 1 && DocumentFrequency(word.Term) == 0 ? Weights.PartOfAbsent : Weights.Part;
            foreach (var part in word.Parts)
            {
                add(should, part, ofPart);
            }

            AddSynonyms(should, word);
        }
    }

    private Apart Best(
        List<QueryWord> words, List<Piece> pieces, bool alone, bool isQuestion, List<EngineQuery> should, List<EngineQuery> filter)
    {
        if (words is [var only] && alone && !isQuestion)
        {
            return AddOnly(should, only);
        }

        AddEach(should, words);
        EngineQuery[] pairs = isQuestion ? [.. PairsOf(pieces)] : [];
        should.AddRange(pairs);
        var apart = isQuestion ? [] : pieces.FindAll(p => p.Words.Count > 0);
        var required = Apart.None;
        if (words.Count == 0 || (_bestOnly && alone))
        {
            // Whatever is found will do.
        }
        else if (apart.Count > 1)
        {
            // What was typed apart is wanted altogether.
            required = new Apart(
                [
                    .. apart.OrderBy(p => p.Words.Min(w => DocumentFrequency(w.Term)))
                        .Select(p => AnyOf([.. MostTelling(p.Words, Weights.MostTelling).Select(Anywhere)])),
                ],
                [.. apart.Select(p => p.Text)],
                IsRequired: true);
        }
        else
        {
            QueryWord[] wanted = [.. MostTelling(words, _asks ? Weights.MostTellingOfQuestion : Weights.MostTelling)];
            var enough = EnoughOf(pairs);
            required = Compound(words, wanted, enough, isQuestion);
            filter.Add(AnyOf([.. wanted.Select(Anywhere), .. enough]));
        }

        PlacedQuery[] places = [.. words.Select(w => InText(w.Term))];
        if (apart.Count > 1 && places.Length <= Weights.MostTogether && HavePlaces(places))
        {
            should.Add(new NearQuery(places, Weights.NearWords, IsOrdered: false) { Boost = Weights.WordsTogether });
        }

        foreach (var piece in pieces)
        {
            _folded.Reset(piece.Text);
            if (words.Count > 1 && _folded.Length >= Weights.ShortestPiece && _folded.Length <= Weights.LongestPiece)
            {
                should.Add(EngineTerms.Literal(_folded.Text) with { Boost = Weights.Piece });
            }
        }

        return required;
    }

    /// <summary>
    /// What was typed in one piece. A long word in it that hardly anybody writes (党建与生产经营) is met by its parts and tells no more than the
    /// rarest of them, or it would hide what the words beside it find: where few passages hold what is wanted, that comes behind, and of
    /// it what holds two of the words first. So does what the others find that tell something, where it is no question that was typed.
    /// </summary>
    private Apart Compound(List<QueryWord> words, QueryWord[] wanted, EngineQuery[] enough, bool isQuestion)
    {
        List<QueryWord> more = _asks ? [.. wanted] : [.. MostTelling(words, Weights.MostTelling, byParts: true)];
        if (more.Count == wanted.Length && !isQuestion)
        {
            more = [.. MostTelling(words, Weights.MostTellingBehind)];
        }

        if (more.Count == wanted.Length)
        {
            return Apart.None;
        }

        EngineQuery any = AnyOf([.. more.Select(Anywhere), .. enough]);
        EngineQuery[] looser = words.Count < 3
            ? [any]
            : [new BooleanQuery { Should = [.. words.Select(Anywhere)], MinimumShouldMatch = 2 }, any];
        return new Apart([], [.. wanted.Select(w => w.Text)], IsRequired: false) { Looser = looser };
    }

    private void AddPiece(List<Piece> pieces, string text)
    {
        if (text.Length > 0)
        {
            pieces.Add(new Piece(text, [.. _analyzer.AnalyzeQuery(text)]));
        }
    }

    /// <summary>Plain words, and the document numbers among them: somebody who types one wants that document.</summary>
    private void AddWords(List<Piece> pieces, string text, List<EngineQuery> must)
    {
        _hasWords = true;
        var rest = text;
        while (AskedNumber.In(rest) is { } number)
        {
            must.Add(_numbers.Plan(number, _literals, _warnings));
            rest = number.Behind;
        }

        AddPiece(pieces, rest);
    }

    /// <summary>党 支 部: a word whose characters were typed apart, or copied from where they stand apart, is one.</summary>
    private List<QueryNode> WithSpacedWordsInOne(IReadOnlyList<QueryNode> parts)
    {
        var joined = new List<QueryNode>(parts.Count);
        for (var i = 0; i < parts.Count;)
        {
            var end = i;
            while (end < parts.Count && parts[end] is WordsNode { Text: [>= '\u4e00' and <= '\u9fff'] })
            {
                end++;
            }

            var spaced = string.Concat(parts.Skip(i).Take(end - i).Cast<WordsNode>().Select(node => node.Text));
            if (spaced.Length > 2 || (spaced.Length == 2 && _analyzer.AnalyzeQuery(spaced) is [{ Term.Lookup: QueryLookup.Word }]))
            {
                joined.Add(new WordsNode(spaced));
                i = end;
            }
            else
            {
                joined.Add(parts[i]);
                i++;
            }
        }

        return joined;
    }

    /// <summary>18 场 and 2023 年 3 月 5 日: a figure and its unit that were typed apart are one.</summary>
    private List<QueryNode> WithFiguresInOne(List<QueryNode> parts)
    {
        var joined = new List<QueryNode>(parts.Count);
        for (var i = 0; i < parts.Count; i++)
        {
            joined.Add(parts[i]);
            if (parts[i] is not WordsNode { Text: var text } || !char.IsAsciiDigit(FoldedText.Fold(text) is [.., var last] ? last : ' '))
            {
                continue;
            }

            var (whole, taken) = (text, i);
            for (var next = i + 1; next < parts.Count && next - i < MostOfFigure && parts[next] is WordsNode node; next++)
            {
                whole += node.Text;
                if (_analyzer.AnalyzeQuery(whole).Any(w => w.Start < text.Length && w.End > whole.Length - node.Text.Length))
                {
                    (joined[^1], taken) = (new WordsNode(whole), next);
                }
            }

            i = taken;
        }

        return joined;
    }

    /// <summary>Enough of a question's pairs of characters, where it has any.</summary>
    private EngineQuery[] EnoughOf(EngineQuery[] pairs) => pairs.Length == 0
        ? []
        :
        [
            new BooleanQuery
            {
                Should = [.. pairs.Select(p => p with { Boost = 1 })],
                MinimumShouldMatch = Math.Max(
                    Weights.FewestPairs, pairs.Length / (_asks ? Weights.PairsPerMatchOfQuestion : Weights.PairsPerMatch)),
            },
        ];

    /// <summary>
    /// Every two neighbouring characters, each pair once. One inside of a word that is looked for anyhow only says the same again; one
    /// across words meets what the texts cut otherwise.
    /// </summary>
    private IEnumerable<EngineQuery> PairsOf(List<Piece> pieces)
    {
        var boosts = new OrderedDictionary<string, float>(StringComparer.Ordinal);
        foreach (var piece in pieces)
        {
            _folded.Reset(piece.Text);
            for (var i = 0; i + 1 < _folded.Length; i++)
            {
                var pair = _folded.Text.Slice(i, 2).ToString();
                var isInWord = piece.Words.Exists(w =>
                    w.Term.Lookup == QueryLookup.Word && w.Term.Offset <= i && i + 2 <= w.Term.Offset + w.Term.Length);
                boosts[pair] = Math.Max(boosts.GetValueOrDefault(pair), isInWord ? Weights.PairOfWord : Weights.Pair);
            }
        }

        return boosts.Select(p => EngineTerms.Literal(p.Key) with { Boost = p.Value });
    }

    private void AddSynonyms(List<EngineQuery> should, QueryWord word)
    {
        foreach (var synonym in word.Synonyms)
        {
            should.Add(InText(synonym) with { Boost = Weights.Synonym });
            AddHighlight(synonym);
        }

        var others = word.Synonyms.Select(s => s.Term).Where(term => term != word.Text).ToList();
        if (others.Count > 0)
        {
            _warnings.Add($"“{word.Text}”也按{string.Join("、", others.Select(term => $"“{term}”"))}查找；只查原词请加引号。");
        }
    }

    /// <summary>
    /// The rarest words that together carry a share of what the query tells, in the sense of BM25. A passage must hold one of them:
    /// 工作 alone makes no hit for 网格员工作职责.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <param name="share">How much of what they tell is enough.</param>
    /// <param name="byParts">Whether a long word carries no more than the rarest of its parts.</param>
    private IEnumerable<QueryWord> MostTelling(List<QueryWord> words, double share, bool byParts = false)
    {
        var weighed = words.Select(w => (Word: w, Tells: Tells(w.Term))).OrderByDescending(w => w.Tells).ToList();
        var enough = weighed.Sum(w => w.Tells) * share;
        var told = 0.0;
        foreach (var (word, tells) in weighed)
        {
            if (told >= enough)
            {
                yield break;
            }

            told += byParts && word.Parts.Count > 0 ? Math.Min(tells, word.Parts.Max(Tells)) : tells;
            yield return word;
        }

        double Tells(QueryTerm term) => Math.Log(1 + ((_reader.PassageCount + 1.0) / (1 + DocumentFrequency(term))));
    }

    private int DocumentFrequency(QueryTerm term) => InText(term) switch
    {
        TermQuery query => _reader.DocumentFrequency(query.Field, query.Term),
        PhraseQuery phrase => phrase.Terms.Min(t => _reader.DocumentFrequency(phrase.Field, t)),
        _ => 0,
    };

    /// <summary>
    /// Single characters that are no words, joined to the word that they were typed with: 工作法 is looked for as such where the lexicon
    /// knows 工作 alone.
    /// </summary>
    private static List<QueryWord> Joined(List<QueryWord> words)
    {
        var joined = new List<QueryWord>(words.Count);
        foreach (var word in words)
        {
            if (joined.Count > 0 && joined[^1] is var before && before.End == word.Start && before.Start < word.Start
                && Tells(before) && Tells(word) && (IsCharacter(before) || IsCharacter(word)))
            {
                var term = FoldedText.Fold(before.Text + word.Text);
                joined[^1] = before with
                {
                    Text = before.Text + word.Text,
                    End = word.End,
                    Term = new QueryTerm(term, QueryLookup.Literal, before.Term.Offset, term.Length),
                    Parts = [],
                    Synonyms = [],
                };
            }
            else
            {
                joined.Add(word);
            }
        }

        return joined;
    }

    private static bool IsCharacter(QueryWord word) => word.Term is { Length: 1, Lookup: QueryLookup.Literal };

    /// <summary>
    /// The words that say what is looked for. Single characters that are no words of the lexicon say little and stand everywhere, so
    /// they go too where better words are left.
    /// </summary>
    private static List<QueryWord> Telling(List<QueryWord> words)
    {
        var telling = words.FindAll(Tells);
        if (telling.Exists(w => w.Term.Length > 1))
        {
            telling.RemoveAll(IsCharacter);
        }

        return telling.Count > 0 ? telling : words;
    }

    /// <summary>Not a word that questions are made with and answers are not.</summary>
    private static bool Tells(QueryWord word) => !word.IsFunctionWord && !Asks(word);

    /// <summary>True for what ends like a question, or has a word that questions are made with.</summary>
    private static bool Asks(Piece piece) =>
        QuestionEnds.Contains(piece.Text[^1], StringComparison.Ordinal) || piece.Words.Exists(Asks);

    private static bool Asks(QueryWord word) => QuestionWords.Contains(word.Term.Term);

    /// <summary>A character that is a word of its own and tells something: 买, 租, 罚.</summary>
    private static bool IsTellingCharacter(QueryWord word) =>
        IsCharacter(word) && Tells(word) && !QuestionCharacters.Contains(word.Term.Term, StringComparison.Ordinal);

    /// <summary>
    /// A word of many counts once, in the field where it tells most: what a text repeats from its title is nothing new, and so
    /// many words would be gathered from titles alone.
    /// </summary>
    private static void AddWhereItTellsMost(List<EngineQuery> should, QueryTerm term, float boost)
    {
        var inText = InText(term) with { Boost = boost };
        should.Add(term.Lookup != QueryLookup.Word
            ? inText
            : new DisjunctionMaxQuery(
            [
                inText,
                Term(PassageField.Heading, term.Term) with { Boost = boost * Weights.HeadingInstead },
                Term(PassageField.Title, term.Term) with { Boost = boost * Weights.TitleInstead },
            ]));
    }

    private static void AddEverywhere(List<EngineQuery> should, QueryTerm term, float boost)
    {
        should.Add(InText(term) with { Boost = boost });
        if (term.Lookup == QueryLookup.Word)
        {
            should.Add(Term(PassageField.Heading, term.Term) with { Boost = boost * Weights.Heading });
            should.Add(Term(PassageField.Title, term.Term) with { Boost = boost * Weights.Title });
        }
    }

    /// <summary>The word, another way to say it or, where it is made of words, all of those, in any of the fields.</summary>
    private BooleanQuery Anywhere(QueryWord word)
    {
        List<EngineQuery> should = [.. word.Synonyms.Select(InText)];
        foreach (var field in (PassageField[])[PassageField.Words, PassageField.Heading, PassageField.Title])
        {
            should.Add(In(field, word.Term));
            if (word.Parts.Count > 0)
            {
                should.Add(new BooleanQuery { Filter = [.. word.Parts.Select(part => In(field, part))] });
            }
        }

        return new BooleanQuery { Should = should };
    }

    private static EngineQuery InAnyForm(QueryWord word) => word.Parts.Count == 0
        ? InText(word.Term)
        : new BooleanQuery { Should = [InText(word.Term), new BooleanQuery { Must = [.. word.Parts.Select(InText)] }] };

    private static PlacedQuery InText(QueryTerm term) =>
        term.Lookup == QueryLookup.Word ? Term(PassageField.Words, term.Term) : EngineTerms.Literal(term.Term);

    /// <summary>True when the index knows how near one another they stand: of single characters it knows no places.</summary>
    private static bool HavePlaces(PlacedQuery[] queries) =>
        queries.All(query => query.Field == queries[0].Field && query.Field != PassageField.Characters);

    private static BooleanQuery AnyOf(IReadOnlyList<EngineQuery> parts) => new() { Should = parts };

    /// <summary>
    /// A term in a field of words; in the text itself, and in titles if it is in no text, what is no word is looked for by its characters.
    /// </summary>
    private EngineQuery In(PassageField field, QueryTerm term) => (term.Lookup, field) switch
    {
        (_, PassageField.Words) => InText(term),
        (QueryLookup.Word, _) => Term(field, term.Term),
        (_, PassageField.Title) when _titleStrings.Contains(term.Term) => EngineTerms.Holding(PassageField.WholeTitle, term.Term),
        _ => new NothingQuery(),
    };

    private void AddHighlights(QueryWord word)
    {
        // A figure stands in texts in many forms, and is not compared.
        if (word.Kind is not (WordKind.Number or WordKind.Time))
        {
            _asked.Add(new AskedWord(
                [word.Term.Term, .. word.Synonyms.Select(s => s.Term)],
                [.. word.Parts.Select(part => part.Term).Where(part => part.Length > 1)],
                word.Kind is WordKind.Term or WordKind.UserWord));
        }

        AddHighlight(word.Term);
        _parts.AddRange(word.Parts.Select(part => part.Term));
    }

    private void AddHighlight(QueryTerm term) => (term.Lookup == QueryLookup.Word ? _words : _literals).Add(term.Term);

    private EngineQuery Literal(LiteralNode literal)
    {
        var exact = Literal(literal.Text, highlighted: true);
        if (!literal.IsTitle)
        {
            return exact;
        }

        // A title is wanted where it is quoted, where it is cited in 《》 all the more, and where it is the title.
        var words = _analyzer.AnalyzeQuery(literal.Text);
        EngineQuery titled = words.All(w => w.Term.Lookup == QueryLookup.Word)
            ? new BooleanQuery { Must = [.. words.Select(w => In(PassageField.Title, w.Term))] }
            : EngineTerms.Holding(PassageField.WholeTitle, FoldedText.Fold(literal.Text));
        var cited = Literal($"《{literal.Text}》", highlighted: false);
        return new BooleanQuery { Should = words.Count == 0 ? [exact, cited] : [exact, cited, titled] };
    }

    private EngineQuery Literal(string text, bool highlighted)
    {
        _folded.Reset(text);
        if (_folded.Length == 0)
        {
            return new NothingQuery();
        }

        if (highlighted)
        {
            _literals.Add(_folded.ToString());
        }

        return EngineTerms.Literal(_folded.Text);
    }

    /// <summary>
    /// Strings that stand together, found by their characters. Single characters have no positions of their own, so they are wanted
    /// somewhere in the passage.
    /// </summary>
    private EngineQuery? Together(TogetherNode node, bool highlighted)
    {
        var strings = new List<PlacedQuery>();
        var characters = new List<EngineQuery>();
        var length = 0;
        foreach (var text in node.Texts)
        {
            if (Literal(text, highlighted) is not PlacedQuery placed)
            {
                continue; // nothing but white space
            }

            if (_folded.Length == 1)
            {
                _warnings.Add($"“{text}”只有一个字，只要求与其他词语在同一段落里。");
                characters.Add(placed);
                continue;
            }

            strings.Add(placed);
            length += _folded.Length;
        }

        // A string stands on one position less than it has characters, and a stretch is one shorter than the positions that it holds.
        AddIfAny(characters, strings.Count < 2 ? strings.SingleOrDefault() : Near(node, strings, node.Characters + length - 2));
        var byCharacters = Combine(characters, [], [], []);
        return node.Texts.Any(text => FigureIn(text) is not null) && FiguresTogether(node, highlighted) is { } byWords
            ? new DisjunctionMaxQuery(byCharacters is null ? [byWords] : [byCharacters, byWords])
            : byCharacters;
    }

    private static EngineQuery Near(TogetherNode node, IReadOnlyList<PlacedQuery> parts, int distance) => node.Where switch
    {
        Togetherness.Sentence => new SameUnitQuery(TextUnit.Sentence, parts),
        Togetherness.Paragraph => new SameUnitQuery(TextUnit.Paragraph, parts),
        _ => new NearQuery(parts, distance, node.Where == Togetherness.InOrder),
    };

    /// <summary>The word of a text that is a figure with what it counts, or a date, and nothing else; null for any other.</summary>
    private QueryWord? FigureIn(string text) =>
        _analyzer.AnalyzeQuery(text) is [{ Kind: WordKind.Number or WordKind.Time, Term.Lookup: QueryLookup.Word } figure] ? figure : null;

    /// <summary>
    /// Strings that stand together, found by their words, in which a figure is one however it is written (三亿元, 3亿元). Null where one of
    /// the strings is no word: then the figure is only found as it was typed, which is said.
    /// </summary>
    private EngineQuery? FiguresTogether(TogetherNode node, bool highlighted)
    {
        string[] texts = [.. node.Texts.Where(text => FoldedText.Fold(text).Length > 0)];
        IReadOnlyList<QueryTerm>?[] places = [.. texts.Select(WordsInPlace)];
        if (places.Any(p => p is null))
        {
            _warnings.Add($"“{texts.First(text => FigureIn(text) is not null)}”与不成词的字串同用时，只按原样查找，不同写法请分别检索。");
            return null;
        }

        if (highlighted)
        {
            foreach (var text in texts)
            {
                if (FigureIn(text) is { } figure)
                {
                    AddHighlight(figure.Term);
                }
            }
        }

        // A word stands on one position, where it begins; which of them is the last is not known, the shortest lets most through.
        var lengths = texts.Sum(text => FoldedText.Fold(text).Length) - places.Min(p => p![^1].Length);
        return places.Length == 1 ? Placed(places[0]!) : Near(node, [.. places.Select(p => Placed(p!))], node.Characters + lengths);
    }

    /// <summary>
    /// Strings in this order with gaps between them. Single characters have places where they are words, and so have words that have the
    /// whole frame in them: 以 and 为 in 以党建为引领, and 以人民为中心.
    /// </summary>
    private EngineQuery? Frame(FrameNode frame, bool highlighted)
    {
        if (frame.Anchors.Count == 0)
        {
            _warnings.Add("句式里没有字，已忽略；句式写作 以…为…。");
            return null;
        }

        string[] anchors = [.. frame.Anchors.Select(a => FoldedText.Fold(a)).Where(a => a.Length > 0)];
        var gaps = frame.Gap * (anchors.Length - 1);
        if (anchors.All(a => a.Length > 1))
        {
            return Together(new TogetherNode(Togetherness.InOrder, gaps, frame.Anchors), highlighted);
        }

        if (highlighted)
        {
            _literals.AddRange(anchors);
        }

        // Single characters have no pairs; where they stand as words, the field of words knows it, whose positions are characters too.
        IReadOnlyList<QueryTerm>?[] places = [.. anchors.Select(WordsInPlace)];
        EngineQuery apart = places.Length > 1 && places.All(p => p is not null)
            ? new NearQuery(
                [.. places.Select(p => Placed(p!))], anchors.Sum(a => a.Length) + gaps - places[^1]![^1].Length, IsOrdered: true)
            : new BooleanQuery { Must = [.. anchors.Select(a => EngineTerms.Literal(a))] };
        return new BooleanQuery { Should = [apart, new WildcardQuery(PassageField.Words, string.Join('*', anchors) + "*")] };
    }

    /// <summary>The words of a string, each of which the field of words has; null when one is none.</summary>
    private IReadOnlyList<QueryTerm>? WordsInPlace(string text)
    {
        QueryTerm[] terms = [.. _analyzer.AnalyzeQuery(text).Select(w => w.Term)];
        return terms.Length > 0 && terms.All(t => t.Lookup == QueryLookup.Word || FrameWords.Contains(t.Term)) ? terms : null;
    }

    private static PlacedQuery Placed(IReadOnlyList<QueryTerm> terms) => terms is [var only]
        ? Term(PassageField.Words, only.Term)
        : new PhraseQuery(
            PassageField.Words, [.. terms.Select(t => EngineTerms.OfWord(t.Term))], [.. terms.Select(t => t.Offset - terms[0].Offset)]);

    private EngineQuery? Patterns(PatternNode node, bool highlighted)
    {
        var patterns = node.Values.Select(value => WordPattern.Of(node.Kind, value)).OfType<WordPattern>().ToList();
        if (patterns.RemoveAll(p => p.IsTooMuch) > 0)
        {
            _warnings.Add("太长的词语，以及 * 和 ? 超过八个的写法，已忽略。");
        }

        foreach (var pattern in patterns.Where(p => p.IsShort))
        {
            _warnings.Add($"“{pattern.Text}”不足三个字，近似查找按原样处理。");
        }

        if (highlighted)
        {
            _patterns.AddRange(patterns);
        }

        if (!node.OrText || patterns is not [var typed])
        {
            return Combine([], [.. patterns.Select(p => p.Query)], [], []);
        }

        // Typed without a name, the signs may be a mask that stands in the text; and what no word begins with, a text may.
        var text = typed.Kind == PatternKind.Prefix ? typed.Text + "*" : typed.Text;
        _warnings.Add($"“{text}”按通配查找（* 代表任意多个字，? 代表一个字）；要查找符号本身，请加引号。");
        EngineQuery beginning = typed.Kind == PatternKind.Prefix && !Finds(typed.Query) ? EngineTerms.Literal(typed.Text) : typed.Query;
        if (highlighted && beginning is PlacedQuery)
        {
            _literals.Add(typed.Text);
        }

        return new BooleanQuery { Should = [beginning, EngineTerms.Literal(text)] };
    }

    /// <summary>
    /// The words of a text at the distances in which they stand there. A text with something that is no word in it is looked for by
    /// its characters, which find the same and more.
    /// </summary>
    private EngineQuery WordPhrase(string text)
    {
        var words = _analyzer.AnalyzeQuery(text);
        if (words.Count == 0 || words.Any(w => w.Term.Lookup != QueryLookup.Word))
        {
            return Literal(text, highlighted: true);
        }

        foreach (var word in words)
        {
            AddHighlight(word.Term);
        }

        return Placed([.. words.Select(w => w.Term)]);
    }

    /// <summary>What a NOT takes away: strings by their characters, so that what is excluded stands in no result.</summary>
    private EngineQuery? Excluded(QueryNode node) => node switch
    {
        WordsNode words => ExcludedWords(words.Text),
        LiteralNode literal => Literal(literal.Text, highlighted: false),
        FilterNode filter => _filters.Filter(filter),
        FrameNode frame => Frame(frame, highlighted: false),
        TogetherNode together => Together(together, highlighted: false),
        PatternNode pattern => Patterns(pattern, highlighted: false),
        RequiredNode required => Excluded(required.Inner),
        NotNode not => Excluded(not.Inner) is { } inner ? new BooleanQuery { Must = [new EveryPassageQuery()], MustNot = [inner] } : null,
        SequenceNode sequence => Excluded(sequence.Parts, all: true),
        AllNode all => Excluded(all.Parts, all: true),
        AnyNode any => Excluded(any.Parts, all: false),
        _ => throw new ArgumentException($"A query node {node.GetType().Name} has no meaning.", nameof(node)),
    };

    /// <summary>The string, and a figure, date or document number in every way to write it.</summary>
    private EngineQuery? ExcludedWords(string text)
    {
        var typed = Literal(text, highlighted: false);
        if (typed is NothingQuery)
        {
            return null;
        }

        EngineQuery[] others = AskedNumber.In(text) is { Behind: "" } number
            ? [.. number.Spellings.Select(s => EngineTerms.Literal(number.Before + s))]
            : FigureIn(text) is { } figure
            ? [InText(figure.Term)]
            : [];
        return others.Length == 0 ? typed : AnyOf([typed, .. others]);
    }

    private EngineQuery? Excluded(IReadOnlyList<QueryNode> nodes, bool all)
    {
        EngineQuery[] parts = [.. nodes.Select(Excluded).OfType<EngineQuery>()];
        return parts.Length switch
        {
            0 => null,
            1 => parts[0],
            _ => all ? new BooleanQuery { Filter = parts } : new BooleanQuery { Should = parts },
        };
    }

    private EngineQuery? Filter(FilterNode filter)
    {
        var query = _filters.Filter(filter);
        if (filter.Field == FilterField.Body && query is not null)
        {
            _literals.AddRange(filter.Values.Select(value => FoldedText.Fold(value)).Where(value => value.Length > 0));
            _words.AddRange(filter.Values.SelectMany(_filters.FiguresIn).Select(figure => figure.Term.Term));
        }

        return query;
    }

    private static EngineQuery? Combine(
        List<EngineQuery> must, List<EngineQuery> should, List<EngineQuery> mustNot, List<EngineQuery> filter)
    {
        if (must.Count + should.Count + mustNot.Count + filter.Count == 0)
        {
            return null;
        }

        if (must.Count + should.Count + filter.Count == 0)
        {
            must.Add(new EveryPassageQuery());
        }

        if (mustNot.Count + filter.Count == 0)
        {
            if (must.Count == 1 && should.Count == 0)
            {
                return must[0];
            }

            if (should.Count == 1 && must.Count == 0)
            {
                return should[0];
            }
        }

        return new BooleanQuery
        {
            Must = must,
            Should = should,
            MustNot = mustNot,
            Filter = filter,
            MinimumShouldMatch = must.Count == 0 && should.Count > 0 ? 1 : 0,
        };
    }

    private static bool Ranks(EngineQuery query) => query switch
    {
        EveryPassageQuery or OfMaterialsQuery or RangeQuery or PrefixQuery or WildcardQuery or FuzzyQuery => false,
        TermQuery term => term.Field is not (PassageField.Theme or PassageField.Genre or PassageField.Tier or PassageField.Sector),
        BooleanQuery boolean => boolean.Must.Any(Ranks) || boolean.Should.Any(Ranks),
        _ => true,
    };

    private static void AddIfAny(List<EngineQuery> list, EngineQuery? query)
    {
        if (query is not null)
        {
            list.Add(query);
        }
    }

    private static TermQuery Term(PassageField field, string term) => new(field, EngineTerms.OfWord(term));

    /// <summary>What was typed apart, or what a long word is made of.</summary>
    /// <param name="Queries">What a passage must match for each of them, the rarest first.</param>
    /// <param name="Names">What they are called, in the order of the question.</param>
    /// <param name="IsRequired">Whether a passage must hold all of them.</param>
    private sealed record Apart(IReadOnlyList<EngineQuery> Queries, IReadOnlyList<string> Names, bool IsRequired)
    {
        public static Apart None { get; } = new([], [], false);

        /// <summary>What a passage must match where few hold what is wanted, the closest first; empty where nothing is looser.</summary>
        public EngineQuery[] Looser { get; init; } = [];
    }

    /// <summary>What was typed without white space in it.</summary>
    private sealed record Piece(string Text, List<QueryWord> Words);
}
