namespace Orchestra.Testing.Topologies;

/// <summary>An accepted run.</summary>
public sealed record StartedRun(Guid Id, string CorrelationId);
