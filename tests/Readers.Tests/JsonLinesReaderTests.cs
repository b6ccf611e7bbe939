using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Readers;
using Xunit;

namespace KnowledgeBase.Readers.Tests;

public sealed class JsonLinesReaderTests
{
    private static List<LineReading> Read(string text, ReadLimits? limits = null) => Read(Encoding.UTF8.GetBytes(text), limits);

    private static List<LineReading> Read(byte[] bytes, ReadLimits? limits = null) =>
        [.. JsonLinesReader.Read(new MemoryStream(bytes), limits ?? ReadLimits.Default, CancellationToken.None)];

    [Fact]
    public void Each_line_is_a_material_with_its_fields_as_front_matter()
    {
        var lines = Read("\uFEFF{\"id\":\"a1\",\"title\":\"题目\",\"text\":\"第一段。\\r\\n第二段。\",\"year\":2021,\"genre\":\"讲话\",\"issuer\":\"某局\",\"url\":\"http://example.invalid/1\",\"tags\":[{\"x\":1}],\"n\":null}\r\n\n{\"id\":7,\"text\":\"只有文字\"}");
        Assert.Equal(2, lines.Count);
        Assert.Equal((1, "a1", (string?)null), (lines[0].Line, lines[0].Id, lines[0].Refusal));
        Assert.Equal("第一段。\n第二段。", lines[0].Material!.Text);
        Assert.Equal(
            new FrontMatter { Title = "题目", Year = 2021, Genre = Genres.Speech, Issuer = "某局", Source = "http://example.invalid/1" }, lines[0].Material!.FrontMatter);
        Assert.Equal((3, "7"), (lines[1].Line, lines[1].Id));
        Assert.Equal("只有文字", lines[1].Material!.Text);
    }

    [Fact]
    public void A_bad_line_costs_only_itself()
    {
        var bytes = new List<byte>();
        bytes.AddRange(Encoding.UTF8.GetBytes("{\"id\":\"1\",\"text\":\"好\"}\n{\"id\":\"2\",\"text\":\n[1]\n{\"text\":\"无名\"}\n{\"id\":\"5\"}\n"));
        bytes.AddRange([(byte)'{', 0xFF, (byte)'}', (byte)'\n']);
        bytes.AddRange(Encoding.UTF8.GetBytes("{\"id\":\"7\",\"text\":\"\\ud83d\"}\n{\"id\":\"8\",\"text\":\"也好\"} {}\n{\"id\":\"9\",\"text\":\"末\"}\n"));
        Assert.Equal(
            [
                "1 好",
                "Line 2 is no valid JSON at its byte 17.",
                "Line 3 is no JSON object.",
                "Line 4 has no \"id\".",
                "Line 5 has no \"text\", or an empty one.",
                "Line 6 is no valid UTF-8.",
                "Line 7 holds half a surrogate pair (an escape like \\ud83d without its other half).",
                "Line 8 is no valid JSON at its byte 27.",
                "9 末",
            ],
            Read([.. bytes]).Select(l => l.Refusal ?? $"{l.Id} {l.Material!.Text}"));
    }

    [Fact]
    public void Words_in_lists_and_objects_are_in_the_account_and_control_characters_are_replaced()
    {
        var material = Read("""{"id":"1","text":"党\u0000员","tags":["组织",{"k":"宣传"}],"vector":[1,2],"none":null}""")[0].Material!;
        Assert.Equal("党\uFFFD员", material.Text);
        Assert.Equal(["1 control character(s) were replaced by U+FFFD, the first at character 1."], material.Warnings);
        Assert.Equal(["tags: 组织 宣传", "vector: "], material.Account!.LeftOut.Select(l => l.Text));
        Assert.Equal(0, material.Account.Missing);
        Assert.EndsWith("it is binary, no text.", Read($"{{\"id\":\"1\",\"text\":\"{string.Concat(Enumerable.Repeat("\\u0001", 9))}\"}}")[0].Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_longer_than_the_limit_are_read_past()
    {
        var longLine = $"{{\"id\":\"1\",\"text\":\"{new string('长', 900_000)}\"}}";
        var lines = Read($"{longLine}\n{{\"id\":\"2\",\"text\":\"短\"}}\n{longLine}", new ReadLimits { MaxLineBytes = 1 << 20 });
        Assert.Equal(["Line 1 is longer than 1 MiB, the limit for one line.", null, "Line 3 is longer than 1 MiB, the limit for one line."], lines.Select(l => l.Refusal));
        Assert.Equal(900_000, Read(longLine)[0].Material!.Text.Length);
    }

    [Fact]
    public void Lines_are_the_same_however_the_stream_is_cut()
    {
        var text = string.Concat(Enumerable.Range(0, 50).Select(i => $"{{\"id\":\"{i}\",\"text\":\"第{i}篇{new string('文', i * 37)}\"}}\n"));
        var whole = Read(text).Select(l => (l.Line, l.Id, l.Material!.Text)).ToList();
        var trickle = JsonLinesReader.Read(new TrickleStream(Encoding.UTF8.GetBytes(text)), ReadLimits.Default, CancellationToken.None)
            .Select(l => (l.Line, l.Id, l.Material!.Text))
            .ToList();
        Assert.Equal(50, whole.Count);
        Assert.Equal(whole, trickle);
    }

    /// <summary>Gives few bytes at a time.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, 7));
    }
}
