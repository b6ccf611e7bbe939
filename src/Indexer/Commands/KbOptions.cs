using System.CommandLine;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Words;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>Options that several commands have.</summary>
internal static class KbOptions
{
    /// <summary>Names of files that hold a material in every line, for descriptions.</summary>
    public static string Lines { get; } = string.Join(", ", MaterialLines.Extensions);

    /// <summary>Names of files that hold other files, for descriptions.</summary>
    public static string Containers { get; } = string.Join(", ", MaterialReader.ContainerExtensions);

    public static Option<string> Index(KbConsole console)
    {
        var option = new Option<string>("--index")
        {
            Description = "Folder of the index.",
            HelpName = "DIR",
            DefaultValueFactory = _ => console.DefaultIndex,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && (path.Length == 0 || System.IO.File.Exists(path)))
            {
                result.AddError($"--index {(path.Length == 0 ? "is empty" : $"{path} is a file")}; name the folder of an index.");
            }
        });
        return option;
    }

    public static Option<string[]> Corpus()
    {
        var option = new Option<string[]>("--corpus")
        {
            Description = $"A folder of materials, or a file: a document, or one with a material a line ({Lines}). "
                + "Give it again for more. Without it: the project's corpus/.",
            HelpName = "PATH",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(t => t.Value.Length == 0))
            {
                result.AddError("--corpus is empty; name a folder or a file.");
            }
        });
        return option;
    }

    /// <summary>A file that must be there.</summary>
    /// <param name="name">Its name in the help.</param>
    /// <param name="description">What it is.</param>
    /// <param name="readsInput">Whether <c>-</c> stands for standard input.</param>
    public static Argument<string> File(string name, string description, bool readsInput = false)
    {
        var argument = new Argument<string>(name) { Description = description };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && !(readsInput && path == "-") && !System.IO.File.Exists(path))
            {
                result.AddError(
                    Directory.Exists(path) ? $"{path} is a folder; name a file."
                    : path.Length == 0 ? $"{name} is empty; name a file."
                    : path == "-" ? $"{result.Argument.Parents.First().Name} reads no standard input; name a file."
                    : $"{path}: no such file.");
            }
        });
        return argument;
    }

    /// <summary>One of the ways to cut words.</summary>
    public static Option<string?> Words(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "NAME" };
        option.AcceptOnlyFromAmong([.. WordAnalyzers.Names]);
        return option;
    }

    public static Option<bool> Json(string description) => new("--json") { Description = description };

    /// <summary>A number with bounds, refused with a message that names them.</summary>
    public static Option<int> Number(string name, string description, int value, int min, int max)
    {
        var option = new Option<int>(name)
        {
            Description = $"{description} {min} to {max}.",
            HelpName = "N",
            DefaultValueFactory = _ => value
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var number) && number >= min && number <= max))
            {
                result.AddError($"{name} is {token.Value}; possible is {min} to {max}.");
            }
        });
        return option;
    }
}
