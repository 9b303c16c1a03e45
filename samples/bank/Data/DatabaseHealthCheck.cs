using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Healthy while the database answers.</summary>
internal sealed class DatabaseHealthCheck(NpgsqlDataSource db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var command = db.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (NpgsqlException e)
        {
            return HealthCheckResult.Unhealthy("the database does not answer", e);
        }
    }
}
