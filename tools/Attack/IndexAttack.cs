using System.Diagnostics;
using System.Text.Json;

namespace KnowledgeBase.Attack;

/// <summary>
/// <c>index [ROUNDS]</c>: what can happen to an index under a running server, each of it so many times, with a loop of searches beside it.
/// Two indexes of different corpora lie ready; whatever is answered must be what one of them answers.
/// </summary>
internal static class IndexAttack
{
    private const string Question = "/api/search?size=100&q=%E5%85%9A%E5%91%98";

    /// <summary>How long the server may take to answer from an index that was put in place.</summary>
    private static readonly TimeSpan Recovery = TimeSpan.FromSeconds(30);

    private static readonly string[] Fates =
        ["deleted", "renamed", "swapped", "one byte flipped", "cut short", "emptied", "replaced by a file", "replaced by rubbish"];

    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        var rounds = args is [var first, ..] ? int.Parse(first) : 50;
        var folder = Directory.CreateTempSubdirectory("kb-attack-").FullName;
        try
        {
            string[] sound = [Path.Combine(folder, "one"), Path.Combine(folder, "two")];
            await ServerUnderAttack.BuildAsync(sound[0]);
            await ServerUnderAttack.BuildAsync(sound[1], Path.Combine(Programs.Root, "corpus", "experience"));
            var served = Path.Combine(folder, "served");
            Copy(sound[0], served);
            await using var server = await ServerUnderAttack.StartAsync(served);
            using var client = new HttpClient { BaseAddress = server.Address };
            string[] answers = [await AnswerAsync(client), ""];
            Replace(served, sound[1]);
            answers[1] = await WhenAsync(client, a => a != answers[0], cancellationToken)
                ?? throw new InvalidOperationException("The second index was never picked up.");
            Replace(served, sound[0]);
            await WhenAsync(client, a => a == answers[0], cancellationToken);

            using var done = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wrong = 0;
            var searches = 0;
            var searching = Task.Run(
                async () =>
                {
                    while (!done.IsCancellationRequested)
                    {
                        var answer = await AnswerAsync(client);
                        searches++;
                        wrong += answer == answers[0] || answer == answers[1] ? 0 : 1;
                    }
                },
                CancellationToken.None);

            var lost = 0;
            var random = new Random(1);
            foreach (var fate in Fates)
            {
                for (var round = 0; round < rounds && server.Runs; round++)
                {
                    Meet(fate, served, sound[1], random);
                    await Task.Delay(random.Next(0, 300), done.Token);
                    Replace(served, sound[round % 2]);
                    lost += await WhenAsync(client, a => a == answers[round % 2], done.Token) is null ? 1 : 0;
                }

                Console.WriteLine($"{fate}: {rounds} times; so far {searches} searches, {wrong} wrong or none, {lost} not recovered; {server.State}");
            }

            await done.CancelAsync();
            await searching;
            return wrong == 0 && lost == 0 && server.Runs ? 0 : 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>What is found, without the time that it took; the error where there is none.</summary>
    private static async Task<string> AnswerAsync(HttpClient client)
    {
        try
        {
            using var response = await client.GetAsync(new Uri(Question, UriKind.Relative));
            if (!response.IsSuccessStatusCode)
            {
                return response.StatusCode.ToString();
            }

            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
            return answer.RootElement.GetProperty("total") + " " + answer.RootElement.GetProperty("hits").GetRawText();
        }
        catch (HttpRequestException e)
        {
            return e.Message;
        }
    }

    private static async Task<string?> WhenAsync(HttpClient client, Func<string, bool> holds, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(started) < Recovery)
        {
            var answer = await AnswerAsync(client);
            if (holds(answer))
            {
                return answer;
            }

            await Task.Delay(50, cancellationToken);
        }

        return null;
    }

    private static void Meet(string fate, string index, string other, Random random)
    {
        var files = Directory.GetFiles(index, "*", SearchOption.AllDirectories);
        switch (fate)
        {
            case "deleted":
                Directory.Delete(index, recursive: true);
                break;
            case "renamed":
                Directory.Move(index, index + "-elsewhere");
                Directory.Delete(index + "-elsewhere", recursive: true);
                break;
            case "swapped":
                Replace(index, other);
                break;
            case "one byte flipped":
                foreach (var file in files)
                {
                    using var stream = new FileStream(file, FileMode.Open);
                    if (stream.Length > 0)
                    {
                        stream.Position = random.NextInt64(stream.Length);
                        var value = (byte)stream.ReadByte();
                        stream.Position--;
                        stream.WriteByte((byte)(value ^ (1 << random.Next(8))));
                    }
                }

                break;
            case "cut short":
                foreach (var file in files)
                {
                    using var stream = new FileStream(file, FileMode.Open);
                    stream.SetLength(random.NextInt64(stream.Length + 1));
                }

                break;
            case "emptied":
                Directory.Delete(index, recursive: true);
                Directory.CreateDirectory(index);
                break;
            case "replaced by a file":
                Directory.Delete(index, recursive: true);
                File.WriteAllText(index, "rubbish");
                break;
            default:
                foreach (var file in files)
                {
                    File.WriteAllText(file, "rubbish");
                }

                break;
        }
    }

    private static void Replace(string index, string by)
    {
        if (File.Exists(index))
        {
            File.Delete(index);
        }
        else if (Directory.Exists(index))
        {
            Directory.Delete(index, recursive: true);
        }

        Copy(by, index);
    }

    private static void Copy(string from, string to)
    {
        // The manifest last, as a writer would.
        var files = Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories);
        foreach (var file in files.OrderBy(f => Path.GetFileName(f) == "manifest"))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target, overwrite: true);
        }
    }
}
