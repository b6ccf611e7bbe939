using System.Text.RegularExpressions;
using KnowledgeBase.Materials;
using Xunit;

namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>
/// How much of one text stands in another, and whether in the same order. Words are ideographs, and runs of letters and digits.
/// </summary>
internal static partial class Agreement
{
    /// <summary>The least share of words, and of words in order.</summary>
    public const double Least = 0.995;

    /// <summary>Holds a material against what another program reads: nothing missing, in the same order.</summary>
    /// <param name="expected">What the other program reads.</param>
    /// <param name="material">What our reader reads; what it left out counts as read.</param>
    /// <param name="name">Name of the file, for the message.</param>
    /// <param name="inOrder">Least share of words in order; other programs put notes and columns elsewhere.</param>
    public static void Holds(string expected, RawMaterial material, string name, double inOrder = Least)
    {
        Assert.True(material.Account is { Missing: 0 }, $"{name}: the account of its characters does not add up");
        var leftOut = string.Join('\n', material.Account.LeftOut.Select(l => l.Text));
        var (words, own) = (Words(expected), Words(material.Text));
        Assert.NotEmpty(words);
        var missing = Missing(words, [.. own, .. Words(leftOut)]);
        Assert.True(
            missing.Count <= (1 - Least) * words.Count,
            $"{name}: {missing.Count} of {words.Count} words are missing: {string.Join(' ', missing.Take(30))}\n--- expected\n{expected}\n--- read\n{material.Text}");
        var common = Common(words, own) + Missing(words, own).Count;
        Assert.True(
            common >= inOrder * words.Count,
            $"{name}: {common} of {words.Count} words are in order\n--- expected\n{expected}\n--- read\n{material.Text}");
    }

    private static List<string> Words(string text) => [.. Word().Matches(text).Select(m => m.Value)];

    private static List<string> Missing(List<string> words, List<string> own)
    {
        var left = own.CountBy(w => w, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        return [.. words.Where(w => --System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(left, w, out _) < 0)];
    }

    /// <summary>Length of the longest sequence of words that both have.</summary>
    private static int Common(List<string> a, List<string> b)
    {
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        int NumberOf(string word) => numbers.TryGetValue(word, out var number) ? number : numbers[word] = numbers.Count;
        int[] x = [.. a.Select(NumberOf)], y = [.. b.Select(NumberOf)];
        var row = new int[y.Length + 1];
        foreach (var word in x)
        {
            var diagonal = 0;
            for (var j = 1; j <= y.Length; j++)
            {
                var above = row[j];
                row[j] = word == y[j - 1] ? diagonal + 1 : Math.Max(above, row[j - 1]);
                diagonal = above;
            }
        }

        return row[^1];
    }

    [GeneratedRegex(@"[A-Za-z0-9]+|[\u3400-\u9FFF]", RegexOptions.CultureInvariant, 10_000)]
    private static partial Regex Word();
}
