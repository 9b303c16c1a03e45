using Grpc.Core;

namespace Grpc.Net.Client;

/// <summary>How a channel calls.</summary>
public sealed class GrpcChannelOptions
{
    /// <summary>Whether it is encrypted; the address's scheme says so too, and they must not differ.</summary>
    public ChannelCredentials? Credentials { get; set; }

    /// <summary>The most bytes of a message that is sent.</summary>
    /// <value>No limit by default.</value>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The most bytes of a message that is received, before and after decompression.</summary>
    /// <value>4 MiB by default; null is no limit.</value>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Opens the connections; it must speak HTTP/2. Disposed with the channel only if <see cref="DisposeHttpClient"/> says so.</summary>
    /// <value>A handler of the channel's own by default.</value>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>Whether <see cref="HttpHandler"/> is disposed with the channel.</summary>
    public bool DisposeHttpClient { get; set; }

    /// <summary>The clock of deadlines.</summary>
    internal TimeProvider Time { get; set; } = TimeProvider.System;
}
