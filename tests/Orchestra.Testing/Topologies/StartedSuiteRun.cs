namespace Orchestra.Testing.Topologies;

/// <summary>An accepted suite run.</summary>
public sealed record StartedSuiteRun(Guid Id, IReadOnlyList<Guid> RunIds);
