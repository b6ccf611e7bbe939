namespace KnowledgeBase.Mutants;

/// <summary>What the tests said of a mutant.</summary>
internal enum Verdict
{
    /// <summary>A test failed.</summary>
    Killed,

    /// <summary>The tests did not end in time, as with a loop that never ends. Counts as killed.</summary>
    TimedOut,

    /// <summary>All tests passed: nothing holds the place.</summary>
    Survived,
}
