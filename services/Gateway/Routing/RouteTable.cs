namespace Orchestra.Gateway.Routing;

/// <summary>Who owns which path. What is not in here does not exist for the outside.</summary>
internal static class RouteTable
{
    private const string Api = "api";

    public static IReadOnlyList<ServiceRoute> Routes { get; } =
    [
        new("/api/v1/tenants", Api),
        new("/api/v1/members", Api),
        new("/api/v1/apikeys", Api),
        new("/api/v1/vault", Api),
        new("/api/v1/processes", Api),
        new("/api/v1/specs", Api),
        new("/api/v1/suites", Api),
        new("/api/v1/scenarios", Api),
        new("/api/v1/datasets", Api),
        new("/api/v1/environments", Api),
        new("/api/v1/db-profiles", Api),
        new("/api/v1/kafka-profiles", Api),
        new("/api/v1/queue-profiles", Api),
        new("/api/v1/auth-profiles", Api),
        new("/api/v1/testruns", Api),
        new("/api/v1/testruns/{id}/events", Api, IsStream: true),
        new("/api/v1/suiteruns", Api),
        new("/api/v1/suiteruns/{id}/events", Api, IsStream: true),
    ];

    /// <summary>The service whose ready replicas are counted as workers; nothing is routed to it.</summary>
    public const string Workers = "executor";

    /// <summary>The YARP clusters that serve event streams.</summary>
    public static IReadOnlySet<string> StreamClusters { get; } =
        Routes.Where(route => route.IsStream).Select(route => route.Cluster).ToHashSet();

    /// <summary>The services behind the routes, each once.</summary>
    public static IReadOnlyList<string> Services { get; } = [.. Routes.Select(route => route.Service).Distinct()];
}
