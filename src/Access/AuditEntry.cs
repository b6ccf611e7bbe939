namespace KnowledgeBase.Access;

/// <summary>An entry of the audit log.</summary>
/// <param name="Number">Its place in the log, from 1.</param>
/// <param name="Time">When it was written, in UTC by the machine's clock, which may have been set back meanwhile.</param>
/// <param name="Act">What was done.</param>
public sealed record AuditEntry(long Number, DateTimeOffset Time, AuditAct Act);
