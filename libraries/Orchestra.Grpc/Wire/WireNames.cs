using System.Net.Http.Headers;

namespace Orchestra.Grpc.Wire;

/// <summary>The protocol's own header names and values.</summary>
internal static class WireNames
{
    public const string ContentType = "application/grpc";
    public const string Status = "grpc-status";
    public const string Message = "grpc-message";
    public const string Timeout = "grpc-timeout";
    public const string Encoding = "grpc-encoding";
    public const string AcceptEncoding = "grpc-accept-encoding";
    public const string Identity = "identity";
    public const string Gzip = "gzip";

    /// <summary>What either side can read.</summary>
    public const string AcceptedEncodings = "identity,gzip";

    /// <summary>application/grpc with or without a message format (+proto); grpc-web is something else.</summary>
    public static bool IsGrpc(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type) || type.MediaType is not { } media)
        {
            return false;
        }

        return media.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || media.StartsWith(ContentType + "+", StringComparison.OrdinalIgnoreCase);
    }
}
