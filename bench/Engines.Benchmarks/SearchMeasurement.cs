using System.Diagnostics;
using KnowledgeBase.Retrieval.Concordance;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Retrieval.Suggestions;
using KnowledgeBase.Retrieval.Views;
using KnowledgeBase.Text;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>
/// What opening and asking cost, warm, one question at a time. Of each question the best of the rounds is taken, which says more of the
/// program than of what else the machine does.
/// </summary>
internal static class SearchMeasurement
{
    private const int Questions = 60;

    /// <summary>Clauses that are taken for headings, formulations and names.</summary>
    private const int Entries = 100_000;

    /// <summary>No measure begins another round after this: a slow one of a large library is asked less often, at least twice.</summary>
    private static readonly TimeSpan LimitPerMeasure = TimeSpan.FromSeconds(30);

    /// <param name="corpus">What the index was built of.</param>
    /// <param name="index">The folder of the index.</param>
    /// <param name="rounds">How often each question is asked at most, after a first time that warms up.</param>
    /// <param name="measures">
    /// <c>all</c>; <c>engine</c> leaves out views, suggestions and concordances, which are the product's and the same for every engine;
    /// <c>page</c> measures a page of results alone.
    /// </param>
    public static Dictionary<string, double> Run(ScaledCorpus corpus, string index, int rounds, string measures)
    {
        var clauses = corpus.Clauses(Questions);
        var figures = new Dictionary<string, double>();
        var started = Stopwatch.GetTimestamp();
        using var library = LibraryFolder.Open(index);
        figures["opening, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        started = Stopwatch.GetTimestamp();
        library.Search(new SearchRequest { Query = clauses[0] });
        figures["first page, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        if (measures == "page")
        {
            Page();
            return figures;
        }

        var best = new (string, float)[10];
        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            // Whole clauses stand in few passages; their first four characters are a string as people quote it.
            Top($"{mode}".ToLowerInvariant(), clause => mode == SearchMode.Literal ? clause[..4] : clause, mode);
        }

        Top("near", clause => $"近10:（{clause[..2]} {clause[^2..]}）", SearchMode.Best);
        Top("in order", clause => $"依次10:（{clause[..2]} {clause[^2..]}）", SearchMode.Best);
        Top("one sentence", clause => $"同句:（{clause[..2]} {clause[^2..]}）", SearchMode.Best);
        Top("prefix", clause => $"前缀:{clause[..1]}", SearchMode.Best);
        Top("wildcard", clause => $"通配:{clause[..1]}?{clause[2]}*", SearchMode.Best);
        Top("fuzzy", clause => $"近似:{clause[..4]}", SearchMode.Best);
        Page();
        Measure("facets alone, ms", 1, clause => library.Using(snapshot => snapshot.Reader.Search(new EngineSearch
        {
            Query = snapshot.Plan(clause, SearchMode.Best).Query,
            Take = 0,
            Facets = [PassageField.Theme, PassageField.Genre, PassageField.Tier, PassageField.Year],
        })));
        Measure("statistics of a string, ms", 1, clause => library.CountWording(clause[..4]));

        if (measures == "engine")
        {
            figures["searching, peak memory MB"] = BuildMeasurement.PeakMegabytes();
            return figures;
        }

        // A library that is recombined from sentences has no practices and no headings: of these, one of real materials says more.
        started = Stopwatch.GetTimestamp();
        library.Practices(new ViewRequest { Query = clauses[0] });
        figures["first view, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        Measure("view of passages, ms", 1, clause => library.Passages(new ViewRequest { Query = Beginning(clause) }));
        Measure("view of practices, ms", 1, clause => library.Practices(new ViewRequest { Query = Beginning(clause) }));
        Measure("view of headings, ms", 1, clause => library.Headings(new ViewRequest { Query = Beginning(clause) }));
        Measure("view of wordings, ms", 1, clause => library.WordingsIn(new ViewRequest { Query = Beginning(clause) }));

        Measure("view of all passages, ms", 1, _ => library.Passages(new ViewRequest()));
        Measure("view of all practices, ms", 1, _ => library.Practices(new ViewRequest()));
        Measure("view of all headings, ms", 1, _ => library.Headings(new ViewRequest()));

        started = Stopwatch.GetTimestamp();
        library.Suggest(clauses[0][..1]);
        figures["first suggestions, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        // The recombined library has few headings and no practices; a library of its size has as many entries as these.
        started = Stopwatch.GetTimestamp();
        var entries = new SuggestionIndex(
            corpus.Clauses(Entries).Select((clause, i) => new Suggestion(clause, (SuggestionKind)(i % 6), 1 + (i % 97))));
        figures["making an index of suggestions, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        figures["suggestions, thousand entries"] = entries.Entries.Count / 1000.0;
        Measure("suggestions by one character, ms", 1, clause => entries.Suggest(clause[..1], 10));
        Measure("suggestions by two characters, ms", 1, clause => entries.Suggest(clause[..2], 10));
        Measure("suggestions by pinyin, ms", 1, clause => entries.Suggest(Pinyin.Of(clause[..2]), 10));
        Measure("suggestions by one letter, ms", 1, clause => entries.Suggest(Pinyin.Initials(clause[..1]), 10));
        Measure("suggestions by initials, ms", 1, clause => entries.Suggest(Pinyin.Initials(clause[..3]), 10));

        // Strings of two and of four characters in turn: the former stand in thousands of passages.
        started = Stopwatch.GetTimestamp();
        library.Kwic(new KwicRequest { Text = clauses[0] });
        figures["first concordance, ms"] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        foreach (var sort in Enum.GetValues<KwicSort>())
        {
            Measure($"concordance by {sort}, ms".ToLowerInvariant(), 1, clause =>
                library.Kwic(new KwicRequest { Text = Beginning(clause), Sort = sort }));
        }

        Measure("collocates, ms", 1, clause => library.Collocates(new CollocateRequest { Text = Beginning(clause) }));
        Measure("comparison of two strings, ms", 1, clause => library.Compare([Beginning(clause), clause[^2..]]));
        figures["searching, peak memory MB"] = BuildMeasurement.PeakMegabytes();
        return figures;

        static string Beginning(string clause) => clause[..(clause.Length % 2 == 0 ? 2 : 4)];

        void Page() =>
            Measure("page of results with facets and marks, ms", 1, clause => library.Search(new SearchRequest { Query = clause }));

        void Top(string name, Func<string, string> question, SearchMode mode) =>
            Measure($"{name}, µs", 1000, clause => library.Top(question(clause), mode, best));

        void Measure(string name, double perMillisecond, Action<string> ask)
        {
            var times = Enumerable.Repeat(double.MaxValue, clauses.Length).ToArray();
            var begun = Stopwatch.GetTimestamp();
            for (var round = 0; round <= rounds && (round < 2 || Stopwatch.GetElapsedTime(begun) < LimitPerMeasure); round++)
            {
                for (var i = 0; i < clauses.Length; i++)
                {
                    var asked = Stopwatch.GetTimestamp();
                    ask(clauses[i]);
                    var took = Stopwatch.GetElapsedTime(asked).TotalMilliseconds * perMillisecond;
                    times[i] = round == 0 ? times[i] : Math.Min(times[i], took); // the first round warms up
                }
            }

            Array.Sort(times);
            figures[$"{name}, p50"] = times[times.Length / 2];
            figures[$"{name}, p99"] = times[(int)(times.Length * 0.99)];
            Console.Error.WriteLine($"  {name}: {figures[$"{name}, p50"]:0.###}, {figures[$"{name}, p99"]:0.###}");
        }
    }
}
