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

        return given.Contains("--corpus") && !given.Contains(Watch)
            ? throw new FormatException("--corpus says what is watched; give --watch too, or build the index with 'kb build --corpus DIR'.")
            : [.. args.Select(a => a == Watch ? $"{Watch}=true" : a)];
    }

    /// <summary>Refuses addresses that cannot be listened on.</summary>
    /// <param name="urls">Addresses with semicolons between them.</param>
    /// <exception cref="FormatException">One of them is no address; the message names it.</exception>
    public static void CheckUrls(string urls)
    {
        ArgumentNullException.ThrowIfNull(urls);
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DefaultIfEmpty(""))
        {
            if (Parsed(url) is not { } address)
            {
                throw new FormatException($"--urls {url} is no address to listen on; write {Example("--urls")}.");
            }

            if (address is { Port: 0, IsUnixPipe: false } && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                throw new FormatException(
                    $"--urls {url}: localhost is two addresses, which cannot share any free port; write http://127.0.0.1:0.");
            }
        }
    }

    private static void CheckValue(string name, string value)
    {
        switch (name)
        {
            case "--port" when !(int.TryParse(value, out var port) && port is >= 0 and <= 65535):
                throw new FormatException($"--port {value}: give a number from 0 to 65535 (0 takes any free port).");
            case "--urls":
                CheckUrls(value);
                break;
            case Watch:
                throw new FormatException($"{Watch} takes no value.");
            case "--config" when !File.Exists(value):
                throw new FormatException($"--config {value}: there is no such file; name a file of settings.");
            case "--corpus" when value.Length == 0 || !Path.Exists(value):
                throw new FormatException(
                    $"--corpus {(value.Length == 0 ? "is empty" : $"{value} is not there")}; name a folder of materials.");
            case "--state" when value.Length == 0 || File.Exists(value):
                throw new FormatException($"--state {(value.Length == 0 ? "is empty" : $"{value} is a file")}; name a folder.");
            case "--index" when value.Length == 0:
                throw new FormatException("--index is empty; name the folder of an index.");
            case "--index" when File.Exists(value):
                throw new FormatException($"--index {value} is a file; name the folder of an index.");
        }
    }

    private static BindingAddress? Parsed(string url)
    {
        try
        {
            var address = BindingAddress.Parse(url);
            var isHttp = address.Scheme.ToLowerInvariant() is "http" or "https";
            return isHttp && address.PathBase.Length == 0 && (address.IsUnixPipe || address.Port is >= 0 and <= 65535) ? address : null;
        }
        catch (FormatException)
        {
            return null;
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
