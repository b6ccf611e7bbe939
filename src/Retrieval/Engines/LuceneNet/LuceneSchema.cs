using Lucene.Net.Documents;
using Lucene.Net.Index;

namespace KnowledgeBase.Retrieval.Engines.LuceneNet;

/// <summary>The fields as Lucene keeps them.</summary>
internal static class LuceneSchema
{
    /// <summary>What the index was written as; grows when documents are kept otherwise.</summary>
    public const string Format = "4";

    private static readonly string[] FieldNames = Enum.GetNames<PassageField>();
    private static readonly string[] StoredNames = [.. Enum.GetNames<StoredField>().Select(n => "Stored" + n)];
    private static readonly FieldType[] TokenTypes = [.. Enum.GetValues<PassageField>().Select(TokensOf)];

    /// <summary>A keyword that can be looked for.</summary>
    public static FieldType Keyword { get; } = Frozen(IndexOptions.DOCS_ONLY, hasLength: false, tokenized: false);

    /// <summary>A number that ranges are looked for in.</summary>
    public static FieldType Number { get; } = NumberType();

    public static string Name(PassageField field) => FieldNames[(int)field];

    public static string Name(StoredField field) => StoredNames[(int)field];

    /// <summary>How a field that is made of tokens is indexed.</summary>
    public static FieldType Tokens(PassageField field) => TokenTypes[(int)field];

    private static FieldType TokensOf(PassageField field) => Frozen(
        field switch
        {
            PassageField.Characters => IndexOptions.DOCS_AND_FREQS,
            _ => IndexOptions.DOCS_AND_FREQS_AND_POSITIONS,
        },
        field.CountsLength(),
        tokenized: true);

    private static FieldType Frozen(IndexOptions options, bool hasLength, bool tokenized)
    {
        var type = new FieldType { IsIndexed = true, IsTokenized = tokenized, IndexOptions = options, OmitNorms = !hasLength };
        type.Freeze();
        return type;
    }

    private static FieldType NumberType()
    {
        // Few values differ, so that a range is cheap without terms for parts of it.
        var type = new FieldType(Int64Field.TYPE_NOT_STORED) { NumericPrecisionStep = int.MaxValue };
        type.Freeze();
        return type;
    }
}
