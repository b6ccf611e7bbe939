using System.IO.Enumeration;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Understanding.Corrections;

namespace KnowledgeBase.Indexer.Building;

/// <summary>
/// What the owner keeps out of the library: the lines of <c>.kbignore</c> in the root of a corpus. A line is a name
/// (<c>README.md</c>), a pattern of a name with <c>*</c> and <c>?</c> (<c>~$*</c>), a folder with a closing slash (<c>drafts/</c>),
/// or, with a slash inside or in front, a path from the root (<c>2020/old.docx</c>, <c>/notes.txt</c>). Lines that begin with
/// <c>#</c> are remarks.
/// </summary>
internal sealed class IgnoreRules
{
    public const string FileName = ".kbignore";

    /// <summary>Folders in the root of a corpus that hold settings of the library and no materials.</summary>
    private static readonly string[] SettingsFolders = ["taxonomy", "lexicon", "glossary"];

    /// <summary>
    /// The folder of corrections is kept out by its files of YAML alone, which no reader reads: a library may have had materials in a
    /// folder of that name before there were corrections.
    /// </summary>
    private const string CorrectionsPrefix = $"{CorrectionFile.Folder}/";

    private readonly List<Rule> _rules = [];

    private IgnoreRules()
    {
    }

    /// <summary>Reads the rules of a corpus; there may be none.</summary>
    /// <exception cref="CorpusException">
    /// The file is there and cannot be read: without it, what the owner keeps out would come in.
    /// </exception>
    public static IgnoreRules Of(string root)
    {
        var path = Path.Combine(root, FileName);
        try
        {
            return Parse(File.Exists(path) ? OrdinaryFile.ReadSettingsLines(path) : []);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CorpusException(
                $"{path} cannot be read, and what it keeps out would be built in: {e.Message} Make it readable, or remove it.");
        }
    }

    /// <summary>Whether a file of a corpus holds settings of the library.</summary>
    /// <param name="relativePath">Its path from the root with <c>/</c>.</param>
    public static bool IsSetting(string relativePath) =>
        relativePath == FileName || IsCorrection(relativePath)
        || SettingsFolders.Any(f => relativePath.StartsWith(f + "/", StringComparison.Ordinal));

    /// <summary>The files of a corpus that hold settings of the library, as full paths.</summary>
    /// <exception cref="IOException">A folder cannot be looked at.</exception>
    public static IEnumerable<string> SettingsOf(string root) => SettingsFolders
        .Select(folder => Path.Combine(root, folder))
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        .Concat(CorrectionsOf(root))
        .Concat(new[] { Path.Combine(root, FileName) }.Where(File.Exists))
        .Select(Path.GetFullPath);

    private static bool IsCorrection(string relativePath) =>
        relativePath.StartsWith(CorrectionsPrefix, StringComparison.Ordinal)
        && relativePath.EndsWith(CorrectionFile.Extension, StringComparison.Ordinal);

    private static IEnumerable<string> CorrectionsOf(string root) => Path.Combine(root, CorrectionFile.Folder) is var folder
        && Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, $"*{CorrectionFile.Extension}", SearchOption.AllDirectories)
        : [];

    public static IgnoreRules Parse(IEnumerable<string> lines)
    {
        var rules = new IgnoreRules();
        foreach (var line in lines)
        {
            var pattern = line.Trim();
            if (pattern.Length == 0 || pattern[0] == '#')
            {
                continue;
            }

            var folderOnly = pattern[^1] == '/';
            var body = pattern.Trim('/');
            if (body.Length > 0)
            {
                rules._rules.Add(new Rule(body, folderOnly, FromRoot: pattern[0] == '/' || body.Contains('/', StringComparison.Ordinal)));
            }
        }

        return rules;
    }

    /// <summary>True when this file or folder is kept out.</summary>
    /// <param name="relativePath">Path from the root with <c>/</c>.</param>
    /// <param name="isFolder">True for a folder, which is then not entered.</param>
    public bool Ignores(string relativePath, bool isFolder)
    {
        if (relativePath == FileName || (!isFolder && IsCorrection(relativePath))
            || (isFolder && SettingsFolders.Contains(relativePath, StringComparer.Ordinal)))
        {
            return true;
        }

        var name = relativePath.AsSpan(relativePath.LastIndexOf('/') + 1);
        if (name.StartsWith(BuildNotes.IncomingPrefix, StringComparison.Ordinal) || name is AccessFile.Name)
        {
            return true; // a server is still receiving it, or it says who may read the folder
        }

        foreach (var rule in _rules)
        {
            if ((isFolder || !rule.FolderOnly)
                && FileSystemName.MatchesSimpleExpression(rule.Pattern, rule.FromRoot ? relativePath : name, ignoreCase: false))
            {
                return true;
            }
        }

        return false;
    }

    private sealed record Rule(string Pattern, bool FolderOnly, bool FromRoot);
}
