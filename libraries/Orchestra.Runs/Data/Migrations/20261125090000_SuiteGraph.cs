using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Runs.Data.Migrations;

/// <summary>Suite runs as graphs: which run waits for which, what runs give to later ones, and when a suite run stops.</summary>
[DbContext(typeof(RunsDbContext))]
[Migration("20261125090000_SuiteGraph")]
public sealed class SuiteGraph : Migration
{
    private const string Tables = """
        alter table runs.suite_run
            add stop_on_failure boolean not null default false,
            add aborted_by uuid,
            add rerun_of uuid;
        -- blocked: what it depends on has not ended as it must; reason: why it ended without an executor; told_status: what the suite
        -- run's events said of it last.
        alter table runs.test_run
            add blocked boolean not null default false,
            add reason text,
            add told_status text not null default 'PENDING';
        drop index runs.test_run_pending;
        create index test_run_pending on runs.test_run (tenant_id, priority desc, created_at, id) where status = 'PENDING' and not blocked;
        create index test_run_blocked on runs.test_run (tenant_id, id) where status = 'PENDING' and blocked;
        create index test_run_suite_bad on runs.test_run (tenant_id, suite_run_id)
            where suite_run_id is not null and status in ('FAILED','BROKEN','FAILED_STUCK');

        -- depends_on may be a run of the suite run that this one runs again in part.
        create table runs.run_dependency (
            tenant_id uuid not null,
            suite_run_id uuid not null,
            run_id uuid not null,
            depends_on uuid not null,
            on_status text[] not null,
            primary key (tenant_id, run_id, depends_on),
            check (run_id <> depends_on),
            foreign key (tenant_id, suite_run_id) references runs.suite_run (tenant_id, id) on delete cascade);
        create index run_dependency_suite on runs.run_dependency (tenant_id, suite_run_id);

        create table runs.suite_export (
            tenant_id uuid not null,
            suite_run_id uuid not null,
            key text not null,
            value jsonb not null,
            run_id uuid not null,
            primary key (tenant_id, suite_run_id, key),
            foreign key (tenant_id, suite_run_id) references runs.suite_run (tenant_id, id) on delete cascade);
        """;

    private const string Policies = """
        do $$
        declare t text;
        begin
            foreach t in array array['run_dependency','suite_export'] loop
                execute format('alter table runs.%I enable row level security', t);
                execute format('alter table runs.%I force row level security', t);
                execute format('create policy tenant on runs.%I to orchestra_app
                    using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                    with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                execute format('create policy worker on runs.%I to orchestra_worker using (true) with check (true)', t);
                execute format('create policy owner on runs.%I to orchestra_owner using (true) with check (true)', t);
            end loop;
        end $$;
        grant select, insert on runs.run_dependency, runs.suite_export to orchestra_app;
        grant select on runs.run_dependency, runs.suite_export to orchestra_worker;
        grant insert on runs.suite_export to orchestra_worker;
        -- The scheduler moves the graph; a suite run that is aborted asks its runs to stop.
        grant update (blocked, reason, told_status, cancel_requested_at) on runs.test_run to orchestra_worker;
        grant update (aborted_by) on runs.suite_run to orchestra_worker;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Policies);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            drop table runs.suite_export, runs.run_dependency;
            drop index runs.test_run_suite_bad, runs.test_run_blocked, runs.test_run_pending;
            alter table runs.test_run drop blocked, drop reason, drop told_status;
            create index test_run_pending on runs.test_run (tenant_id, priority desc, created_at, id) where status = 'PENDING';
            alter table runs.suite_run drop stop_on_failure, drop aborted_by, drop rerun_of;
            """
        );
}
