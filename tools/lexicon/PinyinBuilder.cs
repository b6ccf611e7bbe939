using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Lexicon.Generator;

/// <summary>Readings of characters without tones, the most frequent first, and of words in which a character reads otherwise.</summary>
internal static partial class PinyinBuilder
{
    public static string Build(string root)
    {
        var builder = new StringBuilder();
        builder.Append(
            "# Readings without tones, ü as v: a character with its readings, the most frequent first; a word with one reading for each character.\n");
        builder.Append(
            "# Characters from Unihan 15.0.0 (Unicode licence, see NOTICE), words from tools/lexicon/polyphones.txt. Written by tools/lexicon.\n");
        foreach (var line in FoldTableBuilder.Lines(Path.Combine(root, "sources/unicode/mandarin.txt")))
        {
            var f = line.Split('\t');
            var frequent = Frequent().Matches(f[2])
                .OrderByDescending(m => int.Parse(m.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture))
                .Select(m => m.Groups[1].Value);
            var readings = frequent.Concat(f[1].Split(' ')).Concat(f[3].Split(',', ' '))
                .Where(r => r.Length > 0).Select(Plain).Distinct(StringComparer.Ordinal);
            builder.Append(char.ConvertFromUtf32(Convert.ToInt32(f[0], 16))).Append('\t').AppendJoin(' ', readings).Append('\n');
        }

        foreach (var line in FoldTableBuilder.Lines(Path.Combine(root, "polyphones.txt")))
        {
            builder.Append(line).Append('\n');
        }

        return builder.ToString();
    }

    /// <summary>lǜ → lv, zhòng → zhong.</summary>
    private static string Plain(string syllable)
    {
        var plain = new StringBuilder(syllable.Length);
        foreach (var c in syllable)
        {
            plain.Append(c switch
            {
                'ā' or 'á' or 'ǎ' or 'à' => 'a',
                'ē' or 'é' or 'ě' or 'è' or 'ê' or 'ế' or 'ề' => 'e',
                'ī' or 'í' or 'ǐ' or 'ì' => 'i',
                'ō' or 'ó' or 'ǒ' or 'ò' => 'o',
                'ū' or 'ú' or 'ǔ' or 'ù' => 'u',
                'ü' or 'ǖ' or 'ǘ' or 'ǚ' or 'ǜ' => 'v',
                'ń' or 'ň' or 'ǹ' => 'n',
                'ḿ' => 'm',
                _ => c,
            });
        }

        return plain.ToString().Normalize() is var text && text.All(char.IsAsciiLetterLower)
            ? text
            : new string([.. text.Where(char.IsAsciiLetterLower)]);
    }

    [GeneratedRegex(@"([^\s(]+)\((\d+)\)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Frequent();
}
