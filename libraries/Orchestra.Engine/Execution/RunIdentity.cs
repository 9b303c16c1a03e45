namespace Orchestra.Engine.Execution;

/// <summary>What identifies a run towards the SUT and its templates.</summary>
/// <param name="RunId">The run.</param>
/// <param name="TenantId">Its tenant: connections are never shared between tenants.</param>
/// <param name="CorrelationId">Sent with every outgoing call.</param>
/// <param name="StartedAt">When its first executor claimed it.</param>
public sealed record RunIdentity(Guid RunId, Guid TenantId, string CorrelationId, DateTimeOffset StartedAt);
