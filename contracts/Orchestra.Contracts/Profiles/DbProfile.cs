namespace Orchestra.Contracts.Profiles;

/// <summary>A database of the SUT, as DB steps reach it.</summary>
public sealed record DbProfile
{
    /// <summary>The kind of server; <c>POSTGRESQL</c> is the one there is.</summary>
    public string Kind { get; init; } = "POSTGRESQL";

    /// <summary>Host name or address.</summary>
    public required string Host { get; init; }

    /// <summary>Port.</summary>
    public int Port { get; init; } = 5432;

    /// <summary>The database on it.</summary>
    public required string Database { get; init; }

    /// <summary>The role to log in as: a text or <c>secret:NAME</c>.</summary>
    public string? User { get; init; }

    /// <summary>Its password: <c>secret:NAME</c>.</summary>
    public string? Password { get; init; }

    /// <summary>The schema that unqualified names mean; the role's own when absent.</summary>
    public string? DefaultSchema { get; init; }

    /// <summary>TLS towards the server; none when absent.</summary>
    public TlsSettings? Tls { get; init; }

    /// <summary>Whether ACTION steps may change data; else every transaction is read-only.</summary>
    public bool AllowWrites { get; init; }

    /// <summary>Milliseconds that a statement may take on the server, at most the step's own limit; the step's when absent.</summary>
    public int? StatementTimeoutMs { get; init; }
}
