using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Orchestra.Api.Commands;

/// <summary>
/// <c>Orchestra.Api maintain</c>: makes the ledger's partitions for the months to come, and drops those that are past every tenant's
/// retention, with the runs and suite runs of that time. Runs daily with the owner's rights.
/// </summary>
internal static class MaintainCommand
{
    private static readonly string[] Partitioned = ["run_plan", "step_result", "run_event", "artifact", "artifact_chunk"];
    private const int MonthsAhead = 3;

    public static async Task<int> RunAsync(
        IConfiguration configuration,
        TimeProvider time,
        TextWriter output,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new NpgsqlConnection(MigrateCommand.OwnerConnectionString(configuration));
        await connection.OpenAsync(cancellationToken);
        var thisMonth = new DateTimeOffset(time.GetUtcNow().Year, time.GetUtcNow().Month, 1, 0, 0, 0, TimeSpan.Zero);
        foreach (var table in Partitioned)
        {
            // This month's rows may stand in the default partition already: only months that have not begun get one.
            for (var month = 1; month <= MonthsAhead; month++)
            {
                await AddMonthAsync(connection, table, thisMonth.AddMonths(month), cancellationToken);
            }
        }

        var dropped = await DropExpiredAsync(connection, time.GetUtcNow(), cancellationToken);
        await OrphanedArtifacts.DeleteAsync(connection, cancellationToken);
        await output.WriteLineAsync(
            string.Create(CultureInfo.InvariantCulture, $"partitions up to {thisMonth.AddMonths(MonthsAhead):yyyy-MM}; {dropped} dropped")
        );
        return 0;
    }

    /// <summary>The smallest UUID v7 of an instant: its first 48 bits are the Unix time in milliseconds (RFC 9562, 5.7).</summary>
    internal static Guid LowestId(DateTimeOffset instant)
    {
        var hex = instant.ToUnixTimeMilliseconds().ToString("x12", CultureInfo.InvariantCulture);
        return Guid.ParseExact($"{hex[..8]}-{hex[8..]}-0000-0000-000000000000", "D");
    }

    private static async Task AddMonthAsync(
        NpgsqlConnection connection,
        string table,
        DateTimeOffset month,
        CancellationToken cancellationToken
    )
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{table}_{month:yyyyMM}");
        var sql = $"""
            create table if not exists runs.{name} partition of runs.{table}
                for values from ('{LowestId(month)}') to ('{LowestId(month.AddMonths(1))}');
            alter table runs.{name} enable row level security;
            alter table runs.{name} force row level security;
            """;
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task<int> DropExpiredAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var days = (int)
            (
                await ScalarAsync(
                    connection,
                    "select coalesce(max(default_run_retention_days), 90) from identity.tenant_settings",
                    cancellationToken
                )
            )!;
        var limit = now.AddDays(-days);
        var names = new List<string>();
        await using (
            var command = new NpgsqlCommand(
                """
                select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid join pg_class p on p.oid = i.inhparent
                join pg_namespace n on n.oid = p.relnamespace
                where n.nspname = 'runs' and p.relname = any(@tables) and c.relname ~ '_[0-9]{6}$'
                """,
                connection
            )
        )
        {
            command.Parameters.AddWithValue("tables", Partitioned);
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                names.Add(reader.GetString(0));
            }
        }

        var expired = names.Where(name => MonthOf(name).AddMonths(1) <= limit).ToList();
        foreach (var name in expired)
        {
            await using var drop = new NpgsqlCommand($"drop table runs.{name}", connection);
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }

        await DeleteExpiredAsync(connection, LowestId(limit), null, cancellationToken);
        foreach (var (tenant, kept) in await ShorterAsync(connection, days, cancellationToken))
        {
            await DeleteExpiredAsync(connection, LowestId(now.AddDays(-kept)), tenant, cancellationToken);
        }

        return expired.Count;
    }

    /// <summary>Tenants that keep their runs for less than the longest time, for which months are kept, and for how many days.</summary>
    private static async Task<IReadOnlyList<(Guid Tenant, int Days)>> ShorterAsync(
        NpgsqlConnection connection,
        int days,
        CancellationToken cancellationToken
    )
    {
        await using var command = new NpgsqlCommand(
            "select tenant_id, default_run_retention_days from identity.tenant_settings where default_run_retention_days < @days",
            connection
        );
        command.Parameters.AddWithValue("days", days);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var tenants = new List<(Guid, int)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            tenants.Add((reader.GetGuid(0), reader.GetInt32(1)));
        }

        return tenants;
    }

    /// <summary>
    /// Rows that no dropped month takes along: runs, what the default partitions hold of them (everything from before the first
    /// maintain), and suite runs that have ended and lost their last run. What is not over yet stays, with all that belongs to it.
    /// </summary>
    /// <param name="connection">The owner's.</param>
    /// <param name="lowest">Ids below it are expired.</param>
    /// <param name="tenant">One tenant, in every month; null for all, in the default partitions.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private static async Task DeleteExpiredAsync(
        NpgsqlConnection connection,
        Guid lowest,
        Guid? tenant,
        CancellationToken cancellationToken
    )
    {
        var partition = tenant is null ? "_default" : "";
        string[] statements =
        [
            "delete from runs.test_run where id < @lowest and finished_at is not null and (@tenant is null or tenant_id = @tenant)",
            .. Partitioned.Select(table =>
                $"""
                    delete from runs.{table}{partition} d where d.run_id < @lowest and (@tenant is null or d.tenant_id = @tenant)
                        and not exists (select from runs.test_run r where r.tenant_id = d.tenant_id and r.id = d.run_id)
                    """
            ),
            """
                delete from runs.suite_run s where s.id < @lowest and s.finished_at is not null and (@tenant is null or s.tenant_id = @tenant)
                    and not exists (select from runs.test_run r where r.tenant_id = s.tenant_id and r.suite_run_id = s.id)
                """,
        ];
        foreach (var statement in statements)
        {
            await using var command = new NpgsqlCommand(statement, connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("lowest", lowest);
            command.Parameters.AddWithValue("tenant", NpgsqlDbType.Uuid, (object?)tenant ?? DBNull.Value);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static DateTimeOffset MonthOf(string name) =>
        new(
            int.Parse(name[^6..^2], CultureInfo.InvariantCulture),
            int.Parse(name[^2..], CultureInfo.InvariantCulture),
            1,
            0,
            0,
            0,
            TimeSpan.Zero
        );

    private static async Task<object?> ScalarAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
