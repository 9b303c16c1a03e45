namespace Orchestra.Engine.Outbound;

/// <summary>What all policies of a service share: our own servers are closed, and loopback without an entry is open in development only.</summary>
/// <param name="forbidden">Our own servers.</param>
/// <param name="isDevelopment">Whether the service runs in development mode.</param>
public sealed class OutboundRules(IEnumerable<ForbiddenEndpoint> forbidden, bool isDevelopment)
{
    private readonly ForbiddenEndpoint[] _forbidden = [.. forbidden];

    /// <summary>The policy of a tenant's calls.</summary>
    /// <param name="allow">Ranges of the environment, judged against the tenant's ceiling before.</param>
    /// <param name="tenantId">Whose calls they are.</param>
    public OutboundPolicy For(IReadOnlyList<string> allow, Guid tenantId)
    {
        ArgumentNullException.ThrowIfNull(allow);
        return new OutboundPolicy
        {
            Owner = tenantId.ToString("N"),
            Allow = [.. allow.Select(AddressRange.Parse)],
            AllowLoopback = isDevelopment,
            Forbidden = _forbidden,
        };
    }
}
