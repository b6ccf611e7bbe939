using KnowledgeBase.Retrieval.Decisions;
using KnowledgeBase.SearchApi.Decisions;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What comes of decisions, in Chinese.</summary>
internal static class DecisionText
{
    /// <summary>How far the library has followed.</summary>
    public static string Of(DecisionResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.State switch
        {
            DecisionState.Searchable => "已保存，检索结果已经更新。",
            DecisionState.Building => "已保存，正在重建索引，稍后检索结果就会更新。",
            DecisionState.NotBuilt => "已保存，但索引没有跟上：下次建库后生效，原因见服务器日志。",
            _ => "没有改动：与现在的内容相同。",
        };
    }

    /// <summary>Why nothing was done.</summary>
    public static string Of(DecisionException e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return e.Fault switch
        {
            DecisionFault.NotThere => "没有找到：可能已经撤下或撤销。",
            DecisionFault.NoCorpus => "还不能修改：材料库还没有建成，或不是由文件夹建成的。",
            DecisionFault.CannotBeUsed => "没有保存：有内容不能用。",
            DecisionFault.ChangedMeanwhile when e.Expected is not null => "没有撤销：这个文件后来又被改过。请对照下面的内容，手工改成需要的样子。",
            DecisionFault.ChangedMeanwhile => "没有保存：这期间别人改过。请看下面现在的内容；要以您填的为准，请再点一次“保存”。",
            _ => "没有改动：文件夹不能读写，或磁盘已满，原因见服务器日志。",
        };
    }

    /// <summary>What a decision would change, in a sentence.</summary>
    public static string Of(DecisionEffect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        if (effect is { Materials: 0, Passages: 0, Practices: 0 })
        {
            return effect.IsEstimate ? "预览影响：看过的材料都没有变化（材料多，只看了一部分）。" : "预览影响：没有材料会变化。";
        }

        var about = effect.IsEstimate ? "约 " : "";
        var practices = effect.Practices > 0 ? $"，典型做法 {about}{effect.Practices} 个" : "";
        var estimate = effect.IsEstimate ? "材料多，只看了一部分，数字是估计。" : "";
        return $"预览影响：{about}{effect.Materials} 篇材料 {about}{effect.Passages} 段{practices}"
            + $"（全库 {effect.OfMaterials} 篇 {effect.OfPassages} 段）。{estimate}还没有保存。";
    }
}
