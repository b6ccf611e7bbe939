using System.Text.Encodings.Web;
using KnowledgeBase.Materials;
using Microsoft.AspNetCore.Html;

namespace KnowledgeBase.Web.Rendering;

/// <summary>Text with its matching stretches in <c>mark</c> elements.</summary>
internal sealed class HighlightHtml(string text, IReadOnlyList<TextSpan> spans) : IHtmlContent
{
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        var at = 0;
        foreach (var span in spans)
        {
            encoder.Encode(writer, text, at, span.Start - at);
            writer.Write("<mark>");
            encoder.Encode(writer, text, span.Start, span.Length);
            writer.Write("</mark>");
            at = span.End;
        }

        encoder.Encode(writer, text, at, text.Length - at);
    }
}
