using Npgsql;
using Orchestra.Runs.Intake;

namespace Orchestra.Testing.Builders;

/// <summary>Puts runs into a test database as a request would: under the app's role, with the tenant named.</summary>
public static class LedgerSteps
{
    /// <summary>Gives a tenant slots.</summary>
    public static Task GiveSlotsAsync(this NpgsqlDataSource app, Guid tenantId, int maxParallel = 100) =>
        InTenantAsync(app, tenantId, connection => RunIntake.SetSlotsAsync(connection, tenantId, maxParallel, CancellationToken.None));

    /// <summary>Accepts a run.</summary>
    public static Task AcceptAsync(this NpgsqlDataSource app, Guid tenantId, NewRun run) =>
        InTenantAsync(app, tenantId, connection => RunIntake.CreateAsync(connection, tenantId, run, CancellationToken.None));

    /// <summary>Runs some work on a connection whose tenant is set.</summary>
    public static async Task InTenantAsync(this NpgsqlDataSource app, Guid tenantId, Func<NpgsqlConnection, Task> work)
    {
        await using var connection = await app.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand("select set_config('orchestra.tenant_id', @tenant, true)", connection))
        {
            command.Parameters.AddWithValue("tenant", tenantId.ToString());
            await command.ExecuteNonQueryAsync();
        }

        await work(connection);
        await transaction.CommitAsync();
    }
}
