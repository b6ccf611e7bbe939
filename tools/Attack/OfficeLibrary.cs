using System.Security.Cryptography;

namespace KnowledgeBase.Attack;

/// <summary>A library with keys and an inbox, in folders of an attack's own.</summary>
internal static class OfficeLibrary
{
    private static readonly string[] LibrariansFolders =
        ["corpus/inbox/", "state/withdrawn/", "corpus/corrections/", "corpus/lexicon/", "corpus/taxonomy/", "corpus/glossary/"];

    /// <summary>Copies the sample library, so that an attack may write into it.</summary>
    public static void CopySample(string corpus)
    {
        var sample = Path.Combine(Programs.Root, "corpus");
        foreach (var file in Directory.EnumerateFiles(sample, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(corpus, Path.GetRelativePath(sample, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    /// <summary>Makes a key of each role, and one that is revoked.</summary>
    /// <returns>The keys, that of the librarian first.</returns>
    public static async Task<IReadOnlyList<string>> MakeKeysAsync(string state, string index, string corpus)
    {
        string[] places = ["--state", state, "--index", index, "--corpus", corpus];
        var keys = new List<string>();
        foreach (var role in new[] { "librarian", "reader", "administrator" })
        {
            var (code, key) = await KillsAttack.RunAsync(["key", "create", role, "--role", role, .. places]);
            keys.Add(code == 0 ? key.Trim() : throw new InvalidOperationException($"kb key create ended with {code}."));
        }

        var (_, revoked) = await KillsAttack.RunAsync(["key", "create", "former", "--role", "administrator", .. places]);
        await KillsAttack.RunAsync(["key", "revoke", "former", .. places]);
        return [.. keys, revoked.Trim()];
    }

    /// <summary>Every file in some folders, with the hash of its bytes.</summary>
    public static Dictionary<string, string> Listing(string root, IEnumerable<string> within) => within
        .Select(w => Path.Combine(root, w))
        .SelectMany(w => File.Exists(w) ? [w] : Directory.Exists(w) ? Directory.GetFiles(w, "*", SearchOption.AllDirectories) : [])
        .ToDictionary(
            f => Path.GetRelativePath(root, f).Replace('\\', '/'),
            f => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f))),
            StringComparer.Ordinal);

    /// <summary>Files that came, went or changed.</summary>
    public static IReadOnlyList<string> Changes(Dictionary<string, string> before, Dictionary<string, string> after) =>
    [
        .. before.Keys.Union(after.Keys, StringComparer.Ordinal)
            .Where(f => before.GetValueOrDefault(f) != after.GetValueOrDefault(f))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether a librarian's request may change a file.</summary>
    public static bool IsOfLibrarian(string file) => LibrariansFolders.Any(f => file.StartsWith(f, StringComparison.Ordinal));
}
