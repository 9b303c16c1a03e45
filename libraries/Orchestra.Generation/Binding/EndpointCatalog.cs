using System.Text.RegularExpressions;

namespace Orchestra.Generation.Binding;

/// <summary>All endpoints of all services, found by the texts that bindings are written in.</summary>
internal sealed partial class EndpointCatalog
{
    public EndpointCatalog(IReadOnlyList<ServiceSpec> specs)
    {
        Endpoints =
        [
            .. specs
                .SelectMany(spec => spec.Endpoints.Select(endpoint => (spec, endpoint)))
                .Select((pair, index) => new BoundEndpoint(index, pair.spec.ServiceName, pair.endpoint, pair.spec.ProtocolId)),
        ];
    }

    public IReadOnlyList<BoundEndpoint> Endpoints { get; }

    /// <summary>
    /// The endpoints that a binding names: <c>POST /applications</c>, <c>CONSUME loan-events</c>, an operation id, a gRPC method, a channel or a
    /// table, or any of them after <c>service#</c>. Names of path parameters do not count. An exact name wins over one without the base path of the spec's server, and that over one with values in place of parameters.
    /// </summary>
    public IReadOnlyList<BoundEndpoint> Find(string reference)
    {
        var text = reference.Trim();
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var service = hash > 0 ? text[..hash].Trim() : null;
        var name = hash >= 0 ? text[(hash + 1)..].Trim() : text;
        var candidates = Endpoints
            .Where(e => service is null || string.Equals(e.ServiceName, service, StringComparison.OrdinalIgnoreCase))
            .ToList();

        var space = name.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0)
        {
            return FirstNonEmpty(
                candidates.Where(e => string.Equals(e.Spec.OperationId, name, StringComparison.Ordinal)),
                candidates.Where(e => string.Equals(e.Spec.OperationId, name, StringComparison.OrdinalIgnoreCase)),
                candidates.Where(e => OtherNames(e).Contains(name, StringComparer.Ordinal))
            );
        }

        var method = name[..space];
        var path = Shape(name[space..].Trim());
        var sameMethod = candidates.Where(e => string.Equals(e.Spec.Method, method, StringComparison.OrdinalIgnoreCase)).ToList();
        return FirstNonEmpty(
            sameMethod.Where(e => string.Equals(Shape(e.Spec.Path), path, StringComparison.Ordinal)),
            sameMethod.Where(e => string.Equals(Shape(NamedPath(e)), path, StringComparison.Ordinal)),
            sameMethod.Where(e => path.StartsWith('/') && path.Length > 1 && Shape(e.Spec.Path).EndsWith(path, StringComparison.Ordinal)),
            sameMethod.Where(e => IsExampleOf(path, Shape(NamedPath(e))))
        );
    }

    // A channel or a table by itself; package.Service/Method also as Service/Method, with a dot, or by the method alone.
    private static IEnumerable<string> OtherNames(BoundEndpoint endpoint)
    {
        if (endpoint.ProtocolId != "grpc")
        {
            return endpoint.ProtocolId == "http" ? [] : [endpoint.Spec.Path];
        }

        var name = endpoint.Spec.EndpointName;
        var slash = name.LastIndexOf('/');
        var (service, method) = (name[..Math.Max(0, slash)], name[(slash + 1)..]);
        var bare = service[(service.LastIndexOf('.') + 1)..];
        return [name, endpoint.Spec.Path, $"{service}.{method}", $"{bare}/{method}", $"{bare}.{method}", method];
    }

    // /orders/42 names /orders/{id}.
    private static bool IsExampleOf(string path, string shape)
    {
        var (given, wanted) = (path.Split('/'), shape.Split('/'));
        return given.Length == wanted.Length
            && given
                .Zip(wanted)
                .All(pair =>
                    pair.Second == "{}" ? pair.First.Length > 0 : string.Equals(pair.First, pair.Second, StringComparison.Ordinal)
                );
    }

    private static List<BoundEndpoint> FirstNonEmpty(params ReadOnlySpan<IEnumerable<BoundEndpoint>> choices)
    {
        foreach (var choice in choices)
        {
            var found = choice.ToList();
            if (found.Count > 0)
            {
                return found;
            }
        }

        return [];
    }

    private static string NamedPath(BoundEndpoint endpoint)
    {
        var name = endpoint.Spec.EndpointName;
        return name[(name.IndexOf(' ', StringComparison.Ordinal) + 1)..];
    }

    private static string Shape(string path)
    {
        var shape = Parameter().Replace(path, "{}");
        return shape.Length > 1 ? shape.TrimEnd('/') : shape;
    }

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Parameter();
}
