using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Access;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.SearchApi.Intake;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.SearchApi.Decisions;

/// <summary>
/// The plain text files of the corpora in which their owner decides: where they are, what they say, and what they would say with another
/// text in the place of one of them.
/// </summary>
/// <param name="corpora">Full paths of the corpora that are folders.</param>
internal sealed class OwnerFiles(IReadOnlyList<string> corpora)
{
    /// <summary>Bytes of a file at most that is shown and changed here.</summary>
    public const int LargestFile = 500_000;

    private const int LongestName = 80;

    /// <summary>
    /// Units of a material's name in that of its corrections: with four bytes each, what stands behind them has room still.
    /// </summary>
    private const int LongestStem = 40;

    private static readonly TimeSpan Leftover = TimeSpan.FromHours(1);

    /// <summary>The corpus into which decisions go that have no file yet.</summary>
    /// <exception cref="DecisionException">There is none.</exception>
    public string First => corpora is [var first, ..] ? first : throw new DecisionException(
        DecisionFault.NoCorpus, "The index was built from no folder that could hold decisions, or is not there yet.");

    /// <summary>
    /// A name under which a file is written in a corpus before it has its place. What killed servers left under such goes.
    /// </summary>
    public static string Unfinished(string corpus)
    {
        foreach (var left in new DirectoryInfo(corpus).EnumerateFiles(BuildNotes.IncomingPrefix + "*")
            .Where(f => DateTime.UtcNow - f.LastWriteTimeUtc > Leftover))
        {
            left.Delete();
        }

        return BuildNotes.NewIncomingName();
    }

    /// <summary>The corpus of a change: where it was made, or one that lies elsewhere now.</summary>
    public string CorpusOf(FileChange change) => change.CorpusAmong(corpora) ?? First;

    /// <summary>
    /// The file that decides about a material, and its text; the file that one would be written to, and null, when none does.
    /// </summary>
    public (string Corpus, string Path, string? Text) CorrectionOf(string material)
    {
        foreach (var (corpus, path, text) in Corrections())
        {
            if (CorrectionFile.Read("", text, _ => true, out _)?.Material == material)
            {
                return (corpus, path, text);
            }
        }

        // The name is for people. The hash keeps apart what is alike once it is made safe.
        var name = SafeName.Of(Path.GetFileName(material)) ?? "material";
        name = name.Length <= LongestStem
            ? name : name[..(char.IsHighSurrogate(name[LongestStem - 1]) ? LongestStem - 1 : LongestStem)];
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(material)).AsSpan(0, 4));
        return (First, $"{CorrectionFile.Folder}/{name}-{hash}{CorrectionFile.Extension}", null);
    }

    /// <summary>The names of the files of a kind.</summary>
    public IReadOnlyList<string> Names(SettingKind kind)
    {
        var folder = Path.Combine(CorpusOf(kind), FolderOf(kind));
        return Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder).Select(Path.GetFileName).OfType<string>().Where(n => IsName(kind, n))
                .Order(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>The corpus whose files of a kind count.</summary>
    public string CorpusOf(SettingKind kind) =>
        corpora.FirstOrDefault(c => Directory.Exists(Path.Combine(c, FolderOf(kind)))
            && (kind != SettingKind.Taxonomy || Taxonomy.FilesIn(Path.Combine(c, FolderOf(kind))).Count > 0))
        ?? corpora.FirstOrDefault(c => Directory.Exists(Path.Combine(c, FolderOf(kind)))) ?? First;

    /// <summary>The path of a file in its corpus.</summary>
    /// <exception cref="DecisionException">No file of the kind can be called so.</exception>
    public static string PathOf(SettingKind kind, string name) => IsName(kind, name)
        ? $"{FolderOf(kind)}/{name}"
        : throw new DecisionException(DecisionFault.NotThere, "No file of settings can be called so.");

    /// <summary>The lines of all word lists, with another text in the place of one.</summary>
    public IReadOnlyList<string> Words(string? replaced = null, string? text = null)
    {
        var own = Path.Combine(CorpusOf(SettingKind.Lexicon), FolderOf(SettingKind.Lexicon));
        var files = corpora.Select(c => Path.Combine(c, FolderOf(SettingKind.Lexicon))).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*.txt"))
            .Where(f => replaced is null || f != Path.Combine(own, replaced))
            .Order(StringComparer.Ordinal)
            .SelectMany(f => OrdinaryFile.ReadSettings(f).Split('\n'));
        return [.. files, .. (text ?? "").Split('\n')];
    }

    /// <summary>Finds formulations as the files of the glossary say, with another text in the place of one.</summary>
    /// <exception cref="GlossaryException">They say something impossible.</exception>
    public WordingFinder Wordings(string? replaced = null, string? text = null) =>
        new(Glossary.Of([.. Texts(SettingKind.Glossary, replaced, text).Select(f => new GlossaryFile(f.Name, f.Text))]));

    /// <summary>
    /// Understands materials as files and corrections say, with another text in the place of a file or another correction.
    /// </summary>
    /// <param name="replaced">The file of the taxonomy; null for none.</param>
    /// <param name="text">Its text; null when it is taken away.</param>
    /// <param name="correction">A correction in the place of that of its material; null for none.</param>
    /// <exception cref="TaxonomyException">The taxonomy says something impossible.</exception>
    public MaterialUnderstanding Understanding(string? replaced = null, string? text = null, Correction? correction = null)
    {
        var taxonomy = ThemesOf(replaced, text);
        var overrides = ThemeOverrides.None;
        if (Texts(SettingKind.Taxonomy, replaced, text).FirstOrDefault(f => f.Name == ThemeOverrides.FileName) is { Text: { } decided })
        {
            try
            {
                overrides = ThemeOverrides.Parse(ThemeOverrides.FileName, decided, taxonomy);
            }
            catch (TaxonomyException) when (replaced != ThemeOverrides.FileName)
            {
                // A build reports them and goes on without.
            }
        }

        var corrections = Corrections()
            .Select(c => CorrectionFile.Read(c.Path, c.Text, id => taxonomy.Find(id) is not null, out _))
            .OfType<Correction>();
        return new MaterialUnderstanding(
            new ThemeTagger(taxonomy), overrides: overrides,
            corrections: CorrectionSet.Of(correction is null ? corrections : corrections.Prepend(correction)));
    }

    /// <summary>The themes that there are, with another text in the place of a file.</summary>
    /// <exception cref="TaxonomyException">The taxonomy says something impossible.</exception>
    public Taxonomy ThemesOf(string? replaced = null, string? text = null)
    {
        (string, string)[] files = [.. Texts(SettingKind.Taxonomy, replaced, text).Where(f => f.Name != ThemeOverrides.FileName)];
        return files.Length == 0 ? Taxonomy.Default : Taxonomy.Parse(files);
    }

    /// <summary>What is wrong with a text in the place of a file; nothing when it can be used.</summary>
    public IReadOnlyList<string> ProblemsOf(SettingKind kind, string name, string? text)
    {
        try
        {
            switch (kind)
            {
                case SettingKind.Taxonomy:
                    _ = Understanding(name, text);
                    return [];
                case SettingKind.Glossary:
                    _ = Wordings(name, text);
                    return [];
                default:
                    return text is null ? [] : Lexicon.Default.WithUserWords(text.Split('\n')).Problems;
            }
        }
        catch (TaxonomyException e)
        {
            return e.Problems;
        }
        catch (GlossaryException e)
        {
            return e.Problems;
        }
    }

    private static string FolderOf(SettingKind kind) => kind switch
    {
        SettingKind.Taxonomy => "taxonomy",
        SettingKind.Glossary => "glossary",
        _ => "lexicon",
    };

    private static bool IsName(SettingKind kind, string name) =>
        name.Length is > 0 and <= LongestName && char.IsLetterOrDigit(name[0]) && SafeName.Of(name) == name
        && name.EndsWith(kind == SettingKind.Lexicon ? ".txt" : ".yaml", StringComparison.Ordinal)
        && (kind != SettingKind.Taxonomy || name == ThemeOverrides.FileName || !name.StartsWith("overrides", StringComparison.Ordinal));

    private IEnumerable<(string Name, string Text)> Texts(SettingKind kind, string? replaced, string? text)
    {
        var folder = Path.Combine(CorpusOf(kind), FolderOf(kind));
        var files = Names(kind).Where(n => n != replaced).Select(n => (n, OrdinaryFile.ReadSettings(Path.Combine(folder, n))));
        return (replaced is null || text is null ? files : files.Append((replaced, text))).OrderBy(f => f.Item1, StringComparer.Ordinal);
    }

    private IEnumerable<(string Corpus, string Path, string Text)> Corrections() =>
        from corpus in corpora
        let folder = Path.Combine(corpus, CorrectionFile.Folder)
        where Directory.Exists(folder)
        from file in Directory.EnumerateFiles(folder, $"*{CorrectionFile.Extension}", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
        select (corpus, Path.GetRelativePath(corpus, file).Replace(Path.DirectorySeparatorChar, '/'), OrdinaryFile.ReadSettings(file));
}
