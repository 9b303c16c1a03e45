using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Runs.Data.Migrations;

/// <summary>The ledger's tables, partitions and policies (LEDGER.md, "Tables").</summary>
[DbContext(typeof(RunsDbContext))]
[Migration("20261121000000_Initial")]
public sealed class Initial : Migration
{
    private const string Tables = """
        create table runs.incarnation (
            only_row boolean primary key default true check (only_row),
            number int not null default 1);
        insert into runs.incarnation default values;

        create table runs.suite_run (
            tenant_id uuid not null,
            id uuid not null,
            suite_id uuid not null,
            suite_name text not null,
            environment_name text not null,
            status text not null check (status in ('PENDING','IN_PROGRESS','PASSED','FAILED','BROKEN','CANCELLED')),
            mode text not null,
            details jsonb not null default '{}',
            cancel_requested_at timestamptz,
            last_seq bigint not null default 0,
            started_at timestamptz,
            finished_at timestamptz,
            created_by text not null,
            created_at timestamptz not null default now(),
            primary key (tenant_id, id));
        create index suite_run_active on runs.suite_run (tenant_id, id) where status in ('PENDING','IN_PROGRESS');

        create table runs.test_run (
            tenant_id uuid not null,
            id uuid not null,
            suite_run_id uuid,
            suite_index int,
            scenario_id uuid not null,
            scenario_version int not null,
            mode text not null,
            start_step_index int not null default 0,
            status text not null check (status in
                ('PENDING','QUEUED','IN_PROGRESS','PASSED','FAILED','BROKEN','FAILED_STUCK','CANCELLED','SKIPPED')),
            priority int not null default 0,
            correlation_id text not null,
            locked_by text,
            lock_until timestamptz,
            lease_epoch bigint not null default 0,
            heartbeat_at timestamptz,
            attempt int not null default 1,
            last_seq bigint not null default 0,
            cancel_requested_at timestamptz,
            started_at timestamptz,
            finished_at timestamptz,
            created_by text not null,
            triggered_by text not null,
            created_at timestamptz not null default now(),
            primary key (tenant_id, id),
            foreign key (tenant_id, suite_run_id) references runs.suite_run (tenant_id, id) on delete cascade)
            with (fillfactor = 70);
        -- No index holds a heartbeat column: heartbeats stay heap-only updates.
        create index test_run_pending on runs.test_run (tenant_id, priority desc, created_at, id) where status = 'PENDING';
        create index test_run_queued on runs.test_run (priority desc, created_at, id) where status = 'QUEUED';
        create index test_run_in_progress on runs.test_run (id) where status = 'IN_PROGRESS';
        create index test_run_scenario on runs.test_run (tenant_id, scenario_id, id desc);
        create index test_run_suite on runs.test_run (tenant_id, suite_run_id, suite_index) where suite_run_id is not null;

        create table runs.run_plan (
            tenant_id uuid not null,
            run_id uuid not null,
            schema_version int not null,
            plan jsonb not null,
            primary key (tenant_id, run_id)) partition by range (run_id);

        -- No foreign key to test_run: each insert already reads the run's row to check the lease.
        create table runs.step_result (
            tenant_id uuid not null,
            run_id uuid not null,
            step_index int not null,
            attempt int not null,
            lease_epoch bigint not null,
            sends int not null default 0,
            status text not null check (status in ('RUNNING','PASSED','FAILED','FLAKY','SKIPPED','BROKEN','UNKNOWN')),
            started_at timestamptz not null,
            duration_ms double precision,
            payload jsonb not null default '{}',
            primary key (tenant_id, run_id, step_index, attempt)) partition by range (run_id);

        create table runs.run_event (
            tenant_id uuid not null,
            run_id uuid not null,
            seq bigint not null,
            type text not null,
            payload jsonb not null,
            at timestamptz not null default now(),
            primary key (tenant_id, run_id, seq)) partition by range (run_id);

        create table runs.run_plan_default partition of runs.run_plan default;
        create table runs.step_result_default partition of runs.step_result default;
        create table runs.run_event_default partition of runs.run_event default;

        create table runs.suite_run_event (
            tenant_id uuid not null,
            suite_run_id uuid not null,
            seq bigint not null,
            type text not null,
            payload jsonb not null,
            at timestamptz not null default now(),
            primary key (tenant_id, suite_run_id, seq),
            foreign key (tenant_id, suite_run_id) references runs.suite_run (tenant_id, id) on delete cascade);

        -- active = QUEUED + IN_PROGRESS (docs/adr/0004): one number is enough for a quota, and a claim need not touch it.
        create table runs.tenant_slot (
            tenant_id uuid primary key,
            max_parallel int not null check (max_parallel > 0),
            active int not null default 0,
            last_served timestamptz not null default '-infinity');

        create table runs.idempotency (
            tenant_id uuid not null,
            key text not null,
            route text not null,
            body_hash bytea not null,
            status int,
            location text,
            answer jsonb,
            expires_at timestamptz not null,
            primary key (tenant_id, key, route));
        create index idempotency_expiry on runs.idempotency (expires_at);
        """;

    private const string Policies = """
        do $$
        declare t text;
        begin
            foreach t in array array['suite_run','test_run','run_plan','step_result','run_event','suite_run_event','tenant_slot','idempotency',
                'run_plan_default','step_result_default','run_event_default'] loop
                execute format('alter table runs.%I enable row level security', t);
                execute format('alter table runs.%I force row level security', t);
                execute format('create policy tenant on runs.%I to orchestra_app
                    using (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)
                    with check (tenant_id = nullif(current_setting(''orchestra.tenant_id'', true), '''')::uuid)', t);
                execute format('create policy worker on runs.%I to orchestra_worker using (true) with check (true)', t);
                execute format('create policy owner on runs.%I to orchestra_owner using (true) with check (true)', t);
            end loop;
        end $$;
        grant usage on schema runs to orchestra_app, orchestra_worker;
        grant select, insert on runs.suite_run, runs.test_run, runs.run_plan, runs.run_event, runs.suite_run_event to orchestra_app;
        grant select on runs.step_result to orchestra_app;
        -- What a request may change of a run: cancel it before an executor has it, or ask the executor to stop.
        grant update (status, cancel_requested_at, finished_at, last_seq) on runs.test_run to orchestra_app;
        grant update (status, cancel_requested_at, finished_at, last_seq) on runs.suite_run to orchestra_app;
        grant select, insert, update on runs.tenant_slot to orchestra_app;
        grant select, insert, update, delete on runs.idempotency to orchestra_app;
        grant select on runs.incarnation to orchestra_worker;
        grant select on runs.suite_run, runs.test_run, runs.run_plan, runs.step_result, runs.run_event, runs.suite_run_event,
            runs.tenant_slot to orchestra_worker;
        -- Scheduler, reaper and executors move runs and journal them: they make none, and what was told is never changed.
        grant insert on runs.step_result, runs.run_event, runs.suite_run_event to orchestra_worker;
        grant update (status, attempt, locked_by, lock_until, lease_epoch, heartbeat_at, last_seq, started_at, finished_at)
            on runs.test_run to orchestra_worker;
        grant update (status, last_seq, started_at, finished_at) on runs.suite_run to orchestra_worker;
        grant update (lease_epoch, sends, status, duration_ms, payload) on runs.step_result to orchestra_worker;
        grant update (active, last_served) on runs.tenant_slot to orchestra_worker;
        grant select, delete on runs.idempotency to orchestra_worker;
        """;

    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.EnsureSchema(RunsDbContext.Schema);
        migrationBuilder.Sql(Tables);
        migrationBuilder.Sql(Policies);
    }

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("drop schema runs cascade");
}
