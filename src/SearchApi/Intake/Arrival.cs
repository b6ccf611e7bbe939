namespace KnowledgeBase.SearchApi.Intake;

/// <summary>A file that has come whole and has no place in the corpus yet.</summary>
/// <param name="Name">What its sender called it.</param>
/// <param name="SafeName">The name that it gets.</param>
/// <param name="Path">Where it lies meanwhile, under a name that no build reads.</param>
/// <param name="Length">Its bytes.</param>
/// <param name="Hash">Their SHA-256, in small hexadecimal digits.</param>
internal sealed record Arrival(string Name, string SafeName, string Path, long Length, string Hash)
{
    /// <summary>Why it is not taken; null when it may be.</summary>
    public ReceivedFile? Refusal { get; private init; }

    /// <summary>A file that is not taken, whatever it holds.</summary>
    public static Arrival Refuse(string name, string code, string reason) =>
        new(name, "", "", 0, "") { Refusal = ReceivedFile.Refuse(name, code, reason) };
}
