using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace KnowledgeBase.Attack;

/// <summary>One hostile request and what came back, over a socket of its own: no client that would mend the request first.</summary>
/// <param name="Status">The status of the first answer; 0 when there was none.</param>
/// <param name="Answer">All that came, at most a megabyte of it.</param>
/// <param name="Waited">How long the client waited for the first byte of it, from its own last one; for the end when nothing came.</param>
public sealed record RawConversation(int Status, string Answer, TimeSpan Waited)
{
    private const int LongestAnswer = 1_000_000;

    /// <summary>Sends the pieces and reads until the server closes.</summary>
    public static async Task<RawConversation> RunAsync(Uri server, HostileRequest request, CancellationToken cancellationToken)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
        try
        {
            for (var i = 0; i < request.Pieces.Count; i++)
            {
                if (i > 0 && request.Pause > TimeSpan.Zero)
                {
                    await Task.Delay(request.Pause, cancellationToken);
                }

                for (var sent = 0; sent < request.Pieces[i].Length;)
                {
                    sent += await socket.SendAsync(request.Pieces[i].AsMemory(sent), cancellationToken);
                }
            }

            if (request.HalfClosed)
            {
                socket.Shutdown(SocketShutdown.Send);
            }
        }
        catch (SocketException)
        {
            // The server has answered and closed before it had read all of it.
        }

        var sentAt = Stopwatch.GetTimestamp();
        TimeSpan? waited = null;
        var answer = new StringBuilder();
        var buffer = new byte[65_536];
        try
        {
            int read;
            while (answer.Length < LongestAnswer && (read = await socket.ReceiveAsync(buffer, cancellationToken)) > 0)
            {
                waited ??= Stopwatch.GetElapsedTime(sentAt);
                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException)
        {
            // It closed while something was on its way to it; what it said came before.
        }

        var text = answer.ToString();
        var isAnswer = text.StartsWith("HTTP/1.", StringComparison.Ordinal) && text.Length > 12;
        return new(
            isAnswer && int.TryParse(text.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : 0,
            text,
            waited ?? Stopwatch.GetElapsedTime(sentAt));
    }
}
