using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Duplicates.Tests;

/// <summary>Makes the copies that are found in office folders out of an original.</summary>
internal static partial class CopyMaker
{
    /// <summary>Names and figures masked, as when a material is handed on.</summary>
    public static string Anonymised(string text, Random random)
    {
        text = Place().Replace(text, m => (random.Next(3) switch { 0 => "**", 1 => "X", _ => "某" }) + m.Groups["kind"].Value);
        return Figure().Replace(text, m => random.Next(3) == 0 ? m.Value : "**");
    }

    /// <summary>Paragraphs, and sentences within them, in another order.</summary>
    public static string Reordered(string text, Random random)
    {
        var paragraphs = text.Split('\n')
            .Select(p => string.Concat(Shuffled([.. Sentence().Matches(p).Select(m => m.Value)], random)))
            .ToArray();
        return string.Join('\n', Shuffled(paragraphs, random));
    }

    /// <summary>A stretch of whole sentences that makes up some 45 to 80 % of the text.</summary>
    public static string Trimmed(string text, Random random)
    {
        var sentences = Sentence().Matches(text).Select(m => m.Value).ToArray();
        var keep = Math.Max(1, (int)(sentences.Length * (0.45 + (random.NextDouble() * 0.35))));
        var from = random.Next(sentences.Length - keep + 1);
        return string.Concat(sentences.Skip(from).Take(keep));
    }

    /// <summary>Two texts in one, a heading between them.</summary>
    public static string Merged(string one, string other) => $"一、第一部分\n{one}\n二、第二部分\n{other}";

    /// <summary>Small changes of wording: a word in some sentences, another layout.</summary>
    public static string Retouched(string text, Random random)
    {
        var result = new StringBuilder();
        foreach (Match sentence in Sentence().Matches(text))
        {
            result.Append(random.Next(5) == 0 ? sentence.Value.Replace("加强", "强化").Replace("推进", "推动").Replace("，", "、") : sentence.Value);
        }

        return "　　" + result.Replace("。", "。\n　　");
    }

    private static T[] Shuffled<T>(T[] items, Random random)
    {
        random.Shuffle(items);
        return items;
    }

    [GeneratedRegex(@"[\u4e00-\u9fff]{2}(?<kind>[省市县区乡镇村局委])")]
    private static partial Regex Place();

    [GeneratedRegex(@"\d+(?:\.\d+)?")]
    private static partial Regex Figure();

    [GeneratedRegex(@"[^。！？\n]*[。！？\n]+|[^。！？\n]+$")]
    private static partial Regex Sentence();
}
