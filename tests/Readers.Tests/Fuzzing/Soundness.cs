using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers.Tests.Fuzzing;

/// <summary>What holds of every reading, whatever the file was.</summary>
internal static class Soundness
{
    /// <summary>What is wrong with what came of a file; null when nothing is.</summary>
    /// <param name="file">The file.</param>
    /// <param name="name">Its name.</param>
    public static string? ProblemOf(byte[] file, string name)
    {
        try
        {
            if (Path.GetExtension(name) is ".jsonl" or ".tsv")
            {
                return OfLines(file, name);
            }

            // No helper program is installed where it looks.
            var result = new MaterialReader("/nowhere").Read(file, name);
            return result.Materials.Count + result.Refusals.Count == 0 ? "neither a material nor a refusal"
                : result.Refusals.FirstOrDefault(r => string.IsNullOrWhiteSpace(r.Reason)) is { } silent ? $"a refusal without a reason: {silent.InnerName}"
                : result.Materials.Select(m => ProblemOf(m.Material)).FirstOrDefault(p => p is not null);
        }
        catch (Exception e)
        {
            return $"it throws {e}";
        }
    }

    private static string? OfLines(byte[] file, string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"kb-fuzz-{Guid.NewGuid():N}{Path.GetExtension(name)}");
        try
        {
            File.WriteAllBytes(path, file);
            return MaterialLines.Read(path).Select(line => line.Material is { } material ? ProblemOf(material)
                : string.IsNullOrWhiteSpace(line.Refusal) ? "a refusal without a reason" : null).FirstOrDefault(p => p is not null);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static string? ProblemOf(RawMaterial material)
    {
        if (material.Account is { Missing: not 0 and var missing })
        {
            return $"the account lacks {missing} characters";
        }

        if (material.Text.Contains('\r', StringComparison.Ordinal) || material.Text.Contains('\0', StringComparison.Ordinal))
        {
            return "control characters in the text";
        }

        var last = 0;
        foreach (var hint in material.Hints)
        {
            if (hint.Start < last || hint.End <= hint.Start || hint.End > material.Text.Length)
            {
                return $"a hint from {hint.Start} to {hint.End} in a text of {material.Text.Length}, behind {last}";
            }

            last = hint.Start;
        }

        return null;
    }
}
