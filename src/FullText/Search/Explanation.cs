using System.Text;

namespace KnowledgeBase.FullText.Search;

/// <summary>How the score of a document came about: a number, what it is, and the numbers that it was made of.</summary>
/// <param name="IsMatch">Whether the document matches.</param>
/// <param name="Value">The number.</param>
/// <param name="Description">What it is.</param>
/// <param name="Details">What it was made of.</param>
public sealed record Explanation(bool IsMatch, float Value, string Description, IReadOnlyList<Explanation> Details)
{
    internal Explanation(bool isMatch, float value, string description)
        : this(isMatch, value, description, [])
    {
    }

    /// <summary>The explanation as an indented list.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        Write(text, 0);
        return text.ToString();
    }

    internal static Explanation NoMatch(string description) => new(false, 0, $"no match: {description}");

    private void Write(StringBuilder text, int depth)
    {
        text.Append(' ', depth * 2).Append(Value).Append(" = ").Append(Description).Append('\n');
        foreach (var detail in Details)
        {
            detail.Write(text, depth + 1);
        }
    }
}

/// <summary>One term that makes a document match, and where it stands.</summary>
/// <param name="Query">The query of which it is part: a term, a phrase, a prefix …</param>
/// <param name="Occurrence">
/// Numbers the places where a query stands, over the whole document, from 0: the terms of one place of a phrase have one number.
/// </param>
/// <param name="Field">The field's name.</param>
/// <param name="Term">The term's bytes.</param>
/// <param name="Position">Its position.</param>
public readonly record struct PositionMatch(Query Query, int Occurrence, string Field, ReadOnlyMemory<byte> Term, int Position);
