namespace Orchestra.LocalHost;

/// <summary>How a private PostgreSQL cluster is started.</summary>
public sealed record PrivatePostgresOptions
{
    /// <summary>Where the cluster lives; a second start finds its data again.</summary>
    /// <value>null (default): a temporary folder, removed when the cluster is disposed of.</value>
    public string? Folder { get; init; }

    /// <summary>The port on 127.0.0.1.</summary>
    /// <value>null (default): a free one.</value>
    public int? Port { get; init; }

    /// <summary>The superuser's password; a cluster that exists keeps the one it was made with.</summary>
    /// <value>null (default): a generated one.</value>
    public string? Password { get; init; }

    /// <summary>Whether commits survive a crash of the machine.</summary>
    /// <value>true by default; false makes tests faster.</value>
    public bool Fsync { get; init; } = true;

    /// <summary>The largest number of connections.</summary>
    /// <value>200 by default.</value>
    public int MaxConnections { get; init; } = 200;

    /// <summary>Where initdb and postgres are.</summary>
    /// <value>null (default): the newest under /usr/lib/postgresql, then PATH.</value>
    public string? BinariesFolder { get; init; }

    /// <summary>Receives the server's log lines.</summary>
    /// <value>null (default): nobody does.</value>
    public Action<string>? Output { get; init; }
}
