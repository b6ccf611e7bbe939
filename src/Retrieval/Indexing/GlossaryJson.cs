using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Indexing;

/// <summary>
/// The glossary that an index was made with, as the index carries it: whoever opens it needs no files beside it. What is built in is
/// left out, so a library without files of its own carries an empty list.
/// </summary>
[JsonSerializable(typeof(IReadOnlyList<GlossaryFile>))]
internal sealed partial class GlossaryJson : JsonSerializerContext
{
    public static string Of(Glossary glossary) => JsonSerializer.Serialize(glossary.OwnFiles, Default.IReadOnlyListGlossaryFile);

    public static Glossary Read(string json) => Glossary.Of(JsonSerializer.Deserialize(json, Default.IReadOnlyListGlossaryFile) ?? []);
}
