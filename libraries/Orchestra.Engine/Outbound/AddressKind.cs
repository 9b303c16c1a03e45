namespace Orchestra.Engine.Outbound;

/// <summary>What an address is for; only <see cref="Public"/> ones may be reached without an entry that opens them.</summary>
public enum AddressKind
{
    /// <summary>An ordinary address of the internet.</summary>
    Public,

    /// <summary>This machine: 127.0.0.0/8 and ::1.</summary>
    Loopback,

    /// <summary>A private network: RFC 1918, carrier-grade NAT, unique local.</summary>
    Private,

    /// <summary>"This host": 0.0.0.0/8 and ::, which reach loopback on many systems.</summary>
    Unspecified,

    /// <summary>A group of receivers.</summary>
    Multicast,

    /// <summary>The limited broadcast address.</summary>
    Broadcast,

    /// <summary>Kept for documentation, benchmarks, protocols or the future.</summary>
    Reserved,

    /// <summary>Link-local: never reachable.</summary>
    LinkLocal,

    /// <summary>The metadata or wire server of a cloud: never reachable, it gives credentials away.</summary>
    Metadata,
}
