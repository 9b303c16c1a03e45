using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Runs.Data.Migrations;

/// <summary>Parts of payloads that are too large for the journal, in chunks; they come and go with their run.</summary>
[DbContext(typeof(RunsDbContext))]
[Migration("20261125110000_Artifacts")]
public sealed class Artifacts : Migration
{
    // No foreign keys, as for step_result; what no step names is left behind and removed by maintain.
    private const string Tables = """
        create table runs.artifact (
            tenant_id uuid not null,
            run_id uuid not null,
            id uuid not null,
            step_index int not null,
            attempt int not null,
            lease_epoch bigint not null,
            part text not null,
            content_type text not null,
            bytes bigint not null,
            created_at timestamptz not null default now(),
            primary key (tenant_id, run_id, id)) partition by range (run_id);

        create table runs.artifact_chunk (
            tenant_id uuid not null,
            run_id uuid not null,
            artifact_id uuid not null,
            number int not null,
            content bytea not null,
            primary key (tenant_id, run_id, artifact_id, number)) partition by range (run_id);

        create table runs.artifact_default partition of runs.artifact default;
        create table runs.artifact_chunk_default partition of runs.artifact_chunk default;
        """;

    private const string Policies = """
        do $$
        declare t text;
        begin
            foreach t in array array['artifact','artifact_chunk','artifact_default','artifact_chunk_default'] loop
                execute format('alter table runs.%I enable row level security', t);
                execute format('alter table runs.%I force row level security', t);
                execute format('create policy tenant on runs.%I to orchestra_app
                    using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                    with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                execute format('create policy worker on runs.%I to orchestra_worker using (true) with check (true)', t);
                execute format('create policy owner on runs.%I to orchestra_owner using (true) with check (true)', t);
            end loop;
        end $$;
        grant select on runs.artifact, runs.artifact_chunk to orchestra_app;
        grant select, insert on runs.artifact, runs.artifact_chunk to orchestra_worker;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Policies);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop table runs.artifact_chunk, runs.artifact");
}
