using System.Globalization;
using Grpc.Core;

namespace Orchestra.Grpc.Wire;

/// <summary>A status as headers, and what HTTP says where there is none.</summary>
internal static class StatusHeaders
{
    /// <summary>The status that two headers say; a code that is none is UNKNOWN.</summary>
    public static Status Read(string code, string? message)
    {
        var detail = message is null ? "" : StatusMessage.Decode(message);
        return int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((StatusCode)number)
            ? new Status((StatusCode)number, detail)
            : new Status(StatusCode.Unknown, $"the server answered with grpc-status '{code}', which does not exist: {detail}");
    }

    /// <summary>For an answer that did not come from a gRPC server (grpc's doc/http-grpc-status-mapping.md).</summary>
    public static StatusCode OfHttp(int httpStatus) =>
        httpStatus switch
        {
            400 => StatusCode.Internal,
            401 => StatusCode.Unauthenticated,
            403 => StatusCode.PermissionDenied,
            404 => StatusCode.Unimplemented,
            429 or 502 or 503 or 504 => StatusCode.Unavailable,
            _ => StatusCode.Unknown,
        };
}
