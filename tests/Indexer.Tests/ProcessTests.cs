using System.Diagnostics;
using KnowledgeBase.Indexer.Commands;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests;

/// <summary>What only the real executable shows: its streams, its signals and how it ends.</summary>
public sealed class ProcessTests : IDisposable
{
    private static readonly string Program = typeof(KbProgram).Assembly.Location;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_full_disk_behind_standard_output_is_told_in_a_sentence()
    {
        var (code, _, error) = await Shell($"dotnet {Program} help >/dev/full");

        Assert.Equal((2, "kb: Standard output cannot be written: No space left on device. Send it to another place.\n"), (code, error));
    }

    [Fact]
    public async Task A_reader_that_goes_ends_the_command_without_a_word()
    {
        var (code, output, error) = await Shell($"set -o pipefail; (yes 党员 2>/dev/null || true) | dotnet {Program} segment | head -1");

        Assert.Equal((0, "党员\n", ""), (code, output, error));
    }

    [Theory]
    [InlineData("2>&-")]
    [InlineData("2>/dev/full")]
    public async Task Without_standard_error_the_exit_code_still_tells(string redirection)
    {
        var (code, _, _) = await Shell($"dotnet {Program} nothing {redirection}");

        Assert.Equal(2, code);
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task A_signal_ends_a_command_that_waits_for_its_input(string signal)
    {
        // A signal that comes before the program listens ends it as signals do; on a busy machine that can take its time.
        var code = 0;
        foreach (var seconds in (int[])[1, 4, 16])
        {
            using var waiting = Process.Start(Redirected("dotnet", Program, "check", "-"))!;
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            using var kill = Process.Start("kill", [$"-{signal}", $"{waiting.Id}"]);
            await waiting.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
            code = waiting.ExitCode;
            if (code < 128)
            {
                break;
            }
        }

        Assert.Equal(2, code);
    }

    private static async Task<(int ExitCode, string Out, string Error)> Shell(string script)
    {
        using var shell = Process.Start(Redirected("bash", "-c", script))!;
        shell.StandardInput.Close();
        var (output, error) = (shell.StandardOutput.ReadToEndAsync(), shell.StandardError.ReadToEndAsync());
        await shell.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return (shell.ExitCode, await output, await error);
    }

    private static ProcessStartInfo Redirected(string program, params string[] arguments) =>
        new(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
}
