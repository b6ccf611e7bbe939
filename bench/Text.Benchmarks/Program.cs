// Workload: official prose, segmented and analysed on one thread, as the indexer does passage by passage.
// Purpose: hold the figures of docs/tokenization.md: segmentation at 15 MB/s or more, the whole index analysis at 8 MB/s or more.
//
//   speed [folder or file]      MB/s of UTF-8 for fold, segmentation and index analysis (default: corpus/)
//   score <gold> [<errors>]     F1 of the segmentation against lines of words parted by spaces; errors: how many differences to print
using System.Diagnostics;
using System.Text;
using KnowledgeBase.Text;

return args switch
{
    ["speed", ..] => Speed(args.Length > 1 ? args[1] : "corpus"),
    ["score", var gold, ..] => Score(gold, args.Length > 2 ? int.Parse(args[2]) : 0),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: speed [folder or file] | score <gold file> [number of differences to print]");
    return 2;
}

static int Score(string path, int show)
{
    var segmenter = new Segmenter(Lexicon.Default);
    long hits = 0, wanted = 0, given = 0;
    var differences = new Dictionary<string, int>(StringComparer.Ordinal);
    foreach (var line in File.ReadLines(path))
    {
        var gold = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var text = string.Concat(gold);
        var cut = segmenter.Segment(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var a = Ends(gold);
        var b = Ends(cut);
        wanted += gold.Length;
        given += cut.Length;
        int i = 0, j = 0, startA = 0, startB = 0, from = 0;
        while (i < a.Count && j < b.Count)
        {
            if (startA == startB && a[i] == b[j])
            {
                hits++;
            }

            if (a[i] == b[j])
            {
                if (show > 0 && (startA != from || startB != from))
                {
                    Note(from, a[i]);
                }

                startA = startB = from = a[i];
                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                startA = a[i++];
            }
            else
            {
                startB = b[j++];
            }
        }

        void Note(int start, int end)
        {
            var key = $"{Between(gold, a, start, end)}  ←  {Between(cut, b, start, end)}";
            differences[key] = differences.GetValueOrDefault(key) + 1;
        }
    }

    foreach (var (key, count) in differences.OrderByDescending(d => d.Value).ThenBy(d => d.Key, StringComparer.Ordinal).Take(show))
    {
        Console.WriteLine($"{count,5}  {key}");
    }

    var precision = (double)hits / given;
    var recall = (double)hits / wanted;
    Console.WriteLine($"P {precision:F4} R {recall:F4} F1 {2 * precision * recall / (precision + recall):F4}");
    return 0;
}

static List<int> Ends(string[] words)
{
    var ends = new List<int>(words.Length);
    var end = 0;
    foreach (var word in words)
    {
        ends.Add(end += word.Length);
    }

    return ends;
}

static string Between(string[] words, List<int> ends, int start, int end) =>
    string.Join('|', words.Where((w, i) => ends[i] - w.Length >= start && ends[i] <= end));

static int Speed(string path)
{
    var files = Directory.Exists(path)
        ? Directory.GetFiles(path, "*.*", SearchOption.AllDirectories).Where(f => Path.GetExtension(f) is ".txt" or ".md").ToArray()
        : [path];
    var passages = files.SelectMany(f => File.ReadAllText(f).Split('\n')).Where(l => l.Length > 0).Take(200_000).ToArray();
    var bytes = passages.Sum(p => (long)Encoding.UTF8.GetByteCount(p));
    var blocks = passages.Chunk(50).ToArray();
    var started = Stopwatch.GetTimestamp();
    var segmenter = new Segmenter(Lexicon.Default);
    var folded = new FoldedText();
    var words = new List<Word>();
    folded.Reset("第一次");
    segmenter.Segment(folded, words);
    Console.WriteLine(
        $"first sentence after {Stopwatch.GetElapsedTime(started).TotalMilliseconds:F0} ms; "
        + $"{passages.Length:N0} passages, {bytes / 1e6:F1} MB");

    Run("fold", block =>
    {
        foreach (var passage in block)
        {
            folded.Reset(passage);
        }
    });
    Run("fold and segment", block =>
    {
        foreach (var passage in block)
        {
            folded.Reset(passage);
            segmenter.Segment(folded, words);
        }
    });
    var analyzer = new WordAnalyzer(segmenter);
    var tokens = new TokenBuffer();
    Run("index analysis (words, inner words)", block =>
    {
        foreach (var passage in block)
        {
            folded.Reset(passage);
            analyzer.Analyze(folded, words, tokens);
        }
    });
    long characters = 0, best = 0, inner = 0;
    foreach (var passage in passages)
    {
        folded.Reset(passage);
        analyzer.Analyze(folded, words, tokens);
        characters += folded.Length;
        foreach (var token in tokens.Tokens)
        {
            if (token.IsInner)
            {
                inner++;
            }
            else
            {
                best++;
            }
        }
    }

    Console.WriteLine($"per character: {(double)best / characters:F3} words, {(double)inner / characters:F3} inner words");
    return 0;

    // The least time of each block over the rounds, added up: what one thread needs when the machine leaves it alone.
    void Run(string name, Action<string[]> action)
    {
        var least = new double[blocks.Length];
        Array.Fill(least, double.MaxValue);
        long allocated = 0;
        var clock = Stopwatch.StartNew();
        for (var round = 0; round < 5 || clock.Elapsed.TotalSeconds < 10; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var b = 0; b < blocks.Length; b++)
            {
                var start = Stopwatch.GetTimestamp();
                action(blocks[b]);
                least[b] = Math.Min(least[b], Stopwatch.GetElapsedTime(start).TotalSeconds);
            }

            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine($"{name,-44} {bytes / least.Sum() / 1e6,8:F1} MB/s   {allocated:N0} bytes allocated");
    }
}
