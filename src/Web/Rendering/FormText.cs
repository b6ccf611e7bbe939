using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace KnowledgeBase.Web.Rendering;

/// <summary>A text inside a form field, unchanged, because it is sent back from there.</summary>
internal sealed class FormText(string text) : IHtmlContent
{
    // A line break right behind <textarea> is not part of its text.
    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write('\n');
        PageEncoder.Unmarked.Encode(writer, text);
    }
}
