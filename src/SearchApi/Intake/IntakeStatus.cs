namespace KnowledgeBase.SearchApi.Intake;

/// <summary>What became of a file that was sent, as programs are told.</summary>
public static class IntakeStatus
{
    /// <summary>It is in the corpus.</summary>
    public const string Taken = "taken";

    /// <summary>It is in the corpus, in place of another one.</summary>
    public const string Replaced = "replaced";

    /// <summary>The same bytes were there already.</summary>
    public const string Unchanged = "unchanged";

    /// <summary>It was not taken.</summary>
    public const string Refused = "refused";
}
