using Npgsql;

namespace Orchestra.Runs.Tests.RowSecurity;

/// <summary>S5–S7: raw SQL as the requests' role on every table of the catalogue, each with the control that sees the row once the policy is off.</summary>
internal sealed class RawSqlTests : RowSecurityFixture
{
    [TestCase(null, TestName = "Without a tenant no table shows a row")]
    [TestCase("", TestName = "With an empty tenant no table shows a row")]
    public async Task No_tenant_sees_nothing(string? tenant)
    {
        foreach (var table in Tables)
        {
            var rows = await AsAppAsync(table, tenant, $"select count(*) from {table.Name}");
            Assert.That(rows, await MayAsync(table, "select") ? Is.Zero : Is.Null, table.Name);
        }
    }

    [Test]
    public async Task A_tenant_sees_its_own_row_and_not_the_others()
    {
        foreach (var table in await AllowedAsync("select"))
        {
            Assert.That(await AsAppAsync(table, A.ToString(), Count(table, A)), Is.EqualTo(1), $"{table}: its own");
            Assert.That(await AsAppAsync(table, A.ToString(), Count(table, B)), Is.Zero, $"{table}: the other's");
            Assert.That(await AsAppAsync(table, A.ToString(), $"select count(*) from {table.Name}"), Is.EqualTo(1), $"{table}: all");
        }
    }

    [Test]
    public async Task With_row_security_off_the_same_query_sees_the_others_row()
    {
        foreach (var table in await AllowedAsync("select"))
        {
            Assert.That(await AsAppAsync(table, A.ToString(), Count(table, B), rowSecurity: false), Is.EqualTo(1), table.Name);
        }
    }

    [Test]
    public async Task A_row_of_a_foreign_tenant_cannot_be_inserted()
    {
        foreach (var table in TenantTables)
        {
            Assert.That(await AsAppAsync(table, A.ToString(), await InsertSqlAsync(table, B)), Is.Null, table.Name);
        }
    }

    [Test]
    public async Task With_row_security_off_the_same_insert_is_taken()
    {
        var tried = 0;
        foreach (
            var table in (await AllowedAsync("insert")).Where(table =>
                table.Name is not ("identity.tenant_settings" or "runs.tenant_slot" or "secrets.data_key")
            )
        )
        {
            // Those three have one row a tenant, which is there already.
            var other = table.Name == "identity.tenant" ? Testing.Builders.A.Id() : B;
            Assert.That(
                await AsAppAsync(table, A.ToString(), await InsertSqlAsync(table, other), rowSecurity: false),
                Is.EqualTo(1),
                table.Name
            );
            tried++;
        }

        Assert.That(tried, Is.GreaterThan(12));
    }

    [Test]
    public async Task A_row_cannot_be_given_to_a_foreign_tenant()
    {
        foreach (var table in TenantTables)
        {
            var sql = $"update {table.Name} set {table.TenantColumn} = '{B}' where {table.TenantColumn} = '{A}'";
            Assert.That(await AsAppAsync(table, A.ToString(), sql), Is.Null, table.Name);
        }
    }

    [Test]
    public async Task A_foreign_row_can_be_neither_changed_nor_deleted()
    {
        foreach (var table in TenantTables)
        {
            foreach (var sql in (string[])[await UpdateSqlAsync(table), $"delete from {table.Name} where {table.TenantColumn} = '{B}'"])
            {
                var allowed = await MayAsync(table, sql[..6]);
                Assert.That(await AsAppAsync(table, A.ToString(), sql), allowed ? Is.Zero : Is.Null, sql);
                if (allowed)
                {
                    Assert.That(await AsAppAsync(table, A.ToString(), sql, rowSecurity: false), Is.EqualTo(1), $"the control of {sql}");
                }
            }
        }
    }

    [Test]
    public async Task A_foreign_key_does_not_tell_whether_another_tenants_row_exists()
    {
        var sql = $"select id::text from runs.suite_run where tenant_id = '{B}'";
        var foreign = (await LinesAsync(sql)).Single();
        var table = Tables.Single(table => table.Name == "runs.test_run");
        foreach (var suite in (string[])[foreign, Testing.Builders.A.Id().ToString()])
        {
            var insert = (await InsertSqlAsync(table, A))
                .Replace("(tenant_id,", "(suite_run_id, tenant_id,", StringComparison.Ordinal)
                .Replace("values (", $"values ('{suite}', ", StringComparison.Ordinal);
            var refused = Assert.ThrowsAsync<PostgresException>(() => AsAppAsync(table, A.ToString(), insert));
            Assert.That(refused!.SqlState, Is.EqualTo(PostgresErrorCodes.ForeignKeyViolation));
        }
    }

    [TestCase(false)]
    [TestCase(true)]
    public async Task A_setting_left_on_a_pooled_connection_does_not_survive(bool noReset)
    {
        var settings = new NpgsqlConnectionStringBuilder(Database.AppConnectionString) { MaxPoolSize = 1, NoResetOnClose = noReset };
        await using var pool = NpgsqlDataSource.Create(settings.ConnectionString);
        int backend;
        await using (var first = await pool.OpenConnectionAsync())
        {
            backend = first.ProcessID;
            await ExecuteAsync(first, $"select set_config('orchestra.tenant_id', '{B}', false)");
        }

        await using var second = await pool.OpenConnectionAsync();
        Assert.That(second.ProcessID, Is.EqualTo(backend), "the same connection, from the pool");
        await using var command = new NpgsqlCommand("select count(*) from runs.test_run", second);
        // The control: without the pool's reset the setting is still there.
        Assert.That(await command.ExecuteScalarAsync(), Is.EqualTo(noReset ? 1L : 0L));
    }

    [Test]
    public async Task The_worker_reaches_the_ledger_and_sealed_secrets_and_nothing_of_the_tenants_artifacts()
    {
        var reached = new List<string>();
        foreach (var table in Tables)
        {
            if (await Database.ScalarAsync<bool>($"select has_any_column_privilege('orchestra_worker', '{table.Name}', 'select')"))
            {
                reached.Add(table.Name);
            }
        }

        Assert.That(reached, Is.All.StartsWith("runs.").Or.StartsWith("secrets."));
    }

    [Test]
    public async Task The_key_lookup_answers_to_the_whole_hash_only()
    {
        var key = await Database.ScalarAsync<byte[]>($"select hash from identity.api_key where tenant_id = '{B}'");
        var table = Tables.Single(table => table.Name == "identity.api_key");

        Assert.That(
            await AsAppAsync(
                table,
                A.ToString(),
                $"select count(*) from identity.find_api_key('\\x{Convert.ToHexString(key)}') where tenant_id = '{B}'"
            ),
            Is.EqualTo(1)
        );
        Assert.That(await AsAppAsync(table, A.ToString(), @"select count(*) from identity.find_api_key('\x')"), Is.Zero);
        Assert.That(await AsAppAsync(table, A.ToString(), "select count(*) from identity.find_api_key(null)"), Is.Zero);
    }

    private static string Count(CatalogueTable table, Guid tenant) =>
        $"select count(*) from {table.Name} where {table.TenantColumn} = '{tenant}'";

    private async Task<IReadOnlyList<CatalogueTable>> AllowedAsync(string privilege)
    {
        var allowed = new List<CatalogueTable>();
        foreach (var table in TenantTables)
        {
            if (await MayAsync(table, privilege))
            {
                allowed.Add(table);
            }
        }

        Assert.That(allowed, Has.Count.GreaterThan(12), "the case must try something");
        return allowed;
    }

    // A column that requests may change, where there is one: otherwise the refusal is about rights, not rows.
    private async Task<string> UpdateSqlAsync(CatalogueTable table)
    {
        var column = await LinesAsync(
            $"""
            select quote_ident(attname) from pg_attribute where attrelid = '{table.Name}'::regclass and attnum > 0 and not attisdropped
            order by has_column_privilege('orchestra_app', attrelid, attnum, 'update') desc, attname <> '{table.TenantColumn}' desc, attnum limit 1
            """
        );
        return $"update {table.Name} set {column[0]} = {column[0]} where {table.TenantColumn} = '{B}'";
    }
}
