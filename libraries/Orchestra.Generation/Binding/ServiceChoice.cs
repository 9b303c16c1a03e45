using Orchestra.Contracts.Processes;

namespace Orchestra.Generation.Binding;

/// <summary>
/// Which endpoints a node may be bound to, by the service that it calls. Participants are seldom written as services are: where none of a
/// process resembles any service, they say nothing.
/// </summary>
internal sealed class ServiceChoice
{
    private static readonly HashSet<string> _generalWords = new(StringComparer.Ordinal)
    {
        "service",
        "svc",
        "api",
        "server",
        "backend",
        "microservice",
        "system",
        "rest",
        "the",
    };

    private readonly Dictionary<string, HashSet<string>> _servicesOf = new(StringComparer.Ordinal);
    private readonly bool _anyNamed;

    public ServiceChoice(ProcessGraph process, IReadOnlyList<BoundEndpoint> endpoints)
    {
        var services = endpoints
            .Select(endpoint => endpoint.ServiceName)
            .Distinct(StringComparer.Ordinal)
            .ToLookup(Key, StringComparer.Ordinal);
        foreach (var name in process.Nodes.SelectMany(node => node.Services).Distinct(StringComparer.Ordinal))
        {
            var named = services[Key(name)].ToHashSet(StringComparer.Ordinal);
            _servicesOf[name] = named;
            _anyNamed |= named.Count > 0;
        }
    }

    /// <summary>Whether the node may call the endpoint: that of its service; to look for an effect, one that changes nothing.</summary>
    public bool Allows(GraphNode node, BoundEndpoint endpoint) =>
        (node.PollOf is null || endpoint.OnlyLooks)
        && (!_anyNamed || node.Services.Count == 0 || ServicesOf(node).Contains(endpoint.ServiceName));

    private HashSet<string> ServicesOf(GraphNode node)
    {
        foreach (var name in node.Services)
        {
            if (_servicesOf.TryGetValue(name, out var named) && named.Count > 0)
            {
                return named;
            }
        }

        return [];
    }

    // `Loan Service`, loan-service and loans are one.
    private static string Key(string name)
    {
        var words = Words.Split(name).Select(word => word.ToLowerInvariant()).ToList();
        var own = words.FindAll(word => !_generalWords.Contains(word));
        return string.Concat((own.Count > 0 ? own : words).Select(word => word.Length > 3 ? word.TrimEnd('s') : word));
    }
}
