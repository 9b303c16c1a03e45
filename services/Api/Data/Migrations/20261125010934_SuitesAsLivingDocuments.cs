using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Orchestra.Api.Data.Migrations
{
    /// <inheritdoc />
    public partial class SuitesAsLivingDocuments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "status",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.AddColumn<bool>(
                name: "active",
                schema: "api",
                table: "test_scenario",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "generated",
                schema: "api",
                table: "test_scenario",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "locked_by",
                schema: "api",
                table: "test_scenario",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "locked_until",
                schema: "api",
                table: "test_scenario",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "test_scenario",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<int>(
                name: "run_version",
                schema: "api",
                table: "test_scenario",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string[]>(
                name: "tags",
                schema: "api",
                table: "test_scenario",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "status",
                schema: "api",
                table: "scenario_version",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AlterColumn<int>(
                name: "process_version",
                schema: "api",
                table: "scenario_suite",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<Guid>(
                name: "process_id",
                schema: "api",
                table: "scenario_suite",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<string>(
                name: "bindings",
                schema: "api",
                table: "scenario_suite",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'{}'");

            migrationBuilder.AddColumn<string>(
                name: "called",
                schema: "api",
                table: "scenario_suite",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "scenario_suite",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "published_at",
                schema: "api",
                table: "process_version",
                type: "timestamp with time zone",
                nullable: true);

            // Rows from before: all were generated, nothing was published or changed since.
            migrationBuilder.Sql(
                """
                update api.scenario_version set status = 'Draft';
                update api.test_scenario s
                set run_version = s.latest_version, generated = v.body, tags = array(select jsonb_array_elements_text(v.body -> 'tags'))
                from api.scenario_version v
                where v.tenant_id = s.tenant_id and v.scenario_id = s.id and v.version = s.latest_version;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "published_at",
                schema: "api",
                table: "process_version");

            migrationBuilder.DropColumn(
                name: "active",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "generated",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "locked_by",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "locked_until",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "run_version",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "tags",
                schema: "api",
                table: "test_scenario");

            migrationBuilder.DropColumn(
                name: "status",
                schema: "api",
                table: "scenario_version");

            migrationBuilder.DropColumn(
                name: "bindings",
                schema: "api",
                table: "scenario_suite");

            migrationBuilder.DropColumn(
                name: "called",
                schema: "api",
                table: "scenario_suite");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "scenario_suite");

            migrationBuilder.AddColumn<string>(
                name: "status",
                schema: "api",
                table: "test_scenario",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AlterColumn<int>(
                name: "process_version",
                schema: "api",
                table: "scenario_suite",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<Guid>(
                name: "process_id",
                schema: "api",
                table: "scenario_suite",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
