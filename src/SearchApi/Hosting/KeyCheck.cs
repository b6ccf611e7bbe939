using KnowledgeBase.Access;

namespace KnowledgeBase.SearchApi.Hosting;

/// <summary>What was found out about a key that was shown.</summary>
/// <param name="Key">Whose it is; null when it is not a good one, or was not looked at.</param>
/// <param name="Status">200; or 401, 429 or 503, which answers the request that showed it.</param>
/// <param name="RetryAfter">Seconds after which another one is looked at; 0 unless the status is 429.</param>
public sealed record KeyCheck(AccessKey? Key, int Status, int RetryAfter);
