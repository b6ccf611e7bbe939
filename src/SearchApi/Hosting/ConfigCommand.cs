using KnowledgeBase.Text;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// <c>kb config check</c> and <c>kb config show</c>: whether a server could be started with the settings that there are, and what they are.
/// The server's own program does it, which alone knows them.
/// </summary>
public static class ConfigCommand
{
    /// <summary>The argument that asks for it.</summary>
    public const string Name = "config";

    /// <summary>Checks or shows the settings.</summary>
    /// <param name="args">What follows the name: <c>check</c> or <c>show</c>, and options of the server.</param>
    /// <returns>The exit code: 0, or 2 when something cannot be used, which is told.</returns>
    public static int Run(IReadOnlyList<string> args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args is not ["check" or "show", ..])
        {
            Console.Error.WriteLine("kb config: write 'kb config check' or 'kb config show'; options of 'kb serve' count too.");
            return 2;
        }

        try
        {
            var builder = WebApplication.CreateSlimBuilder(ServeArguments.Check([.. args.Skip(1)]));
            ServerSettings.Take(builder.Configuration);
            if (args[0] == "check")
            {
                Console.Out.WriteLine("All settings can be used.");
                return 0;
            }

            foreach (var (name, value, from) in ServerSettings.Shown(builder.Configuration))
            {
                Console.Out.WriteLine(VisibleText.Of($"{name,-38} {value}  ({from})"));
            }

            return 0;
        }
        catch (Exception e) when (e is FormatException or SettingsException)
        {
            foreach (var line in e.Message.Split('\n'))
            {
                Console.Error.WriteLine(VisibleText.Of($"kb config: {line.Trim()}"));
            }

            return 2;
        }
    }
}
