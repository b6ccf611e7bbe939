using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using KnowledgeBase.Text;

namespace KnowledgeBase.Engines.Benchmarks;

/// <summary>
/// Materials recombined from the sentences of given texts, the same ones for every engine: a dozen to forty passages each, of two to six
/// sentences, with genre, tier, year and themes that are drawn by lot.
/// </summary>
internal sealed class ScaledCorpus
{
    private const int Seed = 20261127;
    private static readonly string[] Themes = ["organisation", "conduct", "ideology", "integrity", "discipline", "politics"];

    private readonly string[] _sentences;
    private readonly int _passages;

    /// <param name="folder">Texts in any format that needs no other program to be read.</param>
    /// <param name="passages">How many passages there shall be.</param>
    public ScaledCorpus(string folder, int passages)
    {
        _passages = passages;
        var reader = new MaterialReader(programPath: "");
        _sentences =
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Order(StringComparer.Ordinal)
                .Where(file => MaterialReader.Extensions.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .SelectMany(file => reader.Read(file).Materials)
                .SelectMany(material => Sentences(material.Material.Text))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>The folder that the project is in.</summary>
    public static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "KnowledgeBase.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Name texts with --texts; the project's own are not here.");
        }

        return folder.FullName;
    }

    /// <summary>The materials.</summary>
    public IEnumerable<Material> Materials()
    {
        var random = new Random(Seed);
        var number = 0;
        for (var made = 0; made < _passages; number++)
        {
            var count = Math.Min(_passages - made, random.Next(12, 41));
            made += count;
            yield return Recombined($"m{number:000000}", count, random);
        }
    }

    /// <summary>Clauses of six to twenty characters that stand in the texts: what people might ask for.</summary>
    public string[] Clauses(int count)
    {
        var random = new Random(Seed + 1);
        var clauses = _sentences.SelectMany(s => s.Split('，', '、', '；', '：', '。', '“', '”', '（', '）'))
            .Where(clause => clause.Length is >= 6 and <= 20 && clause.All(char.IsLetter))
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        random.Shuffle(clauses);
        return clauses[..Math.Min(count, clauses.Length)];
    }

    private static IEnumerable<string> Sentences(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (SentenceMarks.IsEnd(text[i]) || text[i] == '\n')
            {
                var sentence = text[start..(i + 1)].Trim();
                start = i + 1;
                if (sentence.Length is >= 12 and <= 200)
                {
                    yield return sentence;
                }
            }
        }
    }

    private Material Recombined(string id, int count, Random random)
    {
        var lines = new List<string> { Sentence() };
        for (var i = 0; i < count; i++)
        {
            lines.Add(string.Concat(Enumerable.Range(0, random.Next(2, 7)).Select(_ => Sentence())));
        }

        var passages = new List<Passage>(count);
        var at = lines[0].Length + 1;
        foreach (var line in lines.Skip(1))
        {
            passages.Add(new Passage(at, at + line.Length, [lines[0]], [new ThemeTag(Themes[random.Next(Themes.Length)], 1, [])]));
            at += line.Length + 1;
        }

        var year = random.Next(2010, 2027);
        return new Material
        {
            Id = id,
            Text = string.Join('\n', lines),
            Facts = new MaterialFacts
            {
                Title = lines[0],
                Genre = new Fact<string>(Genres.All[random.Next(Genres.All.Count)], 1, ""),
                Tier = new Fact<string>(Tiers.All[random.Next(Tiers.All.Count)], 1, ""),
                Year = new Fact<int>(year, 1, ""),
                Date = new Fact<DateOnly>(new DateOnly(year, random.Next(1, 13), random.Next(1, 29)), 1, ""),
            },
            Headings = [],
            Passages = passages,
            Themes = [],
            Practices = [],
            Wordings = [],
            Warnings = [],
        };

        string Sentence() => _sentences[random.Next(_sentences.Length)];
    }
}
