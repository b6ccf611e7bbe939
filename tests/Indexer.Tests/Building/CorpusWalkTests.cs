using System.Diagnostics;
using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Tests.Building;

public sealed class CorpusWalkTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_named_by_their_path_below_the_root_in_ordinal_order()
    {
        _folder.Write("乙/总结 2023 😀.txt", "总结");
        _folder.Write("乙.txt", "乙");
        _folder.Write("a/b/c.md", "c");

        var listing = CorpusWalk.List([_folder.Path]);

        Assert.Equal(["a/b/c.md", "乙.txt", "乙/总结 2023 😀.txt"], listing.Files.Select(f => f.Id));
        Assert.Equal(_folder.At("乙/总结 2023 😀.txt"), listing.Files[2].Path);
        Assert.Empty(listing.Skipped);
    }

    [Fact]
    public void A_single_file_is_a_corpus_of_one()
    {
        var path = _folder.Write("甲.txt", "甲");

        var file = Assert.Single(CorpusWalk.List([path]).Files);

        Assert.Equal("甲.txt", file.Id);
        Assert.Equal(3, file.Length);
    }

    [Fact]
    public void Settings_and_what_the_owner_ignores_are_no_materials_and_no_losses()
    {
        _folder.Write(".kbignore", "# remarks are passed over\nREADME.md\n~$*\ndrafts/\n2020/old.txt\n/top.txt\n");
        foreach (var path in (string[])["README.md", "sub/README.md", "~$a.docx", "drafts/x.txt", "sub/drafts/x.txt", "2020/old.txt", "top.txt", "taxonomy/t.json", "lexicon/w.txt", "glossary/g.yaml", "inbox/.kb-incoming-0f3c"])
        {
            _folder.Write(path, "不收");
        }

        foreach (var path in (string[])["drafts.txt", "3/2020/old.txt", "sub/top.txt", "sub/taxonomy/t.txt"])
        {
            _folder.Write(path, "收");
        }

        var listing = CorpusWalk.List([_folder.Path]);

        Assert.Equal(["3/2020/old.txt", "drafts.txt", "sub/taxonomy/t.txt", "sub/top.txt"], listing.Files.Select(f => f.Id));
        Assert.Empty(listing.Skipped);
    }

    [Fact]
    public void An_empty_file_and_a_broken_link_are_reported()
    {
        _folder.Write("empty.txt", "");
        File.CreateSymbolicLink(_folder.At("gone.txt"), _folder.At("nothing"));

        Assert.Equal(
            [
                new SkippedFile(_folder.At("empty.txt"), "It is empty, or no ordinary file."),
                new SkippedFile(_folder.At("gone.txt"), "It is a link to a file that is not there."),
            ],
            CorpusWalk.List([_folder.Path]).Skipped);
    }

    [Fact]
    public void A_loop_of_folders_is_walked_once_and_reported()
    {
        _folder.Write("a/x.txt", "x");
        Directory.CreateSymbolicLink(_folder.At("a/loop"), _folder.Path);
        Directory.CreateSymbolicLink(_folder.At("0-before"), _folder.At("a"));

        var listing = CorpusWalk.List([_folder.Path]);

        Assert.Equal(["a/x.txt"], listing.Files.Select(f => f.Id));
        Assert.Equal([_folder.At("0-before"), _folder.At("a/loop")], listing.Skipped.Select(s => s.Path));
        Assert.All(listing.Skipped, s => Assert.Contains("read already", s.Reason));
    }

    [Fact]
    public void A_link_to_a_folder_elsewhere_is_followed()
    {
        using var elsewhere = new TemporaryFolder();
        elsewhere.Write("deep/x.txt", "x");
        Directory.CreateSymbolicLink(_folder.At("linked"), elsewhere.Path);

        Assert.Equal(["linked/deep/x.txt"], CorpusWalk.List([_folder.Path]).Files.Select(f => f.Id));
    }

    [Fact]
    public void A_link_to_a_file_outside_of_the_corpus_is_followed_only_when_that_is_asked_for()
    {
        using var elsewhere = new TemporaryFolder();
        var outside = elsewhere.Write("secret.txt", "x");
        _folder.Write("corpus/a.txt", "a");
        File.CreateSymbolicLink(_folder.At("corpus/inside.txt"), "a.txt");
        File.CreateSymbolicLink(_folder.At("corpus/outside.txt"), outside);
        Directory.CreateSymbolicLink(_folder.At("corpus/folder"), elsewhere.Path);
        File.CreateSymbolicLink(elsewhere.Path + "/beside.txt", outside);

        var listing = CorpusWalk.List([_folder.At("corpus")]);

        Assert.Equal(["a.txt", "folder/beside.txt", "folder/secret.txt", "inside.txt"], listing.Files.Select(f => f.Id));
        var skipped = Assert.Single(listing.Skipped);
        Assert.Equal(_folder.At("corpus/outside.txt"), skipped.Path);
        Assert.Contains("outside of the corpus", skipped.Reason, StringComparison.Ordinal);
        Assert.Contains("outside.txt", CorpusWalk.List([_folder.At("corpus")], followLinks: true).Files.Select(f => f.Id));
    }

    [Fact]
    public void A_name_that_is_not_UTF_8_is_reported_as_such()
    {
        if (!OperatingSystem.IsLinux())
        {
            return; // others keep no such names
        }

        Shell("printf x > \"$0/$(printf '\\270\\311.txt')\"");
        try
        {
            Assert.Contains("not valid UTF-8", Assert.Single(CorpusWalk.List([_folder.Path]).Skipped).Reason, StringComparison.Ordinal);
        }
        finally
        {
            Shell("rm \"$0\"/*.txt"); // it has no name that could be said here
        }

        void Shell(string command)
        {
            using var shell = Process.Start("/bin/sh", ["-c", command, _folder.Path]);
            shell.WaitForExit();
        }
    }

    [Fact]
    public void Two_corpora_with_the_same_path_are_told_apart_by_the_name_of_the_later_one()
    {
        _folder.Write("甲/x.txt", "1");
        var second = _folder.Write("乙/x.txt", "2");
        var third = _folder.Write("丙/乙/x.txt", "3");

        var listing = CorpusWalk.List([_folder.At("甲"), _folder.At("乙"), _folder.At("丙/乙")]);

        Assert.Equal(["x.txt", "乙-2/x.txt", "乙/x.txt"], listing.Files.Select(f => f.Id));
        Assert.Equal([second, third], listing.Warnings.Select(w => w.Path));
    }

    [Fact]
    public void A_corpus_named_twice_is_read_once()
    {
        _folder.Write("x.txt", "1");

        var listing = CorpusWalk.List([_folder.Path, _folder.Path + "/"]);

        Assert.Single(listing.Files);
        Assert.Single(listing.Warnings);
    }

    [Fact]
    public void All_missing_corpora_are_named_at_once()
    {
        var e = Assert.Throws<CorpusException>(() => CorpusWalk.List([_folder.At("甲"), _folder.At("乙")]));

        Assert.Equal($"No such file or folder: {_folder.At("甲")}, {_folder.At("乙")}. Name a folder or a file with --corpus.", e.Message);
    }
}
