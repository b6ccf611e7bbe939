using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace KnowledgeBase.Retrieval.Contract;

/// <summary>
/// The name of something that can be taken away: a material by its id, a passage of it (<c>讲话/2023.md#p12</c>) or a practice
/// (<c>讲话/2023.md#a3</c>). Numbers count from 0, in the order of the text.
/// </summary>
/// <param name="Material">Id of the material, which may itself hold <c>#</c>.</param>
/// <param name="Kind">What is meant.</param>
/// <param name="Number">Number of the passage or practice; 0 for a material.</param>
internal readonly record struct ClipId(string Material, ClipKind Kind, int Number)
{
    /// <summary>The name of a passage.</summary>
    public static ClipId OfPassage(string material, int number) => new(material, ClipKind.Passage, number);

    /// <summary>The name of a practice.</summary>
    public static ClipId OfPractice(string material, int number) => new(material, ClipKind.Practice, number);

    /// <summary>
    /// Reads a name. What stands behind the last <c>#</c> decides; where that is no number of a passage or practice (<c>#p-1</c>,
    /// <c>#p01</c>, <c>#x</c>, or more than an <see cref="int"/> holds), all of it is the id of a material. Whether the library has it
    /// is another question.
    /// </summary>
    /// <returns>False for nothing but white space.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out ClipId id)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            id = default;
            return false;
        }

        var mark = text.LastIndexOf('#');
        if (mark > 0 && mark + 2 < text.Length && KindOf(text[mark + 1]) is { } kind && NumberIn(text.AsSpan(mark + 2)) is { } number)
        {
            id = new ClipId(text[..mark], kind, number);
        }
        else
        {
            id = new ClipId(text, ClipKind.Material, 0);
        }

        return true;
    }

    /// <summary>The name as <see cref="TryParse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        ClipKind.Passage => string.Create(CultureInfo.InvariantCulture, $"{Material}#p{Number}"),
        ClipKind.Practice => string.Create(CultureInfo.InvariantCulture, $"{Material}#a{Number}"),
        _ => Material ?? "",
    };

    private static ClipKind? KindOf(char letter) => letter switch
    {
        'p' => ClipKind.Passage,
        'a' => ClipKind.Practice,
        _ => null,
    };

    /// <summary>A number in its one form, so that a thing has one name.</summary>
    private static int? NumberIn(ReadOnlySpan<char> digits) =>
        (digits[0] != '0' || digits.Length == 1) && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>Kinds of things that can be taken away.</summary>
public enum ClipKind
{
    /// <summary>A whole material.</summary>
    Material,

    /// <summary>A passage.</summary>
    Passage,

    /// <summary>A practice.</summary>
    Practice,
}
