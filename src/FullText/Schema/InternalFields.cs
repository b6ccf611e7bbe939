namespace KnowledgeBase.FullText.Schema;

/// <summary>The fields of the schema and, behind them, the one that the engine keeps the keys of documents in.</summary>
internal static class InternalFields
{
    public const string KeyName = "#key";

    public static IReadOnlyList<IndexField> Of(IndexSchema schema) =>
        [.. schema.Fields, new IndexField(
            schema.Fields.Count, KeyName, IndexOptions.Docs, norms: false, DocValuesType.None, stored: false)];
}
