using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Orchestra.Api.Data.Migrations
{
    /// <inheritdoc />
    public partial class DataSetScopes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "origin",
                schema: "api",
                table: "test_data_set",
                type: "text",
                nullable: false,
                defaultValue: "Manual");

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "test_data_set",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<Guid>(
                name: "scenario_id",
                schema: "api",
                table: "test_data_set",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "scope",
                schema: "api",
                table: "test_data_set",
                type: "text",
                nullable: false,
                defaultValue: "Global");

            migrationBuilder.AddColumn<Guid>(
                name: "suite_id",
                schema: "api",
                table: "test_data_set",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "default_priority",
                schema: "identity",
                table: "tenant_settings",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "max_priority",
                schema: "identity",
                table: "tenant_settings",
                type: "integer",
                nullable: false,
                defaultValue: 9);

            migrationBuilder.AddColumn<int>(
                name: "revision",
                schema: "api",
                table: "environment",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.CreateTable(
                name: "member",
                schema: "identity",
                columns: table => new
                {
                    tenant_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    subject = table.Column<string>(type: "character varying(255)", maxLength: 255, nullable: false),
                    roles = table.Column<string[]>(type: "text[]", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    created_by = table.Column<string>(type: "text", nullable: false),
                    revoked_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    revision = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_member", x => new { x.tenant_id, x.id });
                    table.ForeignKey(
                        name: "FK_member_tenant_tenant_id",
                        column: x => x.tenant_id,
                        principalSchema: "identity",
                        principalTable: "tenant",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_test_data_set_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "scenario_id" });

            migrationBuilder.CreateIndex(
                name: "IX_test_data_set_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "suite_id" });

            migrationBuilder.AddCheckConstraint(
                name: "scope_names_its_owner",
                schema: "api",
                table: "test_data_set",
                sql: "(scope = 'Global') = (suite_id is null) and (scope = 'Scenario') = (scenario_id is not null)");

            migrationBuilder.CreateIndex(
                name: "IX_member_tenant_id_subject",
                schema: "identity",
                table: "member",
                columns: new[] { "tenant_id", "subject" },
                unique: true,
                filter: "revoked_at is null");

            migrationBuilder.AddForeignKey(
                name: "FK_test_data_set_scenario_suite_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "suite_id" },
                principalSchema: "api",
                principalTable: "scenario_suite",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Cascade);

            migrationBuilder.AddForeignKey(
                name: "FK_test_data_set_test_scenario_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set",
                columns: new[] { "tenant_id", "scenario_id" },
                principalSchema: "api",
                principalTable: "test_scenario",
                principalColumns: new[] { "tenant_id", "id" },
                onDelete: ReferentialAction.Cascade);

            // As in Policies; rows of members stay, so nobody deletes them.
            migrationBuilder.Sql(
                """
                alter table identity.member enable row level security;
                alter table identity.member force row level security;
                create policy tenant on identity.member to orchestra_app
                    using (tenant_id = nullif(current_setting('orchestra.tenant_id', true), '')::uuid)
                    with check (tenant_id = nullif(current_setting('orchestra.tenant_id', true), '')::uuid);
                create policy owner on identity.member to orchestra_owner using (true) with check (true);
                grant select, insert, update on identity.member to orchestra_app;
                """
            );
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_test_data_set_scenario_suite_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropForeignKey(
                name: "FK_test_data_set_test_scenario_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropTable(
                name: "member",
                schema: "identity");

            migrationBuilder.DropIndex(
                name: "IX_test_data_set_tenant_id_scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropIndex(
                name: "IX_test_data_set_tenant_id_suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropCheckConstraint(
                name: "scope_names_its_owner",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "origin",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "scenario_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "scope",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "suite_id",
                schema: "api",
                table: "test_data_set");

            migrationBuilder.DropColumn(
                name: "default_priority",
                schema: "identity",
                table: "tenant_settings");

            migrationBuilder.DropColumn(
                name: "max_priority",
                schema: "identity",
                table: "tenant_settings");

            migrationBuilder.DropColumn(
                name: "revision",
                schema: "api",
                table: "environment");
        }
    }
}
