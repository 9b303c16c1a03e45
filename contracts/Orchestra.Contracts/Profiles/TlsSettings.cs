namespace Orchestra.Contracts.Profiles;

/// <summary>How TLS is spoken with a server of the SUT. Certificates and keys are PEM; a key is always a reference.</summary>
public sealed record TlsSettings
{
    /// <summary>Certificates of the authorities that are trusted instead of the system's: PEM or <c>secret:NAME</c>.</summary>
    public string? CaCertificate { get; init; }

    /// <summary>The certificate that we show, with its chain: PEM or <c>secret:NAME</c>.</summary>
    public string? ClientCertificate { get; init; }

    /// <summary>Its private key: <c>secret:NAME</c>.</summary>
    public string? ClientKey { get; init; }

    /// <summary>The name that the server's certificate must have; the host's when absent.</summary>
    public string? ServerName { get; init; }
}
