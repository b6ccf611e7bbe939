namespace KnowledgeBase.Web.Rendering;

/// <summary>The way from a page of a list to its others.</summary>
/// <param name="Page">The page that is shown, from 1.</param>
/// <param name="Last">Number of the last page.</param>
/// <param name="Link">The address of a page.</param>
internal sealed record Pager(int Page, int Last, Func<int, string> Link);
