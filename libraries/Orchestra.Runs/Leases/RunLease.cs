namespace Orchestra.Runs.Leases;

/// <summary>Proof that an executor owns a run: every write carries it, and the ledger refuses one whose epoch is not the newest.</summary>
/// <param name="TenantId">The run's tenant, taken from its row.</param>
/// <param name="RunId">The run.</param>
/// <param name="Epoch">The fencing token: incarnation &lt;&lt; 32 | n; it rises with each claim.</param>
public sealed record RunLease(Guid TenantId, Guid RunId, long Epoch);
