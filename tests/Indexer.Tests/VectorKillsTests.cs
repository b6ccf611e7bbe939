using System.Diagnostics;
using System.Text.Json;
using KnowledgeBase.Indexer.Commands;
using KnowledgeBase.Meaning.Models;
using KnowledgeBase.Meaning.Vectors;
using KnowledgeBase.Retrieval.Vectors;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests;

/// <summary>A build is killed while it makes vectors; <c>tools/Attack meaning-kills</c> does the same for hours.</summary>
public sealed class VectorKillsTests : IDisposable
{
    private const int Materials = 60;

    private static readonly string Program = typeof(KbProgram).Assembly.Location;
    private static readonly string Folder = Path.Combine(RepositoryRoot.Path, "models", "multilingual-e5-small-zh");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_a_killed_build_committed_stays_is_used_and_is_made_once()
    {
        var corpus = _folder.At("corpus.jsonl");
        var index = _folder.At("index");
        await File.WriteAllLinesAsync(corpus, Enumerable.Range(0, Materials).Select(i => JsonSerializer.Serialize(new
        {
            id = $"m{i}",
            title = $"第{i}支部的做法",
            text = string.Concat(Enumerable.Range(0, 8).Select(j => $"云溪县第{i}支部把{(i * 10) + j}项手续合到一处，党员代群众跑了{i + j}趟。")),
        })));
        var identity = ModelIdentity.Read(Folder);
        var vectors = LibraryVectors.FileOf(index);
        byte[] before = [];
        var killed = 0;
        for (var ended = false; !ended;)
        {
            using var build = Start("build", "--corpus", corpus, "--index", index, "--meaning", "wait");
            while (!build.HasExited && Length(vectors) <= before.Length)
            {
                await Task.Delay(5);
            }

            ended = build.WaitForExit(killed < 3 ? 50 : 120_000);
            if (!ended)
            {
                build.Kill();
                killed++;
            }

            await build.WaitForExitAsync();
            var committed = Sound(vectors, identity);
            Assert.True(committed.AsSpan().StartsWith(before));
            Assert.Empty(LibraryVectors.Verify(index).Problems);
            Assert.Equal(0, (await Ended("verify", "--index", index)).ExitCode);
            before = committed;
            if (LibraryVectors.Verify(index).Vectors > 0)
            {
                // Passages come before titles, so that whatever is committed can be used.
                var (_, partly) = await Ended("search", "让大家少跑路", "--index", index, "--meaning", "on", "--json");
                Assert.Contains(JsonDocument.Parse(partly).RootElement.GetProperty("meaning").GetString(), (string[])["partly", "used"]);
            }
        }

        Assert.Equal(3, killed);
        Assert.Equal(2 * Materials, LibraryVectors.Verify(index).Vectors);
    }

    private static long Length(string path) => File.Exists(path) ? new FileInfo(path).Length : 0;

    /// <summary>The bytes that a reader goes by; nothing where there are none yet.</summary>
    private static byte[] Sound(string path, ModelIdentity model)
    {
        using var file = File.Exists(path) ? VectorFile.Open(path, model.Hash.Span, model.Dimensions) : null;
        return file is null ? [] : File.ReadAllBytes(path)[..(int)file.SoundLength];
    }

    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment[MeaningModel.FolderVariable] = Folder;
        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    private static async Task<(int ExitCode, string Output)> Ended(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(TimeSpan.FromMinutes(2));
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
