using KnowledgeBase.Materials;

namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What is to be done with the files of a request.</summary>
/// <param name="Replace">Whether a file may take the place of another one of its name, which is kept then.</param>
/// <param name="Access">
/// Who may read them, unless they say stricter themselves; null where nobody said it: a file that takes the place of another one keeps its
/// level then, and others have that of the inbox.
/// </param>
public sealed record UploadOrders(bool Replace, AccessLevel? Access = null)
{
    /// <summary>The field of a form, and the parameter of an address, that says who may read the files.</summary>
    public const string AccessField = "access";

    /// <summary>Reads the levels that a request gives its files, of which the strictest holds.</summary>
    /// <param name="said">What was said; null and nothing say nothing.</param>
    /// <exception cref="IntakeException">It is no level.</exception>
    public static AccessLevel? LevelOf(params IEnumerable<string?> said)
    {
        AccessLevel? level = null;
        foreach (var text in said.Where(t => !string.IsNullOrWhiteSpace(t)))
        {
            var next = AccessLevel.Parse(text) ?? throw new IntakeException(
                IntakeFault.NoSuchLevel, "access is no level: write public, internal, or names of groups with commas. Nothing was taken.");
            level = level is null ? next : AccessLevel.Stricter(level, next);
        }

        return level;
    }
}
