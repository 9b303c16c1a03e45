namespace Orchestra.Contracts.Scenarios;

/// <summary>How well an endpoint fits a task.</summary>
/// <param name="EndpointName">The endpoint.</param>
/// <param name="Score">From 0 to 1.</param>
/// <param name="ServiceName">Its service.</param>
public sealed record EndpointScore(string EndpointName, double Score, string? ServiceName = null);
