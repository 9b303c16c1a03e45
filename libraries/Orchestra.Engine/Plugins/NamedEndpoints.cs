using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Plugins;

/// <summary>Matches an endpoint's own name, then its operation's id, then whatever else the protocol calls it; each exactly.</summary>
/// <param name="others">Further names of an endpoint; none when absent.</param>
public sealed class NamedEndpoints(Func<SpecEndpoint, IEnumerable<string>>? others = null) : IEndpointMatcher
{
    /// <inheritdoc />
    public SpecEndpoint? Find(IReadOnlyCollection<SpecEndpoint> endpoints, string name) =>
        Only(endpoints, endpoint => endpoint.EndpointName == name)
        ?? Only(endpoints, endpoint => endpoint.OperationId == name)
        ?? (others is null ? null : Only(endpoints, endpoint => others(endpoint).Contains(name, StringComparer.Ordinal)));

    private static SpecEndpoint? Only(IReadOnlyCollection<SpecEndpoint> endpoints, Func<SpecEndpoint, bool> isNamed)
    {
        var found = endpoints.Where(isNamed).Take(2).ToList();
        return found.Count == 1 ? found[0] : null;
    }
}
