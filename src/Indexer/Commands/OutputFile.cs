using System.CommandLine;
using System.Text;
using KnowledgeBase.Export;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>The options that say where a file goes that a command makes, and its writing.</summary>
internal sealed class OutputFile
{
    private const string StandardOutput = "-";

    private readonly Option<string> _out = new("--out")
    {
        Description = "The file to write; - is standard output.",
        HelpName = "FILE",
        DefaultValueFactory = _ => StandardOutput,
    };

    private readonly Option<bool> _force = new("--force") { Description = "Write over a file that is there." };
    private readonly Option<string> _format = new("--format")
    {
        HelpName = "FORMAT",
        DefaultValueFactory = _ => ExportFormat.Markdown.Name,
    };

    /// <param name="formats">Formats that the command has.</param>
    public OutputFile(params IReadOnlyList<ExportFormat> formats)
    {
        _format.Description = $"Form of the file: {string.Join(", ", formats.Select(f => f.Name))}.";
        _format.AcceptOnlyFromAmong([.. formats.Select(f => f.Name)]);
        _out.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var path }] && (path.Length == 0 || Directory.Exists(path)))
            {
                result.AddError($"--out {(path.Length == 0 ? "is empty" : $"{path} is a folder")}; name a file, or - for standard output.");
            }
        });
    }

    /// <summary>Adds the options to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_out);
        command.Add(_force);
    }

    /// <summary>True when a file is asked for, of a command that prints otherwise.</summary>
    public bool IsAsked(ParseResult parsed) =>
        parsed.GetResult(_format) is { Implicit: false } || parsed.GetResult(_out) is { Implicit: false };

    /// <summary>As <see cref="Check"/>, where a file is asked for.</summary>
    /// <exception cref="KbException">It may not be written.</exception>
    public void CheckIfAsked(ParseResult parsed, KbConsole console, string index)
    {
        if (IsAsked(parsed))
        {
            Check(parsed, console, index);
        }
    }

    /// <summary>Finds out whether the file may be written, before anything is made for it.</summary>
    /// <exception cref="KbException">It may not.</exception>
    public void Check(ParseResult parsed, KbConsole console, string index)
    {
        var path = parsed.GetRequiredValue(_out);
        if (path != StandardOutput)
        {
            IndexPlacement.CheckOutput(path, index);
            if (File.Exists(path) && !parsed.GetValue(_force))
            {
                throw Exists(path);
            }
        }
        else if (!Format(parsed).IsText && console.OutBytes is null)
        {
            throw new KbException($"A {Format(parsed).Name} is no text for a terminal; name a file with --out.");
        }
    }

    /// <summary>Writes the file whole, or not at all.</summary>
    /// <exception cref="KbException">It cannot be written.</exception>
    public void Write(ParseResult parsed, KbConsole console, Exportable content, CancellationToken cancellation)
    {
        var path = parsed.GetRequiredValue(_out);
        if (path != StandardOutput)
        {
            WriteFile(path, parsed.GetValue(_force), stream => content.Write(Format(parsed), stream, cancellation));
        }
        else if (Format(parsed).IsText)
        {
            using var text = new MemoryStream();
            content.Write(Format(parsed), text, cancellation);
            console.PassedThrough.Write(Encoding.UTF8.GetString(text.GetBuffer().AsSpan(0, (int)text.Length)));
        }
        else
        {
            content.Write(Format(parsed), console.OutBytes!, cancellation);
        }
    }

    private ExportFormat Format(ParseResult parsed) => ExportFormat.Find(parsed.GetRequiredValue(_format))!;

    private static void WriteFile(string path, bool overwrite, Action<Stream> write)
    {
        var unfinished = $"{path}.{Guid.NewGuid():N}.part";
        try
        {
            using (var file = new FileStream(unfinished, FileMode.CreateNew, FileAccess.Write))
            {
                write(file);
            }

            File.Move(unfinished, path, overwrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Somebody else made it meanwhile.
            throw !overwrite && File.Exists(path) ? Exists(path) : new KbException($"--out {path} cannot be written: {e.Message}");
        }
        finally
        {
            if (File.Exists(unfinished))
            {
                File.Delete(unfinished);
            }
        }
    }

    private static KbException Exists(string path) => new($"{path} is there already; give another name, or --force to write over it.");
}
