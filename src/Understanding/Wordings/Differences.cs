namespace KnowledgeBase.Understanding.Wordings;

/// <summary>Compares two short texts unit by unit.</summary>
public static class Differences
{
    /// <summary>
    /// The shortest way from what was written to what is right. Quotes and white space that only one of them has are not differences:
    /// they are left out of it.
    /// </summary>
    public static IReadOnlyList<Difference> Between(string written, string expected)
    {
        var a = ComparableText.Fold(written);
        var b = ComparableText.Fold(expected);
        var lengths = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
        {
            for (var j = b.Length - 1; j >= 0; j--)
            {
                lengths[i, j] = a[i] == b[j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }

        var differences = new List<Difference>();
        for (int i = 0, j = 0; i < a.Length || j < b.Length;)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                Append(differences, DifferenceKind.Same, a[i++], ref j);
            }
            else if (i < a.Length && (j == b.Length || lengths[i + 1, j] >= lengths[i, j + 1]))
            {
                Append(differences, DifferenceKind.Written, a[i++]);
            }
            else
            {
                Append(differences, DifferenceKind.Expected, b[j++]);
            }
        }

        return differences;
    }

    private static void Append(List<Difference> differences, DifferenceKind kind, char c, ref int alsoPast)
    {
        alsoPast++;
        Append(differences, kind, c);
    }

    private static void Append(List<Difference> differences, DifferenceKind kind, char c)
    {
        if (differences.Count > 0 && differences[^1].Kind == kind)
        {
            differences[^1] = new Difference(kind, differences[^1].Text + c);
        }
        else
        {
            differences.Add(new Difference(kind, c.ToString()));
        }
    }
}
