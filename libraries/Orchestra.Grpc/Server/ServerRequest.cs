using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Orchestra.Grpc.Wire;

namespace Orchestra.Grpc.Server;

/// <summary>Reads a call from an HTTP/2 request.</summary>
internal static class ServerRequest
{
    /// <summary>Whether a request is a gRPC call; if not, it has been answered.</summary>
    public static bool IsCall(HttpContext http)
    {
        if (!HttpProtocol.IsHttp2(http.Request.Protocol) && !HttpProtocol.IsHttp3(http.Request.Protocol))
        {
            http.Response.StatusCode = StatusCodes.Status426UpgradeRequired;
            http.Response.Headers.Upgrade = "HTTP/2";
            return false;
        }

        if (!WireNames.IsGrpc(http.Request.ContentType))
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return false;
        }

        return true;
    }

    /// <summary>A call may be as long and as slow as its caller wants: messages have a limit each, and time is the deadline's.</summary>
    public static void LiftBodyLimits(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        if (http.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    /// <summary>All headers but the protocol's own.</summary>
    public static Metadata MetadataOf(HttpRequest request)
    {
        var metadata = new Metadata();
        foreach (var header in request.Headers)
        {
            foreach (var value in header.Value)
            {
                MetadataHeaders.Read(header.Key, value ?? "", metadata);
            }
        }

        return metadata;
    }

    /// <summary>The other side in gRPC's spelling of addresses.</summary>
    public static string PeerOf(ConnectionInfo connection)
    {
        if (connection.RemoteIpAddress is not { } address)
        {
            return "unknown";
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        var family = address.AddressFamily == AddressFamily.InterNetwork ? "ipv4" : "ipv6";
        return string.Create(CultureInfo.InvariantCulture, $"{family}:{new IPEndPoint(address, connection.RemotePort)}");
    }
}
