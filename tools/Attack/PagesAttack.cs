using System.Diagnostics;
using System.Globalization;
using System.Net;
using AngleSharp.Html.Parser;
using KnowledgeBase.Engines.Benchmarks;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>pages [QUESTIONS] [--passages N] [--index DIR]</c>: the first request after a start, then every page of the site, one request after
/// another, over a library of some 100,000 passages; how long each took, from the request to the last byte, and how much came over the
/// line compressed.
/// </summary>
internal static class PagesAttack
{
    private const int Usual = 100;

    /// <summary>What a page may take at the 95th percentile, and the first request of all, in milliseconds.</summary>
    private const double Longest = 50;

    private const double LongestFirst = 300;

    private static readonly TimeSpan LongestOpening = TimeSpan.FromMinutes(1);

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var questions = args is [var first, ..] && int.TryParse(first, out var number) ? number : Usual;
        var own = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            var (corpus, index) = LoadAttack.Library(args, own);
            await using var server = await ServerUnderAttack.StartAsync(index);
            using var handler = new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None };
            using var client = new HttpClient(handler) { BaseAddress = server.Address };
            client.DefaultRequestHeaders.Add("Accept-Encoding", "br, gzip");
            await WaitUntilReadyAsync(client, cancellationToken);
            var clauses = corpus.Clauses(questions);
            var (firstTook, _) = await AskAsync(client, $"/search?q={Escaped(clauses[0][..4])}", cancellationToken);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"the first request: {firstTook:0} ms"));

            var materials = await MaterialsAsync(server.Address, corpus, cancellationToken);
            var late = firstTook > LongestFirst ? 1 : 0;
            foreach (var (page, address) in Pages)
            {
                var (times, largest) = (new List<double>(), 0L);
                for (var i = 0; i < 2 * clauses.Length && !cancellationToken.IsCancellationRequested; i++)
                {
                    var filled = address(clauses[i % clauses.Length], materials[i % materials.Count]);
                    var (took, bytes) = await AskAsync(client, filled, cancellationToken);
                    times.Add(took);
                    largest = Math.Max(largest, bytes);
                }

                // The first half warms up: until then code is compiled in haste.
                times.RemoveRange(0, times.Count / 2);
                times.Sort();
                var p95 = times[(int)(times.Count * 0.95)];
                late += p95 > Longest ? 1 : 0;
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{page}: p50 {times[times.Count / 2]:0.0}, p95 {p95:0.0}, slowest {times[^1]:0} ms, at most {largest >> 10} KB"));
            }

            Console.WriteLine($"{late} later than promised; {server.State}; {server.Memory >> 20} MB");
            return late == 0 && server.Runs ? 0 : 1;
        }
        finally
        {
            Directory.Delete(own, recursive: true);
        }
    }

    /// <summary>The pages, each with its address for a clause of some material and a material's id.</summary>
    private static IEnumerable<(string Page, Func<string, string, string> Address)> Pages =>
    [
        ("home", (_, _) => "/"),
        ("results", (clause, _) => $"/search?q={Escaped(clause)}"),
        ("results of two words", (clause, _) => $"/search?q={Escaped($"{clause[..2]} {clause[^2..]}")}"),
        ("results of a string", (clause, _) => $"/search?q={Escaped($"“{clause[..4]}”")}"),
        ("passages", (clause, _) => $"/search/passages?q={Escaped(clause[..4])}"),
        ("practices", (clause, _) => $"/practices?q={Escaped(clause[..2])}"),
        ("headings", (clause, _) => $"/headings?q={Escaped(clause[..2])}"),
        ("wordings of a question", (clause, _) => $"/search/wordings?q={Escaped(clause[..2])}"),
        ("material", (clause, id) => $"/materials/{PathOf(id)}?q={Escaped(clause[..2])}"),
        ("comparable", (_, id) => $"/comparable/{PathOf(id)}"),
        ("why", (clause, id) => $"/why?q={Escaped(clause[..2])}&id={Escaped(id)}"),
        ("wordings", (_, _) => "/wordings"),
        ("wording", (clause, _) => $"/wording?q={Escaped(clause[..4])}"),
        ("concordance", (clause, _) => $"/kwic?q={Escaped(clause[..2])}"),
        ("comparison", (clause, _) => $"/compare?q={Escaped(clause[..2])}&q={Escaped(clause[^2..])}"),
        ("outlines", (_, id) => $"/outlines?id={Escaped(id)}"),
        ("study pack", (clause, _) => $"/study?q={Escaped(clause[..2])}"),
        ("themes", (_, _) => "/themes"),
        ("theme", (_, _) => "/themes/organisation"),
        ("library", (_, _) => "/library"),
        ("clips", (_, _) => "/clips"),
        ("draft", (_, _) => "/check"),
        ("help", (_, _) => "/help"),
    ];

    /// <summary>A server listens before a large library is open, and says so until then.</summary>
    private static async Task WaitUntilReadyAsync(HttpClient client, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < LongestOpening)
        {
            using var answer = await client.GetAsync(new Uri("/readyz", UriKind.Relative), cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return;
            }

            await Task.Delay(50, cancellationToken);
        }
    }

    private static async Task<(double Milliseconds, long Bytes)> AskAsync(
        HttpClient client, string address, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), cancellationToken);
        var content = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.IsSuccessStatusCode
            ? (took, content.Length)
            : throw new InvalidOperationException($"{address} was answered {(int)answer.StatusCode}.");
    }

    /// <summary>Ids of materials that the questions find.</summary>
    private static async Task<List<string>> MaterialsAsync(Uri server, ScaledCorpus corpus, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = server };
        var ids = new List<string>();
        foreach (var clause in corpus.Clauses(20))
        {
            var page = new HtmlParser().ParseDocument(await client.GetStringAsync(
                new Uri($"/search?q={Escaped($"“{clause}”")}", UriKind.Relative), cancellationToken));
            if (page.QuerySelector("article.hit h2 a, article.hit h3 a")?.GetAttribute("href") is { } link)
            {
                ids.Add(Uri.UnescapeDataString(link["/materials/".Length..].Split('?', '#')[0]));
            }
        }

        return ids.Count > 0 ? ids : throw new InvalidOperationException("No clause of the library finds a material.");
    }

    private static string Escaped(string text) => Uri.EscapeDataString(text);

    private static string PathOf(string id) => string.Join('/', id.Split('/').Select(Uri.EscapeDataString));
}
