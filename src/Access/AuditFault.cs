namespace KnowledgeBase.Access;

/// <summary>A place where the chain of the audit log is broken.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Reason">What is wrong there.</param>
public sealed record AuditFault(long Line, string Reason);
