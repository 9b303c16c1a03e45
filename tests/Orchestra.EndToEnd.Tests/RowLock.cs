using Npgsql;
using Orchestra.Testing.Servers;
using Orchestra.Testing.Waiting;

namespace Orchestra.EndToEnd.Tests;

/// <summary>Holds a run's row, so that the statement of its executor stands still inside PostgreSQL while the test acts.</summary>
internal sealed class RowLock : IAsyncDisposable
{
    private const string WaitersSql = """
        from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query like '%duration_ms%'
        """;

    private readonly TestDatabase _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private RowLock(TestDatabase database, NpgsqlConnection connection, NpgsqlTransaction transaction) =>
        (_database, _connection, _transaction) = (database, connection, transaction);

    public static async Task<RowLock> OnRunAsync(TestDatabase database, Guid runId)
    {
        var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select from runs.test_run where id = @run for update", connection, transaction);
        command.Parameters.AddWithValue("run", runId);
        await command.ExecuteNonQueryAsync();
        return new RowLock(database, connection, transaction);
    }

    /// <summary>Waits until an executor's result of a step stands before this lock.</summary>
    public Task WaitForResultAsync() =>
        Eventually.GetAsync(
            () => _database.ScalarAsync<long>($"select count(*) {WaitersSql}"),
            waiters => waiters > 0,
            TimeSpan.FromSeconds(10),
            "a result waits for the run's row"
        );

    /// <summary>Ends the sessions that wait, as if the connection had been cut before the commit.</summary>
    public Task EndWaitersAsync() => _database.ScalarAsync<long>($"select count(pg_terminate_backend(pid)) {WaitersSql}");

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
    }
}
