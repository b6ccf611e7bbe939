using System.Text;
using KnowledgeBase.Retrieval.Engines;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests;

/// <summary>What every engine that keeps its index in files does with them, and with those of others.</summary>
public class FilesContractTests
{
    public static TheoryData<string> Engines => EngineUnderTest.OnDisk;

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_a_bit_of_was_flipped_is_named_by_the_check_and_not_opened_over(string name)
    {
        using var engine = Filled(name);
        foreach (var file in engine.Engine.Files(engine.Folder))
        {
            var path = Path.Combine(engine.Folder, file.Name);
            var sound = File.ReadAllBytes(path);
            foreach (var at in new[] { sound.Length / 3, sound.Length - 1 }.Distinct())
            {
                var damaged = sound.ToArray();
                damaged[at] ^= 1;
                Rewrite(path, damaged);

                Assert.StartsWith(file.Name, engine.Engine.Check(engine.Folder, file), StringComparison.Ordinal);
                Assert.Contains(engine.Engine.Verify(engine.Folder).Problems, p => p.StartsWith(file.Name, StringComparison.Ordinal));
                var refused = Assert.Throws<EngineException>(
                    () => engine.OpenReader(new EngineReading { VerifyChecksums = true }).Dispose());
                Assert.True(refused.Fault is EngineFault.Damaged or EngineFault.OtherFormat, $"{file.Name}: {refused.Fault}");
            }

            Rewrite(path, sound);
        }

        Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_that_was_cut_short_emptied_or_removed_is_damage(string name)
    {
        using var engine = Filled(name);
        string[] listed = ["manifest", "segments_2", .. engine.Engine.Files(engine.Folder).Select(file => file.Name)];
        foreach (var path in listed.Select(file => Path.Combine(engine.Folder, file)).Where(File.Exists))
        {
            var sound = File.ReadAllBytes(path);
            foreach (var length in (int[])[0, 3, sound.Length / 2, sound.Length - 1])
            {
                Rewrite(path, sound[..length]);
                CheckRefused(engine, path);
            }

            File.Delete(path);
            CheckRefused(engine, path);
            Rewrite(path, sound);
        }

        Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void A_file_in_the_place_of_another_is_noticed_by_the_writer_or_by_the_check(string name)
    {
        using var engine = Filled(name);
        engine.Writer.Dispose();
        var files = engine.Engine.Files(engine.Folder);
        foreach (var (file, other) in files.Zip(files.Skip(1)))
        {
            var path = Path.Combine(engine.Folder, file.Name);
            var sound = File.ReadAllBytes(path);
            Rewrite(path, File.ReadAllBytes(Path.Combine(engine.Folder, other.Name)));

            var found = Record.Exception(
                () => engine.Engine.OpenWriter(engine.Folder).Dispose()) is EngineException { Fault: EngineFault.Damaged }
                || engine.Engine.Files(engine.Folder).Any(f => engine.Engine.Check(engine.Folder, f) is not null);

            Assert.True(found, $"{other.Name} in the place of {file.Name}");
            Rewrite(path, sound);
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_stands_in_the_way_of_nobody_stays_whatever_its_name(string name)
    {
        using var engine = Filled(name);
        string[] foreign =
        [
            "notes.txt", "segments.gen", "segments_zz", "segments_2x", "_0.cfs", "_9z.fdt", "_zz_1.del", "_zz.si", "segment-000099.terms",
            "write.owner", "folder/notes.txt",
        ];
        foreign = [.. foreign.Where(file => !File.Exists(Path.Combine(engine.Folder, file)))];
        foreach (var file in foreign)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(engine.Folder, file))!);
            File.WriteAllText(Path.Combine(engine.Folder, file), $"我的笔记 {file}");
        }

        for (var round = 0; round < 3; round++)
        {
            engine.Reopen(anew: round == 2);
            Put(engine, $"新{round}", 2024, "讲话", ["a b"]);
            engine.Writer.Commit(NoData);
        }

        using var reader = engine.OpenReader();
        Assert.Equal(["新2"], Ids(reader, Word("a")));
        Assert.All(foreign, file => Assert.Equal($"我的笔记 {file}", File.ReadAllText(Path.Combine(engine.Folder, file))));
        Assert.Equal(
            foreign.Select(file => file.Split('/')[0]).Order(StringComparer.Ordinal), engine.Engine.Foreign(engine.Folder));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_a_killed_writer_left_is_removed_by_the_next_one(string name)
    {
        using var engine = Filled(name);
        engine.Writer.Dispose();

        // As a folder is left by a writer that has written a segment and not committed it.
        var orphans = engine.Engine.Files(engine.Folder)
            .ToDictionary(file => file.Name, file => file.Name[0] == '_' ? $"_7{file.Name[1..]}" : file.Name.Replace("00000", "00007", StringComparison.Ordinal));
        foreach (var (file, orphan) in orphans)
        {
            File.Copy(Path.Combine(engine.Folder, file), Path.Combine(engine.Folder, orphan));
        }

        engine.Reopen();

        Assert.NotEmpty(orphans);
        Assert.All(orphans, file => Assert.False(File.Exists(Path.Combine(engine.Folder, file.Value)), file.Value));
        Assert.All(orphans, file => Assert.True(File.Exists(Path.Combine(engine.Folder, file.Key)), file.Key));
        Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void Another_index_that_was_put_in_the_place_of_the_first_is_opened_as_such(string name)
    {
        using var first = Filled(name);
        using var second = new EngineUnderTest(name);
        Put(second, "别", 2024, "讲话", ["a"]);
        second.Writer.Commit(NoData);
        second.Writer.Dispose();
        first.Writer.Dispose();
        using var before = first.OpenReader();
        var ids = Ids(before, Word("a"));

        Directory.Move(first.Folder, first.Folder + "-gone");
        Directory.Move(second.Folder, first.Folder);

        Assert.False(before.IsCurrent());
        using var after = before.OpenIfChanged();
        Assert.Equal(["别"], Ids(after!, Word("a")));
        Assert.NotEqual(before.Identity, after!.Identity);
        Assert.Equal(ids, Ids(before, Word("a")));
        Directory.CreateDirectory(second.Folder);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void What_is_held_in_memory_answers_when_its_files_are_gone_or_cut_short(string name)
    {
        using var engine = Filled(name);
        using var reader = engine.OpenReader(new EngineReading { VerifyChecksums = true, HeldInMemory = 64 << 20 });
        engine.Writer.Dispose();
        foreach (var path in Directory.GetFiles(engine.Folder))
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Write);
            stream.SetLength(stream.Length / 2);
        }

        var page = reader.Search(new EngineSearch { Query = Word("a"), Facets = [PassageField.Year] }).Page;

        Assert.Equal(["甲", "乙", "丙"], page.Select(m => m.Id).OrderBy(id => "甲乙丙".IndexOf(id, StringComparison.Ordinal)));
        Assert.All(page, material => Assert.NotEmpty(material.Best[0].Stored));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public void An_index_in_a_format_of_the_future_or_of_somebody_else_is_not_read_as_one(string name)
    {
        using var engine = new EngineUnderTest(name);
        engine.Writer.Dispose();
        Directory.CreateDirectory(engine.Folder);
        File.WriteAllText(Path.Combine(engine.Folder, "manifest"), "我的笔记");
        File.WriteAllText(Path.Combine(engine.Folder, "segments_1"), "我的笔记");

        Assert.Throws<EngineException>(() => engine.OpenReader());
        Assert.Equal(["manifest", "segments_1"], engine.Engine.Foreign(engine.Folder).Where(file => !file.StartsWith("write.", StringComparison.Ordinal)));
    }

    /// <summary>An index of two commits, in which something was replaced and something removed.</summary>
    private static EngineUnderTest Filled(string name)
    {
        var engine = new EngineUnderTest(name);
        foreach (var id in (string[])["甲", "乙", "丙", "旧"])
        {
            Put(engine, id, 2020, "讲话", [.. Enumerable.Range(0, 20).Select(i => $"a b c {id} x{i}")], ["甲"]);
        }

        engine.Writer.Commit(NoData);
        Put(engine, "丙", 2021, "新闻", ["a x"]);
        engine.Writer.Remove("旧");
        engine.Writer.SetLibrary([["甲", "乙"]], new Dictionary<StoredField, byte[]> { [StoredField.Families] = Encoding.UTF8.GetBytes("families") });
        engine.Writer.Commit(new Dictionary<string, string> { ["k"] = "v" });
        return engine;
    }

    private static void CheckRefused(EngineUnderTest engine, string path)
    {
        var problem = Record.Exception(() => engine.OpenReader(new EngineReading { VerifyChecksums = true }).Dispose());
        Assert.True(problem is EngineException, $"{path}: {problem}");
    }

    /// <summary>Writes a file under its name, in the place of another that may be open.</summary>
    private static void Rewrite(string path, byte[] content)
    {
        File.Delete(path);
        File.WriteAllBytes(path, content);
    }
}
