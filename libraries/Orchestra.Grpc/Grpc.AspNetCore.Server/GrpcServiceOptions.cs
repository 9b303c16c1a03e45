namespace Grpc.AspNetCore.Server;

/// <summary>How all services of a server answer.</summary>
public class GrpcServiceOptions
{
    /// <summary>The most bytes of a message that is sent.</summary>
    /// <value>No limit by default.</value>
    public int? MaxSendMessageSize { get; set; }

    /// <summary>The most bytes of a message that is received, before and after decompression.</summary>
    /// <value>4 MiB by default; null is no limit.</value>
    public int? MaxReceiveMessageSize { get; set; } = 4 * 1024 * 1024;

    /// <summary>Whether callers are told the messages of exceptions other than RpcException.</summary>
    /// <value>No by default.</value>
    public bool? EnableDetailedErrors { get; set; }
}
