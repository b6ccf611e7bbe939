using System.Reflection;
using System.Text;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Retrieval.Tests.Drafts;

/// <summary>
/// A draft with faults that were put in on purpose, each between ⟦ and ⟧; ⟦~ marks one that is not found, which is a limit and no aim.
/// </summary>
internal static class PlantedDraft
{
    public readonly record struct Fault(TextSpan Span, bool IsFound);

    public static (string Text, List<Fault> Faults) Read(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("planted/" + file)!;
        using var reader = new StreamReader(stream);
        var text = new StringBuilder();
        var faults = new List<Fault>();
        foreach (var (part, i) in reader.ReadToEnd().ReplaceLineEndings("\n").Split('⟦', '⟧').Select((part, i) => (part, i)))
        {
            var start = text.Length;
            text.Append(part.TrimStart('~'));
            if (i % 2 == 1)
            {
                faults.Add(new Fault(new TextSpan(start, text.Length), !part.StartsWith('~')));
            }
        }

        return (text.ToString(), faults);
    }
}
