using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Indexer;

/// <summary>
/// What the owner of a library has set in the folders <c>taxonomy</c>, <c>glossary</c> and <c>lexicon</c> of its corpus; the defaults where
/// nothing is said. Everything is made when it is first asked for: most commands need little of it.
/// </summary>
internal sealed class LibrarySettings
{
    private readonly IReadOnlyList<string> _corpora;
    private readonly Lazy<Taxonomy> _taxonomy;
    private readonly Lazy<ThemeTagger> _tagger;
    private readonly Lazy<WordingFinder> _wordings;
    private readonly Lazy<MaterialUnderstanding> _understanding;
    private readonly Lazy<string[]> _userWords;
    private readonly Lazy<Lexicon> _lexicon;

    private LibrarySettings(IReadOnlyList<string> corpora)
    {
        _corpora = [.. corpora.Where(Directory.Exists)];
        _taxonomy = new(LoadTaxonomy);
        _tagger = new(() => new ThemeTagger(Taxonomy));
        _wordings = new(() => LoadGlossary() is { } glossary ? new WordingFinder(glossary) : WordingFinder.Default);
        _understanding = new(() => new MaterialUnderstanding(Tagger, Wordings, LoadOverrides()));
        _userWords = new(() => [.. Files("lexicon", "*.txt").SelectMany(f => Read(f, file => OrdinaryFile.ReadLines(file).ToArray()))]);
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

    /// <summary>Changes when a setting or the program that understands materials does. The lexicon has a fingerprint of its own.</summary>
    public string Fingerprint
    {
        get
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            hash.AppendData(typeof(MaterialUnderstanding).Assembly.ManifestModule.ModuleVersionId.ToByteArray());
            foreach (var folder in (string[])["taxonomy", "glossary"])
            {
                foreach (var file in Files(folder, "*"))
                {
                    hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file) + "\n"));
                    hash.AppendData(Read(file, OrdinaryFile.ReadAllBytes));
                }
            }

            return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 8));
        }
    }

    /// <summary>
    /// The settings of some corpora; the taxonomy and the glossary of the first one that has one count, word lists add up.
    /// </summary>
    public static LibrarySettings Of(IReadOnlyList<string> corpora) => new(corpora);

    /// <summary>Understands a material with these settings.</summary>
    public Material Understand(RawMaterial raw, string id, string? path) => _understanding.Value.Understand(raw, id, path);

    private Taxonomy LoadTaxonomy()
    {
        var folder = _corpora.Select(c => Path.Combine(c, "taxonomy")).FirstOrDefault(Directory.Exists);
        try
        {
            return folder is null ? Taxonomy.Default : Taxonomy.Load(folder);
        }
        catch (TaxonomyException e)
        {
            throw new KbException($"{folder}: the taxonomy cannot be used:", e.Problems);
        }
    }

    private ThemeOverrides LoadOverrides()
    {
        var file = _corpora.Select(c => Path.Combine(c, "taxonomy", "overrides.yaml")).FirstOrDefault(File.Exists);
        try
        {
            return file is null ? ThemeOverrides.None : ThemeOverrides.Load(file, Taxonomy);
        }
        catch (TaxonomyException e)
        {
            throw new KbException($"{file}: the overrides cannot be used:", e.Problems);
        }
    }

    private Glossary? LoadGlossary()
    {
        var folder = _corpora.Select(c => Path.Combine(c, "glossary")).FirstOrDefault(Directory.Exists);
        try
        {
            return folder is null ? null : Glossary.Load(folder);
        }
        catch (GlossaryException e)
        {
            throw new KbException($"{folder}: the glossary cannot be used:", e.Problems);
        }
    }

    private static T Read<T>(string file, Func<string, T> read)
    {
        try
        {
            return read(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KbException(
                $"A setting of the library cannot be read: {e.Message} Make {file} readable, or move it out of the corpus.");
        }
    }

    private IEnumerable<string> Files(string folder, string pattern) =>
        _corpora
            .Select(c => Path.Combine(c, folder))
            .Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, pattern).Order(StringComparer.Ordinal));
}
