using System.Net;

namespace Orchestra.Engine.Outbound;

/// <summary>An HTTP request of a test step, fully rendered.</summary>
/// <param name="Method">GET, POST or any other token; CONNECT is refused.</param>
/// <param name="Url">Absolute http or https URL.</param>
public sealed record OutboundRequest(string Method, string Url)
{
    /// <summary>Headers in sending order; a name may occur several times. Framing headers (Content-Length and the like) are refused.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The body; null sends none.</summary>
    public ReadOnlyMemory<byte>? Body { get; init; }

    /// <summary>1.1 (the default) or 2.0; over TLS 2.0 is negotiated and may come down to 1.1.</summary>
    public Version Version { get; init; } = HttpVersion.Version11;

    /// <summary>Names of headers that carry secrets besides the well-known ones: a redirect to another origin does not get them.</summary>
    public IReadOnlyCollection<string> CredentialHeaders { get; init; } = [];
}
