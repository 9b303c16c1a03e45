using Orchestra.Gateway.Caching;
using Orchestra.Gateway.Routing;

namespace Orchestra.Gateway.Health;

/// <summary>The health of all services together, asked at most once a second.</summary>
internal sealed class ServiceHealth
{
    private readonly ServiceClient _services;
    private readonly CachedValue<HealthAnswer> _answer;

    public ServiceHealth(ServiceClient services, TimeProvider time)
    {
        _services = services;
        _answer = new CachedValue<HealthAnswer>(TimeSpan.FromSeconds(1), time, AskAsync);
    }

    public Task<HealthAnswer> GetAsync(CancellationToken cancellationToken) => _answer.GetAsync(cancellationToken);

    private async Task<HealthAnswer> AskAsync()
    {
        var states = await Task.WhenAll(
            RouteTable.Services.Select(async service => (service, State: StateOf(await _services.AreReadyAsync(service))))
        );
        var workers = await _services.AreReadyAsync(RouteTable.Workers);
        var all = states.All(item => item.State == HealthAnswer.Healthy) ? HealthAnswer.Healthy : HealthAnswer.Degraded;
        return new HealthAnswer(
            all,
            "orchestra",
            workers.Count(ready => ready),
            states.ToDictionary(item => item.service, item => item.State)
        );
    }

    private static string StateOf(bool[] replicas) =>
        Array.TrueForAll(replicas, ready => ready) ? HealthAnswer.Healthy
        : Array.Exists(replicas, ready => ready) ? HealthAnswer.Degraded
        : HealthAnswer.Unhealthy;
}
