namespace Orchestra.Invariants;

/// <summary>A request as the system under test logged it.</summary>
/// <param name="Method">For example POST.</param>
/// <param name="Path">Without the query.</param>
/// <param name="IdempotencyKey">The header; null when it did not come.</param>
/// <param name="CorrelationId">The run's; null when it did not come.</param>
/// <param name="HadEffect">Whether it changed something.</param>
public sealed record SutRequest(string Method, string Path, string? IdempotencyKey, string? CorrelationId, bool HadEffect);
