using System.Diagnostics;
using System.Text;
using System.Text.Json;
using KnowledgeBase.FullText.Documents;
using KnowledgeBase.FullText.Schema;
using KnowledgeBase.FullText.Search;
using KnowledgeBase.FullText.Writing;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>How fast the engine indexes what is cut already: filling documents, adding, flushing, merging, committing.</summary>
internal static class IndexBenchmark
{
    public static IndexSchema Schema { get; } = new IndexSchemaBuilder()
        .Add("id", IndexOptions.Docs, stored: true)
        .AddText("title")
        .AddText("text", stored: true)
        .AddKeyword("year", indexed: false)
        .AddKeyword("theme", multiple: true, indexed: false)
        .Build();

    public static void Run(Options options)
    {
        var corpus = options.Positional[0];
        var directory = options.Positional[1];
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }

        var limit = options.Number("--limit", int.MaxValue);
        var threads = options.Number("--threads", 1);
        var indexing = new Stopwatch();
        long textBytes = 0;
        var docs = 0;
        var cpuBefore = Process.GetCurrentProcess().TotalProcessorTime;
        var preparing = TimeSpan.Zero;
        var writer = IndexWriter.Open(directory, Schema, new IndexWriterOptions { MemoryBudget = (long)options.Number("--ram-mb", 256) << 20 });
        using (writer)
        {
            // Cut ahead in batches, outside the measured time.
            foreach (var lines in File.ReadLines(corpus).Take(limit).Chunk(4096))
            {
                var before = Process.GetCurrentProcess().TotalProcessorTime;
                var batch = Array.ConvertAll(lines, Prepare);
                preparing += Process.GetCurrentProcess().TotalProcessorTime - before;
                textBytes += batch.Sum(d => d.TextBytes);
                docs += batch.Length;
                indexing.Start();
                if (threads == 1)
                {
                    var document = new IndexDocument();
                    foreach (var prepared in batch)
                    {
                        prepared.Fill(document);
                        writer.AddDocument(document);
                    }
                }
                else
                {
                    Parallel.ForEach(
                        batch,
                        new ParallelOptions { MaxDegreeOfParallelism = threads },
                        () => new IndexDocument(),
                        (prepared, _, document) =>
                        {
                            prepared.Fill(document);
                            writer.AddDocument(document);
                            return document;
                        },
                        _ => { });
                }

                indexing.Stop();
            }

            indexing.Start();
            var added = indexing.Elapsed;
            if (options.Has("--forcemerge"))
            {
                writer.ForceMerge();
            }

            writer.Commit();
            writer.WaitForMerges();
            writer.Commit();
            indexing.Stop();
            Figures.Put("add_s", added.TotalSeconds);
        }

        var cpu = Process.GetCurrentProcess().TotalProcessorTime - cpuBefore - preparing;
        var files = new DirectoryInfo(directory).GetFiles();
        Figures.Put("docs", docs);
        Figures.Put("text_mb", textBytes / 1e6);
        Figures.Put("seconds", indexing.Elapsed.TotalSeconds);
        Figures.Put("mb_per_s", textBytes / 1e6 / indexing.Elapsed.TotalSeconds);
        Figures.Put("cpu_seconds", cpu.TotalSeconds);
        Figures.Put("mb_per_cpu_s", textBytes / 1e6 / cpu.TotalSeconds);
        Figures.Put("peak_rss_mb", Figures.PeakResidentMegabytes());
        Figures.Put("index_bytes", files.Sum(f => f.Length));
        Figures.Put("bytes_by_extension", string.Join(' ', files.GroupBy(f => f.Extension, StringComparer.Ordinal).Select(g => $"{g.Key}={g.Sum(f => f.Length)}")));
        using var reader = IndexReader.Open(directory);
        Figures.Put("segments", reader.SegmentCount);
    }

    private static PreparedDocument Prepare(string line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        var title = root.GetProperty("title").GetString()!;
        var text = root.GetProperty("text").GetString()!;
        var prepared = new PreparedDocument
        {
            Id = Encoding.UTF8.GetBytes(root.GetProperty("id").GetString()!),
            Text = Encoding.UTF8.GetBytes(text),
            Year = root.TryGetProperty("year", out var year) ? year.ToString() : null,
            Themes = root.TryGetProperty("theme", out var themes) ? [.. themes.EnumerateArray().Select(t => t.GetString()!).Distinct()] : [],
            TextBytes = Encoding.UTF8.GetByteCount(title) + Encoding.UTF8.GetByteCount(text),
        };
        BigramTokens.Cut(title, (token, position) => prepared.Title.Add(token, position));
        BigramTokens.Cut(text, (token, position) => prepared.Body.Add(token, position));
        return prepared;
    }

    private sealed class Tokens
    {
        private readonly MemoryStream _bytes = new();
        private readonly List<(int Start, int Length, int Position)> _tokens = [];

        public void Add(ReadOnlySpan<byte> token, int position)
        {
            _tokens.Add(((int)_bytes.Length, token.Length, position));
            _bytes.Write(token);
        }

        public void Fill(IndexDocument document, IndexField field)
        {
            var bytes = _bytes.GetBuffer();
            foreach (var (start, length, position) in _tokens)
            {
                document.AddTerm(field, bytes.AsSpan(start, length), position);
            }
        }
    }

    private sealed class PreparedDocument
    {
        private static readonly IndexField IdField = Schema["id"];
        private static readonly IndexField TitleField = Schema["title"];
        private static readonly IndexField TextField = Schema["text"];
        private static readonly IndexField YearField = Schema["year"];
        private static readonly IndexField ThemeField = Schema["theme"];

        public required byte[] Id { get; init; }

        public required byte[] Text { get; init; }

        public required string? Year { get; init; }

        public required string[] Themes { get; init; }

        public required long TextBytes { get; init; }

        public Tokens Title { get; } = new();

        public Tokens Body { get; } = new();

        public void Fill(IndexDocument document)
        {
            document.Clear();
            document.AddTerm(IdField, Id);
            document.AddStored(IdField, Id);
            document.AddStored(TextField, Text);
            Title.Fill(document, TitleField);
            Body.Fill(document, TextField);
            if (Year is not null)
            {
                document.AddKeyword(YearField, Year);
            }

            foreach (var theme in Themes)
            {
                document.AddKeyword(ThemeField, theme);
            }
        }
    }
}
