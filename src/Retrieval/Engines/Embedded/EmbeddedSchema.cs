using KnowledgeBase.FullText.Schema;

namespace KnowledgeBase.Retrieval.Engines.Embedded;

/// <summary>The fields as the embedded engine keeps them.</summary>
internal static class EmbeddedSchema
{
    private static readonly string[] FieldNames = Enum.GetNames<PassageField>();
    private static readonly string[] StoredNames = [.. Enum.GetNames<StoredField>().Select(n => "Stored" + n)];

    /// <summary>The schema: <see cref="PassageField"/> in its order, then <see cref="StoredField"/> in its.</summary>
    public static IndexSchema Schema { get; } = Build();

    public static string Name(PassageField field) => FieldNames[(int)field];

    public static string Name(StoredField field) => StoredNames[(int)field];

    public static IndexField Of(PassageField field) => Schema.Fields[(int)field];

    public static IndexField Of(StoredField field) => Schema.Fields[FieldNames.Length + (int)field];

    private static IndexSchema Build()
    {
        var builder = new IndexSchemaBuilder();
        foreach (var field in Enum.GetValues<PassageField>())
        {
            var name = Name(field);
            _ = field switch
            {
                PassageField.Words or PassageField.Heading or PassageField.Title => builder.AddText(name),
                PassageField.Bigrams or PassageField.Units => builder.Add(name, IndexOptions.DocsFreqsPositions),
                PassageField.Characters => builder.Add(name, IndexOptions.DocsAndFreqs),
                PassageField.Theme or PassageField.Wording or PassageField.WholeHeading or PassageField.Region
                    or PassageField.PracticeName or PassageField.Actor => builder.AddKeyword(name, multiple: true),
                PassageField.Year or PassageField.Date or PassageField.ToMaterial => builder.AddInteger(name),
                _ => builder.AddKeyword(name),
            };
        }

        foreach (var field in Enum.GetValues<StoredField>())
        {
            builder.AddStored(Name(field));
        }

        return builder.Build();
    }
}
