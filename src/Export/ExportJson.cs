using System.Text.Json;
using System.Text.Json.Serialization;
using KnowledgeBase.Retrieval.Clips;
using KnowledgeBase.Retrieval.Contract;
using KnowledgeBase.Retrieval.StudyPacks;

namespace KnowledgeBase.Export;

/// <summary>The shapes of what is taken away as JSON; written as all answers are (<see cref="ContractJson"/>).</summary>
[JsonSerializable(typeof(Clip))]
[JsonSerializable(typeof(StudyPack))]
internal sealed partial class ExportJson : JsonSerializerContext
{
    /// <summary>The shapes with their options.</summary>
    public static ExportJson Shapes { get; } = new(ContractJson.Configured(new JsonSerializerOptions(JsonSerializerDefaults.Web)));
}
