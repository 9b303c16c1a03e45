using Npgsql;

namespace Orchestra.Samples.Bank.Data;

/// <summary>Creates the bank's tables before the first request is taken.</summary>
internal sealed class SchemaService(NpgsqlDataSource db) : IHostedService
{
    // The lock makes two banks that start at once on one database take turns: "if not exists" alone races.
    private const string Lock = "select pg_advisory_xact_lock(7206113)";

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await db.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        foreach (var sql in (string[])[Lock, BankSchema.Sql])
        {
            await using var command = new NpgsqlCommand(sql, connection, transaction);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
