using System.Text;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Outline;

namespace KnowledgeBase.Understanding.Tests.Outline;

/// <summary>Writes what the outline found as lines, so that a test states the whole of it.</summary>
internal static class OutlineText
{
    /// <summary>One line a heading: two spaces a level, kind, marker, words.</summary>
    public static string Of(string text, params StructureHint[] hints)
    {
        var outline = OutlineFinder.Find(new RawMaterial { Text = text, Hints = hints });
        var lines = new StringBuilder();
        foreach (var heading in outline.Headings)
        {
            Assert.Equal(heading.Text, text[heading.Start..heading.End]);
            Assert.StartsWith(heading.Marker, text[heading.MarkerStart..heading.Start], StringComparison.Ordinal);
            lines.Append(' ', (heading.Level - 1) * 2)
                .Append(heading.Kind)
                .Append(' ')
                .Append(heading.Marker)
                .Append('|')
                .Append(heading.Text.Replace("\n", "/", StringComparison.Ordinal))
                .Append('\n');
        }

        return lines.ToString().TrimEnd('\n');
    }

    public static TitleBlock TitleOf(string text, params StructureHint[] hints) =>
        OutlineFinder.Find(new RawMaterial { Text = text, Hints = hints }).Title;
}
