using System.Net;
using System.Net.Sockets;

namespace Orchestra.Engine.Outbound;

/// <summary>IPv4 addresses that travel inside IPv6 ones: a gateway on the way may unpack them, so they are judged too.</summary>
internal static class EmbeddedAddresses
{
    /// <summary>The address without a zone; an IPv4-mapped address as the IPv4 address it is.</summary>
    public static IPAddress Normalise(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        return address.ScopeId == 0 ? address : new IPAddress(address.GetAddressBytes());
    }

    /// <summary>The zone of an IPv6 address; 0 where there is none.</summary>
    public static long ScopeId(this IPAddress address) => address.AddressFamily == AddressFamily.InterNetworkV6 ? address.ScopeId : 0;

    /// <summary>The IPv4 addresses embedded in a normalised address by any of the known transition schemes.</summary>
    public static IEnumerable<IPAddress> Of(IPAddress address)
    {
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            yield break;
        }

        var bytes = address.GetAddressBytes();
        if (bytes[0] == 0x20 && bytes[1] == 0x02) // 6to4, 2002::/16
        {
            yield return new IPAddress(bytes.AsSpan(2, 4));
        }
        else if (bytes.AsSpan(0, 4).SequenceEqual<byte>([0x20, 0x01, 0, 0])) // Teredo, 2001::/32: its server, then the client, inverted
        {
            yield return new IPAddress(bytes.AsSpan(4, 4));
            yield return new IPAddress([(byte)~bytes[12], (byte)~bytes[13], (byte)~bytes[14], (byte)~bytes[15]]);
        }
        else if (HoldsAddressAtItsEnd(bytes))
        {
            yield return new IPAddress(bytes.AsSpan(12, 4));
        }
    }

    private static bool HoldsAddressAtItsEnd(ReadOnlySpan<byte> bytes)
    {
        // NAT64: 64:ff9b::/96, and 64:ff9b:1::/48 for local use
        if (bytes[..4].SequenceEqual<byte>([0, 0x64, 0xff, 0x9b]))
        {
            return true;
        }

        // ISATAP: the interface part is [02]00:5efe
        if (bytes[8] is 0 or 2 && bytes[9] == 0 && bytes[10] == 0x5e && bytes[11] == 0xfe)
        {
            return true;
        }

        // IPv4-translated, ::ffff:0:0:0/96, and the old IPv4-compatible ::/96 (:: and ::1 are no such addresses)
        var translated =
            bytes[..8].IndexOfAnyExcept((byte)0) < 0 && bytes[8] == 0xff && bytes[9] == 0xff && bytes[10] == 0 && bytes[11] == 0;
        var compatible = bytes[..12].IndexOfAnyExcept((byte)0) < 0 && bytes[12] != 0;
        return translated || compatible;
    }
}
