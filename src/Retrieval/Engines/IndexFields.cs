namespace KnowledgeBase.Retrieval.Engines;

/// <summary>
/// The fields of the index. Every passage is a document; the documents of a material stand one behind the other and are closed by
/// the material's own document, which holds nothing that a search for words could meet. One more document holds what is known
/// of the library as a whole.
/// </summary>
internal enum PassageField
{
    /// <summary>Words and inner words of the passage; positions are character positions in its folded text.</summary>
    Words,

    /// <summary>Words of the headings that the passage stands under.</summary>
    Heading,

    /// <summary>Words of the material's title, in each of its passages.</summary>
    Title,

    /// <summary>Every two neighbouring UTF-16 units of the folded text, 4 bytes big-endian, with positions.</summary>
    Bigrams,

    /// <summary>Every UTF-16 unit of the folded text, 2 bytes big-endian, with frequencies only.</summary>
    Characters,

    /// <summary>Id of the material; in every document of it.</summary>
    Material,

    /// <summary><see cref="DocumentKind"/>.</summary>
    Kind,

    /// <summary>Theme ids of the passage, those of the second level with their parents.</summary>
    Theme,

    /// <summary>Genre of the material.</summary>
    Genre,

    /// <summary>Tier of the material's issuer.</summary>
    Tier,

    /// <summary>The issuer, folded and as a whole; see <see cref="EngineTerms.OfWhole"/>.</summary>
    Issuer,

    /// <summary>The material's title, folded and as a whole, in each of its passages.</summary>
    WholeTitle,

    /// <summary>Each heading that the passage stands under, folded and as a whole.</summary>
    WholeHeading,

    /// <summary>One of <see cref="Understanding.Facts.Sectors.All"/>: the sector of the material, or of its issuer.</summary>
    Sector,

    /// <summary>The places that the material is about, each with those around it, under their one names; folded.</summary>
    Region,

    /// <summary>The material's 文号, folded and as a whole.</summary>
    DocumentNumber,

    /// <summary>Where its owner took the material from, folded and as a whole.</summary>
    Source,

    /// <summary>Names of the practices that begin in the passage.</summary>
    PracticeName,

    /// <summary>The units that act in them.</summary>
    Actor,

    /// <summary>Year of the material as a number.</summary>
    Year,

    /// <summary>Day of the material as a number, 20230517; where only the year is known, 20230000.</summary>
    Date,

    /// <summary>How many documents further on the material's own document stands; 0 in that document itself.</summary>
    ToMaterial,

    /// <summary>Formulations that were recognised in the passage, each as <see cref="Indexing.WordingTerm"/> writes it.</summary>
    Wording,

    /// <summary>
    /// Where sentences and paragraphs of the passage begin, but for the first of each: <see cref="EngineTerms.OfUnit"/> at the position of
    /// the first character in the folded text.
    /// </summary>
    Units,
}

/// <summary>What a text is made of.</summary>
internal enum TextUnit
{
    /// <summary>From one mark that ends a sentence to the next, or to the end of the paragraph.</summary>
    Sentence,

    /// <summary>A line of the material.</summary>
    Paragraph,
}

/// <summary>What is told of fields apart from what they hold.</summary>
internal static class PassageFields
{
    /// <summary>True for fields in which a long document counts less: text that people read.</summary>
    public static bool CountsLength(this PassageField field) => field is PassageField.Words or PassageField.Heading or PassageField.Title;
}

/// <summary>What is stored with a document.</summary>
internal enum StoredField
{
    /// <summary>With a passage: itself, as JSON.</summary>
    Passage,

    /// <summary>With a material: what lists of results show of it, as JSON.</summary>
    Card,

    /// <summary>With a material: all of it, as JSON.</summary>
    Whole,

    /// <summary>With a material: its headings, and the themes of its passages, as JSON.</summary>
    Outline,

    /// <summary>With a material: its practices, as JSON.</summary>
    Practices,

    /// <summary>With the library: which materials are copies of which, as JSON.</summary>
    Families,

    /// <summary>With the library: which different materials share passages, as JSON.</summary>
    SharedPairs,

    /// <summary>With the library: which materials are one text, as the engine keeps it.</summary>
    Texts,

    /// <summary>With the library: when each material first came into it, as JSON.</summary>
    Arrivals,

    /// <summary>With the library: the cards of all its materials, as JSON, to be read at once.</summary>
    Cards,
}

/// <summary>Values of <see cref="PassageField.Kind"/>.</summary>
internal static class DocumentKind
{
    public const string Passage = "p";
    public const string Material = "m";

    /// <summary>The one document of the library as a whole.</summary>
    public const string Library = "l";
}
