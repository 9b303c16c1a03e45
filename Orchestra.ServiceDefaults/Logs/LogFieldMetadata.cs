namespace Orchestra.ServiceDefaults.Logs;

/// <summary>A value of an endpoint's route that its log lines carry.</summary>
/// <param name="Name">Its name in the logs.</param>
/// <param name="RouteValue">Its name in the route.</param>
internal sealed record LogFieldMetadata(string Name, string RouteValue);
