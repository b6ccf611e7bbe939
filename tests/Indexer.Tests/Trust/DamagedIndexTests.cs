using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Trust;

/// <summary>No build calls a damaged index unchanged: it mends it, or refuses to touch it.</summary>
public sealed class DamagedIndexTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public DamagedIndexTests()
    {
        for (var i = 0; i < 6; i++)
        {
            _folder.Write($"corpus/{i}.txt", $"石桥镇第{i}村党支部组织党员修渠，惠及群众{i}户。");
        }
    }

    public static TheoryData<string> Engines { get; } = [.. LibraryFolder.LocalEngines];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_byte_that_changed_in_any_file_is_named_by_verify_and_mended_by_the_next_build(string engine)
    {
        Build("--engine", engine);

        // A second segment, deletions, so that every kind of file is there.
        _folder.Write("corpus/0.txt", "石桥镇第七村党支部组织党员修渠。");
        Build();
        var random = new Random(7);
        var whole = Files();
        foreach (var path in whole.Keys.Where(path => whole[path].Length > 0 && !path.EndsWith(".gen", StringComparison.Ordinal)))
        {
            int[] places = [0, random.Next(whole[path].Length), whole[path].Length - 1, random.Next(whole[path].Length)];
            foreach (var at in places[..TriesOf(engine)])
            {
                Restore(whole);
                var bytes = whole[path].ToArray();
                bytes[at] ^= (byte)(1 << random.Next(8));
                File.WriteAllBytes(path, bytes);

                var verify = KbRun.Of("verify", "--index", Index);
                Assert.True(verify.ExitCode == 1, $"{path}, byte {at}: verify says {verify.ExitCode} {verify.Out}{verify.Error}");
                var build = Build();

                Assert.True(build.ExitCode == 0, $"{path}, byte {at}: {build.Error}");
                Assert.True(build.Error.Length > 0, $"{path}, byte {at}: mended in silence");
                Assert.Equal((0, 6), (KbRun.Of("verify", "--index", Index).ExitCode, Found()));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_was_cut_short_or_is_gone_is_mended_or_the_build_refuses(string engine)
    {
        Build("--engine", engine);
        var random = new Random(8);
        var whole = Files();
        foreach (var path in whole.Keys.Where(path => whole[path].Length > 0))
        {
            int[] lengths = [-1, whole[path].Length / 2, 0, 3, whole[path].Length - 1, random.Next(whole[path].Length)];
            foreach (var length in lengths[..(TriesOf(engine) + 2)])
            {
                Restore(whole);
                if (length < 0)
                {
                    File.Delete(path);
                }
                else
                {
                    File.WriteAllBytes(path, whole[path][..length]);
                }

                var build = Build();

                Assert.True(build.ExitCode is 0 or 2, build.Error);
                if (build.ExitCode == 0)
                {
                    Assert.Equal((0, 6), (KbRun.Of("verify", "--index", Index).ExitCode, Found()));
                }
                else
                {
                    // it says what to do with a file that nobody can tell whose it is
                    Assert.True(build.Error.Contains("elete", StringComparison.Ordinal), $"{path}, {length}: {build.Error}");
                }
            }
        }
    }

    [Theory]
    [InlineData("embedded", "*.stored")]
    [InlineData("lucene", "*.fdt")]
    public void A_build_that_verifies_reads_all_of_the_index(string engine, string stored)
    {
        Build("--engine", engine);
        var path = Directory.GetFiles(_folder.At("index/passages"), stored).Single();
        var bytes = File.ReadAllBytes(path);
        bytes[40] ^= 4;
        File.WriteAllBytes(path, bytes);

        var build = Build("--verify");

        Assert.Contains("built anew", build.Error);
        Assert.Equal(0, KbRun.Of("verify", "--index", Index).ExitCode);
    }

    /// <summary>The contract tests of the engines try each file as well; here it is the builds that count, and they take time.</summary>
    private static int TriesOf(string engine) => engine == LibraryFolder.LocalEngines[0] ? 4 : 1;

    private KbRun Build(params string[] more) => KbRun.Of(["build", "--corpus", Corpus, "--index", Index, "--json", .. more]);

    private int Found() => KbRun.Of("search", "“修渠”", "--index", Index, "--json").Json.GetProperty("total").GetInt32();

    private Dictionary<string, byte[]> Files() =>
        Directory.GetFiles(Index, "*", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllBytes, StringComparer.Ordinal);

    private void Restore(Dictionary<string, byte[]> files)
    {
        Directory.Delete(Index, recursive: true);
        foreach (var (path, bytes) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }
}
