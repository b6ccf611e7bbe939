using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Corrections;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Indexer;

/// <summary>
/// What the owner of a library has set in the folders <c>taxonomy</c>, <c>glossary</c> and <c>lexicon</c> of its corpus, and decided about
/// single materials in <c>corrections</c>; the defaults where nothing is said. Everything is made when it is first asked for: most
/// commands need little of it.
/// </summary>
internal sealed class LibrarySettings
{
    private readonly IReadOnlyList<string> _corpora;
    private readonly bool _isTolerant;
    private readonly List<SkippedFile> _skipped = [];
    private readonly Lazy<Taxonomy> _taxonomy;
    private readonly Lazy<ThemeTagger> _tagger;
    private readonly Lazy<WordingFinder> _wordings;
    private readonly Lazy<ThemeOverrides> _overrides;
    private readonly Lazy<CorrectionSet> _corrections;
    private readonly Lazy<MaterialUnderstanding> _understanding;
    private readonly Lazy<string[]> _userWords;
    private readonly Lazy<Lexicon> _lexicon;

    private LibrarySettings(IReadOnlyList<string> corpora, bool isTolerant)
    {
        _isTolerant = isTolerant;
        _corpora = [.. corpora.Where(Directory.Exists)];
        _taxonomy = new(LoadTaxonomy);
        _tagger = new(() => new ThemeTagger(Taxonomy));
        _wordings = new(() => LoadGlossary() is { } glossary ? new WordingFinder(glossary) : WordingFinder.Default);
        _overrides = new(LoadOverrides);
        _corrections = new(LoadCorrections);
        _understanding = new(() => new MaterialUnderstanding(Tagger, Wordings, _overrides.Value, Corrections));
        _userWords = new(() =>
        [
            .. Files("lexicon", "*.txt").SelectMany(f => Read(f, OrdinaryFile.ReadSettingsLines, [])),
        ]);
        _lexicon = new(() => UserWords.Count == 0 ? Lexicon.Default : Lexicon.Default.WithUserWords(UserWords));
    }

    /// <summary>The themes.</summary>
    public Taxonomy Taxonomy => _taxonomy.Value;

    /// <summary>Tags a single passage with themes.</summary>
    public ThemeTagger Tagger => _tagger.Value;

    /// <summary>Finds the formulations of a text.</summary>
    public WordingFinder Wordings => _wordings.Value;

    /// <summary>The lines of the owner's word lists.</summary>
    public IReadOnlyList<string> UserWords => _userWords.Value;

    /// <summary>The words that texts are cut into, the owner's among them.</summary>
    public Lexicon Lexicon => _lexicon.Value;

    /// <summary>What was decided about single materials.</summary>
    public CorrectionSet Corrections => _corrections.Value;

    /// <summary>Another number for everything that can be decided about a material; 0 where nothing is.</summary>
    /// <param name="id">Id of the material.</param>
    public ulong DecidedOf(string id)
    {
        var correction = Corrections.Find(id);
        var themes = _overrides.Value.Written(id);
        return correction is null && themes.Length == 0
            ? 0
            : MemoryMarshal.Read<ulong>(SHA256.HashData(Encoding.UTF8.GetBytes(
                $"{themes}\0{(correction is null ? "" : CorrectionFile.Write(correction))}")));
    }

    /// <summary>
    /// Changes when a setting of the whole library or the program that understands materials does. The lexicon has a fingerprint of its
    /// own, and what is decided about single materials makes only these anew (<see cref="DecidedOf"/>).
    /// </summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(typeof(MaterialUnderstanding).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
            foreach (var folder in (string[])["taxonomy", "glossary"])
            {
                foreach (var file in Files(folder, "*").Where(f => Path.GetFileName(f) != ThemeOverrides.FileName))
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
                    hash.AppendData(Encoding.UTF8.GetBytes(Read(file, OrdinaryFile.ReadSettings, "")));
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        }
    }

    /// <summary>
    /// The settings of some corpora; the taxonomy and the glossary of the first one that has one count, word lists add up.
    /// </summary>
    /// <remarks>Files that say something impossible are an error.</remarks>
    public static LibrarySettings Of(IReadOnlyList<string> corpora) => new(corpora, isTolerant: false);

    /// <summary>The settings of some corpora, as far as they are sound; <see cref="Skipped"/> tells the rest.</summary>
    public static LibrarySettings ForBuild(IReadOnlyList<string> corpora) => new(corpora, isTolerant: true);

    /// <summary>What says something impossible and is not used, as far as the settings were made yet. Empty but for a build.</summary>
    public IReadOnlyList<SkippedFile> Skipped
    {
        get
        {
            lock (_skipped)
            {
                return [.. _skipped];
            }
        }
    }

    /// <summary>
    /// Whether a file of settings is a correction: its very name may tell of a material that not everybody may know of.
    /// </summary>
    public bool IsCorrection(string path) => _corpora.Any(corpus => path.StartsWith(
        Path.Combine(corpus, CorrectionFile.Folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal));

    /// <summary>Understands a material with these settings.</summary>
    public Material Understand(RawMaterial raw, string id, string? path, CancellationToken cancellation = default) =>
        _understanding.Value.Understand(raw, id, path, cancellation);

    private Taxonomy LoadTaxonomy()
    {
        var folders = _corpora.Select(c => Path.Combine(c, "taxonomy"));
        if (folders.FirstOrDefault(f => Directory.Exists(f) && Taxonomy.FilesIn(f).Count > 0) is not { } folder)
        {
            return Taxonomy.Default;
        }

        try
        {
            return Taxonomy.Load(folder);
        }
        catch (TaxonomyException e) when (_isTolerant)
        {
            var sound = SoundPart(
                folder, Taxonomy.FilesIn(folder), e.Problems, sources => Taxonomy.Parse(sources), e => (e as TaxonomyException)?.Problems);
            return sound ?? Taxonomy.Default;
        }
        catch (TaxonomyException e)
        {
            throw new KbException($"{folder}: the taxonomy cannot be used:", e.Problems);
        }
    }

    private ThemeOverrides LoadOverrides()
    {
        if (_corpora.Select(c => Path.Combine(c, "taxonomy", ThemeOverrides.FileName)).FirstOrDefault(File.Exists) is not { } file)
        {
            return ThemeOverrides.None;
        }

        try
        {
            return ThemeOverrides.Load(file, Taxonomy);
        }
        catch (Exception e) when (_isTolerant && e is TaxonomyException or IOException or UnauthorizedAccessException)
        {
            Skip(file, $"These overrides are not used: {e.Message.ReplaceLineEndings("; ")}");
            return ThemeOverrides.None;
        }
        catch (TaxonomyException e)
        {
            throw new KbException($"{file}: the overrides cannot be used:", e.Problems);
        }
    }

    private CorrectionSet LoadCorrections()
    {
        var corrections = new Dictionary<string, (Correction Correction, string File)>(StringComparer.Ordinal);
        foreach (var file in Files(CorrectionFile.Folder, $"*{CorrectionFile.Extension}", SearchOption.AllDirectories))
        {
            var text = Read(file, OrdinaryFile.ReadSettings, "");
            var correction = CorrectionFile.Read(Path.GetFileName(file), text, id => Taxonomy.Find(id) is not null, out var problems);
            if (correction is not null && !corrections.TryAdd(correction.Material, (correction, file)))
            {
                problems =
                [
                    .. problems,
                    $"{Path.GetFileName(file)}: '{correction.Material}' is corrected by {corrections[correction.Material].File} already, "
                    + "which counts: keep one of both",
                ];
            }

            if (problems.Count > 0 && !_isTolerant)
            {
                throw new KbException($"{file}: not all of the corrections can be used:", problems);
            }

            if (problems.Count > 0)
            {
                Skip(file, $"Not all of these corrections are used: {string.Join("; ", problems)}");
            }
        }

        return CorrectionSet.Of(corrections.Values.Select(c => c.Correction));
    }

    private Glossary? LoadGlossary()
    {
        if (_corpora.Select(c => Path.Combine(c, "glossary")).FirstOrDefault(Directory.Exists) is not { } folder)
        {
            return null;
        }

        try
        {
            return Glossary.Load(folder);
        }
        catch (GlossaryException e) when (_isTolerant)
        {
            return SoundPart(
                folder, Directory.GetFiles(folder, "*.yaml"), e.Problems,
                sources => Glossary.Of([.. sources.Select(s => new GlossaryFile(s.Name, s.Text))], folder),
                e => (e as GlossaryException)?.Problems);
        }
        catch (GlossaryException e)
        {
            throw new KbException($"{folder}: the glossary cannot be used:", e.Problems);
        }
    }

    /// <summary>Leaves out the files that problems are told of until the rest is sound; null when nothing is.</summary>
    private T? SoundPart<T>(
        string folder, IEnumerable<string> files, IReadOnlyList<string> problems, Func<IReadOnlyList<(string Name, string Text)>, T> read,
        Func<Exception, IReadOnlyList<string>?> problemsOf)
        where T : class
    {
        var left = files.Order(StringComparer.Ordinal).ToList();
        while (true)
        {
            var bad = left.Where(file => problems.Any(p => Tells(p, file))).ToList();
            foreach (var file in bad)
            {
                Skip(file, $"This file of settings is not used: {string.Join("; ", problems.Where(p => Tells(p, file)))}");
            }

            left.RemoveAll(bad.Contains);
            if (bad.Count == 0 || left.Count == 0)
            {
                if (bad.Count == 0)
                {
                    Skip(folder, $"These settings are not used: {string.Join("; ", problems)}");
                }

                return null;
            }

            try
            {
                return read([.. left.Select(file => (Path.GetFileName(file), OrdinaryFile.ReadSettings(file)))]);
            }
            catch (Exception e) when (problemsOf(e) is { } more)
            {
                problems = more;
            }
        }

        static bool Tells(string problem, string file) =>
            problem.StartsWith(Path.GetFileName(file) + ":", StringComparison.Ordinal)
                || problem.StartsWith(file + ":", StringComparison.Ordinal);
    }

    /// <summary>Reads a setting; for a build, one that cannot be read says nothing.</summary>
    private T Read<T>(string file, Func<string, T> read, T nothing)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            if (!_isTolerant)
            {
                throw new KbException(
                    $"A setting of the library cannot be read: {e.Message} Make {file} readable, or move it out of the corpus.");
            }

            Skip(file, $"This setting is not used: {e.Message}");
            return nothing;
        }
    }

    private void Skip(string path, string reason)
    {
        lock (_skipped)
        {
            if (!_skipped.Exists(s => s.Path == path))
            {
                _skipped.Add(new SkippedFile(path, reason));
            }
        }
    }

    private IEnumerable<string> Files(string folder, string pattern, SearchOption depth = SearchOption.TopDirectoryOnly) =>
        _corpora
            .Select(c => Path.Combine(c, folder))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern, depth).Order(StringComparer.Ordinal));
}
