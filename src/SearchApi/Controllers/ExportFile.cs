using KnowledgeBase.Export;
using KnowledgeBase.SearchApi.Hosting;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace KnowledgeBase.SearchApi.Controllers;

/// <summary>
/// A file to be saved. All of it is made before the answer begins, so that what goes wrong can still be told, and while the request has
/// its turn, so that a slow reader keeps nobody waiting. What is not small waits on disk.
/// </summary>
public sealed class ExportFile : ActionResult
{
    /// <summary>Bytes that are kept in memory.</summary>
    private const int MostInMemory = 1 << 20;

    private readonly FileBufferingWriteStream _content;
    private readonly string _mediaType;
    private readonly string _disposition;

    private readonly Exportable _exported;
    private readonly ExportFormat _format;

    private ExportFile(FileBufferingWriteStream content, Exportable exported, ExportFormat format)
    {
        (_content, _exported, _format) = (content, exported, format);
        _mediaType = format.MediaType;

        // Two names (RFC 6266): one for programs that know ASCII only, and the Chinese one.
        _disposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = $"export.{format.Name}",
            FileNameStar = $"{exported.Name}.{format.Name}",
        }.ToString();
    }

    /// <summary>The format of a file that is asked for; null where the answer itself is, as JSON.</summary>
    public static ExportFormat? Wanted(string? format) =>
        ExportFormat.Find(format) is { } found && found != ExportFormat.Json ? found : null;

    /// <summary>Makes the file.</summary>
    public static ExportFile Of(Exportable exported, ExportFormat format, CancellationToken cancellationToken)
    {
        var content = new FileBufferingWriteStream(MostInMemory);
        try
        {
            exported.Write(format, content, cancellationToken);
            return new ExportFile(content, exported, format);
        }
        catch
        {
            content.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override async Task ExecuteResultAsync(ActionContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        await using (_content)
        {
            if (_exported.Entries is { } entries)
            {
                context.HttpContext.RequestServices.GetRequiredService<KeyDesk>().Exported(
                    context.HttpContext, _exported.Name, $"{entries} as {_format.Name}", _exported.Ids);
            }

            var response = context.HttpContext.Response;
            response.ContentType = _mediaType;
            response.ContentLength = _content.Length;
            response.Headers.ContentDisposition = _disposition;
            await _content.DrainBufferAsync(response.Body, context.HttpContext.RequestAborted);
        }
    }
}
