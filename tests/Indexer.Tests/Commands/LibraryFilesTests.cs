using System.IO.Compression;
using System.Text;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Storage;

namespace KnowledgeBase.Indexer.Tests.Commands;

/// <summary>What a library knows of the files that it was built from: where they are, and which are not in it.</summary>
public sealed class LibraryFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Corpus => _folder.At("corpus");

    private string Index => _folder.At("index");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_not_in_the_library_is_noted_with_its_path_in_the_corpus_and_the_reason_of_the_report()
    {
        Write("甲.txt", "甲村修渠。"u8.ToArray());
        Write("空/空.txt", []);

        var reason = Build().Json.GetProperty("skipped")[0].GetProperty("reason").GetString();

        using var library = LibraryFolder.Open(Index);
        Assert.Equal(1, library.LeftOut()!.Total);
        Assert.Equal(("空/空.txt", reason), (library.LeftOut()!.Files[0].Path, library.LeftOut()!.Files[0].Reason));
    }

    [Fact]
    public void A_build_that_changes_nothing_else_notes_what_is_left_out_now()
    {
        Write("甲.txt", "甲村修渠。"u8.ToArray());
        Write("空.txt", []);
        Build();
        File.Delete(Path.Combine(Corpus, "空.txt"));

        Build();

        using var library = LibraryFolder.Open(Index);
        Assert.Equal(0, library.LeftOut()!.Total);
    }

    [Fact]
    public void The_file_of_a_material_is_found_and_that_of_one_inside_of_an_archive_is_the_archive()
    {
        Write("报告/甲.txt", "甲村修渠。"u8.ToArray());
        using (var zip = ZipFile.Open(Path.Combine(Directory.CreateDirectory(Corpus).FullName, "包.zip"), ZipArchiveMode.Create))
        {
            using var inner = zip.CreateEntry("乙.txt").Open();
            inner.Write(Encoding.UTF8.GetBytes("乙村修路。"));
        }

        Build();

        using var library = LibraryFolder.Open(Index);
        Assert.Equal(Path.Combine(Corpus, "报告", "甲.txt"), library.OriginalOf("报告/甲.txt"));
        Assert.Equal(Path.Combine(Corpus, "包.zip"), library.OriginalOf("包.zip/乙.txt"));
        Assert.Null(library.OriginalOf("没有.txt"));
    }

    [Fact]
    public void A_file_that_has_become_a_link_or_has_gone_is_none()
    {
        Write("甲.txt", "甲村修渠。"u8.ToArray());
        Write("乙.txt", "乙村修路。"u8.ToArray());
        Build();
        File.Delete(Path.Combine(Corpus, "甲.txt"));
        File.Delete(Path.Combine(Corpus, "乙.txt"));
        File.CreateSymbolicLink(Path.Combine(Corpus, "乙.txt"), "/etc/hostname");

        using var library = LibraryFolder.Open(Index);

        Assert.Null(library.OriginalOf("甲.txt"));
        Assert.Null(library.OriginalOf("乙.txt"));
    }

    private KbRun Build() => KbRun.Of("build", "--corpus", Corpus, "--index", Index, "--json");

    private void Write(string name, byte[] content)
    {
        var path = Path.Combine(Corpus, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }
}
