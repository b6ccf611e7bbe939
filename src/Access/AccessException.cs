namespace KnowledgeBase.Access;

/// <summary>What stands in a folder of state cannot be used, or is not allowed to change so. The message says what to do next.</summary>
public sealed class AccessException : Exception
{
    /// <summary>For a message without a cause.</summary>
    public AccessException(string message) : base(message)
    {
    }

    /// <summary>For a message about what was thrown below.</summary>
    public AccessException(string message, Exception cause) : base(message, cause)
    {
    }
}
