namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What is to be done with the files of a request.</summary>
/// <param name="Replace">Whether a file may take the place of another one of its name, which is kept then.</param>
public sealed record UploadOrders(bool Replace);
