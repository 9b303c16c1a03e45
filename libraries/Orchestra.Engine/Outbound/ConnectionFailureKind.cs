namespace Orchestra.Engine.Outbound;

/// <summary>Why there was no complete answer although time was left.</summary>
public enum ConnectionFailureKind
{
    /// <summary>The name could not be looked up.</summary>
    Dns,

    /// <summary>Nobody listens on the port.</summary>
    Refused,

    /// <summary>No route, or no reaction of the network in its own time.</summary>
    Unreachable,

    /// <summary>The handshake failed: no TLS there, or a certificate that is not trusted.</summary>
    Tls,

    /// <summary>The connection was reset or closed before the answer was complete.</summary>
    Reset,

    /// <summary>The answer is not HTTP, or its headers are too large.</summary>
    Protocol,

    /// <summary>Anything else.</summary>
    Other,
}
