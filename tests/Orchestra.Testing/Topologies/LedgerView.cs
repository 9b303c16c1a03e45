using System.Text.Json;
using Npgsql;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Invariants;
using Orchestra.Testing.Servers;

namespace Orchestra.Testing.Topologies;

/// <summary>Reads the ledger's tables as the superuser does, past the code under test, and judges them.</summary>
public sealed class LedgerView(TestDatabase database)
{
    private const string RunsSql = """
        select tenant_id, id, status, locked_by, lease_epoch, attempt, heartbeat_at, last_seq from runs.test_run
        """;

    private const string StepsSql = """
        select run_id, step_index, attempt, lease_epoch, sends, status, payload ->> 'reason' from runs.step_result
        """;

    /// <summary>A run's row.</summary>
    public async Task<LedgerRun> RunAsync(Guid runId) => (await RunsAsync()).Single(run => run.Id == runId);

    /// <summary>All runs.</summary>
    public Task<List<LedgerRun>> RunsAsync() =>
        ListAsync(
            RunsSql,
            row => new LedgerRun(
                row.GetGuid(0),
                row.GetGuid(1),
                Parse<RunStatus>(row.GetString(2)),
                row.IsDBNull(3) ? null : row.GetString(3),
                row.GetInt64(4),
                row.GetInt32(5),
                row.IsDBNull(6) ? null : row.GetDateTime(6),
                row.GetInt64(7)
            )
        );

    /// <summary>A run's step rows, by index and attempt.</summary>
    public async Task<List<LedgerStep>> StepsAsync(Guid runId) =>
        [.. (await AllStepsAsync()).Where(step => step.RunId == runId).OrderBy(step => step.Index).ThenBy(step => step.Attempt)];

    /// <summary>Slots that tenants hold now (invariant I8: none when all is idle).</summary>
    public Task<long> ActiveSlotsAsync() => database.ScalarAsync<long>("select coalesce(sum(active), 0)::bigint from runs.tenant_slot");

    /// <summary>What breaks an invariant once every run has ended, by the tables and the bank's own log.</summary>
    /// <param name="sutLog">Every request that the bank saw.</param>
    /// <param name="accepted">Runs that a client was told are accepted.</param>
    public Task<IReadOnlyList<Breach>> BreachesAsync(IEnumerable<BankSut.Request> sutLog, params IReadOnlyCollection<Guid> accepted) =>
        new LedgerCheck(database.Owner).BreachesAsync(
            new Evidence
            {
                Idle = true,
                Accepted = accepted,
                SutLog =
                [
                    .. sutLog.Select(request => new SutRequest(
                        request.Method,
                        request.Path,
                        request.IdempotencyKey,
                        request.CorrelationId,
                        request.HadEffect
                    )),
                ],
            }
        );

    private Task<List<LedgerStep>> AllStepsAsync() =>
        ListAsync(
            StepsSql,
            row => new LedgerStep(
                row.GetGuid(0),
                row.GetInt32(1),
                row.GetInt32(2),
                row.GetInt64(3),
                row.GetInt32(4),
                Parse<StepStatus>(row.GetString(5)),
                row.IsDBNull(6) ? null : row.GetString(6)
            )
        );

    private async Task<List<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> map)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(map(reader));
        }

        return rows;
    }

    private static T Parse<T>(string name) => JsonSerializer.Deserialize<T>($"\"{name}\"", OrchestraJson.Options)!;
}
