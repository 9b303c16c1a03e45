using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Serialization;

namespace Orchestra.Engine.Outbound;

/// <summary>A range of IPv4 or IPv6 addresses in CIDR form. IPv4-mapped IPv6 addresses count as the IPv4 address they carry.</summary>
[JsonConverter(typeof(AddressRangeConverter))]
public sealed record AddressRange
{
    private readonly IPNetwork _network;

    private AddressRange(IPNetwork network) => _network = network;

    /// <summary>Reads <c>10.0.0.0/8</c>, <c>fd00::/8</c> or a single address; throws <see cref="FormatException"/> with what is wrong.</summary>
    public static AddressRange Parse(string text) =>
        TryParse(text, out var range, out var fault) ? range : throw new FormatException(fault);

    /// <summary>Reads a range; the fault says what is wrong and how to write it instead.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out AddressRange? range, [NotNullWhen(false)] out string? fault)
    {
        range = null;
        var value = text?.Trim() ?? "";
        var slash = value.IndexOf('/', StringComparison.Ordinal);
        var addressText = slash < 0 ? value : value[..slash];
        if (!IPAddress.TryParse(addressText, out var address) || address.ScopeId() != 0 || !IsPlainlyWritten(address, addressText))
        {
            fault = $"'{value}' is not an address range: write it like 10.1.0.0/16, 192.168.1.7 or fd00:12::/32";
            return false;
        }

        var bits = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = bits;
        if (slash >= 0 && !TryParseLength(value[(slash + 1)..], bits, out length))
        {
            fault = $"'{value}' has a wrong prefix length: a number from 0 to {bits} belongs after the slash";
            return false;
        }

        if (address.IsIPv4MappedToIPv6 && length >= 96)
        {
            address = address.MapToIPv4();
            length -= 96;
        }

        var first = FirstOf(address, length);
        if (!first.Equals(address))
        {
            fault = $"'{value}' has bits set beyond its prefix: write {first}/{length} for the range or {address} for the one address";
            return false;
        }

        range = new AddressRange(new IPNetwork(first, length));
        fault = null;
        return true;
    }

    /// <summary>Whether the address lies inside the range.</summary>
    public bool Contains(IPAddress address) => _network.Contains(EmbeddedAddresses.Normalise(address));

    /// <summary>Whether every address of the other range lies inside this one.</summary>
    public bool Contains(AddressRange other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other._network.PrefixLength >= _network.PrefixLength && _network.Contains(other._network.BaseAddress);
    }

    /// <summary>The canonical CIDR form, which <see cref="Parse"/> reads back.</summary>
    public override string ToString() => _network.ToString();

    // 127.1 or 0177.0.0.1 are readable to the system but not to the person who reviews an allow-list.
    private static bool IsPlainlyWritten(IPAddress address, string text) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? !text.StartsWith('[') : address.ToString() == text;

    private static bool TryParseLength(string text, int bits, out int length)
    {
        length = 0;
        return text.Length is > 0 and <= 3 && text.All(char.IsAsciiDigit) && int.TryParse(text, out length) && length <= bits;
    }

    private static IPAddress FirstOf(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = length; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }
}
