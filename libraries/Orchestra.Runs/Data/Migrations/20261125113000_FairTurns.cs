using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Orchestra.Runs.Data.Migrations;

/// <summary>Runs wait in the order of their turns, and tenants take turns (docs/adr/0011).</summary>
[DbContext(typeof(RunsDbContext))]
[Migration("20261125113000_FairTurns")]
public sealed class FairTurns : Migration
{
    /// <inheritdoc />
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            -- Each step of priority counts as a minute of waiting: so age raises priority, and an index knows the order.
            alter table runs.test_run
                add turn_at timestamp generated always as ((created_at at time zone 'UTC') - priority * interval '1 minute') stored;
            drop index runs.test_run_pending, runs.test_run_queued;
            create index test_run_pending on runs.test_run (tenant_id, turn_at, id) where status = 'PENDING' and not blocked;
            create index test_run_queued on runs.test_run (tenant_id, turn_at, id) where status = 'QUEUED';
            """
        );

    /// <inheritdoc />
    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql(
            """
            drop index runs.test_run_pending, runs.test_run_queued;
            alter table runs.test_run drop turn_at;
            create index test_run_pending on runs.test_run (tenant_id, priority desc, created_at, id) where status = 'PENDING' and not blocked;
            create index test_run_queued on runs.test_run (priority desc, created_at, id) where status = 'QUEUED';
            """
        );
}
