using System.Net;
using System.Net.Http.Headers;
using Grpc.Core;
using Grpc.Net.Client;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>Writes a call as an HTTP/2 request.</summary>
internal static class ClientRequest
{
    private static readonly MediaTypeHeaderValue ContentType = new(WireNames.ContentType);
    private static readonly string UserAgent = $"grpc-dotnet-orchestra/{typeof(ClientRequest).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>The request, whose headers are the call's metadata.</summary>
    /// <exception cref="RpcException">The metadata cannot travel.</exception>
    public static HttpRequestMessage Create(GrpcChannel channel, IMethod method, string? host, CallOptions options, HttpContent content)
    {
        // Not Uri's own resolution: a service whose name begins with a slash would lead to another host.
        var url = channel.Address.GetLeftPart(UriPartial.Authority) + method.FullName;
        var request = new HttpRequestMessage(HttpMethod.Post, url)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        content.Headers.ContentType = ContentType;
        request.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        request.Headers.TryAddWithoutValidation(WireNames.AcceptEncoding, WireNames.AcceptedEncodings);
        request.Headers.Host = host;
        foreach (var entry in options.Headers ?? Metadata.Empty)
        {
            if (!request.Headers.TryAddWithoutValidation(entry.Key, MetadataHeaders.ValueOf(entry)))
            {
                throw new RpcException(new Status(StatusCode.Internal, $"metadata '{entry.Key}' cannot be sent as a header"));
            }
        }

        if (request.Headers.UserAgent.Count == 0)
        {
            request.Headers.TryAddWithoutValidation("user-agent", UserAgent);
        }

        if (DeadlineOf(options) is { } deadline)
        {
            request.Headers.TryAddWithoutValidation(WireNames.Timeout, TimeoutHeader.Format(deadline - channel.Time.GetUtcNow()));
        }

        return request;
    }

    /// <summary>The deadline, unless there is none.</summary>
    public static DateTimeOffset? DeadlineOf(CallOptions options) =>
        options.Deadline switch
        {
            null => null,
            { } deadline when deadline == DateTime.MaxValue => null,
            { } deadline when deadline == DateTime.MinValue => DateTimeOffset.MinValue,
            { Kind: DateTimeKind.Utc } deadline => deadline,
            _ => throw new InvalidOperationException("a deadline must be in UTC (DateTimeKind.Utc)"),
        };
}
