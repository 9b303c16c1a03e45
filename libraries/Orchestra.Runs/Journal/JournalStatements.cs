using System.Data;
using Npgsql;
using NpgsqlTypes;
using Orchestra.Runs.Leases;

namespace Orchestra.Runs.Journal;

/// <summary>Carries writes out: one by its own statement, many by <see cref="GroupSql"/>, each a transaction.</summary>
internal sealed class JournalStatements(NpgsqlDataSource worker, string fence)
{
    private const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;
    private const NpgsqlDbType Uuids = NpgsqlDbType.Array | NpgsqlDbType.Uuid;
    private const NpgsqlDbType Integers = NpgsqlDbType.Array | NpgsqlDbType.Integer;
    private const NpgsqlDbType Jsons = NpgsqlDbType.Array | NpgsqlDbType.Jsonb;

    private readonly string _startSql = Fenced(JournalStore.StartSql, fence);
    private readonly string _completeSql = Fenced(JournalStore.CompleteSql, fence);
    private readonly string _finishSql = Fenced(JournalStore.FinishSql, fence);
    private readonly string _groupSql = Fenced(GroupSql.Text, GroupSql.FenceOf(fence));

    /// <summary>Carries one out.</summary>
    public async Task<JournalAnswer> WriteAsync(JournalWrite write)
    {
        await using var command = worker.CreateCommand(
            write.Kind switch
            {
                JournalWriteKind.Start => _startSql,
                JournalWriteKind.Complete => _completeSql,
                _ => _finishSql,
            }
        );
        AddLease(command.Parameters, write.Lease);
        if (write.Kind != JournalWriteKind.Finish)
        {
            command.Parameters.AddWithValue("step", write.Step);
            command.Parameters.AddWithValue("attempt", write.Attempt);
            command.Parameters.AddWithValue("event", NpgsqlDbType.Jsonb, write.Event);
        }

        if (write.Kind == JournalWriteKind.Complete)
        {
            command.Parameters.AddWithValue("duration", write.DurationMs!.Value);
            command.Parameters.AddWithValue("payload", NpgsqlDbType.Jsonb, write.Payload!);
        }

        if (write.Kind != JournalWriteKind.Start)
        {
            command.Parameters.AddWithValue("status", write.Status!);
            var written = await command.ExecuteScalarAsync(CancellationToken.None) is 1L;
            return new JournalAnswer(Held: written, written);
        }

        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        return await reader.ReadAsync() ? await ReadAsync(reader, 0) : JournalAnswer.LeaseLost;
    }

    /// <summary>Carries many out, at most one of each run; answers in their order.</summary>
    public async Task<IReadOnlyList<JournalAnswer>> WriteAsync(IReadOnlyList<JournalWrite> group)
    {
        await using var command = worker.CreateCommand(_groupSql);
        Add("kinds", Integers, group.Select(write => (int)write.Kind).ToArray());
        Add("tenants", Uuids, group.Select(write => write.Lease.TenantId).ToArray());
        Add("runs", Uuids, group.Select(write => write.Lease.RunId).ToArray());
        Add("epochs", NpgsqlDbType.Array | NpgsqlDbType.Bigint, group.Select(write => write.Lease.Epoch).ToArray());
        Add("steps", Integers, group.Select(write => write.Step).ToArray());
        Add("attempts", Integers, group.Select(write => write.Attempt).ToArray());
        Add("statuses", Texts, group.Select(write => write.Status).ToArray());
        Add("durations", NpgsqlDbType.Array | NpgsqlDbType.Double, group.Select(write => write.DurationMs).ToArray());
        Add("payloads", Jsons, group.Select(write => write.Payload).ToArray());
        Add("events", Jsons, group.Select(write => write.Event).ToArray());

        var answers = new Dictionary<(Guid, Guid), JournalAnswer>();
        await using var reader = await command.ExecuteReaderAsync(CancellationToken.None);
        while (await reader.ReadAsync())
        {
            answers.Add((reader.GetGuid(0), reader.GetGuid(1)), await ReadAsync(reader, 2));
        }

        return [.. group.Select(write => answers.GetValueOrDefault((write.Lease.TenantId, write.Lease.RunId)))];

        void Add(string name, NpgsqlDbType type, object values) => command.Parameters.AddWithValue(name, type, values);
    }

    /// <summary>
    /// Looks whether a write whose answer was lost is in the ledger. The run's row is locked first: a transaction that the server is
    /// still about to end is waited for.
    /// </summary>
    /// <returns>Null when it is not: then it may be written.</returns>
    public async Task<JournalAnswer?> FindAsync(JournalWrite write)
    {
        await using var connection = await worker.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
        await using (var locked = new NpgsqlCommand(GroupSql.LockText, connection))
        {
            AddLease(locked.Parameters, write.Lease);
            await locked.ExecuteNonQueryAsync();
        }

        await using var command = new NpgsqlCommand(
            write.Kind switch
            {
                JournalWriteKind.Finish => GroupSql.FindFinishText,
                _ => GroupSql.FindStepText,
            },
            connection
        );
        AddLease(command.Parameters, write.Lease);
        command.Parameters.AddWithValue("step", write.Step);
        command.Parameters.AddWithValue("attempt", write.Attempt);
        command.Parameters.AddWithValue("status", write.Status ?? "RUNNING");
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? await ReadAsync(reader, 0) : null;
    }

    // Columns: cancelled, started_at, sends.
    private static async Task<JournalAnswer> ReadAsync(NpgsqlDataReader reader, int first)
    {
        var written = !await reader.IsDBNullAsync(first + 2);
        return new JournalAnswer(
            Held: true,
            written,
            reader.GetBoolean(first),
            written && !await reader.IsDBNullAsync(first + 1) ? reader.GetFieldValue<DateTimeOffset>(first + 1) : default,
            written ? reader.GetInt32(first + 2) : 0
        );
    }

    private static void AddLease(NpgsqlParameterCollection parameters, RunLease lease)
    {
        parameters.AddWithValue("tenant", lease.TenantId);
        parameters.AddWithValue("run", lease.RunId);
        parameters.AddWithValue("epoch", lease.Epoch);
    }

    private static string Fenced(string sql, string fence) => sql.Replace("{fence}", fence, StringComparison.Ordinal);
}
