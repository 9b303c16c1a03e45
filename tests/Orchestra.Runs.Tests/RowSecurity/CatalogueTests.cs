namespace Orchestra.Runs.Tests.RowSecurity;

/// <summary>S6: what the catalogue says about tables, policies, roles, keys and functions.</summary>
internal sealed class CatalogueTests : RowSecurityFixture
{
    private const string InSchemas = $"n.nspname in {Schemas}";

    [Test]
    public void Every_table_belongs_to_tenants_but_these()
    {
        // The number that a restore raises and EF's histories: no tenant's data, and requests hold no right on them.
        Assert.That(
            Tables.Where(table => table.TenantColumn is null).Select(table => table.Name),
            Is.EquivalentTo((string[])["runs.incarnation", "runs.__migrations", "api.__migrations", "secrets.__migrations"])
        );
        Assert.That(TenantTables.Count(), Is.GreaterThan(20));
    }

    [Test]
    public async Task Requests_hold_no_right_on_a_table_of_no_tenant()
    {
        foreach (var table in Tables.Where(table => table.TenantColumn is null))
        {
            foreach (var privilege in (string[])["select", "insert", "update", "delete"])
            {
                Assert.That(await MayAsync(table, privilege), Is.False, $"{privilege} on {table}");
            }
        }
    }

    [Test]
    public async Task Every_tenant_table_has_row_security_enabled_and_forced()
    {
        foreach (var table in TenantTables)
        {
            var both = await Database.ScalarAsync<bool>(
                $"select relrowsecurity and relforcerowsecurity from pg_class where oid = '{table.Name}'::regclass"
            );
            Assert.That(both, Is.True, table.Name);
        }
    }

    [Test]
    public async Task Every_tenant_table_binds_requests_by_one_policy_that_reads_and_writes_alike()
    {
        const string TenantSetting = "NULLIF(current_setting('orchestra.tenant_id'::text, true), ''::text)";
        foreach (var table in TenantTables)
        {
            var policies = await LinesAsync(
                $"""
                select concat_ws('|', polpermissive, polcmd, pg_get_expr(polqual, polrelid), pg_get_expr(polwithcheck, polrelid)) from pg_policy
                where polrelid = '{table.Name}'::regclass and (polroles @> array['orchestra_app'::regrole::oid] or polroles @> array[0::oid])
                """
            );
            var parts = policies.Single().Split('|');
            Assert.That(parts[1], Is.EqualTo("*"), $"{table}: for every command");
            Assert.That(parts[2], Does.Contain(TenantSetting), $"{table}: USING");
            Assert.That(parts[3], Does.Contain(TenantSetting), $"{table}: WITH CHECK");
        }
    }

    [Test]
    public async Task The_requests_role_can_pass_no_policy()
    {
        var rights = await LinesAsync(
            """
            select concat_ws(' ', rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication) from pg_roles
            where rolname in ('orchestra_app', 'orchestra_worker', 'orchestra_owner') order by 1
            """
        );
        Assert.That(rights, Is.EqualTo((string[])["orchestra_app f f f f f", "orchestra_owner f f f f f", "orchestra_worker f f f f f"]));
        Assert.That(
            await LinesAsync(
                "select r.rolname from pg_auth_members m join pg_roles r on r.oid = m.roleid where m.member = 'orchestra_app'::regrole"
            ),
            Is.Empty
        );
        Assert.That(
            await LinesAsync(
                "select oid::regclass::text from pg_class where relowner in ('orchestra_app'::regrole, 'orchestra_worker'::regrole)"
            ),
            Is.Empty,
            "an owner may switch policies off"
        );
    }

    [Test]
    public async Task The_workers_role_changes_what_moves_a_run_and_nothing_else()
    {
        // A tenant, a plan, what was told and who made a run are not the worker's to write, whatever its code does.
        var rights = await LinesAsync(
            """
            select concat_ws(' ', privilege_type, table_name, string_agg(column_name::text, ',' order by column_name::text))
            from information_schema.column_privileges where grantee = 'orchestra_worker' and privilege_type = 'UPDATE'
            group by privilege_type, table_name
            union all
            select concat_ws(' ', privilege_type, table_name) from information_schema.table_privileges
            where grantee = 'orchestra_worker' and privilege_type not in ('SELECT', 'UPDATE')
            """
        );
        Assert.That(
            rights,
            Is.EquivalentTo(
                (string[])
                    [
                        "UPDATE test_run attempt,blocked,cancel_requested_at,finished_at,heartbeat_at,last_seq,lease_epoch,lock_until,locked_by,reason,started_at,status,told_status",
                        "UPDATE suite_run aborted_by,finished_at,last_seq,started_at,status",
                        "UPDATE step_result duration_ms,lease_epoch,payload,sends,status",
                        "UPDATE tenant_slot active,last_served",
                        "INSERT step_result",
                        "INSERT run_event",
                        "INSERT suite_run_event",
                        "INSERT suite_export",
                        "INSERT artifact",
                        "INSERT artifact_chunk",
                        "DELETE idempotency",
                    ]
            )
        );
    }

    [Test]
    public async Task Every_unique_key_of_a_tenant_table_holds_the_tenant()
    {
        // Otherwise a conflict would tell one tenant what another has. identity.tenant: its id is the tenant.
        var others = await LinesAsync(
            $"""
            select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace
            where {InSchemas} and i.indisunique and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id')
                and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and a.attnum = any(i.indkey))
            """
        );
        Assert.That(others, Is.Empty);
    }

    [Test]
    public async Task Every_foreign_key_leads_from_a_tenant_to_the_same_tenant()
    {
        var others = await LinesAsync(
            $"""
            select k.conname from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
            where {InSchemas} and k.contype = 'f' and not exists (
                select from unnest(k.conkey, k.confkey) as pair (own, other)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.own
                join pg_attribute b on b.attrelid = k.confrelid and b.attnum = pair.other
                where a.attname = 'tenant_id' and (b.attname = 'tenant_id' or k.confrelid = 'identity.tenant'::regclass and b.attname = 'id'))
            """
        );
        Assert.That(others, Is.Empty);
    }

    [Test]
    public async Task The_key_lookup_is_the_only_function_with_its_owners_rights()
    {
        var functions = await LinesAsync(
            $"""
            select concat_ws(' | ', p.oid::regprocedure::text, array_to_string(p.proconfig, ','), p.proowner::regrole,
                has_function_privilege('public', p.oid, 'execute'))
            from pg_proc p join pg_namespace n on n.oid = p.pronamespace
            where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')
            """
        );
        Assert.That(functions, Is.EqualTo((string[])["""identity.find_api_key(bytea) | search_path="" | orchestra_owner | f"""]));
    }

    [Test]
    public async Task A_view_would_show_with_the_rights_of_who_asks()
    {
        // There is none today; one that comes must be security_invoker.
        var views = await LinesAsync(
            $"""
            select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where {InSchemas} and (c.relkind = 'm' or c.relkind = 'v' and not coalesce(c.reloptions @> array['security_invoker=true'], false))
            """
        );
        Assert.That(views, Is.Empty);
    }
}
