using System.IO.Compression;
using System.Text;
using KnowledgeBase.Indexer.Building;
using KnowledgeBase.Readers;

namespace KnowledgeBase.Indexer.Tests.Building;

/// <summary>What is not ordinary is read by a process of its own, here the real one, under limits that are scaled down.</summary>
public sealed class GuardedReadingTests : IDisposable
{
    /// <summary>Formatting that closes in the wrong order, over and over: it takes the square of its length to parse.</summary>
    private static readonly string Endless = string.Concat(Enumerable.Repeat("<a><b></a>", 100_000));

    private readonly GuardedReader _reader = new(ReaderCommand.Program);

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_file_whose_parser_does_not_come_back_is_refused_and_the_next_one_is_read()
    {
        var limits = new ReadLimits { ParserTime = TimeSpan.FromSeconds(1) };

        Assert.Contains("took more than 1 seconds", Assert.Single(Read(Endless, "坏.html", limits)).Refusal, StringComparison.Ordinal);
        Assert.Equal("党建工作总结。", Assert.Single(Read(Zip(("好.txt", "党建工作总结。")), "好.zip", limits)).Material!.Text);
    }

    [Fact]
    public void An_entry_that_ends_its_process_costs_no_neighbour()
    {
        var archive = Zip(("1.txt", "前一份。"), ("2.html", Endless), ("3.txt", "后一份。"), ("4.html", Endless), ("5.txt", "最后一份。"));

        var items = Read(archive, "a.zip", new ReadLimits { ParserTime = TimeSpan.FromSeconds(1) });

        Assert.Equal(["1.txt", "2.html", "3.txt", "4.html", "5.txt"], items.Select(i => i.InnerName));
        Assert.Equal(["前一份。", null, "后一份。", null, "最后一份。"], items.Select(i => i.Material?.Text));
    }

    [Fact]
    public void A_container_that_ends_process_after_process_is_given_up()
    {
        var archive = Zip([.. Enumerable.Range(0, 9).Select(i => ($"{i}.html", Endless))]);

        var items = Read(archive, "a.zip", new ReadLimits { ParserTime = TimeSpan.FromMilliseconds(400) });

        Assert.Equal(4, items.Count);
        Assert.Contains("was not read: too much had to be ended", items[3].Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_takes_more_memory_than_its_process_has_is_refused()
    {
        var page = "<html><body>" + string.Concat(Enumerable.Repeat("<p id=a class=b>党</p>", 400_000));

        var item = Assert.Single(Read(page, "大.html", new ReadLimits { ParserMemory = 64 << 20 }));

        Assert.Contains("takes more than 64 MiB of memory", item.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_process_reads_the_same_as_this_one()
    {
        var markdown = "---\n标题: 党建总结\n日期: 2023-07-01\n文种: 别的\n---\n# 一\n\n正文。\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n";
        var archive = Zip(("甲.md", markdown), ("乙.xlsx", "x"), ("丙.txt", "半个\ud83d"), ("内/丁.html", "<html><body><h1>关于党建的报告</h1><p>正文。</p>"));

        var here = new MaterialReader().Read(archive, "a.zip");
        var items = Read(archive, "a.zip");

        Assert.Equal(here.Materials.Select(m => m.InnerName), items.Where(i => i.Material is not null).Select(i => i.InnerName));
        Assert.Equal(
            here.Refusals.Select(r => (r.InnerName, (string?)r.Reason)),
            items.Where(i => i.Material is null).Select(i => (i.InnerName, i.Refusal)));
        foreach (var (one, other) in here.Materials.Zip(items.Where(i => i.Material is not null)))
        {
            Assert.Equal(one.Material.Text, other.Material!.Text);
            Assert.Equal(one.Material.Hints, other.Material.Hints);
            Assert.Equal(one.Material.FrontMatter, other.Material.FrontMatter);
            Assert.Equal(one.Material.Warnings, other.Material.Warnings);
        }
    }

    [Fact]
    public void Reading_stops_at_once_when_it_is_cancelled()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));

        Assert.ThrowsAny<OperationCanceledException>(
            () => Read(
                Endless, "坏.html", new ReadLimits { ParserTime = TimeSpan.FromHours(1), ContainerTime = TimeSpan.FromHours(1) }, cancel.Token));
    }

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var entry = zip.CreateEntry(name, CompressionLevel.NoCompression).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        }

        return stream.ToArray();
    }

    private List<ReadItem> Read(string content, string name, ReadLimits limits, CancellationToken cancellation = default) =>
        Read(Encoding.UTF8.GetBytes(content), name, limits, cancellation);

    private List<ReadItem> Read(byte[] content, string name, ReadLimits? limits = null, CancellationToken cancellation = default) =>
        [.. _reader.Each(new MemoryStream(content), name, limits, cancellation)];
}
