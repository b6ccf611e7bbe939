using System.IO.Compression;
using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>Archives: every file in them is read by its own reader, in memory; nothing is unpacked to disk, so that no name can escape.</summary>
internal static class ZipReader
{
    public static ReadResult Read(byte[] content, MaterialReader reader, ReadBudget budget, int nesting)
    {
        InnerResults.CheckNesting(nesting, budget);

        // Names without the UTF-8 flag come in as their bytes, one a character, and are decoded by their content.
        using var zip = new ZipArchive(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.Latin1);
        var results = new InnerResults();
        foreach (var entry in zip.Entries)
        {
            budget.SpendEntry();
            var name = DecodeName(entry.FullName);
            if (name.EndsWith('/') || IsClutter(name))
            {
                continue;
            }

            results.Add(name, () => reader.Read(PackageGuard.Expand(entry, budget), name, budget, nesting + 1));
        }

        return results.Build("The archive holds no files.");
    }

    private static string DecodeName(string name) =>
        name.All(c => c <= 0xFF) && name.Any(c => c >= 0x80) ? TextDecoder.DecodeName(Encoding.Latin1.GetBytes(name)).Replace('\\', '/') : name.Replace('\\', '/');

    /// <summary>What systems and office programs leave behind.</summary>
    private static bool IsClutter(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return name.StartsWith("__MACOSX/", StringComparison.Ordinal) || file.StartsWith("~$", StringComparison.Ordinal)
            || file is ".DS_Store" or "Thumbs.db" or "desktop.ini";
    }
}

/// <summary>Gathers what the entries of a container gave, under their names in it.</summary>
internal sealed class InnerResults
{
    private readonly List<ReadMaterial> _materials = [];
    private readonly List<Refusal> _refusals = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    public static void CheckNesting(int nesting, ReadBudget budget)
    {
        if (nesting >= budget.Limits.MaxNesting)
        {
            throw new RefusedException($"Containers are nested more than {budget.Limits.MaxNesting} deep in it.");
        }
    }

    public void Add(RawMaterial material, string name) => _materials.Add(new ReadMaterial(Unique(name), material));

    public void Add(string name, Func<ReadResult> read)
    {
        var unique = Unique(name);
        ReadResult result;
        try
        {
            result = read();
        }
        catch (RefusedException e)
        {
            result = ReadResult.Refused(e.Message);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException)
        {
            result = ReadResult.Refused($"It is damaged or cut short: {e.Message}");
        }

        _materials.AddRange(result.Materials.Select(m => m with { InnerName = Join(unique, m.InnerName) }));
        _refusals.AddRange(result.Refusals.Select(r => r with { InnerName = Join(unique, r.InnerName) }));
    }

    public ReadResult Build(string whenNothing) =>
        _materials.Count + _refusals.Count == 0 ? ReadResult.Refused(whenNothing) : new ReadResult([.. _materials], [.. _refusals]);

    private static string Join(string outer, string inner) => inner.Length == 0 ? outer : $"{outer}/{inner}";

    private string Unique(string name)
    {
        var parts = name.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p is not ("." or "..")).Select(p => string.Concat(p.Where(c => !char.IsControl(c)))).ToList();
        var clean = parts.Count == 0 ? "unnamed" : string.Join('/', parts);
        var unique = clean;
        for (var i = 2; !_names.Add(unique); i++)
        {
            unique = $"{clean} ({i})";
        }

        return unique;
    }
}
