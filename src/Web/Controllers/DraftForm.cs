using KnowledgeBase.SearchApi.Controllers;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KnowledgeBase.Web.Controllers;

/// <summary>A draft as the form sends it, or why it could not be read.</summary>
/// <param name="Text">The draft, line ends as <c>\n</c>; empty when it could not be read.</param>
/// <param name="Status">200, or the status that tells what is wrong with the form.</param>
public sealed record DraftForm(string Text, int Status)
{
    /// <summary>Reads the form. Nothing else does: what is wrong with one is told here and cannot fail anything else.</summary>
    internal sealed class Binder : IModelBinder
    {
        public async Task BindModelAsync(ModelBindingContext bindingContext) =>
            bindingContext.Result = ModelBindingResult.Success(await ReadAsync(bindingContext.HttpContext.Request));

        private static async Task<DraftForm> ReadAsync(HttpRequest request)
        {
            if (!request.HasFormContentType)
            {
                return new("", StatusCodes.Status415UnsupportedMediaType);
            }

            try
            {
                var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
                var draft = form["text"].ToString().ReplaceLineEndings("\n");
                return new(draft, draft.Length > CheckController.LongestDraft ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
            }
            catch (BadHttpRequestException e)
            {
                return new("", e.StatusCode);
            }
            catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException
                or OperationCanceledException)
            {
                return new("", StatusCodes.Status400BadRequest);
            }
        }
    }
}
