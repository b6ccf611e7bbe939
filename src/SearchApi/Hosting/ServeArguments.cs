namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// The command line of the server. The framework takes any <c>--name value</c> for a setting and passes over what it doesn't know, so that
/// a mistyped option would be found out by its absence; here everything that is not one of seven options is refused.
/// </summary>
public static class ServeArguments
{
    private const string Watch = "--watch";

    private static readonly string[] Options = ["--config", "--corpus", "--index", "--state", "--port", "--urls", Watch];

    /// <summary>Refuses a command line that cannot be meant.</summary>
    /// <param name="args">The arguments, each option as two or as <c>--name=value</c>.</param>
    /// <param name="alsoAllowed">Options that a host of tests adds.</param>
    /// <returns>The arguments as the framework reads them, which wants a value for each.</returns>
    /// <exception cref="FormatException">Something in it is not known, has no value or a value that cannot be used; the message says what
    /// to write.</exception>
    public static string[] Check(IReadOnlyList<string> args, params IReadOnlyList<string> alsoAllowed)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(alsoAllowed);
        var given = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < args.Count; i++)
        {
            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? args[i] : args[i][..equals];
            if (!Options.Contains(name, StringComparer.Ordinal) && !alsoAllowed.Contains(name, StringComparer.Ordinal))
            {
                throw new FormatException($"There is no option '{args[i]}'; 'kb serve --help' lists what there is.");
            }

            if (!given.Add(name))
            {
                throw new FormatException($"{name} is given twice; give it once.");
            }

            if (args[i] == Watch)
            {
                continue;
            }

            if (equals < 0 && (++i == args.Count || Options.Contains(args[i], StringComparer.Ordinal)))
            {
                throw new FormatException($"{name} has no value; write {Example(name)}.");
            }

            CheckValue(name, equals < 0 ? args[i] : args[i][(equals + 1)..]);
        }

        return [.. args.Select(a => a == Watch ? $"{Watch}=true" : a)];
    }

    /// <summary>Refuses a value that the setting of the same name cannot have.</summary>
    private static void CheckValue(string name, string value)
    {
        if (name == Watch)
        {
            throw new FormatException($"{Watch} takes no value.");
        }

        if (value.Length == 0)
        {
            throw new FormatException($"{name} is empty; write {Example(name)}.");
        }

        if ((name == "--config" ? File.Exists(value) ? null : "there is no such file; name a file of settings."
            : ServerSettings.FaultOf(name[2..], value)) is { } fault)
        {
            throw new FormatException($"{name} {value}: {fault}");
        }
    }

    private static string Example(string name) => name switch
    {
        "--port" => "--port 5080",
        "--urls" => "--urls http://0.0.0.0:5080",
        "--config" => "--config FILE",
        "--corpus" => "--corpus DIR",
        "--index" => "--index DIR",
        "--state" => "--state DIR",
        _ => $"{name}=VALUE",
    };
}
