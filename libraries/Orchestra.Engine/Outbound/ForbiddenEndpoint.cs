using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Orchestra.Engine.Outbound;

/// <summary>A server of our own that no test step may reach: its host, a name or an address, and its port.</summary>
/// <param name="Host">Name or address, without brackets.</param>
/// <param name="Port">TCP port, 1 to 65535.</param>
/// <param name="VirtualHost">Of an AMQP broker: the virtual host that is ours, so that others of it stay open to the SUT; null for the whole server.</param>
public sealed record ForbiddenEndpoint(string Host, int Port, string? VirtualHost = null)
{
    /// <summary>Reads <c>host:port</c>, <c>10.0.0.5:5432</c> or <c>[::1]:5432</c>; of a broker also <c>host:port/vhost</c>, escaped as in AMQP's URIs.</summary>
    public static ForbiddenEndpoint Parse(string text) =>
        TryParse(text, out var endpoint)
            ? endpoint
            : throw new FormatException($"'{text}' is not host:port: write it like db.internal:5432 or [::1]:5432");

    /// <summary>Reads <c>host:port</c>; false when it is none.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out ForbiddenEndpoint? endpoint)
    {
        endpoint = null;
        var value = text?.Trim() ?? "";
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var virtualHost = slash < 0 ? null : Uri.UnescapeDataString(value[(slash + 1)..]);
        value = slash < 0 ? value : value[..slash];
        var colon = value.LastIndexOf(':');
        if (
            colon <= 0
            || !int.TryParse(value.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535
            || virtualHost is ""
        )
        {
            return false;
        }

        var host = value[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        host = bracketed ? host[1..^1] : host;
        if (
            host.Length == 0
            || (!bracketed && host.Contains(':', StringComparison.Ordinal))
            || host.Any(c => char.IsWhiteSpace(c) || c == '/')
        )
        {
            return false;
        }

        endpoint = new ForbiddenEndpoint(host, port, virtualHost);
        return true;
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        (Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}")
        + (VirtualHost is null ? "" : "/" + Uri.EscapeDataString(VirtualHost));
}
