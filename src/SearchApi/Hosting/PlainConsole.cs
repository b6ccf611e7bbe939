using KnowledgeBase.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// One entry, one line, and nothing in it that a terminal obeys: what a stranger sends (an address, a name of a file) can neither forge a
/// line of the log nor move the cursor. Stack traces follow indented.
/// </summary>
internal sealed class PlainConsole() : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "plain";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        var message = logEntry.Formatter(logEntry.State, logEntry.Exception);
        textWriter.WriteLine(VisibleText.Of($"{ShortName(logEntry.LogLevel)}: {logEntry.Category}: {message}"));
        if (logEntry.Exception is { } exception)
        {
            foreach (var line in exception.ToString().Split('\n'))
            {
                textWriter.WriteLine($"      {VisibleText.Of(line.TrimEnd('\r'))}");
            }
        }
    }

    private static string ShortName(LogLevel level) => level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        _ => "crit",
    };
}
