using System.Net;
using System.Net.Sockets;

namespace Orchestra.Engine.Outbound;

/// <summary>The special-purpose ranges of IANA's registries and the metadata addresses of the clouds.</summary>
internal static class AddressTable
{
    // The first match wins: single addresses come before the ranges around them.
    private static readonly (AddressRange Range, AddressKind Kind)[] Entries =
    [
        (AddressRange.Parse("169.254.169.254/32"), AddressKind.Metadata), // AWS, GCP, Azure and most others
        (AddressRange.Parse("168.63.129.16/32"), AddressKind.Metadata), // Azure's wire server
        (AddressRange.Parse("100.100.100.200/32"), AddressKind.Metadata), // Alibaba
        (AddressRange.Parse("192.0.0.192/32"), AddressKind.Metadata), // Oracle
        (AddressRange.Parse("fd00:ec2::254/128"), AddressKind.Metadata), // AWS
        (AddressRange.Parse("fd20:ce::254/128"), AddressKind.Metadata), // GCP
        (AddressRange.Parse("0.0.0.0/8"), AddressKind.Unspecified),
        (AddressRange.Parse("10.0.0.0/8"), AddressKind.Private),
        (AddressRange.Parse("100.64.0.0/10"), AddressKind.Private),
        (AddressRange.Parse("127.0.0.0/8"), AddressKind.Loopback),
        (AddressRange.Parse("169.254.0.0/16"), AddressKind.LinkLocal),
        (AddressRange.Parse("172.16.0.0/12"), AddressKind.Private),
        (AddressRange.Parse("192.0.0.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("192.0.2.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("192.88.99.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("192.168.0.0/16"), AddressKind.Private),
        (AddressRange.Parse("198.18.0.0/15"), AddressKind.Reserved),
        (AddressRange.Parse("198.51.100.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("203.0.113.0/24"), AddressKind.Reserved),
        (AddressRange.Parse("224.0.0.0/4"), AddressKind.Multicast),
        (AddressRange.Parse("255.255.255.255/32"), AddressKind.Broadcast),
        (AddressRange.Parse("240.0.0.0/4"), AddressKind.Reserved),
        (AddressRange.Parse("::/128"), AddressKind.Unspecified),
        (AddressRange.Parse("::1/128"), AddressKind.Loopback),
        (AddressRange.Parse("fc00::/7"), AddressKind.Private),
        (AddressRange.Parse("fec0::/10"), AddressKind.Private),
        (AddressRange.Parse("fe80::/10"), AddressKind.LinkLocal),
        (AddressRange.Parse("ff00::/8"), AddressKind.Multicast),
        // The carriers of embedded IPv4 addresses are as public as what they carry, which is judged on its own.
        (AddressRange.Parse("64:ff9b::/96"), AddressKind.Public),
        (AddressRange.Parse("2001::/32"), AddressKind.Public),
        (AddressRange.Parse("2002::/16"), AddressKind.Public),
        (AddressRange.Parse("2001::/23"), AddressKind.Reserved),
        (AddressRange.Parse("2001:db8::/32"), AddressKind.Reserved),
        (AddressRange.Parse("3fff::/20"), AddressKind.Reserved),
        (AddressRange.Parse("2000::/3"), AddressKind.Public),
    ];

    private static readonly AddressRange[] NeverReachable =
    [
        .. Entries.Where(entry => IsNeverReachable(entry.Kind)).Select(entry => entry.Range),
    ];

    /// <summary>The kind of a normalised address. IPv6 outside the global range is reserved until IANA says otherwise.</summary>
    public static AddressKind KindOf(IPAddress address)
    {
        foreach (var (range, kind) in Entries)
        {
            if (range.Contains(address))
            {
                return kind;
            }
        }

        return address.AddressFamily == AddressFamily.InterNetwork ? AddressKind.Public : AddressKind.Reserved;
    }

    /// <summary>Whether no list can open addresses of this kind.</summary>
    public static bool IsNeverReachable(AddressKind kind) => kind is AddressKind.LinkLocal or AddressKind.Metadata;

    /// <summary>Whether a range holds nothing but addresses that no list can open.</summary>
    public static bool IsNeverReachable(AddressRange range) => NeverReachable.Any(never => never.Contains(range));
}
