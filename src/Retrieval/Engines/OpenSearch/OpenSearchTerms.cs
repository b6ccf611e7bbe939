using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace KnowledgeBase.Retrieval.Engines.OpenSearch;

/// <summary>
/// How terms, which are bytes, become the text that travels to OpenSearch and is cut there into the same terms again by what is built in.
/// <code>
/// slots = slot (" " slot)*       one slot a position, as the tokenizer "whitespace" cuts them
/// slot  = "_" | word ("|" word)*   none, or all words that stand there, as the filter "pattern_capture" parts them
/// text  = one code point for each UTF-16 unit, so that the tokenizer "ngram" counts as all else here does
/// pairs = pair (U+FFFF pair)*    one slot a position; "_" for none
/// </code>
/// What would be taken for something else is moved into the planes of private use, which no two terms share: a unit u to U+F0000 + u, a
/// byte b that is no UTF-8 to U+100000 + b. All else is what it is, so that an index can be read with the server's own tools.
/// </summary>
internal static class OpenSearchTerms
{
    /// <summary>Stands where a position has no term; the filter "stop" takes it away and leaves the gap.</summary>
    public const char Gap = '_';

    /// <summary>Parts the pairs of a phrase.</summary>
    public const char PairSeparator = '\uFFFF';

    private const char WordSeparator = '|';
    private const int MovedUnits = 0xF0000;
    private const int MovedBytes = 0x100000;

    /// <summary>Adds a term of a field that is cut into words.</summary>
    public static void AppendWord(StringBuilder slots, ReadOnlySpan<byte> term)
    {
        while (!term.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(term, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                slots.Append(char.ConvertFromUtf32(MovedBytes + term[0]));
                length = 1;
            }
            else if (rune.IsBmp)
            {
                AppendUnit(slots, (char)rune.Value, IsMovedInWords((char)rune.Value));
            }
            else if (rune.Value < MovedUnits)
            {
                slots.Append(rune.ToString());
            }
            else
            {
                foreach (var unit in rune.ToString())
                {
                    AppendUnit(slots, unit, isMoved: true);
                }
            }

            term = term[length..];
        }
    }

    /// <summary>Adds what parts two words of one slot.</summary>
    public static void AppendWordSeparator(StringBuilder slots) => slots.Append(WordSeparator);

    /// <summary>Stands at the first position of a sentence or paragraph of several.</summary>
    public static string BeginOf(TextUnit unit) => $"{EngineTerms.OfUnit(unit)}-begin";

    /// <summary>Stands at its last position.</summary>
    public static string EndOf(TextUnit unit) => $"{EngineTerms.OfUnit(unit)}-end";

    /// <summary>Stands at the only position of one that has a single one.</summary>
    public static string WholeUnit(TextUnit unit) => $"{EngineTerms.OfUnit(unit)}-whole";

    /// <summary>Goes on to the next slot.</summary>
    public static void EndSlot(StringBuilder slots, bool isEmpty) => (isEmpty ? slots.Append(Gap) : slots).Append(' ');

    /// <summary>Adds a folded text.</summary>
    public static void AppendText(StringBuilder text, ReadOnlySpan<char> folded)
    {
        foreach (var unit in folded)
        {
            AppendUnit(text, unit, IsMovedInTexts(unit));
        }
    }

    /// <summary>A term as the server has it.</summary>
    public static string Of(PassageField field, ReadOnlySpan<byte> term)
    {
        var text = new StringBuilder();
        if (field is PassageField.Characters or PassageField.Bigrams)
        {
            for (; term.Length >= EngineTerms.CharacterLength; term = term[EngineTerms.CharacterLength..])
            {
                var unit = (char)BinaryPrimitives.ReadUInt16BigEndian(term);
                AppendUnit(text, unit, IsMovedInTexts(unit));
            }
        }
        else
        {
            AppendWord(text, term);
        }

        return text.ToString();
    }

    /// <summary>
    /// A pattern of <see cref="WildcardQuery"/> for words: its signs stay, what they stand for is said as the server has it.
    /// </summary>
    public static string OfPattern(string pattern)
    {
        var text = new StringBuilder();
        var said = new StringBuilder();
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i] is '*' or '?')
            {
                text.Append(pattern[i]);
                continue;
            }

            i += pattern[i] == '\\' && i + 1 < pattern.Length ? 1 : 0;
            var length = i + 1 < pattern.Length && char.IsSurrogatePair(pattern[i], pattern[i + 1]) ? 2 : 1;
            said.Clear();
            AppendWord(said, Encoding.UTF8.GetBytes(pattern.Substring(i, length)));
            text.Append(said.Length == 1 && said[0] is '*' or '?' or '\\' ? "\\" : "").Append(said);
            i += length - 1;
        }

        return text.ToString();
    }

    /// <summary>The terms of a phrase at their distances, as the field's analyzer for queries cuts them.</summary>
    public static string OfPhrase(PassageField field, IReadOnlyList<byte[]> terms, IReadOnlyList<int> offsets)
    {
        var separator = field == PassageField.Bigrams ? PairSeparator : ' ';
        var phrase = new StringBuilder();
        for (var i = 0; i < terms.Count; i++)
        {
            for (var at = i == 0 ? offsets[0] : offsets[i - 1] + 1; at < offsets[i]; at++)
            {
                phrase.Append(Gap).Append(separator);
            }

            phrase.Append(Of(field, terms[i])).Append(separator);
        }

        return phrase.Remove(phrase.Length - 1, 1).ToString();
    }

    private static void AppendUnit(StringBuilder text, char unit, bool isMoved)
    {
        if (isMoved)
        {
            text.Append(char.ConvertFromUtf32(MovedUnits + unit));
        }
        else
        {
            text.Append(unit);
        }
    }

    private static bool IsMovedInTexts(char unit) => char.IsSurrogate(unit) || unit is '\uFFFE' or PairSeparator;

    /// <summary>Whatever parts words somewhere, and nothing that stands in one.</summary>
    private static bool IsMovedInWords(char unit) => unit is Gap or WordSeparator || IsMovedInTexts(unit)
        || char.GetUnicodeCategory(unit) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
