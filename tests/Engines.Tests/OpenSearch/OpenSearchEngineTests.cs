using System.Text.Json.Nodes;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Engines.OpenSearch;
using static KnowledgeBase.Engines.Tests.Samples;

namespace KnowledgeBase.Engines.Tests.OpenSearch;

/// <summary>What holds of OpenSearch apart from the contract, which is put to it as well when KB_OPENSEARCH names a server.</summary>
public sealed class OpenSearchEngineTests
{
    [OpenSearchUnderTest.Fact]
    public void What_a_killed_writer_left_is_taken_away_and_what_it_had_replaced_is_seen_again()
    {
        using var engine = new EngineUnderTest("opensearch");
        for (var i = 0; i < 5; i++)
        {
            Put(engine, $"m{i}", 2020, "讲话", ["a b"]);
        }

        engine.Writer.Commit(NoData);

        // More than a portion, so that it is on the server when the writer ends.
        for (var i = 0; i < 1200; i++)
        {
            Put(engine, $"m{i}", 2021, "讲话", ["a"]);
        }

        engine.Writer.Remove("m3");
        engine.Reopen();
        using (var reader = engine.OpenReader())
        {
            Assert.Equal(["m0", "m1", "m2", "m3", "m4"], Ids(reader, Word("b")));
            Assert.Equal(5, reader.PassageCount);
        }

        engine.Writer.Commit(NoData);
        using var after = engine.OpenReader();
        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], after.MaterialIds());
        Assert.Equal(5, after.DocumentFrequency(PassageField.Words, EngineTerms.OfWord("a")));
        Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);
    }

    [OpenSearchUnderTest.Fact]
    public void Documents_and_indexes_that_were_replaced_are_removed_after_the_grace_time_and_not_before()
    {
        using var folder = new TemporaryFolder();
        var time = new SetTime();
        var engine = new OpenSearchEngine(() => OpenSearchUnderTest.Settings, time);
        Build("甲", anew: false);
        Build("甲", anew: false);
        Build("乙", anew: true);
        Build("乙", anew: false);
        Assert.Equal((2, 2, 2, 4), Kept());

        time.Now += TimeSpan.FromMinutes(11);
        Build("丙", anew: false);
        Assert.Equal((1, 2, 2, 4), Kept());

        OpenSearchUnderTest.RemoveIndexes(folder.Path);

        void Build(string id, bool anew)
        {
            using var writer = engine.OpenWriter(folder.Path, anew);
            var block = writer.NewBlock();
            block.NextDocument();
            block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
            block.AddText("党建");
            block.NextDocument();
            writer.Replace(id, block);
            writer.SetLibrary([], new Dictionary<StoredField, byte[]> { [StoredField.Families] = [1] });
            writer.Commit(NoData);
        }

        // Indexes, and in the present one documents of materials, of commits and of the library.
        (int Indexes, int Materials, int Commits, int Library) Kept()
        {
            var (server, known) = engine.Connect(folder.Path);
            using var indexes = server.Ask(HttpMethod.Get, $"/{known.Alias}-*");
            var head = OpenSearchHead.Read(server, known.Alias)!;
            server.Ask(HttpMethod.Post, $"/{head.Index}/_refresh").Dispose();
            return (indexes.RootElement.EnumerateObject().Count(), Count("m"), Count("c"), Count("l"));

            int Count(string kind)
            {
                using var count = server.Ask(HttpMethod.Get, $"/{head.Index}/_count?q=kind:{kind}");
                return count.RootElement.GetProperty("count").GetInt32();
            }
        }
    }

    [OpenSearchUnderTest.Fact]
    public void A_name_that_belongs_to_others_is_refused_and_nothing_of_theirs_is_changed()
    {
        using var folder = new TemporaryFolder();
        using var server = new OpenSearchServer(OpenSearchUnderTest.Settings, TimeProvider.System);
        var name = $"t{Guid.NewGuid():N}";
        var engine = new OpenSearchEngine(() => OpenSearchUnderTest.Settings with { Alias = name }, TimeProvider.System);
        server.Ask(HttpMethod.Put, $"/{name}-1").Dispose();
        server.Ask(HttpMethod.Put, $"/{name}-1/_alias/{name}").Dispose();

        var ofAlias = Refused();
        server.Ask(HttpMethod.Delete, $"/{name}-1/_alias/{name}").Dispose();
        server.Ask(HttpMethod.Put, $"/{name}").Dispose();
        var ofIndex = Refused();
        server.Ask(HttpMethod.Delete, $"/{name}").Dispose();
        using (var writer = engine.OpenWriter(folder.At("first")))
        {
            writer.Commit(NoData);
        }

        var ofLibrary = Refused();

        Assert.Contains($"an alias of {name}-1", ofAlias, StringComparison.Ordinal);
        Assert.Contains("which is no alias", ofIndex, StringComparison.Ordinal);
        Assert.Contains("another library", ofLibrary, StringComparison.Ordinal);
        Assert.All([ofAlias, ofIndex, ofLibrary], said => Assert.Contains($"'{name}'", said, StringComparison.Ordinal));
        Assert.True(engine.Exists(folder.At("first")));
        server.Ask(HttpMethod.Delete, $"/{name}-*").Dispose();

        string Refused()
        {
            var told = Assert.Throws<EngineException>(() => engine.OpenWriter(folder.At("second")));
            Assert.Equal(EngineFault.NoServer, told.Fault);
            Assert.False(engine.Exists(folder.At("second")));
            return told.Message;
        }
    }

    [OpenSearchUnderTest.Fact]
    public void An_index_that_was_deleted_on_the_server_is_damage_and_may_be_built_anew()
    {
        using var engine = new EngineUnderTest("opensearch");
        Put(engine, "甲", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        using var before = engine.OpenReader();
        OpenSearchUnderTest.RemoveIndexes(engine.Folder);

        Assert.Equal(EngineFault.Damaged, Assert.Throws<EngineException>(() => before.Search(new() { Query = Word("a") })).Fault);
        Assert.Equal(EngineFault.Damaged, Assert.Throws<EngineException>(() => engine.OpenReader()).Fault);
        Assert.Single(engine.Engine.Verify(engine.Folder).Problems);
        Assert.Equal(EngineFault.Damaged, Assert.Throws<EngineException>(() => engine.Reopen()).Fault);
        engine.Reopen(anew: true);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        using var after = engine.OpenReader();

        Assert.Equal(["乙"], Ids(after, Word("a")));
        Assert.True(after.Generation > before.Generation);
    }

    [OpenSearchUnderTest.Fact]
    public void A_build_that_was_killed_is_gone_on_with_and_what_it_had_sent_is_not_sent_again()
    {
        using var engine = new EngineUnderTest("opensearch");
        for (var commit = 1; commit <= 2; commit++)
        {
            Fill(commit, changed: -1);
            engine.Reopen();
            Fill(commit, changed: 700, without: 1100);
            engine.Writer.Commit(NoData);

            var (server, known) = ((OpenSearchEngine)engine.Engine).Connect(engine.Folder);
            var index = OpenSearchHead.Read(server, known.Alias)!.Index;
            Assert.Equal((1, 2, 2), (Written("m3"), Written("m700"), Written("m1150"))); // the order is another behind what was left out
            using var reader = engine.OpenReader();
            Assert.Equal(1199, reader.MaterialIds().Count);
            Assert.Equal(["m700"], Ids(reader, Word("changed")));
            Assert.DoesNotContain("m1100", reader.MaterialIds());
            Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);

            int Written(string material)
            {
                using var document = new OpenSearchIndex(server, index).ReadDocument(OpenSearchIndex.IdOf(material, commit), "kind");
                return document!.RootElement.GetProperty("_version").GetInt32();
            }
        }

        // The first 1,000 are a portion, which is sent by itself; the rest is when the writer is told to find the materials of a commit.
        void Fill(int commit, int changed, int without = -1)
        {
            for (var i = 0; i < 1200; i++)
            {
                if (i != without)
                {
                    Put(engine, $"m{i}", 2020 + commit, "讲话", [i == changed ? "changed" : $"a{commit}"]);
                }
            }

            for (var i = 0; changed < 0 && i < 1000; i++)
            {
                engine.Writer.Remove($"nowhere{i}");
            }
        }
    }

    [OpenSearchUnderTest.Fact]
    public void An_index_that_was_begun_with_other_shards_is_begun_anew()
    {
        using var folder = new TemporaryFolder();
        var settings = OpenSearchUnderTest.Settings;
        var engine = new OpenSearchEngine(() => settings, TimeProvider.System);
        Begin().Dispose();
        settings = settings with { Shards = 2 };

        using (var writer = Begin())
        {
            writer.Commit(NoData);
        }

        var (server, known) = engine.Connect(folder.Path);
        using var found = server.Ask(HttpMethod.Get, $"/{known.Alias}-*/_settings");
        var index = Assert.Single(found.RootElement.EnumerateObject());
        Assert.Equal("2", index.Value.GetProperty("settings").GetProperty("index").GetProperty("number_of_shards").GetString());
        OpenSearchUnderTest.RemoveIndexes(folder.Path);

        IPassageWriter Begin()
        {
            var writer = engine.OpenWriter(folder.Path);
            var block = writer.NewBlock();
            block.NextDocument();
            writer.Replace("甲", block);
            return writer;
        }
    }

    [OpenSearchUnderTest.Fact]
    public void Who_writes_from_a_copy_of_the_folder_meanwhile_is_kept_out_and_told_who_is_writing()
    {
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        var engine = new OpenSearchEngine(
            () => OpenSearchUnderTest.Settings with { Lease = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        foreach (var commit in (int[])[1, 2])
        {
            // Of the first commit there is no index yet when the writer begins.
            using var writer = engine.OpenWriter(folder.Path);
            Replace(writer, "甲");
            File.Copy(folder.At(OpenSearchFolder.FileName), copy.At(OpenSearchFolder.FileName), overwrite: true);

            var refused = Assert.Throws<EngineException>(() => engine.OpenWriter(copy.Path));

            Assert.Equal(EngineFault.Locked, refused.Fault);
            Assert.Contains($"process {Environment.ProcessId} on {Environment.MachineName}", refused.Message, StringComparison.Ordinal);
            Assert.Contains(folder.Path, refused.Message, StringComparison.Ordinal);
            writer.Commit(NoData);
            using var reader = engine.Open(folder.Path, new EngineReading());
            Assert.Equal((commit, 1), ((int)reader.Generation, reader.MaterialIds().Count));
        }

        // Nobody writes any more, and the copy is as good as the other.
        using (var writer = engine.OpenWriter(copy.Path))
        {
            writer.Commit(NoData);
        }

        OpenSearchUnderTest.RemoveIndexes(folder.Path);
    }

    [OpenSearchUnderTest.Fact]
    public void A_writer_that_ended_without_a_word_is_followed_by_the_next_and_sends_nothing_more_if_it_comes_back()
    {
        using var folder = new TemporaryFolder();
        using var copy = new TemporaryFolder();
        var time = new StandingTime();
        var asleep = new OpenSearchEngine(() => OpenSearchUnderTest.Settings with { Lease = TimeSpan.FromSeconds(1) }, time);
        var awake = new OpenSearchEngine(
            () => OpenSearchUnderTest.Settings with { Lease = TimeSpan.FromSeconds(1) }, TimeProvider.System);
        using (var first = asleep.OpenWriter(folder.Path))
        {
            Replace(first, "甲");
            first.Commit(NoData);
        }

        File.Copy(folder.At(OpenSearchFolder.FileName), copy.At(OpenSearchFolder.FileName));
        using var sleeper = asleep.OpenWriter(folder.Path);
        Replace(sleeper, "乙");
        using (var next = awake.OpenWriter(copy.Path))
        {
            Replace(next, "丙");
            time.Passed = TimeSpan.FromMinutes(1);

            var refused = Assert.Throws<EngineException>(() => sleeper.Commit(NoData));

            Assert.Equal(EngineFault.Locked, refused.Fault);
            Assert.Contains(copy.Path, refused.Message, StringComparison.Ordinal);
            next.Commit(NoData);
        }

        using var reader = awake.Open(folder.Path, new EngineReading());
        Assert.Equal(["丙", "甲"], reader.MaterialIds().Order(StringComparer.Ordinal));
        OpenSearchUnderTest.RemoveIndexes(folder.Path);
    }

    private static void Replace(IPassageWriter writer, string material)
    {
        var block = writer.NewBlock();
        block.NextDocument();
        block.AddKeyword(PassageField.Kind, DocumentKind.Passage);
        block.AddText("党建");
        block.NextDocument();
        writer.Replace(material, block);
    }

    [OpenSearchUnderTest.Fact]
    public void A_document_that_another_program_removed_or_doubled_is_told_by_the_check()
    {
        using var engine = new EngineUnderTest("opensearch");
        Put(engine, "甲", 2020, "讲话", ["a", "b"]);
        Put(engine, "乙", 2020, "讲话", ["a"]);
        engine.Writer.Commit(NoData);
        var (server, known) = ((OpenSearchEngine)engine.Engine).Connect(engine.Folder);
        var index = OpenSearchHead.Read(server, known.Alias)!.Index;
        Assert.Empty(engine.Engine.Verify(engine.Folder).Problems);

        server.Ask(HttpMethod.Delete, $"/{index}/_doc/{OpenSearchIndex.IdOf("甲", 1)}?refresh=true").Dispose();
        Assert.Contains("1 with 1 are there", Assert.Single(engine.Engine.Verify(engine.Folder).Problems), StringComparison.Ordinal);

        var twin = new JsonObject { ["kind"] = "m", ["material"] = "乙", ["from"] = 1, ["until"] = long.MaxValue, ["order"] = 9 };
        server.Ask(HttpMethod.Put, $"/{index}/_doc/twin?refresh=true", twin).Dispose();
        Assert.Contains(
            engine.Engine.Verify(engine.Folder).Problems, problem => problem.Contains("乙 is there twice", StringComparison.Ordinal));
    }

    /// <summary>The time of a process that is stopped: no timer of it rings, and it does not know how long it was.</summary>
    private sealed class StandingTime : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private sealed class SetTime : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UtcNow;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
