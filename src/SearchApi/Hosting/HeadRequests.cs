namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>
/// Whatever answers GET answers HEAD (RFC 9110, 9.1); the server leaves the body out. Only routing learns of it, not the document of the
/// API.
/// </summary>
internal static class HeadRequests
{
    public static void AnswerAsGet<TBuilder>(this TBuilder endpoints)
        where TBuilder : IEndpointConventionBuilder =>
        endpoints.Finally(endpoint =>
        {
            for (var i = 0; i < endpoint.Metadata.Count; i++)
            {
                if (endpoint.Metadata[i] is HttpMethodMetadata { HttpMethods: var methods }
                    && methods.Contains(HttpMethods.Get, StringComparer.Ordinal)
                    && !methods.Contains(HttpMethods.Head, StringComparer.Ordinal))
                {
                    endpoint.Metadata[i] = new HttpMethodMetadata([.. methods, HttpMethods.Head]);
                }
            }
        });
}
