using System.Globalization;
using System.Net;
using Orchestra.Api.Validation;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Hosts and ports as people write them.</summary>
internal static class ServerAddress
{
    private const int MostServers = 10;

    /// <summary>A host that must be there: a name or an address, without scheme and port.</summary>
    public static FaultList Host(this FaultList faults, string? value, string path) =>
        string.IsNullOrWhiteSpace(value)
            ? faults.Demand(false, path, $"{path} is required")
            : faults.Demand(IsHost(value), path, $"{path} must be a host name or an address, without scheme, port and brackets");

    public static FaultList Port(this FaultList faults, int? value, string path) =>
        faults.Demand(value is null or (>= 1 and <= ushort.MaxValue), path, $"{path} must be from 1 to {ushort.MaxValue}");

    /// <summary>A list of <c>host:port</c> that must be there.</summary>
    public static FaultList Servers(this FaultList faults, string? value, string path)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return faults.Demand(false, path, $"{path} is required");
        }

        var entries = value.Split(',');
        faults.Demand(entries.Length <= MostServers, path, $"{path} must name at most {MostServers} servers");
        foreach (var (place, entry) in entries.Take(MostServers).Index())
        {
            faults.Demand(
                Parse(entry) is not null,
                path,
                $"{path}: entry {place + 1} must be host:port, as in broker-1.example:9092, without scheme and spaces"
            );
        }

        return faults;
    }

    /// <summary>The servers of a list that was checked.</summary>
    public static IEnumerable<DnsEndPoint> ServersOf(string list) => list.Split(',').Select(entry => Parse(entry)!);

    private static DnsEndPoint? Parse(string entry)
    {
        var colon = entry.LastIndexOf(':');
        if (
            colon < 1
            || !ushort.TryParse(entry.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port == 0
        )
        {
            return null;
        }

        var host = entry[..colon];
        var isBracketed = host.StartsWith('[') && host.EndsWith(']');
        if (isBracketed)
        {
            host = host[1..^1];
        }

        // Without brackets nobody can say where an IPv6 address ends.
        return IsHost(host) && isBracketed == host.Contains(':', StringComparison.Ordinal) ? new DnsEndPoint(host, port) : null;
    }

    private static bool IsHost(string text) =>
        text.Length <= 255
        && !text.StartsWith('[')
        && Uri.CheckHostName(text) is (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6);
}
