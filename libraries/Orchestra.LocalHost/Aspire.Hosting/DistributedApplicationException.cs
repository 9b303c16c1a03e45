namespace Aspire.Hosting;

/// <summary>The topology cannot be built or started; the message says which resource and why.</summary>
public class DistributedApplicationException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public DistributedApplicationException(string message)
        : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public DistributedApplicationException(string message, Exception inner)
        : base(message, inner) { }
}
