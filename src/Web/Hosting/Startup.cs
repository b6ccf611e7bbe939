using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace KnowledgeBase.Web.Hosting;

/// <summary>Starts the server and says where it listens, or why it can't.</summary>
internal static class Startup
{
    /// <summary>Runs until the host is told to stop. Returns the exit code: 0, or 2 when the server could not start.</summary>
    public static async Task<int> RunAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (IOException e) when (e.InnerException is SocketException or Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            await Console.Error.WriteLineAsync($"kb serve: {e.Message} Another program listens there; take another port with --port N.");
            return 2;
        }

        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        await Console.Error.WriteLineAsync($"KnowledgeBase 正在运行 / is running: {string.Join("  ", addresses)}  (Ctrl+C)");
        await app.WaitForShutdownAsync();
        return 0;
    }
}
