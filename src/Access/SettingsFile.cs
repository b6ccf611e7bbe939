using System.Text.Json;

namespace KnowledgeBase.Access;

/// <summary>
/// The file of settings of a library, <c>kb.json</c>: JSON, with remarks if its owner likes. Here it is found and read; what each setting
/// may be is told by whoever uses it.
/// </summary>
public static class SettingsFile
{
    /// <summary>Name of the file that is read when none is named.</summary>
    public const string Name = "kb.json";

    /// <summary>The variable of the environment that names another.</summary>
    public const string Variable = "KB_CONFIG";

    private const int Largest = 1 << 20;

    /// <summary>The file that is meant; null for none.</summary>
    /// <param name="named">The one that the command line names; null or empty for none.</param>
    /// <param name="variable">The one that the environment names; null or empty for none.</param>
    /// <param name="folder">Folder of the project or working directory, in which <see cref="Name"/> may lie.</param>
    public static string? Find(string? named, string? variable, string folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var usual = Path.Combine(folder, Name);
        return named is { Length: > 0 } ? named : variable is { Length: > 0 } ? variable : File.Exists(usual) ? usual : null;
    }

    /// <summary>
    /// Reads a file. Settings within settings get names with colons: <c>{"access": {"readers": …}}</c> is <c>access:readers</c>.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">Why it cannot be used, with what to do; null when it can.</param>
    /// <returns>Each setting that it has, by its name, whose case says nothing; none when it cannot be used.</returns>
    public static Dictionary<string, string?> Read(string path, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(path);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        fault = null;
        try
        {
            if (new FileInfo(path) is { Length: > Largest } or { Attributes: FileAttributes.Device })
            {
                fault = $"{path}: it is no file of settings; write JSON of at most {Largest} bytes.";
                return settings;
            }

            var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), options);
            Flatten(json.RootElement, "", settings);
        }
        catch (JsonException e)
        {
            fault = $"{path}: it is no JSON, in line {e.LineNumber + 1}; see docs/operations.md for an example.";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            fault = $"{path}: it cannot be read ({e.Message}); name another with --config or {Variable}, or none.";
        }

        return settings;
    }

    private static void Flatten(JsonElement element, string name, Dictionary<string, string?> settings)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in element.EnumerateObject())
            {
                Flatten(property.Value, name.Length == 0 ? property.Name : $"{name}:{property.Name}", settings);
            }
        }
        else
        {
            settings[name] = element.ValueKind == JsonValueKind.String ? element.GetString() : element.GetRawText();
        }
    }
}
