using System.Net;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Orchestra.Gateway.Routing;

/// <summary>The route table in YARP's records.</summary>
internal static class ProxyConfiguration
{
    public static IReadOnlyList<RouteConfig> Routes() =>
        [
            .. RouteTable.Routes.Select(route => new RouteConfig
            {
                RouteId = route.Path,
                ClusterId = route.Cluster,
                // All methods: the owner knows which it allows and answers 405 for the others.
                Match = new RouteMatch { Path = route.Pattern },
            }),
        ];

    public static IReadOnlyList<ClusterConfig> Clusters(ServiceAddresses addresses, ProxyOptions options) =>
        [
            .. RouteTable
                .Routes.DistinctBy(route => route.Cluster)
                .Select(route => Cluster(route, addresses.ByService[route.Service], options)),
        ];

    private static ClusterConfig Cluster(ServiceRoute route, IReadOnlyList<string> addresses, ProxyOptions options) =>
        new()
        {
            ClusterId = route.Cluster,
            LoadBalancingPolicy = LoadBalancingPolicies.RoundRobin,
            Destinations = addresses
                .Select((address, index) => (Name: $"{route.Service}/{index}", address))
                .ToDictionary(pair => pair.Name, pair => new DestinationConfig { Address = pair.address }),
            HttpRequest = new ForwarderRequestConfig
            {
                ActivityTimeout = route.IsStream ? options.StreamTimeout : options.ActivityTimeout,
                AllowResponseBuffering = false,
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
            HealthCheck = new HealthCheckConfig
            {
                // When no replica is ready the request is tried all the same: its failure says more than a guess.
                AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic,
                Active = new ActiveHealthCheckConfig
                {
                    // One replica is all there is: nothing to choose from, so nothing to ask.
                    Enabled = addresses.Count > 1,
                    Interval = options.ProbeEvery,
                    Timeout = TimeSpan.FromSeconds(2),
                    Path = "/health/ready",
                    Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures,
                },
            },
        };
}
