using System.Text;

namespace KnowledgeBase.Indexer;

/// <summary>
/// What a command has around it: where it reads, where its results go (standard output, for programs) and where everything else
/// goes (standard error, for people).
/// </summary>
internal sealed class KbConsole(
    TextReader input, TextWriter output, TextWriter error, bool showsProgress, string root, bool outputIsTerminal = false,
    Stream? bytes = null) : IDisposable
{
    /// <summary>Standard input.</summary>
    public TextReader In { get; } = input;

    /// <summary>Standard output: results and nothing else. What a terminal would obey is shown escaped, in text as in JSON.</summary>
    public TextWriter Out { get; } = new VisibleWriter(output);

    /// <summary>Standard output for a text that goes through the program: as it is, unless it goes to a terminal.</summary>
    public TextWriter PassedThrough { get; } = outputIsTerminal ? new VisibleWriter(output) : output;

    /// <summary>
    /// Standard output for a file that is no text, when nothing else is written; null when it goes to a terminal, which would obey it.
    /// </summary>
    public Stream? OutBytes { get; } = outputIsTerminal ? null : bytes;

    /// <summary>Standard error: messages. What a terminal would obey is shown escaped.</summary>
    public TextWriter Error { get; } = new VisibleWriter(error);

    /// <summary>Standard error as it is, for progress that moves the cursor; nothing that comes from a file goes there.</summary>
    public TextWriter Terminal { get; } = error;

    /// <summary>True when a person is watching standard error.</summary>
    public bool ShowsProgress { get; } = showsProgress;

    /// <summary>Folder of the project, in which <c>corpus/</c> and <c>index/</c> are the defaults.</summary>
    public string Root { get; } = root;

    /// <summary>The corpus that is meant when none is named.</summary>
    public string DefaultCorpus => Path.Combine(Root, "corpus");

    /// <summary>The index that is meant when none is named.</summary>
    public string DefaultIndex => Path.Combine(Root, "index");

    /// <summary>The console of this process. Whatever the locale says, text goes in and out as UTF-8 without byte order mark.</summary>
    public static KbConsole OfProcess()
    {
        var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return new KbConsole(
            new StreamReader(Console.OpenStandardInput(), utf8, detectEncodingFromByteOrderMarks: true, 1 << 16),
            new StreamWriter(StandardStream.Output(), utf8, 1 << 16),
            new StreamWriter(StandardStream.Error(), utf8, 256) { AutoFlush = true },
            !Console.IsErrorRedirected,
            Environment.GetEnvironmentVariable("KB_ROOT") is { Length: > 0 } root ? root : Environment.CurrentDirectory,
            !Console.IsOutputRedirected,
            StandardStream.Output());
    }

    public void Dispose()
    {
        try
        {
            Out.Dispose();
        }
        catch (IOException)
        {
            // What was held back when it failed was told then, or belongs to a command that could not run.
        }
    }
}
