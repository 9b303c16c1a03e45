using System.IO.Pipelines;
using System.Net.Http.Headers;
using Grpc.Core;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Client;

/// <summary>Reads a call's status and metadata from an HTTP/2 response.</summary>
internal static class ClientResponse
{
    public static readonly StreamPipeReaderOptions ReaderOptions = new(bufferSize: 16 * 1024, leaveOpen: true);

    public static readonly Status WithoutStatus = new(StatusCode.Unknown, "the response ended without a grpc-status");

    public static readonly Status WithoutMessage = new(StatusCode.Internal, "the server ended the call with OK, but without a response");

    /// <summary>The status among these headers, if it is there.</summary>
    public static Status? StatusIn(HttpResponseHeaders headers) =>
        ValueOf(headers, WireNames.Status) is { } code ? StatusHeaders.Read(code, ValueOf(headers, WireNames.Message)) : null;

    /// <summary>What is wrong with a response that is not gRPC's; its body is not read.</summary>
    public static Status? FaultOf(HttpResponseMessage response)
    {
        var http = (int)response.StatusCode;
        if (http != 200)
        {
            return new Status(StatusHeaders.OfHttp(http), $"the answer is not gRPC's: HTTP status {http}");
        }

        var contentType = response.Content.Headers.NonValidated.TryGetValues("content-type", out var values) ? values.ToString() : null;
        return WireNames.IsGrpc(contentType)
            ? null
            : new Status(StatusCode.Unknown, $"the answer is not gRPC's: content type '{contentType ?? "none"}'");
    }

    /// <summary>How messages with the compressed flag are compressed.</summary>
    public static string? EncodingOf(HttpResponseMessage response) => ValueOf(response.Headers, WireNames.Encoding);

    /// <summary>All headers but the protocol's own.</summary>
    public static Metadata MetadataOf(HttpResponseHeaders headers)
    {
        var metadata = new Metadata();
        foreach (var header in headers.NonValidated)
        {
            foreach (var value in header.Value)
            {
                MetadataHeaders.Read(header.Key, value, metadata);
            }
        }

        return metadata;
    }

    private static string? ValueOf(HttpResponseHeaders headers, string name) =>
        headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;
}
