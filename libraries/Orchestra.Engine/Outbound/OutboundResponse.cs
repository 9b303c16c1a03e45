namespace Orchestra.Engine.Outbound;

/// <summary>The answer to a request, its body cut at the limit.</summary>
public sealed record OutboundResponse
{
    /// <summary>Status code.</summary>
    public required int StatusCode { get; init; }

    /// <summary>Reason phrase as sent; empty over HTTP/2.</summary>
    public required string ReasonPhrase { get; init; }

    /// <summary>Headers as received, trailers left out; a name may occur several times.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body as sent (not decompressed), at most <see cref="OutboundLimits.MaxBodyBytes"/>.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Whether the body was longer than what is kept.</summary>
    public required bool Truncated { get; init; }

    /// <summary>1.0, 1.1 or 2.0.</summary>
    public required Version HttpVersion { get; init; }

    /// <summary>The URL that answered, after redirects.</summary>
    public required Uri FinalUri { get; init; }

    /// <summary>The redirects on the way, in order.</summary>
    public required IReadOnlyList<OutboundRedirect> Redirects { get; init; }

    /// <summary>How long it took.</summary>
    public required OutboundTiming Timing { get; init; }
}
