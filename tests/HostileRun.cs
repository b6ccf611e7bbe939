using System.Text.Json;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Indexer.Commands;
using KnowledgeBase.Indexer.Evaluation;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Tests;

/// <summary>
/// Drives texts and queries through all that a build and a server do with them: understanding, evidence, indexing, sketches, comparison,
/// the draft check, marking, JSON; parsing, planning and search. Compiled into the tests and into the attack.
/// </summary>
internal sealed class HostileRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kb-hostile-").FullName;
    private readonly MaterialUnderstanding _understanding = new();
    private readonly Sketcher _sketcher = new();
    private readonly WordAnalyzer _analyzer = new(new Segmenter(Lexicon.Default));
    private readonly LibraryWriter _writer;
    private readonly Library _library;
    private string _before = "";
    private int _count;

    /// <summary>Makes the library that is searched.</summary>
    /// <param name="texts">Its materials.</param>
    public HostileRun(IReadOnlyList<string> texts)
    {
        var searched = Path.Combine(_folder, "searched");
        using (var writer = LibraryFolder.OpenWriter(searched, Taxonomy.Default, Glossary.Default, []))
        {
            for (var i = 0; i < texts.Count; i++)
            {
                writer.Put(writer.Prepare(_understanding.Understand(new RawMaterial { Text = texts[i] }, $"{i}.txt"), null));
            }

            writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        _library = LibraryFolder.Open(searched);
        _writer = LibraryFolder.OpenWriter(Path.Combine(_folder, "written"), Taxonomy.Default, Glossary.Default, []);
    }

    /// <summary>Everything that is done with a material.</summary>
    /// <returns>What was said of it that it does not hold.</returns>
    public IReadOnlyList<string> Material(string text)
    {
        var material = Understand(text);
        var evidence = new EvidenceCheck(Taxonomy.Default);
        evidence.Add(material.Id, material);
        _writer.Put(_writer.Prepare(material, material.Id));
        _sketcher.Sketch(material);
        using (var json = new Utf8JsonWriter(Stream.Null))
        {
            json.WriteStartObject();
            InspectCommand.WriteMaterial(json, material);
            json.WriteEndObject();
        }

        var duplicates = new DuplicateFinder();
        duplicates.Add("one", text, null);
        duplicates.Add("other", _before, null);
        duplicates.Find();
        SharedPassages.Between(text, _before);
        _before = text;
        if (++_count % 1000 == 0)
        {
            _writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
        }

        // A text without a word has no title.
        var hasWords = ComparedWords.Of(text).Length > 0;
        return [.. evidence.Report("").Problems.Where(p => hasWords || !p.Contains("the title is empty", StringComparison.Ordinal))];
    }

    /// <summary>Understands a text, now and then with front matter that states what it likes.</summary>
    public Material Understand(string text, CancellationToken cancellation = default)
    {
        var stated = text.Length % 3 == 1 ? new FrontMatter
        {
            Title = text[..(text.Length / 3)],
            Issuer = text[(text.Length / 3)..(text.Length / 2)],
            Genre = Genres.All[text.Length % Genres.All.Count],
            Tier = Tiers.All[text.Length % Tiers.All.Count],
            Year = 1900 + (text.Length % 301),
        } : FrontMatter.None;
        var path = text.Length % 5 == 0 ? $"{text[..Math.Min(12, text.Length)]}党建.txt" : null;
        var raw = new RawMaterial { Text = text, FrontMatter = stated };
        return _understanding.Understand(raw, $"{text.Length % 50}.txt", path, cancellation);
    }

    /// <summary>Understands nothing and indexes all: one passage that is the whole text.</summary>
    public void Index(string text)
    {
        var material = _understanding.Understand(new RawMaterial { Text = "一" }, "whole.txt");
        var whole = material.Passages[0] with { Start = 0, End = text.Length };
        _writer.Put(_writer.Prepare(material with { Text = text, Passages = [whole] }, null));
    }

    /// <summary>Checks a draft against the library and marks a text for a query that it is itself.</summary>
    public void Draft(string text)
    {
        var report = _library.CheckDraft(text);
        foreach (var finding in report.Findings)
        {
            if (text[finding.Start..finding.End] != finding.Text)
            {
                throw new InvalidOperationException($"The finding “{finding.Text}” does not stand at [{finding.Start},{finding.End}).");
            }
        }
    }

    /// <summary>Everything that is done with words alone.</summary>
    public void Words(string text)
    {
        var folded = new FoldedText(text);
        _analyzer.Analyze(folded, [], new TokenBuffer());
        _analyzer.AnalyzeQuery(text);
        _analyzer.Segmenter.Segment(text);
        Pinyin.Of(text);
        Pinyin.Initials(text);
        Pinyin.Matches("dangjian", text);
        _library.CountWording(text);
    }

    /// <summary>Searches in every mode and marks what was found, in the library and in another text.</summary>
    public void Query(string query, string text)
    {
        foreach (var mode in Enum.GetValues<SearchMode>())
        {
            _library.Search(new SearchRequest { Query = query, Mode = mode });
        }

        foreach (var span in _library.Highlights(query, text))
        {
            if (span.Start < 0 || span.Start >= span.End || span.End > text.Length)
            {
                throw new InvalidOperationException($"The mark [{span.Start},{span.End}) is no stretch of the text.");
            }
        }
    }

    /// <summary>Removes what was written.</summary>
    public void Dispose()
    {
        _library.Dispose();
        _writer.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
