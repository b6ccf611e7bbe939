using System.Globalization;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// How a server is reached, and how a new index is laid out there. Nothing secret is ever written into an index folder: user, password and
/// token come from the environment or from a file that it names.
/// </summary>
internal sealed record OpenSearchSettings
{
    /// <summary>
    /// Addresses of the nodes of one cluster, parted by commas, with the name of the index behind the first if it is to have a certain one:
    /// <c>https://search-1.example:9200/party,https://search-2.example:9200</c>.
    /// </summary>
    public const string AddressVariable = "KB_OPENSEARCH";

    /// <summary>
    /// A file of lines <c>NAME=value</c> with what is not set in the environment; for secrets. One that holds any is refused where
    /// everybody on the machine may read or change it.
    /// </summary>
    public const string FileVariable = "KB_OPENSEARCH_FILE";

    public const string UserVariable = "KB_OPENSEARCH_USER";
    public const string PasswordVariable = "KB_OPENSEARCH_PASSWORD";
    public const string TokenVariable = "KB_OPENSEARCH_TOKEN";

    /// <summary>Certificates of those who sign the server's, in a PEM file; without it, those that the system trusts.</summary>
    public const string AuthorityVariable = "KB_OPENSEARCH_CA";

    public const string ShardsVariable = "KB_OPENSEARCH_SHARDS";
    public const string ReplicasVariable = "KB_OPENSEARCH_REPLICAS";

    /// <summary>Addresses of the nodes; empty when none is named.</summary>
    public IReadOnlyList<Uri> Addresses { get; init; } = [];

    /// <summary>The name under which the index is kept there; null for one of its own.</summary>
    public string? Alias { get; init; }

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>Sent as a bearer's in the place of user and password.</summary>
    public string? Token { get; init; }

    public string? Authorities { get; init; }

    /// <summary>Shards of a new index.</summary>
    public int Shards { get; init; } = 1;

    /// <summary>Copies of each shard of a new index; null for one where there is a second node to keep it.</summary>
    public int? Replicas { get; init; }

    /// <summary>For so long documents and indexes that a commit has replaced go on answering those who have not moved on.</summary>
    public TimeSpan Grace { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A writer that has not been heard of for so long has ended; one that writes is heard of four times meanwhile.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>For so long a writer goes on trying while the server is away or has too much to do.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The same for settings that reach the same server in the same way.</summary>
    public string Connection => string.Join('\n', [.. Addresses, User, Password, Token, Authorities, Patience]);

    /// <summary>What the environment says.</summary>
    /// <param name="addresses">Addresses in the place of those of the environment.</param>
    /// <param name="variable">Reads a variable.</param>
    /// <exception cref="EngineException">It says something that cannot be used.</exception>
    public static OpenSearchSettings Read(string? addresses, Func<string, string?> variable)
    {
        var inFile = variable(FileVariable) is { Length: > 0 } file ? ReadFile(file) : [];
        var (uris, alias) = ReadAddresses(addresses ?? Value(AddressVariable));
        var settings = new OpenSearchSettings
        {
            Addresses = uris,
            Alias = alias,
            User = Value(UserVariable),
            Password = Value(PasswordVariable),
            Token = Value(TokenVariable),
            Authorities = Value(AuthorityVariable),
            Shards = Number(ShardsVariable, from: 1, to: 1024) ?? 1,
            Replicas = Number(ReplicasVariable, from: 0, to: 100),
        };
        return (settings.User is null) == (settings.Password is null)
            ? settings
            : throw Wrong($"{UserVariable} and {PasswordVariable} belong together, and one of them is not set. Set both or none.");

        string? Value(string name) => variable(name) is { Length: > 0 } set ? set : inFile.GetValueOrDefault(name);

        int? Number(string name, int from, int to) => Value(name) switch
        {
            null => null,
            var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= from && number <= to => number,
            var text => throw Wrong($"{name} is {text}; possible is {from} to {to}."),
        };
    }

    private static (Uri[] Addresses, string? Alias) ReadAddresses(string? text)
    {
        string? alias = null;
        var uris = new List<Uri>();
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(part, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            {
                throw Wrong($"'{part}' is no address of a server. Name it as http://host:9200 or https://host:9200.");
            }

            if (uri.UserInfo.Length > 0)
            {
                throw Wrong(
                    $"The address of {uri.Host} has a user or a password in it, which would be written down with it. Set "
                    + $"{UserVariable} and {PasswordVariable} in its place.");
            }

            var name = uri.AbsolutePath.Trim('/');
            if (uri.Query.Length + uri.Fragment.Length > 0 || (name.Length > 0 && !IsName(name)) || (name.Length > 0 && alias is not null))
            {
                throw Wrong(
                    $"'{part}' is no address of a server and an index. Behind the host of the first address stands nothing, or the name "
                    + "of the index: 1 to 100 of a to z, 0 to 9, - and _, a letter first.");
            }

            alias = name.Length > 0 ? name : alias;
            uris.Add(new Uri(uri.GetLeftPart(UriPartial.Authority)));
        }

        return ([.. uris], alias);
    }

    private static bool IsName(string name) => name.Length <= 100 && char.IsAsciiLetterLower(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    private static Dictionary<string, string> ReadFile(string path)
    {
        try
        {
            var lines = OrdinaryFile.ReadSettingsLines(path)
                .Select(line => line.Trim())
                .Where(line => line.Length > 0 && line[0] != '#')
                .Select(line => line.Split('=', 2, StringSplitOptions.TrimEntries))
                .ToDictionary(
                    pair => pair.Length == 2 ? pair[0] : throw Wrong($"{path} has a line that is not NAME=value."),
                    pair => pair[1],
                    StringComparer.Ordinal);
            return IsOpenToAll(path) && (lines.ContainsKey(PasswordVariable) || lines.ContainsKey(TokenVariable))
                ? throw Wrong(
                    $"{path}, which {FileVariable} names, holds a secret that everybody on this machine can read or change. Allow it to "
                    + $"its owner alone (chmod 600 {path}); then try again.")
                : lines;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Wrong($"The file that {FileVariable} names cannot be used: {e.Message}");
        }
    }

    private static bool IsOpenToAll(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return false; // what may be read there is inherited from the folder
        }

        var file = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        return (File.GetUnixFileMode(file) & (UnixFileMode.OtherRead | UnixFileMode.OtherWrite)) != UnixFileMode.None;
    }

    private static EngineException Wrong(string message) => new(EngineFault.NoServer, message);
}
