using System.Globalization;
using KnowledgeBase.Access;
using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// All that can be set of a server, in a file <c>kb.json</c>, in the environment, which goes before it, and on the command line, which goes
/// before both. What cannot be used is told at once, all of it, each with what to write instead.
/// </summary>
public static class ServerSettings
{
    private const string Mask = "••••";

    private static readonly ServerSetting[] All =
    [
        new("index", "the folder index", IsFolder) { Variable = "KB_INDEX" },
        new("state", "the folder state beside that of the index", IsFolder),
        new(
            "corpus", "the corpora that the index was built from",
            v => Path.Exists(v) ? null : "it is not there; name a folder of materials."),
        new("watch", "false", v => bool.TryParse(v, out _) ? null : "write true or false."),
        new("port", "5080", v => IsNumber(v, 0, 65535) ? null : "give a number from 0 to 65535 (0 takes any free port)."),
        new("urls", "this machine alone", UrlsFault),
        new("allowedHosts", "this machine, and the hosts of urls", _ => null),
        new(
            "access:readers", "everyone",
            v => v.ToUpperInvariant() is "EVERYONE" or "KEYS" ? null : "write everyone, or keys when only holders of keys may read."),
        new(
            "indexMemory", "a quarter of the memory",
            v => IsNumber(v, 0, int.MaxValue) ? null : "give a number of megabytes, 0 or more.") { Variable = "KB_INDEX_MEMORY" },
        new(
            "rate", "50",
            v => IsNumber(v, 0, SearchApiOptions.HighestRate)
                ? null : $"give a number of requests a second, 0 (no limit) to {SearchApiOptions.HighestRate}.") { Variable = "KB_RATE" },
        new(
            "meaning:model", "the model that comes along",
            v => v == "off" || Directory.Exists(v) ? null : "name the folder of a model, or off.") { Variable = "KB_MEANING_MODEL" },
        new("meaning:threads", "half of the processors", v => IsNumber(v, 0, 64) ? null : "give a number of threads from 0 to 64."),
        new(
            "decisions:wait", "15",
            v => IsNumber(v, 0, (int)SearchApiOptions.LongestDecisionWait.TotalSeconds)
                ? null : $"give a number of seconds from 0 to {SearchApiOptions.LongestDecisionWait.TotalSeconds}."),
        new(
            "log:requests", "none",
            v => Enum.TryParse<LoggedRequests>(v, ignoreCase: true, out var logged) && Enum.IsDefined(logged) && !char.IsAsciiDigit(v[0])
                ? null : "write none, paths (a line a request, without what was asked) or queries (with it)."),
        new("KB_OPENSEARCH", "none", _ => null) { MayStandInFile = false },
        new("KB_OPENSEARCH_USER", "none", _ => null) { MayStandInFile = false },
        new("KB_OPENSEARCH_PASSWORD", "none", _ => null) { MayStandInFile = false, IsSecret = true },
        new("KB_OPENSEARCH_TOKEN", "none", _ => null) { MayStandInFile = false, IsSecret = true },
        new("KB_OPENSEARCH_FILE", "none", v => File.Exists(v) ? null : "it is not there; name a file of NAME=value lines.")
        {
            MayStandInFile = false,
        },
        new(
            Traces.Collector, "none",
            v => Uri.TryCreate(v, UriKind.Absolute, out var at) && at.Scheme is "http" or "https"
                ? null : "write the address of a collector: http://127.0.0.1:4317.") { MayStandInFile = false },
        new("Kestrel:Certificates:Default:Path", "none", v => File.Exists(v) ? null : "it is not there; name the file of a certificate.")
        {
            MayStandInFile = false,
        },
        new("Kestrel:Certificates:Default:Password", "none", _ => null) { MayStandInFile = false, IsSecret = true },
    ];

    /// <summary>Reads the file of settings, where there is one, and finds all that cannot be used.</summary>
    /// <param name="configuration">What the environment and the command line say.</param>
    /// <exception cref="SettingsException">Something cannot be used; it has every fault.</exception>
    public static void Take(ConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var faults = new List<string>();
        if (FileOf(configuration) is { } file)
        {
            ((IConfigurationBuilder)configuration).Sources.Insert(
                0, new MemoryConfigurationSource { InitialData = ReadFile(file, faults) });
        }

        foreach (var setting in All)
        {
            if (setting.In(configuration) is var (name, value) && setting.FaultOf(value) is { } fault)
            {
                faults.Add($"{name} is «{(setting.IsSecret ? Mask : value)}»: {fault}");
            }
        }

        if (configuration["corpus"] is { Length: > 0 } corpus && !SearchApiOptions.WatchOf(configuration))
        {
            faults.Add($"corpus is «{corpus}»: it says what is watched; set watch too, or build the index with 'kb build --corpus DIR'.");
        }

        if (faults.Count > 0)
        {
            throw new SettingsException(faults);
        }
    }

    /// <summary>What to write instead of a value; null of one that can be used, and of a setting that there is not.</summary>
    /// <param name="key">Name of the setting.</param>
    /// <param name="value">The value.</param>
    internal static string? FaultOf(string key, string value) =>
        Array.Find(All, s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase))?.FaultOf(value);

    /// <summary>Every setting with its value and where that comes from, secrets hidden.</summary>
    /// <param name="configuration">What was taken.</param>
    public static IEnumerable<(string Name, string Value, string From)> Shown(ConfigurationManager configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var providers = ((IConfigurationRoot)configuration).Providers.Reverse().ToList();
        return All.Select(s => s.In(configuration) is not var (name, value)
            ? (s.Key, s.Default, "default")
            : (name, s.IsSecret ? Mask : value, FromOf(providers.Find(p => p.TryGet(name, out _)))));
    }

    private static string FromOf(IConfigurationProvider? provider) => provider switch
    {
        CommandLineConfigurationProvider => "command line",
        EnvironmentVariablesConfigurationProvider => "environment",
        MemoryConfigurationProvider => "file",
        _ => "program",
    };

    /// <summary>The file that is named or lies there; null for none.</summary>
    private static string? FileOf(ConfigurationManager configuration) => SettingsFile.Find(
        configuration["config"], configuration[SettingsFile.Variable],
        configuration["KB_ROOT"] is { Length: > 0 } root ? root : ".");

    private static Dictionary<string, string?> ReadFile(string path, List<string> faults)
    {
        var settings = SettingsFile.Read(path, out var fault);
        if (fault is not null)
        {
            faults.Add(fault);
        }

        var known = All.Where(s => s.MayStandInFile).Select(s => s.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        faults.AddRange(settings.Keys.Where(key => !known.Contains(key))
            .Select(key => $"{path}: there is no setting «{key}»; there are {string.Join(", ", known)}."));
        return settings.Where(s => known.Contains(s.Key)).ToDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static bool IsNumber(string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most;

    private static string? IsFolder(string path) => File.Exists(path) ? "it is a file; name a folder." : null;

    private static string? UrlsFault(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).DefaultIfEmpty(""))
        {
            if (Parsed(url) is not { } address)
            {
                return $"«{url}» is no address to listen on; write http://0.0.0.0:5080, with semicolons between several.";
            }

            if (address is { Port: 0, IsUnixPipe: false } && address.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase))
            {
                return $"«{url}»: localhost is two addresses, which cannot share any free port; write http://127.0.0.1:0.";
            }
        }

        return null;
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
}
