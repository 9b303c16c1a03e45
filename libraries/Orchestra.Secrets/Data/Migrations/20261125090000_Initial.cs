using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Secrets.Data.Migrations;

/// <summary>The tenants' wrapped keys and sealed secrets.</summary>
[DbContext(typeof(SecretsDbContext))]
[Migration("20261125090000_Initial")]
public sealed class Initial : Migration
{
    private const string Tables = """
        create table secrets.data_key (
            tenant_id uuid not null,
            number int not null check (number > 0),
            master_key_id text not null,
            wrapped bytea not null,
            created_at timestamptz not null default now(),
            primary key (tenant_id, number));

        create table secrets.secret (
            tenant_id uuid not null,
            name text not null check (name ~ '^[A-Za-z0-9_.-]{1,100}$'),
            id uuid not null,
            version int not null check (version > 0),
            key_number int not null,
            sealed bytea not null,
            created_at timestamptz not null default now(),
            created_by text not null,
            changed_at timestamptz not null default now(),
            changed_by text not null,
            primary key (tenant_id, name),
            unique (tenant_id, id),
            foreign key (tenant_id, key_number) references secrets.data_key (tenant_id, number));
        """;

    private const string Policies = """
        do $$
        declare t text;
        begin
            foreach t in array array['data_key','secret'] loop
                execute format('alter table secrets.%I enable row level security', t);
                execute format('alter table secrets.%I force row level security', t);
                execute format('create policy tenant on secrets.%I to orchestra_app
                    using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                    with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                execute format('create policy worker on secrets.%I to orchestra_worker using (true) with check (true)', t);
                execute format('create policy owner on secrets.%I to orchestra_owner using (true) with check (true)', t);
            end loop;
        end $$;
        grant usage on schema secrets to orchestra_app, orchestra_worker;
        -- A request makes a tenant's first key; wrapping it anew and making others needs the owner's rights.
        grant select, insert on secrets.data_key to orchestra_app;
        grant select, insert, delete on secrets.secret to orchestra_app;
        grant update (version, key_number, sealed, changed_at, changed_by) on secrets.secret to orchestra_app;
        -- Executors read what their runs name, and change nothing.
        grant select on secrets.data_key, secrets.secret to orchestra_worker;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(SecretsDbContext.Schema);
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Policies);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop schema secrets cascade");
}
