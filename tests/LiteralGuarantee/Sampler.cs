using System.Text;

namespace KnowledgeBase.LiteralGuarantee;

/// <summary>Draws random strings that stand in the passages, and writes them as other people would type them.</summary>
internal sealed class Sampler(IReadOnlyList<IndexedPassage> passages, int seed)
{
    private const string Simplified = "党国学会员务组织领导责任发展风议设员习总书记实动关为经济业体产处义争从众后团与个";
    private const string Traditional = "黨國學會員務組織領導責任發展風議設員習總書記實動關為經濟業體產處義爭從眾後團與個";

    private readonly Random _random = new(seed);

    /// <summary>1 to 200 UTF-16 units of a passage; short ones are as likely as long ones. Never parts a surrogate pair.</summary>
    public string Next()
    {
        while (true)
        {
            var text = passages[_random.Next(passages.Count)].Text;
            if (text.Length == 0)
            {
                continue;
            }

            var longest = _random.Next(6) switch { 0 => 1, 1 => 2, 2 => 4, 3 => 10, 4 => 50, _ => 200 };
            var start = _random.Next(text.Length);
            var end = Math.Min(text.Length, start + 1 + _random.Next(longest));
            if (char.IsLowSurrogate(text[start]))
            {
                start--;
            }

            if (char.IsHighSurrogate(text[end - 1]) && end < text.Length)
            {
                end++;
            }

            return text[start..Math.Max(end, start + 1)];
        }
    }

    /// <summary>A few Chinese characters without punctuation, for queries with operators.</summary>
    public string NextWord()
    {
        while (true)
        {
            var text = passages[_random.Next(passages.Count)].Text;
            var length = 2 + _random.Next(4);
            if (text.Length < length)
            {
                continue;
            }

            var word = text.Substring(_random.Next(text.Length - length + 1), length);
            if (word.All(c => c is >= '\u4E00' and <= '\u9FFF'))
            {
                return word;
            }
        }
    }

    /// <summary>The string itself, in full width, in upper case, in traditional characters, or with blanks in it.</summary>
    public string Respell(string text) => _random.Next(8) switch
    {
        0 => string.Concat(text.Select(c => c is > ' ' and <= '~' ? (char)(c + 0xFEE0) : c)),
        1 => text.ToUpperInvariant(),
        2 => string.Concat(text.Select(c => Simplified.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? Traditional[i] : c)),
        3 => Spaced(text),
        _ => text,
    };

    private static string Spaced(string text)
    {
        var spaced = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            spaced.Append(rune).Append('\u3000');
        }

        return spaced.ToString();
    }
}
