using System.CommandLine;

namespace KnowledgeBase.Indexer.Commands;

/// <summary>Commands that the script <c>./kb</c> runs by itself; here they are told in the help.</summary>
internal static class ScriptCommands
{
    public static Command CreateServe(KbConsole console)
    {
        var index = new Option<string>("--index")
        {
            Description = "Folder of the index. Without it KB_INDEX or the project's index/, which is made or brought in line "
                + "with its corpora first.",
            HelpName = "DIR",
        };
        var port = new Option<int>("--port")
        {
            Description = "Port on this machine; 0 takes any free one. [default: 5080]",
            HelpName = "N",
        };
        var urls = new Option<string>("--urls")
        {
            Description = "Addresses to listen on instead, for other machines: http://0.0.0.0:5080.",
            HelpName = "URLS",
        };
        var state = new Option<string>("--state")
        {
            Description = "Folder of keys and audit log. Without it: the folder state beside that of the index.",
            HelpName = "DIR",
        };
        var config = new Option<string>("--config")
        {
            Description = "File of settings. Without it KB_CONFIG, or kb.json in the project's folder.",
            HelpName = "FILE",
        };
        var corpus = new Option<string>("--corpus")
        {
            Description = "A folder of materials that the index is made from, or brought in line with, first.",
            HelpName = "DIR",
        };
        var watch = new Option<bool>("--watch")
        {
            Description = "Bring the index in line with its corpora whenever something changes there, as 'kb watch' does.",
        };
        return OfScript(new Command(
            "serve",
            "Serve the site and the JSON API, to this machine alone unless --urls says otherwise, until Ctrl+C. "
            + "Exit code 2 when the server cannot start or has to end by itself.")
        {
            config, corpus, index, watch, state, port, urls,
        });
    }

    public static Command CreateConfig(KbConsole console) => OfScript(
        new Command(
            "config",
            "Check or show the settings of the server: 'kb config check' names all that cannot be used, with what to write instead; "
            + "'kb config show' prints each with its value and where that comes from, secrets hidden. Options of 'kb serve' count too.")
        {
            new Argument<string>("check|show") { Description = "check or show." },
        });

    public static Command CreateTest(KbConsole console) => OfScript(
        new Command(
            "test", "Set up what the tests need and run every test; what follows goes to 'dotnet test', for example --filter Name~Theme.")
        {
            TreatUnmatchedTokensAsErrors = false,
        });

    private static Command OfScript(Command command)
    {
        command.SetAction((_, _) => throw new KbException($"'{command.Name}' is run by the script ./kb in the project's folder."));
        return command;
    }
}
