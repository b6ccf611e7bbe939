using System.Globalization;
using System.Text.Json;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Comparison;
using KnowledgeBase.Retrieval.Drafts;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;
using KnowledgeBase.Understanding;
using KnowledgeBase.Understanding.Themes;
using KnowledgeBase.Understanding.Wordings;
using Xunit.Abstractions;

namespace KnowledgeBase.Retrieval.Tests.Search;

/// <summary>
/// Single bits of every file of a library are flipped, and the library is asked everything that can be asked. KB_DAMAGE says how
/// many places of each file are tried (4 without it).
/// </summary>
public sealed class DamagedLibraryTests : IClassFixture<DamagedLibraryTests.SampleIndex>
{
    private static readonly JsonSerializerOptions Exact = new() { IncludeFields = true };

    private readonly SampleIndex _sample;
    private readonly ITestOutputHelper _output;

    public DamagedLibraryTests(SampleIndex sample, ITestOutputHelper output)
    {
        _sample = sample;
        _output = output;
    }

    private static int Places => int.TryParse(Environment.GetEnvironmentVariable("KB_DAMAGE"), CultureInfo.InvariantCulture, out var n) ? n : 4;

    [Fact]
    public void A_library_of_this_size_is_not_opened_over_damage() => FlipEverywhere(seed: 1, file =>
    {
        var error = Record.Exception(() => LibraryFolder.Open(_sample.Folder).Dispose());
        Assert.True(Assert.IsType<LibraryException>(error).NeedsRebuild);
        Assert.Contains(Path.GetFileName(file), error.Message, StringComparison.Ordinal);
    });

    /// <summary>
    /// As in a library that is too large to be read through: what is stored is right or refused, and nothing else goes wrong but a count.
    /// </summary>
    [Fact]
    public void Damage_that_opening_does_not_see_is_told_by_the_question_that_meets_it()
    {
        var outcomes = new Dictionary<string, int[]>(StringComparer.Ordinal);
        FlipEverywhere(seed: 2, file =>
        {
            var answers = Ask(new EngineReading { VerifyUpTo = 0 });
            var wrong = _sample.Answers.Zip(answers).Any(a => a.Second is not null && a.Second != a.First);
            var counts = outcomes.TryGetValue(Path.GetExtension(file), out var known)
                ? known
                : outcomes[Path.GetExtension(file)] = new int[3];
            counts[wrong ? 2 : answers.Contains(null) ? 1 : 0]++;
            Assert.False(wrong && file.EndsWith(".stored", StringComparison.Ordinal), $"{file}: something stored was read as something else");
        });

        foreach (var (extension, counts) in outcomes)
        {
            _output.WriteLine($"{extension}: {counts[0]} right answers, {counts[1]} errors, {counts[2]} wrong answers");
        }
    }

    private void FlipEverywhere(int seed, Action<string> check)
    {
        var random = new Random(seed);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(_sample.Folder, "passages")).Order(StringComparer.Ordinal))
        {
            var sound = File.ReadAllBytes(file);
            for (var i = 0; i < Places && sound.Length > 0; i++)
            {
                var (at, bit) = (random.Next(sound.Length), random.Next(8));
                try
                {
                    Write(file, at, (byte)(sound[at] ^ (1 << bit)));
                    check(file);
                }
                catch (Exception e)
                {
                    throw new InvalidOperationException($"{file}, byte {at}, bit {bit}", e);
                }
                finally
                {
                    Write(file, at, sound[at]);
                }
            }
        }

        static void Write(string file, int at, byte value)
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Write);
            stream.Position = at;
            stream.WriteByte(value);
        }
    }

    /// <summary>The answers to all questions; null for one that was refused because of damage.</summary>
    private List<string?> Ask(EngineReading reading)
    {
        Library library;
        try
        {
            library = LibraryFolder.Open(_sample.Folder, reading);
        }
        catch (LibraryException)
        {
            return [null];
        }

        using (library)
        {
            return [.. _sample.Questions(library).Select(Answer)];
        }

        static string? Answer(Func<object?> question)
        {
            try
            {
                return JsonSerializer.Serialize(question(), Exact);
            }
            catch (LibraryException)
            {
                return null;
            }
        }
    }

    /// <summary>A library of the texts of the sample corpus, and what it answers while it is sound.</summary>
    public sealed class SampleIndex : IDisposable
    {
        private readonly TemporaryFolder _folder = new();
        private readonly string[] _ids;

        public SampleIndex()
        {
            var understanding = new MaterialUnderstanding();
            string[] files =
            [
                .. Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, "corpus"), "*.txt", SearchOption.AllDirectories)
                    .Order(StringComparer.Ordinal)
                    .Take(20),
            ];
            _ids = [.. files.Select(f => Path.GetFileName(f))];
            using (var writer = LibraryFolder.OpenWriter(Folder, Taxonomy.Default, Glossary.Default, []))
            {
                for (var i = 0; i < files.Length; i++)
                {
                    var raw = new RawMaterial { Text = File.ReadAllText(files[i]).ReplaceLineEndings("\n") };
                    writer.Put(writer.Prepare(understanding.Understand(raw, _ids[i]), _ids[i]));
                    if (i == files.Length / 2)
                    {
                        writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
                    }
                }

                writer.Remove(_ids[0]);
                writer.Commit(new Dictionary<string, string>(), TimeProvider.System);
            }

            using var library = LibraryFolder.Open(Folder);
            Answers = [.. Questions(library).Select(q => JsonSerializer.Serialize(q(), Exact))];
        }

        public string Folder => _folder.Path;

        public IReadOnlyList<string> Answers { get; }

        public void Dispose() => _folder.Dispose();

        internal IEnumerable<Func<object?>> Questions(Library library)
        {
            foreach (var query in (string[])["党建品牌", "“党支部”", "群众 OR 服务 -会议", "怎样破解党建和业务两张皮", "年:2019-2023 基层", "《中国共产党章程》", ""])
            {
                foreach (var sort in Enum.GetValues<SearchSort>())
                {
                    yield return () => library.Search(new SearchRequest { Query = query, Sort = sort, Size = 30 }) with { Took = default };
                }
            }

            var phrase = new SearchRequest { Query = "党建", Mode = SearchMode.Phrase, Years = [2021, 2022], PassagesPerMaterial = 20 };
            yield return () => library.Search(phrase) with { Took = default };
            yield return () => library.Overview();
            yield return () => library.Themes();
            yield return () => library.Wordings(new WordingListRequest());
            yield return () => library.CountWording("党支部");
            yield return () => library.Families();
            foreach (var id in _ids)
            {
                yield return () => library.Find(id);
                yield return () => library.Similar(id);
            }

            yield return () => library.CheckDraft("坚持党建引领，办好群众身边的事，落实“三会一课”制度。\n").Findings;
        }
    }
}
