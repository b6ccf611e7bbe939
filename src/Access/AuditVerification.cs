namespace KnowledgeBase.Access;

/// <summary>What was found out about the audit log as a whole.</summary>
/// <param name="Entries">How many whole entries it has.</param>
/// <param name="Hash">The hash of the last entry, which holds for all before it; null when there is none.</param>
/// <param name="Faults">Where the chain is broken, in the order of the file, the first hundred places at most.</param>
/// <param name="CutOff">Bytes of an entry at the end that was never finished, by a kill or a full disk; 0 mostly.</param>
public sealed record AuditVerification(long Entries, string? Hash, IReadOnlyList<AuditFault> Faults, int CutOff);
