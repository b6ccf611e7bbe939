namespace KnowledgeBase.Web.Tests;

/// <summary>All tests of pages share one server.</summary>
[CollectionDefinition(Name)]
public sealed class SiteCollection : ICollectionFixture<SiteFixture>
{
    public const string Name = "site";
}
