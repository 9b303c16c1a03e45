using Npgsql;
using Orchestra.Testing.Servers;

namespace Orchestra.Runs.Tests.RowSecurity;

/// <summary>A database with one row of tenant A and one of tenant B in every table that the catalogue names: a new table is tested without a new case.</summary>
[CancelAfter(60_000)]
internal abstract class RowSecurityFixture
{
    protected const string Schemas = "('identity', 'api', 'runs', 'secrets')";

    protected TestDatabase Database { get; private set; } = null!;

    protected Guid A { get; } = Testing.Builders.A.Id();

    protected Guid B { get; } = Testing.Builders.A.Id();

    protected IReadOnlyList<CatalogueTable> Tables { get; private set; } = [];

    protected IEnumerable<CatalogueTable> TenantTables => Tables.Where(table => table.TenantColumn is not null);

    [OneTimeSetUp]
    public async Task SeedAsync()
    {
        Database = await TestDatabase.CreateAsync();
        Tables = await ReadTablesAsync();
        foreach (var table in TenantTables.Where(table => !table.IsPartition))
        {
            foreach (var tenant in (Guid[])[A, B])
            {
                // Replication mode leaves foreign keys out: rows need not hang together here.
                await Database.ExecuteAsAdminAsync($"set session_replication_role = replica; {await InsertSqlAsync(table, tenant)}");
            }
        }
    }

    [OneTimeTearDown]
    public async Task DropDatabaseAsync() => await Database.DisposeAsync();

    /// <summary>A statement that adds a row of a tenant, made from the columns' types.</summary>
    protected async Task<string> InsertSqlAsync(CatalogueTable table, Guid tenant)
    {
        var columns = await ColumnsAsync(table);
        var values = columns.Select(column => column.Name == table.TenantColumn ? $"'{tenant}'" : ValueOf(table, column.Name, column.Type));
        return $"insert into {table.Name} ({string.Join(", ", columns.Select(column => column.Name))}) values ({string.Join(", ", values)})";
    }

    /// <summary>
    /// Runs one statement as the requests' role and rolls it back. With <paramref name="rowSecurity"/> off the table's policies are
    /// switched off first, in the same transaction: the control.
    /// </summary>
    /// <returns>Rows counted or changed; null when PostgreSQL refused it (42501).</returns>
    protected async Task<long?> AsAppAsync(CatalogueTable table, string? tenant, string sql, bool rowSecurity = true)
    {
        await using var connection = new NpgsqlConnection(Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        if (!rowSecurity)
        {
            await ExecuteAsync(
                connection,
                $"set local session_replication_role = replica; alter table {table.Name} disable row level security"
            );
        }

        await ExecuteAsync(connection, "set local role orchestra_app");
        if (tenant is not null)
        {
            await ExecuteAsync(connection, $"select set_config('orchestra.tenant_id', '{tenant}', true)");
        }

        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            return sql.StartsWith("select", StringComparison.Ordinal)
                ? (long)(await command.ExecuteScalarAsync())!
                : await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return null;
        }
    }

    /// <summary>Whether requests hold a privilege on a table, on at least one of its columns.</summary>
    protected Task<bool> MayAsync(CatalogueTable table, string privilege) =>
        Database.ScalarAsync<bool>(
            privilege == "delete"
                ? $"select has_table_privilege('orchestra_app', '{table.Name}', 'delete')"
                : $"select has_any_column_privilege('orchestra_app', '{table.Name}', '{privilege}')"
        );

    /// <summary>Lines that a query on the catalogue answers.</summary>
    protected async Task<IReadOnlyList<string>> LinesAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Database.AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    protected static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<IReadOnlyList<CatalogueTable>> ReadTablesAsync()
    {
        // The tenant's own table has its id for a tenant_id.
        var lines = await LinesAsync(
            $"""
            select concat_ws('|', c.oid::regclass::text, c.relispartition, case when c.oid = 'identity.tenant'::regclass then 'id' else a.attname end)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            left join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
            where n.nspname in {Schemas} and c.relkind in ('r', 'p') order by 1
            """
        );
        return
        [
            .. lines
                .Select(line => line.Split('|'))
                .Select(part => new CatalogueTable(part[0], part.ElementAtOrDefault(2), part[1] == "t")),
        ];
    }

    private async Task<IReadOnlyList<(string Name, string Type)>> ColumnsAsync(CatalogueTable table)
    {
        var lines = await LinesAsync(
            $"""
            select concat(quote_ident(attname), '|', format_type(atttypid, null)) from pg_attribute
            where attrelid = '{table.Name}'::regclass and attnum > 0 and not attisdropped and attnotnull order by attnum
            """
        );
        return [.. lines.Select(line => line.Split('|')).Select(part => (part[0], part[1]))];
    }

    private static string ValueOf(CatalogueTable table, string column, string type) =>
        (column, type) switch
        {
            ("status", _) => table.Name == "runs.step_result" ? "'RUNNING'" : "'PENDING'",
            ("scope", _) => "'Global'",
            (_, "uuid") => $"'{Testing.Builders.A.Id()}'",
            (_, "integer" or "bigint" or "smallint" or "double precision") => "1",
            (_, "boolean") => "true",
            (_, "jsonb") => "'{}'",
            (_, "bytea") => @"'\x00'",
            (_, "timestamp with time zone") => "now()",
            // Another text each time, for unique names.
            (_, "text" or "character varying") => $"'{Testing.Builders.A.Id()}'",
            (_, ['t' or 'u', .., ']']) => "'{}'",
            _ => throw new InvalidOperationException($"{table}.{column}: say what a value of {type} is"),
        };
}
