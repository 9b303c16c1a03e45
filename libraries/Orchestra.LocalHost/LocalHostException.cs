namespace Orchestra.LocalHost;

/// <summary>A resource cannot be started or used; the message says which, why and the way out.</summary>
public sealed class LocalHostException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public LocalHostException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public LocalHostException(string message, Exception innerException)
        : base(message, innerException) { }
}
