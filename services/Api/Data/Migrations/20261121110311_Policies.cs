using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Api.Data.Migrations;

/// <summary>Row-level security, grants, the key lookup and the tenants that always exist.</summary>
[DbContext(typeof(ApiDbContext))]
[Migration("20261121110311_Policies")]
internal sealed class Policies : Migration
{
    private const string RowSecurity = """
        do $$
        declare t text;
        begin
            foreach t in array array['identity.tenant_settings','identity.api_key','api.process','api.process_version','api.protocol_spec',
                'api.scenario_suite','api.test_scenario','api.scenario_version','api.test_data_set','api.environment'] loop
                execute format('alter table %s enable row level security', t);
                execute format('alter table %s force row level security', t);
                execute format('create policy tenant on %s to orchestra_app
                    using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                    with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                execute format('create policy owner on %s to orchestra_owner using (true) with check (true)', t);
                execute format('grant select, insert, update, delete on %s to orchestra_app', t);
            end loop;
        end $$;
        -- A tenant sees its own row; the platform's administrators, who act in the platform's tenant, see and make all.
        alter table identity.tenant enable row level security;
        alter table identity.tenant force row level security;
        create policy tenant on identity.tenant to orchestra_app
            using (nullif(current_setting('orchestra.tenant_id', true), '')::uuid in (id, '00000000-0000-7000-8000-000000000001'))
            with check (nullif(current_setting('orchestra.tenant_id', true), '')::uuid = '00000000-0000-7000-8000-000000000001');
        create policy owner on identity.tenant to orchestra_owner using (true) with check (true);
        grant select, insert on identity.tenant to orchestra_app;
        grant usage on schema identity, api to orchestra_app;
        """;

    // The only way to a key across tenants: by the hash of the whole key, and nothing but what a principal needs comes back.
    private const string FindKey = """
        create function identity.find_api_key(hash bytea)
            returns table (subject text, tenant_id uuid, roles text[])
            language sql stable security definer set search_path = ''
            as $$
                select 'key:' || k.name, k.tenant_id, k.roles from identity.api_key k
                where k.hash = find_api_key.hash and k.revoked_at is null and (k.expires_at is null or k.expires_at > now())
            $$;
        revoke all on function identity.find_api_key(bytea) from public;
        grant execute on function identity.find_api_key(bytea) to orchestra_app;
        """;

    private const string Seeds = """
        insert into identity.tenant (id, name, created_at) values ('00000000-0000-7000-8000-000000000001', 'platform', now());
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(RowSecurity);
        migrationBuilder.Sql(FindKey);
        migrationBuilder.Sql(Seeds);
    }
}
