using System.Text;

namespace KnowledgeBase.FullText.Benchmarks;

/// <summary>
/// Cuts text as Lucene's CJKAnalyzer does: Han characters that stand together in overlapping pairs (one alone by itself), letters
/// and digits in words in lower case, English stop words leaving a gap. So both engines index the same tokens.
/// </summary>
internal static class BigramTokens
{
    private static readonly HashSet<string> StopWords = new(StringComparer.Ordinal)
    {
        "a", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it", "no", "not", "of", "on", "or", "s",
        "such", "t", "that", "the", "their", "then", "there", "these", "they", "this", "to", "was", "will", "with", "www",
    };

    /// <summary>Calls <paramref name="add"/> with each token, as UTF-8, and its position.</summary>
    public static void Cut(string text, Action<ReadOnlySpan<byte>, int> add)
    {
        Span<byte> bytes = stackalloc byte[1024];
        var position = 0;
        for (var i = 0; i < text.Length;)
        {
            if (IsHan(text[i]))
            {
                var end = i;
                while (end < text.Length && IsHan(text[end]))
                {
                    end++;
                }

                if (end - i == 1)
                {
                    add(bytes[..Encoding.UTF8.GetBytes(text.AsSpan(i, 1), bytes)], position++);
                }

                for (; i + 1 < end; i++)
                {
                    add(bytes[..Encoding.UTF8.GetBytes(text.AsSpan(i, 2), bytes)], position++);
                }

                i = end;
            }
            else if (IsWord(Narrow(text[i])))
            {
                var word = new StringBuilder();
                for (; i < text.Length && word.Length < 255; i++)
                {
                    var c = Narrow(text[i]);
                    var inside = i + 1 < text.Length && word.Length > 0 && !IsHan(text[i + 1]) && IsWord(Narrow(text[i + 1]));
                    var joins = inside && ((c is '.' or ',' && char.IsDigit(word[^1]) && char.IsDigit(Narrow(text[i + 1])))
                        || (c is '.' or ':' or '\'' && char.IsLetter(word[^1]) && char.IsLetter(Narrow(text[i + 1]))));
                    if (IsHan(text[i]) || !(IsWord(c) || joins))
                    {
                        break;
                    }

                    word.Append(char.ToLowerInvariant(c));
                }

                var token = word.ToString();
                if (!StopWords.Contains(token))
                {
                    add(bytes[..Encoding.UTF8.GetBytes(token, bytes)], position);
                }

                position++;
            }
            else
            {
                i++;
            }
        }
    }

    private static bool IsHan(char c) =>
        c is (>= '\u4E00' and <= '\u9FFF') or (>= '\u3400' and <= '\u4DBF') or '々' or '〇'
            or (>= '\u3040' and <= '\u30FF' and not '・') or (>= '\uF900' and <= '\uFAFF');

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';

    private static char Narrow(char c) => c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
}
