namespace Grpc.Core;

/// <summary>Whether a channel is encrypted; trust and client certificates are the handler's.</summary>
public abstract class ChannelCredentials
{
    internal ChannelCredentials() { }

    /// <summary>HTTP/2 in the clear: the address begins with http.</summary>
    public static ChannelCredentials Insecure { get; } = new Kind();

    /// <summary>HTTP/2 over TLS: the address begins with https.</summary>
    public static ChannelCredentials SecureSsl { get; } = new Kind();

    private sealed class Kind : ChannelCredentials;
}
