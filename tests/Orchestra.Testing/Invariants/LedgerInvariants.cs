using Npgsql;
using Orchestra.Invariants;

namespace Orchestra.Testing.Invariants;

/// <summary>What the invariants find in the tables alone, as text. Reads as the worker, who sees every tenant.</summary>
public sealed class LedgerInvariants(NpgsqlDataSource worker)
{
    /// <summary>What is broken, in words; empty when all holds.</summary>
    /// <param name="idle">Whether nothing is to be under way any more.</param>
    /// <param name="tenantId">Only this tenant's rows.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<string>> BrokenAsync(bool idle, Guid? tenantId = null, CancellationToken cancellationToken = default)
    {
        var breaches = await new LedgerCheck(worker).BreachesAsync(new Evidence { Idle = idle, TenantId = tenantId }, cancellationToken);
        return [.. breaches.Select(breach => breach.ToString())];
    }
}
