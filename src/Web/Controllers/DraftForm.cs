using KnowledgeBase.SearchApi.Controllers;
using KnowledgeBase.Web.Hosting;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace KnowledgeBase.Web.Controllers;

/// <summary>A draft as the form sends it, or why it could not be read.</summary>
/// <param name="Text">The draft that was pasted, line ends as <c>\n</c>; empty when there was none or it could not be read.</param>
/// <param name="Status">200, or the status that tells what is wrong with the form.</param>
public sealed record DraftForm(string Text, int Status)
{
    /// <summary>The draft that was handed in as a file, which goes before the pasted one; null for none.</summary>
    public byte[]? File { get; init; }

    /// <summary>The name of that file.</summary>
    public string FileName { get; init; } = "";

    /// <summary>Numbers of the findings whose correction is taken over, from 1.</summary>
    public IReadOnlyList<int> Taken { get; init; } = [];

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
                var read = new DraftForm(
                    draft, draft.Length > CheckController.LongestDraft ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK)
                {
                    Taken = [.. form["take"].Select(t => int.TryParse(t, out var number) ? number : 0)],
                };
                return form.Files.FirstOrDefault(f => f.Length > 0) is not { } file
                    ? read
                    : file.Length > DraftReader.LargestFile
                        ? read with { Status = StatusCodes.Status413PayloadTooLarge }
                        : read with { File = await BytesOf(file, request.HttpContext.RequestAborted), FileName = file.FileName };
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

        private static async Task<byte[]> BytesOf(IFormFile file, CancellationToken cancellationToken)
        {
            using var bytes = new MemoryStream((int)file.Length);
            await file.CopyToAsync(bytes, cancellationToken);
            return bytes.ToArray();
        }
    }
}
