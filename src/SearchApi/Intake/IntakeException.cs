namespace KnowledgeBase.SearchApi.Intake;

/// <summary>Something cannot be brought in, withdrawn or restored. The message says why, without folders of the machine.</summary>
/// <param name="status">The HTTP status that tells of it.</param>
/// <param name="message">A sentence or two.</param>
internal sealed class IntakeException(int status, string message) : Exception(message)
{
    public int Status { get; } = status;
}
