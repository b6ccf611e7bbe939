using KnowledgeBase.SearchApi.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KnowledgeBase.SearchApi.Tests;

/// <summary>The log of a server, which holds what strangers send.</summary>
public class PlainConsoleTests
{
    [Fact]
    public void An_entry_is_one_line_that_no_terminal_obeys_and_a_trace_follows_indented()
    {
        using var log = new StringWriter();
        var entry = new LogEntry<string>(
            LogLevel.Error, "Requests", default, "GET /a\r\nfail: forged\u001b[2J", new FormatException("b\nfail: forged"), (state, _) => state);

        new PlainConsole().Write(entry, scopeProvider: null, log);

        var lines = log.ToString().TrimEnd().Split(Environment.NewLine);
        Assert.Equal("fail: Requests: GET /a\\u000d\\u000afail: forged\\u001b[2J", lines[0]);
        Assert.All(lines[1..], line => Assert.StartsWith("      ", line, StringComparison.Ordinal));
    }
}
