namespace Orchestra.Api.Features.Environments;

/// <summary>How a service was found.</summary>
internal enum ProbeResult
{
    /// <summary>It answered, with a status below 500.</summary>
    Answered,

    /// <summary>A connection was made, and nothing more tried.</summary>
    Connected,

    /// <summary>It answered with a status from 500.</summary>
    Status,

    /// <summary>Its name cannot be looked up.</summary>
    Dns,

    /// <summary>It is where the environment may not go.</summary>
    Blocked,

    /// <summary>Nobody listens on the port.</summary>
    Refused,

    /// <summary>No way leads there.</summary>
    Unreachable,

    /// <summary>The handshake failed.</summary>
    Tls,

    /// <summary>It did not answer in time.</summary>
    Timeout,

    /// <summary>The connection broke, or what came is no HTTP.</summary>
    Broken,
}
