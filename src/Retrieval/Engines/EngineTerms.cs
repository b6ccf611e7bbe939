using System.Buffers.Binary;
using System.Text;

namespace KnowledgeBase.Retrieval.Engines;

/// <summary>How words and characters become terms.</summary>
internal static class EngineTerms
{
    /// <summary>Bytes of a character's term.</summary>
    public const int CharacterLength = 2;

    /// <summary>Bytes of the term of two neighbouring characters.</summary>
    public const int BigramLength = 4;

    /// <summary>UTF-16 units of the longest text that is kept as a whole; every engine takes a term of so many.</summary>
    public const int LongestWhole = 1000;

    /// <summary>A word as UTF-8.</summary>
    public static byte[] OfWord(string word) => Encoding.UTF8.GetBytes(word);

    /// <summary>What stands in <see cref="PassageField.Units"/> where a unit begins.</summary>
    public static string OfUnit(TextUnit unit) => unit == TextUnit.Sentence ? "s" : "p";

    /// <summary>
    /// The value of a keyword that holds a short text as a whole, so that any string in it is found: a title, a heading, an issuer.
    /// </summary>
    /// <param name="folded">The text; what stands behind <see cref="LongestWhole"/> is left out.</param>
    public static string OfWhole(ReadOnlySpan<char> folded)
    {
        var length = Math.Min(folded.Length, LongestWhole);
        return folded[..(length > 0 && char.IsHighSurrogate(folded[length - 1]) ? length - 1 : length)].ToString();
    }

    /// <summary>The query for documents with a keyword, kept as a whole, that holds a folded string.</summary>
    public static WildcardQuery Holding(PassageField field, ReadOnlySpan<char> folded)
    {
        var pattern = new StringBuilder("*");
        foreach (var c in folded)
        {
            if (c is '*' or '?' or '\\')
            {
                pattern.Append('\\');
            }

            pattern.Append(c);
        }

        return new WildcardQuery(field, pattern.Append('*').ToString());
    }

    /// <summary>
    /// The query for passages that hold a folded string: the characters' pairs at offsets 0, 2, 4, …, and the last pair. A text that
    /// has all of these at these distances has the string, and no other text has.
    /// </summary>
    /// <param name="folded">1 unit or more.</param>
    public static PlacedQuery Literal(ReadOnlySpan<char> folded)
    {
        if (folded.Length == 1)
        {
            var character = new byte[CharacterLength];
            WriteCharacter(character, folded[0]);
            return new TermQuery(PassageField.Characters, character);
        }

        if (folded.Length == 2)
        {
            return new TermQuery(PassageField.Bigrams, Bigram(folded));
        }

        var terms = new List<byte[]>((folded.Length + 1) / 2);
        var offsets = new List<int>(terms.Capacity);
        for (var i = 0; i < folded.Length - 1; i += 2)
        {
            terms.Add(Bigram(folded[i..]));
            offsets.Add(i);
        }

        if (folded.Length % 2 == 1)
        {
            terms.Add(Bigram(folded[^2..]));
            offsets.Add(folded.Length - 2);
        }

        return new PhraseQuery(PassageField.Bigrams, terms, offsets);
    }

    /// <summary>The string that a query for characters or their pairs asks for, as <see cref="Literal"/> makes it.</summary>
    public static string StringOf(PlacedQuery literal)
    {
        var (terms, offsets) = literal is PhraseQuery phrase ? (phrase.Terms, phrase.Offsets) : ([((TermQuery)literal).Term], [0]);
        var units = new char[offsets[^1] + (terms[^1].Length / CharacterLength)];
        foreach (var (term, offset) in terms.Zip(offsets))
        {
            for (var i = 0; i < term.Length; i += CharacterLength)
            {
                units[offset + (i / CharacterLength)] = (char)BinaryPrimitives.ReadUInt16BigEndian(term.AsSpan(i));
            }
        }

        return new string(units);
    }

    /// <summary>Writes the term of a character, or the first half of a pair's.</summary>
    public static void WriteCharacter(Span<byte> term, char unit) => BinaryPrimitives.WriteUInt16BigEndian(term, unit);

    /// <summary>The term of two neighbouring characters.</summary>
    public static byte[] Bigram(ReadOnlySpan<char> units)
    {
        var term = new byte[BigramLength];
        WriteCharacter(term, units[0]);
        WriteCharacter(term.AsSpan(CharacterLength), units[1]);
        return term;
    }
}
