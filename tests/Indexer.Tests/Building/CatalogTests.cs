using KnowledgeBase.Indexer.Building;

namespace KnowledgeBase.Indexer.Tests.Building;

public sealed class CatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        CatalogFile[] files =
        [
            new("甲 😀.txt", 12, 34, 56, [new CatalogMaterial("甲 😀.txt", ulong.MaxValue, 3, 1_700_000_000) { Own = "党委", Decided = 7 }], [], [new FileWarning("甲 😀.txt", "有一个字符无法识别")])
            {
                Level = "internal",
            },
            new("a.zip", 1, 2, 3, [], [new SkippedFile("a.zip/b.exe", "unknown")], []),
        ];
        var path = _folder.At("catalog-1");

        Catalog.Write(path, files);

        Assert.Equivalent(files, Catalog.Read(path), strict: true);
    }

    [Fact]
    public void A_catalog_with_any_byte_changed_or_missing_counts_as_none()
    {
        var path = _folder.At("catalog-1");
        Catalog.Write(path, [new("a", 1, 2, 3, [], [], [])]);
        var bytes = File.ReadAllBytes(path);

        for (var i = 0; i < bytes.Length; i++)
        {
            var broken = bytes.ToArray();
            broken[i] ^= 0x55;
            File.WriteAllBytes(path, broken);
            Assert.Null(Catalog.Read(path));
            File.WriteAllBytes(path, bytes[..i]);
            Assert.Null(Catalog.Read(path));
        }

        Assert.Null(Catalog.Read(_folder.At("nothing")));
    }
}
