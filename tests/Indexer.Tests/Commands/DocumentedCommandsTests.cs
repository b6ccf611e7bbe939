using System.Text.RegularExpressions;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>What the documents say of the command line is what it says of itself.</summary>
public sealed partial class DocumentedCommandsTests
{
    private static readonly Dictionary<string, string> Help = HelpOfEveryCommand();

    [Fact]
    public void Every_command_that_a_document_calls_is_there_with_its_options()
    {
        var calls = Calls().ToList();

        Assert.True(calls.Count > 50, "The calls of the documents are read from them.");
        var wrong = calls.SelectMany(c => Faults(c.Words).Select(fault => $"{c.File}: kb {string.Join(' ', c.Words)}: {fault}")).ToList();
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_command_is_documented()
    {
        var called = Calls().Select(c => CommandOf(c.Words)).ToHashSet(StringComparer.Ordinal);

        Assert.Equal("", string.Join('\n', Help.Keys.Where(command => !called.Contains(command) && command != "eval")));
    }

    private static IEnumerable<string> Faults(string[] words)
    {
        var command = CommandOf(words);
        if (command is null)
        {
            yield return "there is no such command";
            yield break;
        }

        // What follows 'kb test' goes to dotnet.
        foreach (var option in words.TakeWhile(w => w != "--").Where(w => command != "test" && w.StartsWith("--", StringComparison.Ordinal)))
        {
            if (!Help[command].Split([' ', ',', '\n']).Contains(option))
            {
                yield return $"there is no option {option}";
            }
        }
    }

    /// <summary>The longest name of a command that the words begin with; null when there is none.</summary>
    private static string? CommandOf(string[] words) =>
        words is [var first, var second, ..] && Help.ContainsKey($"{first} {second}") ? $"{first} {second}"
        : words is [var only, ..] && Help.ContainsKey(only) ? only
        : null;

    /// <summary>The words behind <c>kb</c> of every call in a code span or a block of code.</summary>
    private static IEnumerable<(string File, string[] Words)> Calls() =>
        from file in Documents()
        from Match match in Call().Matches(File.ReadAllText(file))
        let words = match.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        let asked = words[0] == "help" ? words[1..] : words
        where asked is [var command, ..] && char.IsAsciiLetterLower(command[0])
        select (Path.GetRelativePath(RepositoryRoot.Path, file), asked);

    private static IEnumerable<string> Documents() =>
        Directory.GetFiles(RepositoryRoot.Path, "*.md")
            .Concat(new[] { "docs", "tools", "bench" }.SelectMany(folder =>
                Directory.GetFiles(Path.Combine(RepositoryRoot.Path, folder), "*.md", SearchOption.AllDirectories)))
            .Append(Path.Combine(RepositoryRoot.Path, "corpus", "README.md"));

    private static Dictionary<string, string> HelpOfEveryCommand()
    {
        var help = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var command in CommandsIn(KbRun.Of("help").Out))
        {
            help[command] = Told(command);
            foreach (var part in CommandsIn(help[command]))
            {
                help[$"{command} {part}"] = Told(command, part);
            }
        }

        return help;

        static string Told(params string[] command) => KbRun.Of([.. command, "--help"]).Out;
    }

    private static IEnumerable<string> CommandsIn(string help) =>
        help.Split("Commands:\n") is [_, var commands] ? FirstWord().Matches(commands).Select(m => m.Groups[1].Value) : [];

    [GeneratedRegex(@"(?:^|`)(?:\$ )?(?:\./)?kb ([^ `][^`\n|;&><#]*)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Call();

    [GeneratedRegex(@"^  ([a-z]+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FirstWord();
}
