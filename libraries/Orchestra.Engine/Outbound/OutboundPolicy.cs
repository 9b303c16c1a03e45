namespace Orchestra.Engine.Outbound;

/// <summary>
/// What the calls of one run may reach. Public addresses are open, everything else only through <see cref="Allow"/>; link-local and metadata
/// addresses and <see cref="Forbidden"/> endpoints never. Two equal policies share connections, two different ones never do.
/// </summary>
public sealed record OutboundPolicy
{
    /// <summary>A policy that opens nothing but the public internet.</summary>
    public static OutboundPolicy PublicOnly { get; } = new();

    /// <summary>Whose policy it is, usually the tenant's id: connections of one owner are never reused for another, even under equal rules.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Ranges that are open although they are not public.</summary>
    public IReadOnlyList<AddressRange> Allow
    {
        get;
        init => field = [.. value];
    } = [];

    /// <summary>Whether 127.0.0.0/8 and ::1 are open without an entry. For development only.</summary>
    public bool AllowLoopback { get; init; }

    /// <summary>Our own servers, blocked on whatever address they are found and inside any open range.</summary>
    public IReadOnlyList<ForbiddenEndpoint> Forbidden
    {
        get;
        init => field = [.. value];
    } = [];

    /// <summary>
    /// Narrows a tenant's policy to what an environment asks for. An entry that cannot be read, can never be opened or is not inside
    /// the tenant's ceiling is a fault; all faults are listed.
    /// </summary>
    /// <param name="ceiling">The tenant's policy.</param>
    /// <param name="requested">The environment's <c>allow</c> entries; none opens nothing but the public internet.</param>
    public static OutboundPolicyResult Combine(OutboundPolicy ceiling, IReadOnlyList<string> requested)
    {
        ArgumentNullException.ThrowIfNull(ceiling);
        ArgumentNullException.ThrowIfNull(requested);
        var allow = new List<AddressRange>();
        var faults = new List<OutboundPolicyFault>();
        for (var index = 0; index < requested.Count; index++)
        {
            if (!AddressRange.TryParse(requested[index], out var range, out var fault))
            {
                faults.Add(new OutboundPolicyFault(index, fault));
            }
            else if (AddressTable.IsNeverReachable(range))
            {
                faults.Add(
                    new OutboundPolicyFault(index, $"{range} is link-local or a metadata service: it can never be opened, remove the entry")
                );
            }
            else if (!ceiling.Covers(range))
            {
                faults.Add(
                    new OutboundPolicyFault(index, $"{range} is outside the tenant's outbound allow-list ({ceiling.Describe()}): {WayOut}")
                );
            }
            else
            {
                allow.Add(range);
            }
        }

        return new OutboundPolicyResult(faults.Count == 0 ? ceiling with { Allow = allow } : null, faults);
    }

    /// <summary>Two policies are equal when they hold the same entries in the same order.</summary>
    public bool Equals(OutboundPolicy? other) =>
        ReferenceEquals(this, other)
        || (
            other is not null
            && Owner == other.Owner
            && AllowLoopback == other.AllowLoopback
            && Allow.SequenceEqual(other.Allow)
            && Forbidden.SequenceEqual(other.Forbidden)
        );

    /// <inheritdoc />
    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(Owner);
        hash.Add(AllowLoopback);
        foreach (var range in Allow)
        {
            hash.Add(range);
        }

        foreach (var endpoint in Forbidden)
        {
            hash.Add(endpoint);
        }

        return hash.ToHashCode();
    }

    private const string WayOut = "use a range inside it, or have an administrator extend it in the tenant's settings";

    private static readonly AddressRange[] LoopbackRanges = [AddressRange.Parse("127.0.0.0/8"), AddressRange.Parse("::1/128")];

    private bool Covers(AddressRange range) =>
        Allow.Any(entry => entry.Contains(range)) || (AllowLoopback && Array.Exists(LoopbackRanges, loopback => loopback.Contains(range)));

    private string Describe() => Allow.Count == 0 ? "empty" : string.Join(", ", Allow);
}
