using System.CommandLine;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Retrieval.Words;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexer.Commands;

/// <summary><c>kb segment</c>: text cut into words.</summary>
internal static class SegmentCommand
{
    public static Command Create(KbConsole console)
    {
        var file = new Argument<string>("FILE")
        {
            Description = "UTF-8 text; - or nothing for standard input.",
            DefaultValueFactory = _ => "-",
        };
        var with = KbOptions.Words("--with", $"What cuts; {WordAnalyzers.Default} without it.");
        var command = new Command(
            "segment", "Cut text into words: one space between words, one output line per input line, nothing dropped but white space.")
        {
            file, with,
        };
        command.SetAction((parsed, cancellation) => Task.FromResult(Run(
            console, parsed.GetRequiredValue(file), parsed.GetValue(with) ?? WordAnalyzers.Default, cancellation)));
        return command;
    }

    private static int Run(KbConsole console, string path, string with, CancellationToken cancellation)
    {
        var analyzer = WordAnalyzers.Create(with, LibrarySettings.Of([console.DefaultCorpus]).Lexicon);
        var words = new List<Word>();
        using var file = path == "-" ? null : Open(path);
        var input = file ?? console.In;
        while (ReadLine(input) is { } line)
        {
            cancellation.ThrowIfCancellationRequested();
            var folded = new FoldedText(line);
            analyzer.Cut(folded, words);
            console.PassedThrough.Write(Segmenter.Spaced(line, folded, words));
            console.PassedThrough.Write('\n');
        }

        return ExitCode.Done;
    }

    private static StreamReader Open(string path)
    {
        try
        {
            return OrdinaryFile.OpenText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KbException($"{path} cannot be opened: {e.Message} Name a text file, or - for standard input.");
        }
    }

    /// <summary>
    /// A line up to \n. Other line ends are white space within a line, so that lines out are lines in, whatever counts them.
    /// </summary>
    private static string? ReadLine(TextReader input)
    {
        var line = new StringBuilder();
        for (int c; (c = input.Read()) >= 0;)
        {
            if (c == '\n')
            {
                return line.ToString();
            }

            if (line.Length == ReadLimits.Default.MaxTextLength)
            {
                throw new KbException($"A line is longer than {line.Length:N0} characters, the limit for one text. Break it into lines.");
            }

            line.Append((char)c);
        }

        return line.Length > 0 ? line.ToString() : null;
    }
}
