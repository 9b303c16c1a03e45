using Npgsql;
using Orchestra.Testing.Servers;

namespace Orchestra.Benchmarks.Claim;

/// <summary>Reads what the ledger kept of each run.</summary>
internal static class ClaimRows
{
    // All by the database's clock: each instant is now() of the transaction that wrote the row.
    private const string Sql = """
        select r.id, r.created_at, s.started_at,
            (select min(e.at) from runs.run_event e where e.tenant_id = r.tenant_id and e.run_id = r.id and e.payload->>'status' = 'QUEUED'),
            (select min(e.at) from runs.run_event e where e.tenant_id = r.tenant_id and e.run_id = r.id and e.payload->>'status' = 'IN_PROGRESS')
        from runs.test_run r join runs.step_result s on s.tenant_id = r.tenant_id and s.run_id = r.id and s.step_index = 0 and s.attempt = 1
        where r.status = 'PASSED'
        """;

    /// <summary>The times of these runs; each must have passed.</summary>
    public static async Task<IReadOnlyList<ClaimTimes>> ReadAsync(TestDatabase database, IReadOnlyList<ClaimPost> posts)
    {
        await using var connection = new NpgsqlConnection(database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var byRun = posts.ToDictionary(post => post.RunId);
        var times = new List<ClaimTimes>();
        while (await reader.ReadAsync())
        {
            if (byRun.TryGetValue(await reader.GetFieldValueAsync<Guid>(0), out var post))
            {
                times.Add(
                    new ClaimTimes(
                        post,
                        await reader.GetFieldValueAsync<DateTimeOffset>(1),
                        await reader.GetFieldValueAsync<DateTimeOffset>(3),
                        await reader.GetFieldValueAsync<DateTimeOffset>(4),
                        await reader.GetFieldValueAsync<DateTimeOffset>(2)
                    )
                );
            }
        }

        return times.Count == posts.Count
            ? [.. times.OrderBy(time => time.Post.SentAt)]
            : throw new BenchmarkException($"{times.Count} of {posts.Count} runs passed: the figures would leave out the others");
    }
}
