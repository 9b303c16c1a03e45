namespace Orchestra.Gateway.Health;

/// <summary>The body of <c>GET /health</c>.</summary>
/// <param name="Status"><c>healthy</c>, or <c>degraded</c> when a service or one of its replicas is not ready.</param>
/// <param name="Service">Always <c>orchestra</c>.</param>
/// <param name="Workers">Executors that are ready.</param>
/// <param name="Services">Each service: <c>healthy</c>, <c>degraded</c> when only some of its replicas are ready, <c>unhealthy</c> when none is.</param>
internal sealed record HealthAnswer(string Status, string Service, int Workers, IReadOnlyDictionary<string, string> Services)
{
    public const string Healthy = "healthy";
    public const string Degraded = "degraded";
    public const string Unhealthy = "unhealthy";

    /// <summary>Every service can do its work, if perhaps with fewer replicas.</summary>
    public bool IsServing() => !Services.Values.Contains(Unhealthy);
}
